/**
 * Made-up rows among rows that leave one by one. Each is put together from values that occur, in a combination that does not, chosen by key among all
 * such combinations: only a copy of this export has it. They stand in no workspace and in no result that is counted, so they falsify nothing there.
 */
import { createHmac } from 'node:crypto'
import type { Cell } from '../engine/engine.ts'
import { stretched } from './keys.ts'
import { spelledAlike } from './sample.ts'

/** What the zone remembers of a canary: not the row, its keyed hash. */
export interface Canaries {
  readonly hashes: readonly string[]
  /** Base-ten logarithm of how many absent combinations they were chosen from. */
  readonly logAbsent: number
}

export const noCanaries: Canaries = { hashes: [], logAbsent: 0 }

/** Of the rows of a table at most one in two hundred is made up for the grant and one for the export, and no more than this many combinations each. */
const mostShare = 0.005
const most = 6
/** With fewer absent combinations than this a canary could be somebody's true row elsewhere, and would prove nothing. */
const leastLogAbsent = 4

export interface WithCanaries {
  readonly rows: readonly (readonly Cell[])[]
  readonly canaries: Canaries
}

/** @param copies how many times each made-up row stands in the table, as often as the smallest true combination does */
export const withCanaries = (rows: readonly (readonly Cell[])[], key: Uint8Array, copies: number): WithCanaries => {
  const width = rows[0]?.length ?? 0
  const room = Math.min(most, Math.floor((rows.length * mostShare) / copies))
  const values = Array.from({ length: width }, (_, at) => [...new Set(rows.map((row) => row[at] ?? null))])
  const present = new Set(rows.map((row) => JSON.stringify(row)))
  const absent = values.reduce((product, one) => product * one.length, 1) - present.size
  if (room < 1 || width < 2 || Math.log10(Math.max(1, absent)) < leastLogAbsent) return { rows, canaries: noCanaries }
  const chosen = choose(values, present, key, room)
  const added = chosen.flatMap((row) => Array.from({ length: copies }, () => row))
  return {
    rows: strewn(rows, added, key),
    canaries: {
      hashes: chosen.map((row) =>
        hashOfRow(
          row.map((cell) => (cell === null ? '' : String(cell))),
          key,
        ),
      ),
      logAbsent: Math.log10(absent),
    },
  }
}

const choose = (
  values: readonly (readonly Cell[])[],
  present: ReadonlySet<string>,
  key: Uint8Array,
  count: number,
): readonly (readonly Cell[])[] => {
  const chosen = new Map<string, readonly Cell[]>()
  for (let round = 0; chosen.size < count && round < 4096; round++) {
    const bytes = Buffer.from(stretched(key, `yunhe/mark/1\ncanary\n${round}`, values.length * 6))
    const row = values.map((found, at) => found[bytes.readUIntBE(at * 6, 6) % found.length] ?? null)
    const text = JSON.stringify(row)
    if (!present.has(text)) chosen.set(text, row)
  }
  return [...chosen.values()]
}

/** Put in at places that the key chooses: a heap at the end would be noticed. */
const strewn = (rows: readonly (readonly Cell[])[], added: readonly (readonly Cell[])[], key: Uint8Array): readonly (readonly Cell[])[] => {
  const bytes = Buffer.from(stretched(key, 'yunhe/mark/1\nplaces', added.length * 6))
  const placed = added
    .map((row, at) => ({ row, before: bytes.readUIntBE(at * 6, 6) % (rows.length + 1) }))
    .toSorted((a, b) => a.before - b.before)
  let next = 0
  const out: (readonly Cell[])[] = []
  for (let at = 0; at <= rows.length; at++) {
    for (; placed[next]?.before === at; next++) out.push(placed[next]?.row ?? [])
    const row = rows[at]
    if (row !== undefined) out.push(row)
  }
  return out
}

/** Columns may have changed places: the values are compared as a heap. */
const hashOfRow = (cells: readonly string[], key: Uint8Array): string =>
  createHmac('sha256', key)
    .update(`yunhe/mark/1\nrow\n${JSON.stringify(cells.map(spelledAlike).toSorted())}`)
    .digest('hex')
    .slice(0, 32)

export interface Sighting {
  readonly seen: number
  readonly of: number
  /** Base-ten logarithm of the chance that rows which know nothing of the key would show as many. */
  readonly logChance: number
}

/**
 * The canaries were chosen blindly among all absent combinations: of the rows in the sample each hits one with a chance of at most one in that
 * number, so that k of c being there has a chance of at most (c over k) times (rows / absent) to the k.
 */
export const canariesSeen = (rows: readonly (readonly string[])[], { hashes, logAbsent }: Canaries, key: Uint8Array): Sighting => {
  if (hashes.length === 0) return { seen: 0, of: 0, logChance: 0 }
  const wanted = new Set(hashes)
  const distinct = new Set(rows.map((row) => hashOfRow(row, key)))
  const seen = [...wanted].filter((hash) => distinct.has(hash)).length
  const each = Math.log10(Math.max(1, distinct.size)) - logAbsent
  const ways = Math.log10(binomial(hashes.length, seen))
  return { seen, of: hashes.length, logChance: seen === 0 ? 0 : Math.min(0, ways + seen * each) }
}

const binomial = (n: number, k: number): number => {
  let found = 1
  for (let at = 1; at <= k; at++) found = (found * (n - k + at)) / at
  return found
}
