import { afterAll, beforeAll, expect, it } from 'vitest'
import { peopleContract, peopleGrant, type TestedZone, testedZone } from '../testing-zone.ts'
import { written } from '../time.ts'

/** Ten people of one kind, nine of another, mixed, and a few that stand alone. */
const kinds = [
  ...Array.from({ length: 19 }, (_, at) => ({ district: at % 2 === 0 ? 'ten' : 'nine', born: 1980 })),
  { district: 'one', born: 1950 },
]
const csv = `person,district,born,income\n${kinds.map(({ district, born }, at) => `p${at},${district},${born},${3000 + at}`).join('\n')}\n`
const plain = (name: string) => ({ name, disclosure: 'plain' as const })

let zone: TestedZone
beforeAll(async () => {
  zone = await testedZone()
  await zone.send({ order: 'lease', until: written(zone.clock.ms + 3_600_000) })
  await zone.send({ order: 'register', contract: peopleContract })
  await zone.deliver('people', csv)
  const columns = ['district', 'born', 'income'].map(plain)
  const grant = peopleGrant({ tables: [{ dataset: 'people', columns, rows: [], minimumGroup: 10 }], maximumRisk: 1, quasiIdentifiers: [] })
  for (const workspace of ['w1', 'w2', 'w3', 'w4', 'w5'])
    expect(
      await zone.send({ order: 'provision', grant: { ...grant, grant: workspace, workspace, operator: `o-${workspace}` } }),
    ).toMatchObject({ outcome: 'done' })
})
afterAll(() => zone.remove())

/** What an operator was given is remembered: questions that are not to be compared with each other are asked by different ones. */
const settled = async (sql: string, workspace = 'w1') => {
  const ticket = zone.ticket('workbench', workspace)
  const submitted = await zone.node().submit(ticket, workspace, { sql })
  if (!submitted.ok) return submitted.refusals.map(({ code }) => code)
  await expect.poll(() => zone.node().job(submitted.job)?.endedAt, { timeout: 60_000 }).toBeDefined()
  return zone.node().result(ticket, submitted.job)
}

it('W16-3 a row that ten people share may be seen, one that nine share may not', async () => {
  const shown = await settled('select district, born from people', 'w4')
  expect(shown).toMatchObject({ suppressed: 10, rows: Array.from({ length: 10 }, () => ['ten', 1980]) })
})

it('W16-3 what is in no column of the result does not make a class, what is in one does', async () => {
  expect(await settled('select born from people')).toMatchObject({ suppressed: 1 })
  expect(await settled('select district, income from people', 'w2')).toMatchObject({ suppressed: 20, rows: [] })
})

it('W16-3 a join that repeats nine people a hundred times does not make them many', async () => {
  expect(await settled('select a.district, a.born from people a cross join people b', 'w2')).toMatchObject({ suppressed: 200 })
})

it('W16-3 a person that an outer join did not find is nobody', async () => {
  const sql = "select a.born, b.born as other from people a left join people b on a.district = b.district and b.district = 'none'"
  expect(await settled(sql, 'w2')).toMatchObject({ rows: [], suppressed: 20 })
})

it('W16-3 rows come in the order of their values, so that two results cannot be laid side by side', async () => {
  const shown = await settled("select case when district = 'ten' then 'b' else 'a' end as kind from people", 'w3')
  expect(shown).toMatchObject({ rows: [...Array.from({ length: 10 }, () => ['a']), ...Array.from({ length: 10 }, () => ['b'])] })
})

it('W16-3 two results that differ by one person are not both seen', async () => {
  expect(await settled('select born > 1900 as kind from people', 'w5')).toMatchObject({ suppressed: 0 })
  expect(await settled('select born > 1900 as kind from people where income <> 3000', 'w5')).toBeUndefined()
})
