import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { linesOf, longestLineBytes } from './messages.ts'

const heard = async (pieces: readonly (Buffer | string)[]): Promise<readonly string[]> => {
  const lines: string[] = []
  for await (const line of linesOf(Readable.from(pieces))) lines.push(line)
  return lines
}

describe('what a sandbox says, line by line', () => {
  it('puts a line together wherever its pieces were cut, also within a character', async () => {
    const bytes = Buffer.from('{"区":"梁溪"}\n{"n":1}\n\n{"rest":true}')
    for (let cut = 0; cut <= bytes.length; cut += 1)
      expect(await heard([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(['{"区":"梁溪"}', '{"n":1}', '', '{"rest":true}'])
  })

  it('takes a line of the greatest length and none that is longer', async () => {
    const piece = Buffer.alloc(longestLineBytes / 64, 'x')
    const all = Array.from({ length: 64 }, () => piece)
    expect((await heard([...all, '\n']))[0]).toHaveLength(longestLineBytes)
    await expect(heard([...all, 'y'])).rejects.toThrow('too long')
  })
})
