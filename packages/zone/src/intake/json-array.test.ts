import { describe, expect, it } from 'vitest'
import { arraySplitter } from './json-array.ts'

const split = (text: string, chunk = text.length) => {
  const bytes = Buffer.from(text)
  const splitter = arraySplitter()
  const pieces = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, at) =>
    splitter.push(bytes.subarray(at * chunk, (at + 1) * chunk)),
  )
  return { lines: Buffer.concat(pieces).toString(), brokenAt: splitter.brokenAt() }
}

describe('one JSON array', () => {
  it.each([1, 3, 1000])('becomes a line for each element, read in pieces of %i', (chunk) => {
    const { lines, brokenAt } = split('\n[ {"a": "x,]\\"}", "b": [1,\n2]} ,\n {"a":2}\n]\n', chunk)
    expect(lines.split('\n').map((line) => line.trim())).toEqual(['{"a": "x,]\\"}", "b": [1, 2]}', '{"a":2}', ''])
    expect(brokenAt).toBeUndefined()
  })

  it('may be empty', () => expect(split('[ ]')).toEqual({ lines: '', brokenAt: undefined }))

  it.each([
    ['[{"a":1}', 8],
    ['[{"a":1},]', 9],
    ['[,{"a":1}]', 1],
    ['[{"a":1}] x', 10],
    ['[{"a":"', 7],
    [`[${'['.repeat(100)}`, 65],
  ])('%s is broken at byte %i', (text, at) => expect(split(text).brokenAt).toBe(at))
})
