/** Fifty overlapping releases with planted differences of one person or few, and fifty harmless ones, over the workspaces of an operator and its related company. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatasetContract, Grant } from './orders.ts'
import { hashOf } from './signing.ts'
import { aSpec } from './testing.ts'
import { type TestedZone, testedZone } from './testing-zone.ts'
import { written } from './time.ts'

const column = (name: string, type: 'text' | 'integer' | 'number' | 'date', personal: 'none' | 'identifier' | 'sensitive') => ({
  name,
  type,
  required: true,
  personal,
})

const people: DatasetContract = {
  dataset: 'people',
  provider: 'the civil affairs office',
  grade: 'general-3',
  columns: [
    column('id', 'text', 'identifier'),
    column('district', 'text', 'none'),
    column('born', 'integer', 'none'),
    column('sex', 'text', 'none'),
    column('income', 'number', 'sensitive'),
    column('code', 'integer', 'none'),
  ],
  subject: { column: 'id', oneRow: true },
}

const visits: DatasetContract = {
  dataset: 'visits',
  provider: 'the health commission',
  grade: 'general-3',
  columns: [
    column('person', 'text', 'identifier'),
    column('kind', 'text', 'none'),
    column('on_day', 'date', 'none'),
    column('cost', 'number', 'sensitive'),
    column('number', 'integer', 'none'),
  ],
  subject: { column: 'person', oneRow: false },
}

const districts = ['Liangxi', 'Xishan', 'Huishan', 'Binhu', 'Xinwu', 'Jiangyin', 'Yixing']
const kinds = ['ward', 'clinic', 'dentist']
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at)

/** 1,400 people; number 7 was born in 2011, when nobody else was. */
const bornOf = (at: number) => (at === 7 ? 2011 : 1950 + (Math.floor(at / 7) % 50))
const peopleCsv = `id,district,born,sex,income,code\n${numbers(1400)
  .map((at) => `p${at},${districts[at % 7]},${bornOf(at)},${at % 2 === 0 ? 'f' : 'm'},${3000 + ((at * 37) % 900)}.5,${at}`)
  .join('\n')}\n`

/** Three visits of each of 1,200 people, in different months of the first half year; number 3,600 is a fourth of person 5, in July. */
const visitsCsv = `person,kind,on_day,cost,number\n${numbers(3600)
  .map((at) => `p${at % 1200},${kinds[at % 3]},2026-0${1 + (Math.floor(at / 600) % 6)}-1${at % 8},${100 + ((at * 13) % 90)}.25,${at}`)
  .join('\n')}\np5,ward,2026-07-11,150.5,3600\n`

const plain = (name: string) => ({ name, disclosure: 'plain' as const })
const grantOf = (workspace: string, operator: string, change: Partial<Grant> = {}): Grant => ({
  grant: `g-${workspace}`,
  workspace,
  operator,
  authorization: 'a1',
  scenario: 's1',
  until: '2027-12-31',
  minimumIsolation: 'D',
  maximumRisk: 1,
  quasiIdentifiers: [],
  tables: [
    {
      dataset: 'people',
      rows: [],
      minimumGroup: 10,
      columns: [
        { name: 'id', disclosure: 'join-key' },
        plain('district'),
        plain('born'),
        plain('sex'),
        { name: 'income', disclosure: 'after-aggregation' },
        { name: 'code', disclosure: 'filter-only' },
      ],
    },
    {
      dataset: 'visits',
      rows: [],
      minimumGroup: 10,
      columns: [
        { name: 'person', disclosure: 'join-key' },
        plain('kind'),
        plain('on_day'),
        { name: 'cost', disclosure: 'after-aggregation' },
        { name: 'number', disclosure: 'filter-only' },
      ],
    },
  ],
  ...change,
})

let zone: TestedZone
/** w1 and w2 are of one operator, w3 of a company that the grant calls related, w4 of one that became related later, w9 of a stranger. */
beforeAll(async () => {
  zone = await testedZone({ warmSandboxes: 1 })
  await zone.send({ order: 'lease', until: written(zone.clock.ms + 3_600_000) })
  await zone.send({ order: 'register', contract: people })
  await zone.send({ order: 'register', contract: visits })
  expect([await zone.deliver('people', peopleCsv), await zone.deliver('visits', visitsCsv)]).toEqual(['accepted', 'accepted'])
  const grants = [
    grantOf('w1', 'o1'),
    grantOf('w2', 'o1'),
    grantOf('w3', 'o2', { related: ['o1'] }),
    grantOf('w4', 'o4'),
    grantOf('w9', 'o9'),
  ]
  for (const grant of grants) expect(await zone.send({ order: 'provision', grant })).toMatchObject({ outcome: 'done' })
  expect(await zone.send({ order: 'relate', operators: ['o2', 'o4'], reason: 'one controls the other' })).toMatchObject({ outcome: 'done' })
})
afterAll(() => zone.remove())

const settled = async (workspace: string, sql: string) => {
  const submitted = await zone.node().submit(zone.ticket('workbench', workspace), workspace, { sql })
  if (!submitted.ok) throw new Error(`${sql}: ${submitted.refusals.map(({ code }) => code).join()}`)
  const ended = () => zone.node().job(submitted.job)?.endedAt
  await expect.poll(ended, { timeout: 60_000, interval: 15 }).toBeDefined()
  const job = zone.node().job(submitted.job)
  const collision = job?.checks
    .flatMap((check) => ('findings' in check ? check.findings : []))
    .find(({ code }) => code === 'differs-by-few' || code === 'tells-together')
  const together = collision?.together?.map(({ release }) => release) ?? []
  return { name: `job ${submitted.job}`, state: job?.state, rows: job?.rows ?? 0, against: collision?.against, together }
}

const publish = (product: string, workspace: string, sql: string) => {
  const spec = aSpec({ product, workspace, sql, parameters: [] })
  return zone.send({ order: 'publish', spec, specHash: hashOf(spec) })
}

/** Different questions, different groupings, different periods, the same again: what an analyst asks in a week. */
const harmless: readonly (readonly [workspace: string, sql: string])[] = [
  ['w1', 'select district, sum(income) from people group by district'],
  ['w1', 'select count(*) from people'],
  ['w1', 'select sum(income) as total from people'],
  ['w1', 'select district, avg(income), count(*) from people group by 1 order by 3 desc'],
  ['w2', 'select count(*) as people, district from people group by district'],
  ['w3', 'select district, sum(income) from people group by all'],
  ['w4', 'select sum(income), count(*) from people'],
  ['w1', 'select sex, sum(income) from people group by sex'],
  ['w2', 'select district, sex, avg(income) from people group by district, sex'],
  ['w1', "select count(*) from people where district = 'Liangxi'"],
  ['w3', "select sum(income) from people where district <> 'Binhu'"],
  ['w1', "select district, count(*) from people where district in ('Xishan', 'Huishan') group by 1"],
  ['w2', "select case when district in ('Jiangyin', 'Yixing') then 'county' else 'city' end as kind, sum(income) from people group by 1"],
  ['w1', 'select upper(district), avg(income) from people group by upper(district) having count(*) > 50'],
  ['w4', 'select sex, district, stddev(income) from people group by 1, 2'],
  ['w1', "select sex, count(*) from people where district = 'Xinwu' group by sex"],
  ['w2', "select sum(income) from people where sex = 'f'"],
  ['w3', "select avg(income) from people where sex = 'm' and district = 'Yixing'"],
  ['w1', 'select district, born // 10 as decade, count(*) from people where born between 1950 and 1989 group by 1, 2'],
  ['w2', 'select born // 10 as decade, sum(income) from people where born < 1990 group by 1'],
  ['w1', 'select sum(income) from people where born between 1950 and 1969'],
  ['w3', 'select district, sum(income) from people where born between 1960 and 1979 group by district'],
  ['w1', 'select born // 20 as generation, avg(income) from people where born <= 1989 and born >= 1950 group by 1'],
  ['w2', 'select count(*) from people where born < 1960'],
  ['w4', 'select sex, count(*) from people where born >= 1980 and born < 1990 group by sex'],
  ['w1', 'select born, count(*) from people where born between 1950 and 1954 group by born'],
  ['w2', "select born, avg(income) from people where born between 1955 and 1959 and district <> 'Binhu' group by born"],
  ['w1', 'select count(*), sum(income) from people where code < 700'],
  ['w2', 'select count(*), sum(income) from people where code < 350'],
  ['w1', 'select district, count(*) from people where code < 350 group by district'],
  ['w1', 'select kind, sum(cost) from visits group by kind'],
  ['w2', 'select sum(cost), count(*) from visits'],
  ['w1', "select kind, count(*) from visits where on_day between '2026-01-01' and '2026-01-31' group by kind"],
  ['w1', "select kind, count(*) from visits where on_day between '2026-02-01' and '2026-02-28' group by kind"],
  ['w3', "select kind, count(*) from visits where on_day between '2026-03-01' and '2026-03-31' group by kind"],
  ['w2', "select kind, sum(cost) from visits where on_day < '2026-04-01' group by kind"],
  ['w1', "select sum(cost) from visits where kind = 'ward'"],
  ['w4', "select avg(cost) from visits where kind <> 'ward'"],
  ['w1', "select month(on_day), sum(cost) from visits where on_day < '2026-07-01' and kind = 'clinic' group by 1"],
  ['w2', "select month(on_day), count(*) from visits where on_day < '2026-07-01' and kind = 'dentist' group by 1"],
  ['w1', 'select district, sum(cost) from people join visits on id = person group by district'],
  ['w3', 'select sex, count(*) from people join visits on id = person group by sex'],
  ['w2', "select district, avg(cost) from people join visits on id = person where kind = 'clinic' group by 1"],
  ['w1', 'select district, kind, sum(cost) from people join visits on id = person group by 1, 2'],
  ['w1', 'select district, sex from people'],
  ['w2', 'select sex from people'],
  ['w1', 'select sum(income), district from people group by 2'],
  ['w1', 'select district, sum(income) from people group by district'],
  ['w9', 'select sum(income) from people where code <> 3'],
  ['w4', 'select born // 10 as decade, count(*) from people where born < 1990 group by 1'],
]

/** One person more, one person less, a few of them, by every way in which a question may be put. */
const planted: readonly (readonly [workspace: string, sql: string])[] = [
  ['w1', 'select sum(income) from people where code <> 17'],
  ['w2', 'select sum(income) from people where code <> 17'],
  ['w3', 'select sum(income) from people where code <> 17'],
  ['w4', 'select sum(income) from people where code <> 17'],
  ['w1', 'select district, sum(income) from people where code <> 18 group by district'],
  ['w2', 'select avg(income), district from people where not code = 18 group by district'],
  ['w3', 'select sum(income) as s, count(*) as n, district as d from people where code != 18 group by all order by d desc'],
  ['w1', 'select count(*) from people where code > 0'],
  ['w1', 'select count(*) from people where code < 1399'],
  ['w1', 'select count(*) from people where code between 1 and 1398'],
  ['w2', 'select count(*) from people where code not in (1, 2, 3, 4, 5, 6, 7, 8, 9)'],
  ['w1', "select sum(income) from people where district = 'Liangxi' and code <> 14"],
  ['w3', "select sum(income) from people where district = 'Liangxi' or code = 1"],
  ['w4', "select sum(income) from people where district <> 'Binhu' or code = 3"],
  ['w1', "select count(*) from people where district in ('Xishan', 'Huishan') and code <> 1"],
  ['w2', "select case when born = 2011 then 'Xishan' else district end as place, count(*) from people group by 1"],
  [
    'w1',
    "select case when born = 1950 and sex = 'f' then district when born = 2011 then 'Xinwu' else district end as place, avg(income) from people group by 1",
  ],
  ['w3', 'select sex, sum(income) from people where code <> 22 group by sex'],
  ['w1', 'select sex, district, avg(income) from people where code <> 23 group by 1, 2 having count(*) > 20'],
  ['w2', 'select sum(income) from people where born < 2000'],
  ['w1', 'select district, sum(income) from people where born < 2000 group by district'],
  ['w3', 'select least(born, 1999) // 10 as decade, sum(income) from people where born <> 2011 group by 1'],
  ['w4', 'select sum(income) from people where code >= 700 and code <> 900'],
  ['w1', 'select sex, count(*) from people where born <= 1999 group by sex'],
  ['w2', 'select sum(income) from people where born between 1950 and 1969 and code <> 30'],
  ['w1', 'select sum(income) from people where born between 1950 and 1969 or code = 7'],
  ['w3', 'select district, sum(income) from people where born between 1960 and 1979 and code <> 77 group by district'],
  ['w1', 'select born, count(*) from people where born between 1950 and 1954 and code <> 0 group by born'],
  ['w2', 'select count(*) from people where code < 701'],
  ['w4', 'select count(*) from people where code < 695'],
  ['w1', 'select count(*) from people where code < 351'],
  ['w1', 'select count(*) from people where code >= 699'],
  ['w1', 'select sum(income) from people where code >= 351'],
  ['w2', 'select count(*), avg(income) from people where code >= 352 and code < 1400'],
  ['w1', 'select kind, sum(cost) from visits where number <> 100 group by kind'],
  ['w2', 'select sum(cost) from visits where number <> 101'],
  ['w3', 'select count(*) from visits where number < 3600'],
  ['w1', "select sum(cost) from visits where on_day < '2026-07-01'"],
  ['w4', "select kind, sum(cost) from visits where on_day <= '2026-06-30' group by kind"],
  ['w2', "select kind, count(*) from visits where on_day between '2026-01-01' and '2026-01-31' and number <> 30 group by kind"],
  ['w1', "select kind, sum(cost) from visits where on_day < '2026-04-01' and number <> 31 group by kind"],
  ['w3', "select month(on_day), sum(cost) from visits where on_day < '2026-07-01' and kind = 'clinic' and number <> 34 group by 1"],
  ['w1', 'select district, sum(cost) from people join visits on id = person where code <> 40 group by district'],
  ['w2', 'select district, sum(cost) from people join visits on id = person where number <> 41 group by district'],
  ['w3', 'select sex, count(*) from people p, visits v where p.id = v.person and p.code <> 42 group by sex'],
  ['w1', "select district, avg(cost) from visits join people on person = id where kind = 'clinic' and code <> 43 group by 1"],
  ['w2', 'select district from people where born <> 2011'],
  ['w1', 'select sex, district from people where born < 2000'],
]

/** Each differs from every other result by many; with those that were shown before it gives a person away, unless there are ten in that place. */
const coded = (first: string, second: string) =>
  `select count(*), sum(income) from people where code between ${first} or code between ${second}`
const overlapping: readonly (readonly [workspace: string, sql: string, end: 'done' | 'withheld'])[] = [
  // All, less the decades of before, less the nineties: number 7 alone.
  ['w4', 'select born // 10 as decade, count(*) from people group by 1', 'withheld'],
  ['w1', coded('1000 and 1039', '1040 and 1040'), 'done'],
  ['w2', coded('1040 and 1040', '1050 and 1089'), 'done'],
  ['w3', coded('1000 and 1039', '1050 and 1089'), 'withheld'],
  ['w1', coded('1100 and 1139', '1140 and 1149'), 'done'],
  ['w2', coded('1140 and 1149', '1160 and 1199'), 'done'],
  ['w3', coded('1100 and 1139', '1160 and 1199'), 'done'],
]

describe('W16-3 what is released is held against everything that the operator and its related companies were given before', () => {
  const released = new Set<string>()

  it.each(harmless)('harmless in %s: %s', { timeout: 120_000 }, async (workspace, sql) => {
    const { name, state, rows, against } = await settled(workspace, sql)
    expect({ state, against }).toEqual({ state: 'done', against: undefined })
    expect(rows).toBeGreaterThan(0)
    if (workspace !== 'w9') released.add(name)
  })

  it.each(planted)('planted in %s: %s', { timeout: 120_000 }, async (workspace, sql) => {
    const { state, against } = await settled(workspace, sql)
    expect(state).toBe('withheld')
    expect(released).toContain(against?.release)
  })

  it.each(overlapping)('overlapping in %s: %s is %s', { timeout: 120_000 }, async (workspace, sql, end) => {
    const { name, state, together } = await settled(workspace, sql)
    expect({ state, isTogether: together.length > 1 }).toEqual({ state: end, isTogether: end === 'withheld' })
    for (const one of together) expect(released).toContain(one)
    if (state === 'done') released.add(name)
  })

  it.each([
    ['w1', 'select district, count(*) as people from people where code <> 50 group by district'],
    ['w3', 'select sum(income) as total from people where code <> 51'],
  ])('planted as a product in %s: %s', { timeout: 120_000 }, async (workspace, sql) => {
    const receipt = await publish(`d-${workspace}`, workspace, sql)
    expect(receipt).toMatchObject({ outcome: 'refused', refusal: 'output-refused' })
    expect(receipt.detail).toMatch(/differs from an earlier result of .+ \(job [0-9a-f-]+, /)
  })

  it('has fifty of each', () => {
    expect([harmless.length, planted.length + 2]).toEqual([50, 50])
  })
})
