import { describe, expect, it } from 'vitest'
import { standardOutputLimits } from './check.ts'
import { isDominated } from './dominance.ts'
import { identifiers } from './identifiers.ts'
import { smallCells } from './small-cells.ts'
import { volume } from './volume.ts'

const columns = [{ name: 'x', type: 'VARCHAR' }]
const context = { limits: standardOutputLimits, earlier: [] }
const guards = { entities: { output: '__entities', index: 1, minimum: 10 }, dominance: [], visible: 1 }

describe('small cells', () => {
  it('nine are taken out, ten stay, none and unknown are taken out', () => {
    const rows = [
      ['a', 9],
      ['b', 10],
      ['c', 0],
      ['d', null],
    ] as const
    expect(smallCells({ columns, rows, members: [], guards }, context).suppressed).toEqual([0, 2, 3])
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
    expect(isDominated(contributions, standardOutputLimits)).toBe(dominated)
  })
})

describe('identifiers', () => {
  const found = (...values: readonly (string | number)[]) =>
    identifiers({ columns, rows: values.map((value) => [value]), members: [] }, context).findings

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
    expect(volume({ columns, rows, members: [] }, { ...context, limits: { ...standardOutputLimits, maxRows: 3 } }).passed).toBe(passed)
  })

  it('one byte too many is too many', () => {
    const limited = (maxBytes: number) =>
      volume({ columns, rows: [['abc']], members: [] }, { ...context, limits: { ...standardOutputLimits, maxBytes } }).passed
    expect([limited(9), limited(8)]).toEqual([true, false])
  })
})
