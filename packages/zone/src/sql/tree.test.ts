import { describe, expect, it } from 'vitest'
import { isReadable, type Json, readTree, writeTree } from './tree.ts'

it('W16 a tree that is vast or deep is not looked at, however it is put together', () => {
  const wide = (count: number): Json => Array.from({ length: count }, () => ({}))
  let [deep, doubled]: [Json, Json] = [{}, {}]
  for (let level = 0; level < 150; level += 1) [deep, doubled] = [{ in: deep }, level < 60 ? { one: doubled, other: doubled } : doubled]
  expect([wide(4_000), wide(4_001), deep, { in: deep }, doubled].map((tree) => isReadable(tree))).toEqual([true, false, true, false, false])
})

describe('a tree keeps what JavaScript cannot', () => {
  it.each(['18446744073709551615', '1.0', '0.1', '-9007199254740993'])('%s is written as it was read', (number) => {
    expect(writeTree(readTree(`{"value":${number}}`))).toBe(`{"value":${number}}`)
  })

  it('forgets where in the text a node stood', () => {
    expect(writeTree(readTree('{"query_location":18446744073709551615}'))).toBe('{"query_location":0}')
  })
})
