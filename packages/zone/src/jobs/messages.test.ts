import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { linesOf, longestLineBytes, openLines } from './messages.ts'

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

  it('gives bytes as they are behind the line that says how many, wherever they were cut, and goes on with lines', async () => {
    const bytes = Buffer.concat([Buffer.from('{"bytes":5}\n'), Buffer.from([0x0a, 0xff, 0, 0x0a, 0x7b]), Buffer.from('{"区":1}\nrest')])
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const lines = openLines(Readable.from([bytes.subarray(0, cut), bytes.subarray(cut)]))
      expect((await lines.next()).value).toBe('{"bytes":5}')
      expect([...(await lines.bytes(5))]).toEqual([0x0a, 0xff, 0, 0x0a, 0x7b])
      expect([(await lines.next()).value, (await lines.next()).value, (await lines.next()).done]).toEqual(['{"区":1}', 'rest', true])
    }
  })

  it('gives no bytes that are not there, more than a line may have, or that are no number', async () => {
    const open = () => openLines(Readable.from([Buffer.from('12345')]))
    expect((await open().bytes(5)).length).toBe(5)
    expect((await open().bytes(0)).length).toBe(0)
    await expect(open().bytes(6)).rejects.toThrow('ended before')
    await expect(open().bytes(longestLineBytes + 1)).rejects.toThrow('too many')
    await expect(open().bytes(-1)).rejects.toThrow('too many')
    await expect(open().bytes(Number.NaN)).rejects.toThrow('too many')
    await expect(open().bytes(2.5)).rejects.toThrow('too many')
    await expect(open().bytes(JSON.parse('"5x"'))).rejects.toThrow('too many')
  })

  it('takes a line of the greatest length and none that is longer', async () => {
    const piece = Buffer.alloc(longestLineBytes / 64, 'x')
    const all = Array.from({ length: 64 }, () => piece)
    expect((await heard([...all, '\n']))[0]).toHaveLength(longestLineBytes)
    await expect(heard([...all, 'y'])).rejects.toThrow('too long')
  })
})
