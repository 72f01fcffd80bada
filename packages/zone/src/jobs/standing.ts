/** A sandbox that stands: its process has said so, and waits for what it is to do. */

import type { SandboxOrder } from './builders.ts'
import { type Lines, openLines } from './messages.ts'
import { openSandbox, type Sandbox } from './sandbox.ts'

export interface Standing {
  readonly sandbox: Sandbox
  readonly lines: Lines
}

const longestWaitMs = 20_000

/** Undefined where none could be built. @param opened learns of it before it stands, so that it can be killed */
export const stand = async (order: SandboxOrder, opened?: (sandbox: Sandbox) => void): Promise<Standing | undefined> => {
  const sandbox = await openSandbox(order)
  opened?.(sandbox)
  const lines = openLines(sandbox.output)
  const late = setTimeout(() => void sandbox.kill(), longestWaitMs)
  const first = await lines.next().catch(() => undefined)
  clearTimeout(late)
  if (first?.done === false && first.value === '{"is":"standing"}') return { sandbox, lines }
  await sandbox.kill()
  return undefined
}
