/** Sandboxes that stand and wait, so that a job does not pay for building walls; each serves one job and is gone. */
import type { Builder } from './builders.ts'
import type { PackageName } from './packages.ts'
import type { Sandbox } from './sandbox.ts'
import { type Standing, stand } from './standing.ts'

export interface WantedSandbox {
  readonly memoryBytes: number
  readonly packages: readonly PackageName[]
}

export interface SandboxPool {
  /** A standing sandbox; nothing where none could be built. `opened` learns of it before it stands, so that it can be killed. */
  readonly take: (wanted: WantedSandbox, opened: (sandbox: Sandbox) => void) => Promise<Standing | undefined>
  readonly close: () => Promise<void>
}

/** @param warm how many wait; @param memoryBytes what a waiting one may take: another size or more packages are built when asked for */
export const openPool = (builder: Builder, warm: number, memoryBytes: number): SandboxPool => {
  const waiting: Promise<Standing | undefined>[] = []
  let closed = false
  const refill = () => {
    while (!closed && waiting.length < warm) waiting.push(open(builder, { memoryBytes, packages: [] }))
  }
  refill()
  return {
    take: async (wanted, opened) => {
      const ready = wanted.memoryBytes === memoryBytes && wanted.packages.length === 0 ? waiting.shift() : undefined
      const standing = (await ready) ?? (await open(builder, wanted, opened).catch(() => undefined))
      if (standing !== undefined) opened(standing.sandbox)
      refill()
      return standing
    },
    close: async () => {
      closed = true
      await Promise.all(waiting.splice(0).map(async (one) => (await one)?.sandbox.kill()))
    },
  }
}

const open = (builder: Builder, wanted: WantedSandbox, opened?: (sandbox: Sandbox) => void): Promise<Standing | undefined> =>
  stand({ builder, script: 'jobs/child.ts', ...wanted }, opened)
