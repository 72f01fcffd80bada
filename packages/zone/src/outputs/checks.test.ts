import { isDominated } from '@yunhe/law/kernel/disclosure'
import { describe, expect, it } from 'vitest'
import { standardDominance } from '../sql/tables.ts'
import { standardOutputLimits } from './check.ts'
import { complement } from './complement.ts'
import { identifiers } from './identifiers.ts'
import { smallCells } from './small-cells.ts'
import { volume } from './volume.ts'

const columns = [{ name: 'x', type: 'VARCHAR' }]
const context = { limits: standardOutputLimits }
const guards = {
  entities: { output: '__entities', index: 1, rows: 2, minimum: 10, minimumRows: 12 },
  dominance: [],
  rule: standardDominance,
  sums: [],
  cell: 3,
  about: ['people'],
  whole: false,
  visible: 1,
}

describe('small cells', () => {
  it('nine subjects are taken out, ten stay, none and unknown are taken out', () => {
    const rows = [
      ['a', 9, 50],
      ['b', 10, 50],
      ['c', 0, 0],
      ['d', null, null],
    ] as const
    expect(smallCells({ columns, rows, guards }, context).suppressed).toEqual([0, 2, 3])
  })

  it('ten subjects with eleven rows are taken out where twelve rows are asked', () => {
    const rows = [
      ['a', 10, 11],
      ['b', 10, 12],
    ] as const
    expect(smallCells({ columns, rows, guards }, context).suppressed).toEqual([0])
  })

  it.each([
    { sizes: [50, 40, 30, 3], beside: [2] },
    { sizes: [50, 40, 30, 3, 4], beside: [2] },
    { sizes: [50, 40, 30, 6, 7], beside: [] },
    { sizes: [50, 40, 30], beside: [] },
  ])('of a whole table with cells of $sizes, also $beside are taken out', ({ sizes, beside }) => {
    const rows = sizes.map((size, at) => [`d${at}`, size, size + 20])
    const result = { columns, rows, guards: { ...guards, whole: true } }
    expect(complement(result, new Set(smallCells(result, context).suppressed), []).suppressed).toEqual(beside)
  })
})

describe('dominance', () => {
  it.each([
    { top1: 50, top2: 90, total: 100, dominated: false },
    { top1: 50, top2: 91, total: 100, dominated: true },
    { top1: 80, top2: 90, total: 98, dominated: true },
    { top1: 80, top2: 88, total: 98, dominated: false },
    { top1: 0, top2: 0, total: 0, dominated: false },
  ])('largest $top1, two largest $top2 of $total: $dominated', ({ dominated, ...contributions }) => {
    expect(isDominated({ ...contributions, top: contributions.top2 }, standardDominance)).toBe(dominated)
  })

  it('n and k of the decision count: three largest with 80 %', () => {
    const rule = { largest: 3, largestShare: 0.8, restShare: 0.1 }
    expect(isDominated({ top1: 30, top2: 55, top: 81, total: 100 }, rule)).toBe(true)
    expect(isDominated({ top1: 30, top2: 55, top: 80, total: 100 }, rule)).toBe(false)
  })
})

describe('identifiers', () => {
  const found = (...values: readonly (string | number)[]) =>
    identifiers({ columns, rows: values.map((value) => [value]) }, context).findings

  it('are named by place and never quoted', () => {
    const [finding] = found('nothing here', 'call 13812345678')
    expect(finding).toMatchObject({ code: 'mobile', place: 'row 2, column x' })
    expect(JSON.stringify(finding)).not.toContain('138')
  })

  it('are found in a column of numbers, but one sum that looks like one is left', () => {
    expect(found(13812345678, 13912345678, 15012345678).map(({ place }) => place)).toEqual(['column x'])
    expect(found(13812345678, 25, 31)).toEqual([])
  })

  it.each(['district 3', '2024-01-31', '110105194912310021', '1234567890123456'])('%s passes', (value) => {
    expect(found(value)).toEqual([])
  })
})

describe('volume', () => {
  it.each([
    [3, true],
    [4, false],
  ])('%i rows of three at most: %s', (count, passed) => {
    const rows = Array.from({ length: count }, () => [1])
    expect(volume({ columns, rows }, { ...context, limits: { ...standardOutputLimits, maxRows: 3 } }).passed).toBe(passed)
  })

  it('one byte too many is too many', () => {
    const limited = (maxBytes: number) =>
      volume({ columns, rows: [['abc']] }, { ...context, limits: { ...standardOutputLimits, maxBytes } }).passed
    expect([limited(9), limited(8)]).toEqual([true, false])
  })
})
