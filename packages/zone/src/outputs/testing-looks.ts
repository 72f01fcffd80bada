/** Made up for tests: looks at rows, releases of them, and the rows of a table with what each adds to a sum. */
import type { DominanceRule } from '@yunhe/law/kernel/disclosure'
import { type Look, type Members, membersIn, narrow } from '../jobs/members.ts'
import type { Comparing } from './comparing.ts'
import type { Compared } from './release.ts'

/** Park and Miller's numbers, from a seed: the same cases each time. */
export const chanceFrom = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

export type CellOf = (row: number) => number

/** One look for several queries over rows 0 to `size`: those that stand alike in all are one class. */
export const lookAt = (size: number, cells: readonly CellOf[], isInTable: (row: number) => boolean = () => true) => {
  const numbers = new Map<string, number>()
  const classOf = Uint32Array.from({ length: size }, (_, row) => {
    const key = cells.map((cell) => cell(row)).join()
    numbers.set(key, numbers.get(key) ?? numbers.size + 1)
    return numbers.get(key) ?? 0
  })
  const byRow = narrow(size, numbers.size)
  byRow.set(classOf.map((one, row) => (isInTable(row) ? one : 0)))
  const look: Look = { tables: [{ cells: byRow, more: new Uint32Array() }], classCount: numbers.size }
  const members = cells.map((_, at) => {
    const cellByClass = Uint32Array.from([0, ...Array.from(numbers.keys(), (key) => Number(key.split(',')[at]))])
    const names = BigUint64Array.from({ length: Math.max(...cellByClass) }, (__, cell) => BigInt(cell + 1))
    return membersIn({ look, cellByClass }, names)
  })
  return { look, members }
}

export const release = (name: string, members: Members, more: Partial<Compared> = {}): Compared => ({
  name,
  at: '2026-01-01T00:00:00.000Z',
  workspace: 'w1',
  operator: 'o1',
  minimum: 10,
  division: name,
  cellCount: members.names.length,
  grounds: [{ domain: 'subjects', base: 'w1@1/firms', named: true, rows: members.classed?.look.tables[0]?.cells.length ?? 0 }],
  sums: [{ ground: 0, column: 'turnover' }],
  members: async () => members,
  within: (look) => (members.classed?.look === look ? members : undefined),
  ...more,
})
/** The same as it is read back: nothing is known of its look. */
export const byRow = (one: Compared): Compared => ({
  ...one,
  members: async () => {
    const { names, tables } = await one.members()
    return { names, tables }
  },
  within: () => undefined,
})

export const groundOf = (amounts: readonly number[]): Comparing => ({
  pause: async () => undefined,
  rosterOf: async () => ({ elements: BigUint64Array.from(amounts, (_, row) => BigInt(row + 1)) }),
  amountsOf: async () => Uint16Array.from(amounts, (amount) => (amount === 0 ? 0 : 32_768 + Math.round(64 * Math.log2(amount)))),
})

/** A grouping of people, as often as not without some of them: of ten rows, of a stretch of few, of one cell, or of one person. */
export const divisionBy = (chance: (below: number) => number, size: number): CellOf => {
  const [modulus, from, length, left] = [1 + chance(4), chance(size), chance(40), chance(7)]
  const width = 1 + chance(Math.ceil(size / 3))
  return (row) => {
    const cell = 1 + (left % 2 === 0 ? row % modulus : Math.floor(row / width))
    if (left > 4 && row >= from && row < from + length) return 0
    return left === 1 && cell === 2 ? 0 : cell
  }
}

/** As often as not the standard one. */
export const rulesBy = (chance: (below: number) => number): DominanceRule | undefined =>
  [undefined, { largest: 3, largestShare: 0.8, restShare: 0.2 }, { largest: 1, largestShare: 0.6, restShare: 0.3 }][chance(3)]

export const raise = (): never => {
  throw new Error('could not make a release')
}
