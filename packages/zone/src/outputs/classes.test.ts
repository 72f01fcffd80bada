/** Releases of one look are compared class by class: what is found is what is found row by row. */
import { describe, expect, it } from 'vitest'
import { type Look, membersIn } from '../jobs/members.ts'
import { classesAmong } from './classes.ts'
import type { Comparing } from './comparing.ts'
import { differencing } from './differencing.ts'
import type { Compared } from './release.ts'
import { byRow, chanceFrom, divisionBy, groundOf, lookAt, raise, release, rulesBy } from './testing-looks.ts'

const ends: Readonly<Record<string, 'few' | 'together'>> = { 'differs-by-few': 'few', 'tells-together': 'together' }

describe('W16-3 releases of one look', () => {
  it('are refused and told by class exactly as they are row by row, with the same cells named', async () => {
    const outcomes = { told: 0, few: 0, together: 0, dominated: 0 }
    for (let seed = 1; seed <= 400; seed += 1) {
      const chance = chanceFrom(seed * 7_919)
      const size = 60 + chance(500)
      const cells = Array.from({ length: 2 + chance(4) }, () => divisionBy(chance, size))
      const { members } = lookAt(size, cells, seed % 3 === 0 ? (row) => row % 7 !== 0 : undefined)
      const amounts = Array.from({ length: size }, () => (chance(60) === 0 ? 5_000 : chance(8) === 0 ? 0 : 50 + chance(200)))
      const releases = members.map((one, at) => {
        const rule = rulesBy(chance)
        return release(`q${at}`, one, { minimum: 2 + chance(6), ...(rule && { rule }) })
      })
      const [fresh, ...earlier] = releases.toReversed()
      if (fresh === undefined) throw new Error('could not make a release')
      expect(await classesAmong(fresh, 0, earlier)).toBeDefined()
      const byClasses = await differencing(fresh, earlier, groundOf(amounts))
      const byRows = await differencing(byRow(fresh), earlier.map(byRow), groundOf(amounts))
      expect(byClasses, `seed ${seed}`).toEqual(byRows)
      const [finding] = byRows.findings
      outcomes[finding === undefined ? 'told' : (ends[finding.code] ?? 'dominated')] += 1
    }
    // Each end was reached often enough to say so.
    const { together, ...often } = outcomes
    expect(Math.min(...Object.values(often)), JSON.stringify(outcomes)).toBeGreaterThan(40)
    expect(together).toBeGreaterThan(0)
  })

  const size = 100
  const { look, members } = lookAt(size, [(row) => 1 + (row % 2), (row) => 1 + Math.floor(row / 50)])
  const [first, second] = [members[0], members[1]].map((one, at) => release(`q${at}`, one ?? raise()))
  const isByClass = async (fresh: Compared = first ?? raise(), earlier: Compared = second ?? raise()) =>
    (await classesAmong(fresh, 0, [earlier])) !== undefined

  it('are compared by class only with what came of the same look', async () => {
    expect(await isByClass()).toBe(true)
    expect(await isByClass(byRow(first ?? raise()))).toBe(false)
    expect(await isByClass(undefined, byRow(second ?? raise()))).toBe(false)
    const other = lookAt(size, [(row) => 1 + (row % 5)]).members[0] ?? raise()
    expect(await isByClass(undefined, release('other', other))).toBe(false)
  })

  it('are compared by class only where each row is a person of its own, of one table and one version of it', async () => {
    const grounds = (domain: string, base: string, named: boolean) => ({ grounds: [{ domain, base, named, rows: size }] })
    const both = (more: Partial<Compared>, other: Partial<Compared> = more) =>
      isByClass({ ...(first ?? raise()), ...more }, { ...(second ?? raise()), ...other })
    expect(await both(grounds('rows of visits', 'w1@1/visits', false))).toBe(true)
    expect(await both(grounds('rows of visits', 'w1@1/visits', true))).toBe(false)
    expect(await both(grounds('subjects', 'w1@1/firms', true), grounds('subjects', 'w1@2/firms', true))).toBe(false)
    const twice = grounds('subjects', 'w1@1/firms', true).grounds
    expect(await both({ grounds: [...twice, ...twice] })).toBe(false)
  })

  it('are judged by the amounts of their own table, where another that is joined has a column of that name', async () => {
    const cellsOf = [() => 1, (row: number) => Number(row >= 20)]
    const { look: one, members: own } = lookAt(size, cellsOf)
    const [table] = one.tables
    const twice: Look = { ...one, tables: [table ?? raise(), table ?? raise()] }
    const grounds = [
      { domain: 'subjects', base: 'w1@1/people', named: true, rows: size },
      { domain: 'rows of firms', base: 'w1@1/firms', named: false, rows: size },
    ]
    const sums = [0, 1].map((at) => ({ ground: at, column: 'turnover' }))
    const [all, rest] = own.map(({ classed, names }, at) =>
      release(`q${at}`, membersIn({ look: twice, cellByClass: classed?.cellByClass ?? raise() }, names), { grounds, sums }),
    )
    const firms = groundOf(Array.from({ length: size }, (_, row) => (row === 0 ? 18_000 : 100)))
    const people = groundOf(Array.from({ length: size }, () => 100))
    const amountsOf: Comparing['amountsOf'] = (base, column) => (base === 'w1@1/firms' ? firms : people).amountsOf(base, column)
    for (const way of [(same: Compared) => same, byRow]) {
      const told = await differencing(way(rest ?? raise()), [way(all ?? raise())], { ...people, amountsOf })
      expect(told.findings.map(({ code }) => code)).toEqual(['differs-by-dominated'])
    }
  })

  it('are compared row by row where a join puts a row into several classes', async () => {
    const [table] = look.tables
    const joined: Look = { ...look, tables: [{ cells: table?.cells ?? new Uint8Array(), more: Uint32Array.from([0, 2]) }] }
    const [one, other] = members.map(({ classed, names }, at) =>
      release(`q${at}`, membersIn({ look: joined, cellByClass: classed?.cellByClass ?? new Uint32Array() }, names)),
    )
    expect(await isByClass(one, other)).toBe(false)
  })
})
