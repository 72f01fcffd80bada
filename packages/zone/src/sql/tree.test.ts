import { describe, expect, it } from 'vitest'
import { readTree, writeTree } from './tree.ts'

describe('a tree keeps what JavaScript cannot', () => {
  it.each(['18446744073709551615', '1.0', '0.1', '-9007199254740993'])('%s is written as it was read', (number) => {
    expect(writeTree(readTree(`{"value":${number}}`))).toBe(`{"value":${number}}`)
  })

  it('forgets where in the text a node stood', () => {
    expect(writeTree(readTree('{"query_location":18446744073709551615}'))).toBe('{"query_location":0}')
  })
})
