/** Three and more releases taken together: whatever is refused is told of few by some sum of its cells, whatever passes by none. */
import { describe, expect, it } from 'vitest'
import { packed, unpacked } from '../jobs/members.ts'
import { type CombiningBounds, combiningBounds, openCombining } from './combining.ts'
import { differencing } from './differencing.ts'
import type { Laid, Placed } from './families.ts'
import type { Compared } from './release.ts'

/** Park and Miller's numbers, from a seed: the same cases each time. */
const chanceFrom = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

/** By elimination in whole numbers of any length. */
const rankOf = (rows: readonly (readonly number[])[]): number => {
  let left = rows.map((row) => row.map(BigInt))
  let rank = 0
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const pivot = left.find((row) => row[column] !== 0n)
    if (pivot === undefined) continue
    rank += 1
    const [by = 1n] = [pivot[column]]
    left = left.filter((row) => row !== pivot)
    left = left.map((row) => row.map((value, at) => value * by - (row[column] ?? 0n) * (pivot[at] ?? 0n)))
  }
  return rank
}

interface Case {
  readonly size: number
  readonly few: number
  readonly subjects: Uint32Array | undefined
  readonly divisions: readonly { readonly cells: Uint8Array; readonly count: number }[]
}

const caseFrom = (seed: number): Case => {
  const chance = chanceFrom(seed * 7_919)
  chance(2)
  const size = 6 + chance(9)
  const divisions = Array.from({ length: 3 + chance(3) }, () => {
    const [count, hasHoles] = [1 + chance(4), chance(2) === 0]
    const cells = Uint8Array.from({ length: size }, () => (hasHoles && chance(4) === 0 ? 0 : 1 + chance(count)))
    // In every other case people go in pairs, so that there is more to hide behind.
    return { count, cells: seed % 2 === 0 ? cells : cells.map((_, at) => cells[at - (at % 2)] ?? 0) }
  })
  const subjects = seed % 3 === 0 ? Uint32Array.from({ length: size }, () => chance(Math.ceil(size / 1.5))) : undefined
  return { size, few: 2 + chance(3), subjects, divisions }
}

const rowsOf = (divisions: Case['divisions']) =>
  divisions.flatMap(({ cells, count }) => Array.from({ length: count }, (_, cell) => Array.from(cells, (one) => Number(one === cell + 1))))

/** Whether for some few people the last division adds a sum of cells in which nobody else is. */
const isTold = ({ size, few, subjects, divisions }: Case): boolean => {
  const whose = (at: number) => subjects?.[at] ?? at
  const people = [...new Set(Array.from({ length: size }, (_, at) => whose(at)))]
  const [all, old] = [rowsOf(divisions), rowsOf(divisions.slice(0, -1))]
  const without = (rows: typeof all, some: readonly number[]) => rows.map((row) => row.filter((_, at) => !some.includes(whose(at))))
  const sumsOf = (rows: typeof all, some: readonly number[]) => rankOf(rows) - rankOf(without(rows, some))
  const among = (from: number, some: readonly number[]): boolean => {
    if (some.length > 0 && sumsOf(all, some) > sumsOf(old, some)) return true
    if (some.length === few - 1) return false
    return people.some((one, at) => at >= from && among(at + 1, [...some, one]))
  }
  return among(0, [])
}

const placedOf = ({ few, divisions }: Case): readonly Placed[] =>
  divisions.map(({ cells, count }, at) => ({
    release: { name: `r${at}`, at: '', workspace: 'w1', operator: 'o1', minimum: few, cellCount: count, grounds: [] },
    division: { cells, count, more: new Uint32Array() },
  }))

const foundIn = (one: Case, bounds: Partial<CombiningBounds> = {}) => {
  const [mine, ...others] = placedOf(one).toReversed()
  if (mine === undefined) throw new Error('could not make a release')
  const never = () => {
    throw new Error('could not look at a table')
  }
  const domain = { size: one.size, divide: never, placesOf: never, ...(one.subjects && { subjects: one.subjects }) }
  const laid: Laid = { domain, mine, others: () => others }
  const combining = openCombining(laid, async () => undefined, { ...combiningBounds, ...bounds })
  for (const other of others) combining.add(other)
  return combining.found()
}

describe('W16-3 releases that overlap', () => {
  it('are refused exactly where exact arithmetic finds a sum about few, and those that are named give it', async () => {
    const outcomes = { told: 0, nothing: 0 }
    for (let seed = 1; seed <= 400; seed += 1) {
      const one = caseFrom(seed)
      const found = await foundIn(one)
      if (found === 'undecided') throw new Error('could not decide about a small case')

      expect(found !== undefined, `seed ${seed}`).toBe(isTold(one))
      outcomes[found === undefined ? 'nothing' : 'told'] += 1
      if (found === undefined) continue
      const named = [...(found.together ?? []).map(({ name }) => Number(name.slice(1))), one.divisions.length - 1]
      const divisions = one.divisions.filter((_, at) => named.includes(at))
      expect(isTold({ ...one, divisions }), `seed ${seed}`).toBe(true)
    }
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(100)
  })

  it('are never shown against exact arithmetic where only some rows can be looked at at once', async () => {
    let shown = 0
    for (let seed = 1; seed <= 400; seed += 1) {
      const one = caseFrom(seed)
      const found = await foundIn(one, { places: 0 })
      if (found === undefined) expect(isTold(one), `seed ${seed}`).toBe(false)
      shown += Number(found === undefined)
    }
    expect(shown).toBeGreaterThan(100)
  })

  it('are refused where the bounds are reached before it is clear', async () => {
    const unclear = [1, 2, 4, 5].map(caseFrom)
    for (const one of unclear) expect(await foundIn(one, { steps: 0, cases: 0 })).toBe('undecided')
  })
})

/** Regions of people that do not overlap, and the cells of releases as unions of them. */
interface Attack {
  readonly name: string
  readonly sizes: Readonly<Record<string, number>>
  readonly releases: readonly (readonly string[])[]
}

/** `x` are the few that the last release gives away; a release is a list of its cells, each a word of regions. */
const attacks: readonly Attack[] = [
  { name: 'two groups and both together', sizes: { a: 30, b: 40 }, releases: [['ax'], ['bx'], ['abx']] },
  { name: 'all, two groups, and who is in both', sizes: { a: 30, b: 40, c: 50 }, releases: [['abcx'], ['ac'], ['bc'], ['c']] },
  { name: 'a ring of three', sizes: { a: 20, c: 30 }, releases: [['ax'], ['xc'], ['ac']] },
  { name: 'a ring of five', sizes: { a: 12, b: 13, c: 14, d: 15 }, releases: [['ax'], ['ab'], ['bc'], ['cd'], ['dx']] },
  { name: 'a ring of five in two questions', sizes: { a: 12, b: 13, c: 14, d: 15 }, releases: [['ax', 'bc'], ['ab', 'cd'], ['dx']] },
  { name: 'the general tracker', sizes: { t: 40, u: 50 }, releases: [['tx'], ['tu'], ['ux']] },
  { name: 'the general tracker by groups', sizes: { t: 40, u: 50, v: 20, w: 20 }, releases: [['tx', 'v'], ['tuvw'], ['ux', 'w']] },
  {
    name: 'a ring of seven',
    sizes: { a: 12, b: 13, c: 14, d: 15, e: 16, f: 17 },
    releases: [['ax'], ['ab'], ['bc'], ['cd'], ['de'], ['ef'], ['fx']],
  },
  { name: 'two margins and the other corner', sizes: { a: 20, b: 30, c: 40 }, releases: [['ab', 'cx'], ['ac', 'bx'], ['a']] },
  {
    name: 'three margins of two and one corner',
    sizes: { a: 21, b: 22, c: 23, d: 24, e: 25, f: 26, g: 27 },
    releases: [['ab', 'cd', 'ef', 'gx'], ['ac', 'bd', 'eg', 'fx'], ['ae', 'bf', 'cg', 'dx'], ['a']],
  },
  { name: 'a total, a pair twice and two with the person', sizes: { a: 20, b: 30, c: 15 }, releases: [['ab'], ['acx'], ['bc'], ['abcx']] },
  { name: 'a ring and a tail', sizes: { a: 20, b: 30, c: 15 }, releases: [['ab'], ['bc'], ['cx'], ['ac']] },
  { name: 'three groups, each without one of three', sizes: { a: 20, b: 20 }, releases: [['ab'], ['bx'], ['ax']] },
  { name: 'four groups of three of four', sizes: { a: 20, b: 15, c: 12 }, releases: [['abc'], ['abx'], ['acx'], ['bcx']] },
  { name: 'a total by parts that overlap', sizes: { a: 20, b: 30, c: 40 }, releases: [['ab'], ['bc'], ['abcx'], ['b']] },
  { name: 'a total and parts in two tables', sizes: { a: 20, b: 30, c: 40, d: 15 }, releases: [['abcdx'], ['ab', 'c'], ['bd', 'a']] },
  { name: 'weights of two', sizes: { a: 20, b: 20, c: 20 }, releases: [['abx'], ['bcx'], ['acx'], ['abc']] },
  {
    name: 'inclusion and exclusion of three',
    sizes: { a: 20, b: 20, c: 20, d: 15, e: 15, f: 15 },
    releases: [['adex'], ['bdfx'], ['cefx'], ['dx'], ['ex'], ['fx'], ['abcdefx']],
  },
  { name: 'a ring of three among others', sizes: { a: 20, c: 30, d: 40 }, releases: [['ax', 'd'], ['xc'], ['ac', 'd']] },
  { name: 'half of three pairs, and the total', sizes: { a: 20, b: 30, c: 40 }, releases: [['ab'], ['bc'], ['ac'], ['abcx']] },
]

const comparing = {
  pause: async () => undefined,
  rosterOf: async () => ({ elements: new BigUint64Array() }),
  amountsOf: async () => new Uint16Array(),
}

/** The releases one after another, with so many people in `x` and as many again who stand nowhere. */
const asked = async ({ sizes, releases }: Attack, few: number) => {
  const regionOf = Object.entries({ ...sizes, x: few, nobody: 90 }).flatMap(([region, size]) => Array.from({ length: size }, () => region))
  const earlier: Compared[] = []
  const answers: (readonly string[])[] = []
  for (const [at, cells] of releases.entries()) {
    const by = Uint8Array.from(regionOf, (region) => (region === 'nobody' ? 0 : cells.findIndex((cell) => cell.includes(region)) + 1))
    const members = packed({
      names: BigUint64Array.from(cells, (_, cell) => BigInt(cell)),
      tables: [{ cells: by, more: new Uint32Array() }],
    })
    const fresh: Compared = {
      name: `q${at}`,
      at: '2026-01-01T00:00:00.000Z',
      workspace: `w${at % 2}`,
      operator: `o${at % 3}`,
      minimum: 10,
      cellCount: cells.length,
      division: `d${at}`,
      grounds: [{ domain: 'subjects', base: 'w1@1/people', named: true, rows: by.length }],
      members: async () => unpacked(members),
    }
    const { findings } = await differencing(fresh, earlier, comparing)
    answers.push(findings.flatMap(({ code, together = [] }) => [code, ...together.map(({ release }) => release)]))
    earlier.push(fresh)
  }
  return answers
}

describe('W16-3 a person whom three releases or more give away together', () => {
  it.each(attacks)('$name: is refused by the names of all of them', async (attack) => {
    const earlier = attack.releases.slice(1).map((_, at) => `q${at}`)
    expect(await asked(attack, 1)).toEqual([...earlier.map(() => []), ['tells-together', ...earlier]])
  })

  it.each(attacks)('$name: as many as hide are shown', async (attack) => {
    expect(await asked(attack, 10)).toEqual(attack.releases.map(() => []))
    expect((await asked(attack, 9)).at(-1)?.[0]).toBe('tells-together')
  })

  it('has twenty of each', () => {
    expect(attacks.length).toBe(20)
  })
})
