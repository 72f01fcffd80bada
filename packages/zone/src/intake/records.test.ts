import { describe, expect, it } from 'vitest'
import { longestLine, recordSplitter } from './records.ts'

const comma = 44
const split = (text: string, chunk = text.length, quotes = true) => {
  const bytes = Buffer.from(text)
  const splitter = recordSplitter(quotes ? comma : undefined)
  const records = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, index) =>
    splitter.push(bytes.subarray(index * chunk, (index + 1) * chunk)),
  )
  return [...records.flat(), ...splitter.end()].map(
    ({ line, bytes: record, state }) => `${line} ${state === 'whole' ? '' : `(${state}) `}${record.toString()}`,
  )
}

describe('text is split into records', () => {
  it('by lines, each with its number, whether or not the last has an end', () => {
    expect(split('a\nb\r\n\nc')).toEqual(['1 a', '2 b', '4 c'])
    expect(split('a\n')).toEqual(['1 a'])
  })

  it('with line ends inside quotes kept, also where the text comes in pieces', () => {
    const text = 'h\n"a\n""b""\n",1\nc,"d"\n'
    for (const chunk of [1, 2, 5, 100]) expect(split(text, chunk)).toEqual(['1 h', '2 "a\n""b""\n",1', '5 c,"d"'])
  })

  it('a quote inside a field that began without one is a sign like any other', () => {
    expect(split('5" disk,1\nb')).toEqual(['1 5" disk,1', '2 b'])
    expect(split('{"a":"\n"}', 5, false)).toEqual(['1 {"a":"', '2 "}'])
  })

  it.each([1 << 16, 1 << 23])('a line of more than 1 MiB costs itself alone, and none of it is kept, read in pieces of %i', (chunk) => {
    const line = (bytes: number) => 'x'.repeat(bytes)
    const found = split(
      `a\n${line(longestLine)}\r\n${line(longestLine + 1)}\nb\n"c\n${line(3 * longestLine)}\nd\n${line(longestLine + 1)}`,
      chunk,
    )
    const shown = found.map((record) => (record.length > 100 ? `${record.slice(0, 20)}… ${record.length}` : record))
    const overlong = (place: number) => expect.stringMatching(new RegExp(`^${place} \\(line-too-long\\) `))
    expect(shown).toEqual([
      '1 a',
      `2 ${line(18)}… ${longestLine + 2}`,
      overlong(3),
      '4 b',
      '5 (quote-broken) "c',
      overlong(6),
      '7 d',
      overlong(8),
    ])
  })

  it('a line without end keeps no more memory than the longest line', () => {
    const splitter = recordSplitter(comma)
    const chunk = Buffer.alloc(longestLine, 'x')
    const before = process.memoryUsage().arrayBuffers
    const records = Array.from({ length: 500 }, () => splitter.push(chunk)).flat()
    expect(records.map(({ line, state, bytes }) => [line, state, bytes.length])).toEqual([[1, 'line-too-long', 0]])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * longestLine)
    expect(splitter.push(Buffer.from('\nnext\n')).map(({ line }) => line)).toEqual([2])
  })

  it('a quote that does not close, or closes inside a field, costs the line where it opened', () => {
    expect(split('"a,1\nb,2\nc,"x"\nd')).toEqual(['1 (quote-broken) "a,1', '2 b,2', '3 c,"x"', '4 d'])
    expect(split('"a"b,1\nc')).toEqual(['1 (quote-broken) "a"b,1', '2 c'])
    const long = `"open\n${'x,y\n'.repeat(30_000)}`
    expect(split(long)).toHaveLength(30_001)
    expect(split(long)[0]).toBe('1 (quote-broken) "open')
  })
})
