/** Sums whose difference a few make up are refused however many stand in it; sums of many are not. */
import { describe, expect, it } from 'vitest'
import { packed, unpacked } from '../jobs/members.ts'
import type { Comparing } from './comparing.ts'
import { differencing } from './differencing.ts'
import { amountByMagnitude } from './magnitudes.ts'
import type { Compared } from './release.ts'
import { release as releaseOf } from './testing-looks.ts'

const size = 200
/** Of the first twenty, number 0 has nine tenths; all others have the same. */
const amountOf = (row: number): number => (row === 0 ? 18_000 : 100)
const magnitudes = Uint16Array.from({ length: size }, (_, row) => 32_768 + Math.round(64 * Math.log2(amountOf(row))))
const ground = (amounts = magnitudes): Comparing => ({
  pause: async () => undefined,
  rosterOf: async () => ({ elements: BigUint64Array.from({ length: size }, (_, row) => BigInt(row + 1)), subjects: halves }),
  amountsOf: async () => amounts,
})
/** Two rows of each, one after the other. */
const halves = BigUint64Array.from({ length: size }, (_, row) => BigInt(1 + Math.floor(row / 2)))

const release = (name: string, cellOf: (row: number) => number, more: Partial<Compared> = {}): Compared => {
  const cells = Uint8Array.from({ length: size }, (_, row) => cellOf(row))
  const members = unpacked(packed({ names: new BigUint64Array(), tables: [{ cells, more: new Uint32Array() }] }))
  const grounds = [{ domain: 'subjects', base: 'w1@1/firms', named: true, rows: size }] as const
  return releaseOf(name, members, { cellCount: Math.max(...cells), grounds, ...more })
}
const codesOf = async (fresh: Compared, earlier: readonly Compared[], amounts?: Uint16Array<ArrayBuffer>) =>
  (await differencing(fresh, earlier, ground(amounts))).findings.map(({ code, against }) => `${code} ${against?.release}`)

const total = release('total', () => 1)
const without = (from: number, to: number) => (row: number) => Number(row < from || row >= to)

describe('W16-3 two sums whose difference a few make up', () => {
  it('a total less a total without the dominated twenty is refused, in either order', async () => {
    expect(await codesOf(release('rest', without(0, 20)), [total])).toEqual(['differs-by-dominated total'])
    expect(await codesOf(total, [release('rest', without(0, 20))])).toEqual(['differs-by-dominated rest'])
  })

  it('the same without any other twenty is told', async () => {
    expect(await codesOf(release('rest', without(20, 40)), [total])).toEqual([])
  })

  it('a count after a sum, and a sum of another column, tell no amount', async () => {
    expect(await codesOf(release('count', without(0, 20), { sums: [] }), [total])).toEqual([])
    expect(await codesOf(release('other', without(0, 20), { sums: [{ ground: 0, column: 'staff' }] }), [total])).toEqual([])
  })

  it('the sum of cells that were counted before is compared, though their people are told', async () => {
    const counted = release('rest', without(0, 20), { sums: [] })
    expect(await codesOf(release('rest', without(0, 20)), [total, counted])).toEqual(['differs-by-dominated total'])
  })

  it('parts that were asked for one by one are held against the total together', async () => {
    const parts = [20, 80, 140].map((from) => release(`from ${from}`, (row) => Number(row >= from && row < from + 60)))
    const [first, second, third] = parts
    if (first === undefined || second === undefined || third === undefined) throw new Error('could not make three parts')
    expect(await codesOf(third, [first, second, total])).toEqual(['differs-by-dominated total'])
    expect(await codesOf(total, parts)).toEqual(['differs-by-dominated from 20'])
    expect(await codesOf(third, [first, total])).toEqual([])
  })

  it('a stricter rule has a say where its people stand in both, and none where they stand in neither', async () => {
    const rule = { largest: 2, largestShare: 0.15, restShare: 0.01 }
    const cellOf = (row: number) => (row < 20 || row >= 120 ? 0 : row < 32 ? 1 : 2)
    const [here, again] = [release('here', cellOf), release('again', cellOf)]
    const there = release('there', (row) => Number(row >= 120), { rule })
    expect(await codesOf(again, [there, here])).toEqual([])
    const wider = release('wider', (row) => Number(row >= 20 && row < 130), { rule })
    expect(await codesOf(again, [wider, here])).toEqual(['differs-by-dominated wider'])
  })

  it('the dominated twenty lie in several cells of the one and in none of the other', async () => {
    const byThree = release('by three', (row) => 1 + (row % 3))
    expect(await codesOf(release('rest', without(0, 20)), [byThree])).toEqual(['differs-by-dominated by three'])
    expect(await codesOf(release('rest', without(20, 40)), [byThree])).toEqual([])
  })

  it('two crossed groupings that part nobody off are told', async () => {
    expect(
      await codesOf(
        release('by four', (row) => 1 + (row % 4)),
        [release('by fifty', (row) => 1 + Math.floor(row / 50))],
      ),
    ).toEqual([])
  })

  it('what one subject contributes in several rows is added up', async () => {
    const grounds = [{ domain: 'rows of visits', base: 'w1@1/visits', named: true, rows: size }]
    const rows = (share: number) =>
      Uint16Array.from({ length: size }, (_, row) => 32_768 + Math.round(64 * Math.log2(row < 2 ? share : 100)))
    const [all, rest] = [release('all', () => 1, { grounds }), release('rest', without(0, 30), { grounds })]
    // Two rows of 15,000 are one subject's 30,000 of 32,800; of 5,000 they are 10,000 of 12,800.
    expect(await codesOf(rest, [all], rows(15_000))).toEqual(['differs-by-dominated all'])
    expect(await codesOf(rest, [all], rows(5_000))).toEqual([])
  })

  it('amounts are those of the table that the sum is of, where another has a column of that name', async () => {
    const grounds = [
      { domain: 'subjects', base: 'w1@1/people', named: true, rows: size },
      { domain: 'rows of firms', base: 'w1@1/firms', named: false, rows: size },
    ]
    // Each firm with one of its people, all of whom earn more than the largest of them turns over.
    const sums = [0, 1].map((table) => ({ ground: table, column: 'turnover' }))
    const of = (cellOf: (row: number) => number) => async () => {
      const cells = Uint8Array.from({ length: size }, (_, row) => cellOf(row))
      const table = { cells, more: new Uint32Array() }
      return unpacked(packed({ names: new BigUint64Array(), tables: [table, table] }))
    }
    const [all, rest] = [() => 1, without(0, 20)].map((cellOf, at) =>
      release(at === 0 ? 'all' : 'rest', cellOf, { grounds, sums, members: of(cellOf) }),
    )
    if (all === undefined || rest === undefined) throw new Error('could not make two releases')
    const told = await differencing(rest, [all], {
      ...ground(),
      amountsOf: async (base) => (base === 'w1@1/firms' ? magnitudes : magnitudes.map(() => 32_768 + 64 * 20)),
    })
    expect(told.findings.map(({ code }) => code)).toEqual(['differs-by-dominated'])
  })

  it('a magnitude stands for its amount to a hundredth', () => {
    for (const amount of [0.01, 1, 99.5, 31_337, 5e11]) {
      const known = amountByMagnitude[32_768 + Math.round(64 * Math.log2(amount))] ?? 0
      expect(Math.abs(known / amount - 1)).toBeLessThan(0.01)
    }
  })
})
