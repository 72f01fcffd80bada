import { describe, expect, it } from 'vitest'
import { qualityOf } from './catalog-card.ts'

const column = (empty: number, distinct: number) => ({
  name: 'c',
  empty,
  distinct,
  length: { least: 1, most: 2 },
  patterns: [],
  suggestions: [],
})

describe('A16 what the catalog tells of a column', () => {
  it.each([
    ['shares are whole per cent, values a power of ten', 1_000, column(123, 340), { name: 'c', emptyShare: 0.12, distinctUpTo: 3 }],
    ['nine empty values are not told', 1_000, column(9, 5), { name: 'c', distinctUpTo: 1 }],
    ['ten are', 1_000, column(10, 5), { name: 'c', emptyShare: 0.01, distinctUpTo: 1 }],
    ['nine filled values are not told', 1_000, column(991, 5), { name: 'c', distinctUpTo: 1 }],
    ['a column that is never empty says so', 1_000, column(0, 10), { name: 'c', emptyShare: 0, distinctUpTo: 1 }],
    ['of nine rows nothing is told', 9, column(0, 9), { name: 'c' }],
  ])('%s', (_, rows, profiled, told) => expect(qualityOf({ rows, columns: [profiled] })).toEqual([told]))
})
