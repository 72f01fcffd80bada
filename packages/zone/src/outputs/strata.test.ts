/** Releases of several jobs laid over each other once: what is found is what is found row by row. */
import { describe, expect, it } from 'vitest'
import { packed, unpacked } from '../jobs/members.ts'
import type { Comparing } from './comparing.ts'
import { differencing } from './differencing.ts'
import type { Compared } from './release.ts'
import { openStratum, type Stratum } from './strata.ts'
import { byRow, chanceFrom, divisionBy, groundOf, lookAt, raise, release, rulesBy } from './testing-looks.ts'

const pause = async () => undefined
const base = 'w1@1/firms'

/** As it is read back after the job: its rows, and nothing of its look. */
const readBack = (one: Compared): Compared => ({
  ...byRow(one),
  members: async () => unpacked(packed(await one.members())),
})

const over = (stratum: Stratum, ground: Comparing): Comparing => ({ ...ground, stratumOf: () => stratum })

describe('W16-3 releases of several jobs', () => {
  it('are refused and told by what stands alike in all of them exactly as they are row by row, with the same release and cells named', async () => {
    const outcomes = { told: 0, few: 0, dominated: 0 }
    for (let seed = 1; seed <= 40; seed += 1) {
      const chance = chanceFrom(seed * 104_729)
      const size = 60 + chance(400)
      const amounts = Array.from({ length: size }, () => (chance(60) === 0 ? 5_000 : chance(8) === 0 ? 0 : 50 + chance(200)))
      const ground = groundOf(amounts)
      // The second begins where the zone was stopped between: all is read back. The third has so little room that some stay row by row.
      let strata = [openStratum(pause), openStratum(pause), openStratum(pause, { classes: 25, held: 150 })]
      const earlier: Compared[] = []
      for (let job = 0; job < 4; job += 1) {
        const isInTable = chance(4) === 0 ? (row: number) => row % 7 !== 0 : undefined
        const { members } = lookAt(
          size - chance(20),
          Array.from({ length: 1 + chance(3) }, () => divisionBy(chance, size)),
          isInTable,
        )
        for (const [at, one] of members.entries()) {
          const rule = rulesBy(chance)
          const fresh = release(`job ${job}, q${at}`, one, {
            minimum: 2 + chance(6),
            operator: chance(5) === 0 ? 'o2' : 'o1',
            ...(rule && { rule }),
          })
          const byRows = await differencing(byRow(fresh), earlier.map(byRow), ground)
          for (const stratum of strata) expect(await differencing(fresh, earlier, over(stratum, ground)), `seed ${seed}`).toEqual(byRows)
          const [finding] = byRows.findings
          outcomes[finding === undefined ? 'told' : finding.code === 'differs-by-few' ? 'few' : 'dominated'] += 1
          if (finding !== undefined) continue
          const kept = chance(2) === 0 ? readBack(fresh) : fresh
          earlier.push(kept)
          if (chance(2) === 0) await strata[0]?.kept(kept, 0, one)
        }
        strata = [strata[0] ?? raise(), openStratum(pause), strata[2] ?? raise()]
      }
    }
    expect(Math.min(...Object.values(outcomes)), JSON.stringify(outcomes)).toBeGreaterThan(10)
  })

  const size = 100
  const job = (cellOf: (row: number) => number) => lookAt(size, [cellOf]).members[0] ?? raise()
  const first = release(
    'first',
    job((row) => 1 + (row % 2)),
  )
  const second = release(
    'second',
    job((row) => 1 + Math.floor(row / 50)),
  )
  const areLaid = async (earlier: Compared, fresh: Compared = second, stratum = openStratum(pause)) =>
    (await stratum.laid(fresh, 0, [earlier])) !== undefined

  it('are read back once, and not at all where they stood when they were kept', async () => {
    let reads = 0
    const counted: Compared = {
      ...readBack(first),
      members: async () => {
        reads += 1
        return readBack(first).members()
      },
    }
    const stratum = openStratum(pause)
    for (const fresh of [
      second,
      release(
        'third',
        job((row) => 1 + (row % 3)),
      ),
    ])
      expect(await areLaid(counted, fresh, stratum)).toBe(true)
    expect(reads).toBe(1)
    const other = openStratum(pause)
    await other.kept(counted, 0, await first.members())
    expect(await areLaid(counted, second, other)).toBe(true)
    expect(reads).toBe(1)
  })

  it('are compared row by row where one is of another table or version, of subjects with several rows, or of rows that a join repeats', async () => {
    const grounds = (domain: string, other: string, named = true) => ({ grounds: [{ domain, base: other, named, rows: size }] })
    expect(await areLaid(first)).toBe(true)
    expect(await areLaid({ ...first, ...grounds('subjects', 'w2@1/firms') })).toBe(false)
    expect(await areLaid({ ...first, grounds: [...first.grounds, ...first.grounds] })).toBe(false)
    const visits = grounds('rows of visits', base)
    expect(await areLaid({ ...first, ...visits }, { ...second, ...visits })).toBe(false)
    const joined: Compared = {
      ...first,
      within: () => undefined,
      members: async () => {
        const { names, tables } = await first.members()
        return { names, tables: tables.map(({ cells }) => ({ cells, more: Uint32Array.from([0, 2]) })) }
      },
    }
    expect(await areLaid(joined)).toBe(false)
  })

  it('are compared row by row where together they would part the rows too finely', async () => {
    const little = () => openStratum(pause, { classes: 3, held: 1_000 })
    expect(await areLaid(first, second, little())).toBe(false)
    expect(await areLaid(first, second, openStratum(pause, { classes: 4, held: 1_000 }))).toBe(true)
    expect(await areLaid(first, second, openStratum(pause, { classes: 4, held: 9 }))).toBe(false)
  })
})
