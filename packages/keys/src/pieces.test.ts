import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Piece, pieces } from './pieces.ts'

const cut = async (parts: readonly Uint8Array[], size: number) => {
  const source = async function* () {
    yield* parts
  }
  const got: Piece[] = []
  for await (const piece of pieces(source(), size)) got.push(piece)
  return got
}

describe('a stream cut anew', () => {
  it('keeps every byte in order, full pieces but the last, numbered, and one last', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 20 })), fc.integer({ min: 1, max: 9 }), async (parts, size) => {
        const got = await cut(parts, size)
        expect(Buffer.concat(got.map(({ bytes }) => bytes)).equals(Buffer.concat(parts))).toBe(true)
        expect(got.map(({ index }) => index)).toEqual(got.map((_, place) => place))
        expect(got.filter(({ last }) => last)).toEqual([got.at(-1)])
        expect(got.slice(0, -1).every(({ bytes }) => bytes.length === size)).toBe(true)
      }),
    ))

  it('is one empty piece where there is nothing', async () => {
    expect(await cut([], 4)).toMatchObject([{ bytes: { length: 0 }, last: true }])
  })

  it('ends with a full piece, not with an empty one after it', async () => {
    expect((await cut([Buffer.alloc(8)], 4)).map(({ bytes }) => bytes.length)).toEqual([4, 4])
  })
})
