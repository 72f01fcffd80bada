/** Reads rows of the engine into a feature table whose order does not depend on the engine: by subject, then by what the row says. */
import type { Cell, ResultColumn, RunningResult } from '../engine/engine.ts'
import type { FeatureColumn, FeatureTable } from './table.ts'

/** Carries the hash of each row's subject; the zone adds it, no text of a person may name it. */
export const subjectColumn = '__who'

export const mostRows = 2_000_000

type Growing = {
  readonly name: string
  readonly read: (cell: Cell) => void
  readonly column: (order: Int32Array) => FeatureColumn
  readonly compare: (one: number, other: number) => number
}

export const readTable = async ({ columns, batches }: RunningResult): Promise<FeatureTable | 'too-many-rows' | 'column-type'> => {
  const who = columns.findIndex(({ name }) => name === subjectColumn)
  const growing = columns.map((column, at) => (at === who ? undefined : growingOf(column)))
  if (growing.includes('column-type')) return 'column-type'
  const hashes: bigint[] = []
  for await (const batch of batches) {
    if (hashes.length + batch.length > mostRows) return 'too-many-rows'
    for (const row of batch) {
      hashes.push(who < 0 ? BigInt(hashes.length) : BigInt(String(row[who] ?? 0)))
      for (const [at, one] of growing.entries()) if (typeof one === 'object') one.read(row[at] ?? null)
    }
  }
  return inOrder(
    hashes,
    growing.filter((one): one is Growing => typeof one === 'object'),
  )
}

const inOrder = (hashes: readonly bigint[], growing: readonly Growing[]): FeatureTable => {
  const order = Int32Array.from(hashes, (_, row) => row).sort(
    (one, other) => compareHashes(hashes[one] ?? 0n, hashes[other] ?? 0n) || compareRows(growing, one, other),
  )
  const subjects = new Int32Array(hashes.length)
  const distinct: bigint[] = []
  for (const [at, row] of order.entries()) {
    const hash = hashes[row] ?? 0n
    if (distinct.at(-1) !== hash || at === 0) distinct.push(hash)
    subjects[at] = distinct.length - 1
  }
  return {
    rows: hashes.length,
    features: growing.map(({ column }) => column(order)),
    subjects,
    subjectHashes: BigUint64Array.from(distinct),
  }
}

const compareHashes = (one: bigint, other: bigint): number => (one < other ? -1 : one > other ? 1 : 0)

const compareRows = (growing: readonly Growing[], one: number, other: number): number => {
  for (const { compare } of growing) {
    const difference = compare(one, other)
    if (difference !== 0) return difference
  }
  return 0
}

const growingOf = ({ name, type }: ResultColumn): Growing | 'column-type' => {
  if (type === 'VARCHAR') return categories(name)
  if (/^(BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/.test(type)) return numbers(name, numberOf)
  if (type === 'DATE' || type.startsWith('TIMESTAMP')) return numbers(name, dayOf)
  return 'column-type'
}

const numberOf = (cell: Cell): number => {
  if (cell === null) return Number.NaN
  const value = typeof cell === 'boolean' ? Number(cell) : Number(cell)
  return Number.isFinite(value) ? value : Number.NaN
}

/** Days since 1970: `2026-11-23`, or `2026-11-23 08:00:00` in the engine's own hours. */
const dayOf = (cell: Cell): number => {
  const text = String(cell ?? '')
  return Date.parse(text.length > 10 ? `${text.replace(' ', 'T')}Z` : text) / 86_400_000
}

const numbers = (name: string, toNumber: (cell: Cell) => number): Growing => {
  let values = new Float32Array(1024)
  let rows = 0
  return {
    name,
    read: (cell) => {
      if (rows === values.length) {
        const larger = new Float32Array(rows * 2)
        larger.set(values)
        values = larger
      }
      values[rows] = toNumber(cell)
      rows += 1
    },
    column: (order) => ({ name, kind: 'number', values: Float32Array.from(order, (row) => values[row] ?? Number.NaN) }),
    compare: (one, other) => compareNumbers(values[one] ?? Number.NaN, values[other] ?? Number.NaN),
  }
}

const compareNumbers = (one: number, other: number): number => {
  if (Number.isNaN(one)) return Number.isNaN(other) ? 0 : -1
  return Number.isNaN(other) ? 1 : one - other
}

const categories = (name: string): Growing => {
  const codeByLevel = new Map<string, number>()
  const known: string[] = []
  let codes = new Int32Array(1024)
  let rows = 0
  const codeOf = (level: string): number => {
    const code = codeByLevel.get(level)
    if (code !== undefined) return code
    codeByLevel.set(level, known.length)
    return known.push(level) - 1
  }
  return {
    name,
    read: (cell) => {
      if (rows === codes.length) {
        const larger = new Int32Array(rows * 2)
        larger.set(codes)
        codes = larger
      }
      codes[rows] = cell === null ? -1 : codeOf(String(cell))
      rows += 1
    },
    column: (order) => {
      const sorted = known.toSorted()
      const placeByLevel = new Map(sorted.map((level, at) => [level, at]))
      const places = known.map((level) => placeByLevel.get(level) ?? -1)
      return { name, kind: 'category', levels: sorted, codes: Int32Array.from(order, (row) => places[codes[row] ?? -1] ?? -1) }
    },
    compare: (one, other) => compareTexts(known, codes[one] ?? -1, codes[other] ?? -1),
  }
}

const compareTexts = (levels: readonly string[], one: number, other: number): number => {
  if (one === other) return 0
  const [left, right] = [levels[one] ?? '', levels[other] ?? '']
  return left < right ? -1 : 1
}
