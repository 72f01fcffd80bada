/** A source that is asked over HTTP about one organization at a time: `{"listed": false, "issuedOn": "2026-03-01", "source": "…"}`. */
import { createHash } from 'node:crypto'
import { dayShape } from '@yunhe/law/kernel/days'
import { z } from 'zod'
import type { ListSource } from './source.ts'

const answerShape = z.object({ listed: z.boolean(), issuedOn: dayShape, source: z.string().trim().min(1).max(120).optional() })

export interface HttpLists {
  /** With `{list}` and `{uscc}` where they go. */
  readonly url: string
  readonly timeoutMs?: number
  readonly mostBytes?: number
}

export const httpLists = ({ url, timeoutMs = 10_000, mostBytes = 16_384 }: HttpLists): ListSource => ({
  name: new URL(url.replaceAll(/[{}]/g, '')).host,
  knows: async () => true,
  ask: async (list, uscc) => {
    const place = url.replaceAll('{list}', encodeURIComponent(list)).replaceAll('{uscc}', encodeURIComponent(uscc))
    // A redirect would ask somebody whom nobody configured.
    const reply = await fetch(place, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs), headers: { accept: 'application/json' } })
    if (!reply.ok) throw new Error(`it answered ${reply.status}`)
    const bytes = await within(reply, mostBytes)
    const read = answerShape.safeParse(jsonIn(bytes))
    if (!read.success) throw new Error('it answered something that is no answer')
    return {
      isListed: read.data.listed,
      source: read.data.source ?? new URL(place).host,
      issuedOn: read.data.issuedOn,
      snapshot: createHash('sha256').update(bytes).digest('hex'),
    }
  },
})

const within = async (reply: Response, mostBytes: number): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of reply.body ?? []) {
    size += part.length
    if (size > mostBytes) throw new Error(`it answered more than ${mostBytes} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const jsonIn = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
