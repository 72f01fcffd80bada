/** What a sandboxed process says is counted: it is not trusted to stop by itself. */
import { expect, it } from 'vitest'
import { collect } from './collect.ts'
import { packedLook } from './look.ts'
import { openLines } from './messages.ts'

const look = packedLook({
  tables: [{ cells: Uint8Array.from({ length: 1_000 }, () => 1), more: new Uint32Array() }],
  classCount: 1,
  rowsByClass: Float64Array.from([0, 1_000]),
  queries: [{ names: BigUint64Array.from([7n]), cellByClass: Uint32Array.from([0, 1]) }],
})

async function* saying(looks: number, bytes = look.length) {
  for (let number = 0; number < looks; number += 1) {
    yield Buffer.from(`${JSON.stringify({ is: 'look', look: number, bytes })}\n`)
    yield Buffer.from(look)
  }
  yield Buffer.from(`${JSON.stringify({ is: 'members', query: 'q', look: looks - 1, at: 0 })}\n`)
  yield Buffer.from(`${JSON.stringify({ is: 'done', engine: 'e' })}\n`)
}

const heard = (said: AsyncIterable<Buffer>) =>
  collect(openLines(said), { queries: ['q'], maxRows: 10, maxBytes: 10, maxLookBytes: look.length * 5, told: () => undefined })

it('takes looks up to a limit of all of them together, and ends a job that says more', async () => {
  const answer = await heard(saying(5))
  expect('results' in answer && answer.results[0]?.members?.classed?.look.rowsByClass?.[1]).toBe(1_000)
  expect(await heard(saying(6))).toEqual({ code: 'too-many-bytes' })
})

it.each([-1, 0.5, Number.NaN, 2 ** 40])('ends a job that says a look has %d bytes', async (bytes) => {
  expect(await heard(saying(2, bytes))).toMatchObject({ code: expect.any(String) })
})
