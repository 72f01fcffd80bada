import { describe, expect, it } from 'vitest'
import { tables } from '../../redteam/tables.ts'
import { type CheckedSql, type CheckedTable, checkSql } from './check.ts'
import { explained } from './explain.ts'

const refusalsOf = async (sql: string, parameters: readonly string[] = []) => {
  const answer = await checkSql(sql, { tables, parameters })
  return answer.ok ? [] : answer.refusals.map(({ code }) => code)
}
const passed = (sql: string, parameters: readonly string[] = []) => passedIn(sql, tables, parameters)
const passedIn = async (sql: string, granted: readonly CheckedTable[], parameters: readonly string[] = []): Promise<CheckedSql> => {
  const answer = await checkSql(sql, { tables: granted, parameters })
  if (!answer.ok) throw new Error(`refused: ${answer.refusals.map(({ code }) => code).join(', ')}`)
  return answer
}

describe('W16 the same inputs give the same output: what depends on the order of rows', () => {
  it.each([
    ['sum(income)', true],
    ['"avg"(income)', true],
    ['sum/**/(income)', true],
    ['sum(CAST(age AS DOUBLE))', true],
    ['sum(age / 3)', true],
    ['stddev(age)', true],
    ['corr(age, age)', true],
    ['sum(age)', false],
    ['avg(age)', false],
    ['sum(age * 0.1)', false],
    ['avg(age) / 3', false],
    ["count(*) FILTER (WHERE district = 'stddev(1.5)')", false],
    ['median(age), approx_count_distinct(income), count(*)', false],
  ])('%s: %s', async (figures, depends) => {
    expect((await passed(`SELECT district, ${figures} FROM people GROUP BY district`)).addsFractions ?? false).toBe(depends)
  })

  it('a sum of means is told by what the engine makes of them', async () => {
    const means = 'WITH m AS (SELECT kind, avg(age) AS mean FROM things GROUP BY kind) SELECT sum(mean) FROM m'
    const things: CheckedTable = {
      name: 'things',
      minimumGroup: 1,
      about: 'nobody',
      columns: [
        { name: 'kind', type: 'text', disclosure: 'plain' },
        { name: 'age', type: 'integer', disclosure: 'plain' },
      ],
    }
    expect((await passedIn(means, [things])).addsFractions).toBe(true)
  })
})

describe('W16-3 only reviewed results leave: what SQL may say', () => {
  it.each([
    ['a group of protected values', 'SELECT district, sum(income), avg(income) FROM people GROUP BY district'],
    ['a group by a column that may be grouped', 'SELECT band, count(*) FROM people GROUP BY 1'],
    ['a count under a column that may filter', 'SELECT count(*) FROM people WHERE sick'],
    ['a join by identifiers', 'SELECT district, avg(cost) FROM people JOIN visits ON id = person GROUP BY ALL'],
    ['a join written as a filter', 'SELECT district, sum(cost) FROM people, visits WHERE id = person GROUP BY district'],
    ['a count of identifiers', 'SELECT district, count(DISTINCT id) FROM people GROUP BY district'],
    ['rows of open columns', 'SELECT age, upper(district) FROM people WHERE age BETWEEN 20 AND 30'],
    ['conditions over open columns', "SELECT sum(CASE WHEN kind = 'x' THEN 1 ELSE 0 END), max(on_day) FROM visits"],
    [
      'arithmetic after the aggregate',
      'SELECT district, round(sum(income) / 12, 2) AS monthly FROM people GROUP BY 1 HAVING count(*) > 20 ORDER BY monthly DESC',
    ],
    [
      'dates and texts',
      "SELECT date_trunc('month', on_day) AS m, count(*) FROM visits WHERE on_day >= DATE '2024-01-01' AND kind LIKE 'a%' GROUP BY m",
    ],
  ])('%s passes', async (_, sql) => {
    expect(await refusalsOf(sql)).toEqual([])
  })

  it('a refusal shows the way from the column to the result', async () => {
    const answer = await checkSql('WITH a AS (SELECT income * 2 AS x FROM people) SELECT x AS y FROM a', { tables })
    expect(answer).toMatchObject({
      ok: false,
      refusals: [{ code: 'only-after-aggregation', rule: 'W16-3', path: ['people.income', '*', 'y'] }],
    })
  })

  it('what may run is explained: the way of each column, its state, and the rules its cells are held to', async () => {
    const answer = await passed('SELECT district, sum(income) * 2 AS twice FROM people GROUP BY district')
    const { outputs, guard, limits } = explained(answer)
    expect(outputs).toMatchObject([
      {
        name: 'district',
        ways: [{ from: { table: 'people', column: 'district' }, mode: 'grouped', path: ['people.district', 'GROUP BY', 'district'] }],
      },
      {
        name: 'twice',
        ways: [
          {
            from: { table: 'people', column: 'income' },
            disclosure: 'after-aggregation',
            mode: 'aggregated',
            path: ['people.income', 'sum()', '*', 'twice'],
          },
        ],
      },
    ])
    expect(guard).toMatchObject({
      of: 'cells',
      minimum: answer.guards?.entities.minimum,
      dominance: { columns: ['income'] },
      about: ['people'],
    })
    expect(limits.maxRows).toBeGreaterThan(0)
  })

  it('a text of exactly 20 kB is read, one byte more is refused', async () => {
    const text = (bytes: number) => `SELECT 1 --${' '.repeat(bytes - 11)}`
    expect(await refusalsOf(text(20_000))).toEqual([])
    expect(await refusalsOf(text(20_001))).toEqual(['text-too-long'])
  })

  it('only declared parameters may be used', async () => {
    expect(await refusalsOf('SELECT count(*) FROM people WHERE age >= $youngest', ['youngest'])).toEqual([])
    expect(await refusalsOf('SELECT count(*) FROM people WHERE age >= $youngest')).toEqual(['parameter-unknown'])
  })

  it('what does not bind is refused in our own words', async () => {
    expect(await refusalsOf('SELECT nothing_like_it FROM people')).toEqual(['does-not-bind'])
    expect(await refusalsOf('SELECT age, count(*) FROM people GROUP BY district')).toEqual(['does-not-bind'])
  })

  it('W12-1 a hidden column is refused by name wherever it stands', async () => {
    expect(await refusalsOf('SELECT count(*) FROM people GROUP BY people.mobile')).toEqual(['column-hidden'])
  })
})

describe('W16-3 rows about people', () => {
  const nobody = {
    name: 'flights',
    minimumGroup: 30,
    about: 'nobody',
    columns: [{ name: 'delay', type: 'integer', disclosure: 'plain' }],
  } as const
  const held = async (sql: string) => {
    const answer = await checkSql(sql, { tables: [...tables, nobody] })
    return answer.ok ? answer.guards?.entities : answer.refusals.map(({ code }) => code)
  }

  it('carry whose they are, table by table, and ask for the strictest group of all that is read', async () => {
    const { canonical, guards, membership } = await passed('SELECT age, upper(district) AS d FROM people WHERE age > 20')
    expect(canonical).toContain('md5(CAST(people.id AS VARCHAR)) AS __subject_0')
    expect(guards).toMatchObject({ entities: { subjects: [2], minimum: 10 }, about: ['people'], cell: 3, visible: 2 })
    expect(membership?.rest).toContain('people.rowid')
    expect(await held('SELECT p.age, v.kind FROM people p JOIN visits v ON p.id = v.person')).toMatchObject({
      subjects: [2, 3],
      minimum: 20,
    })
    expect(await held('SELECT p.age FROM people p, flights f WHERE p.age = f.delay')).toMatchObject({ subjects: [1], minimum: 30 })
  })

  it('are refused with the way to the result where nobody could count them', async () => {
    const answer = await checkSql('WITH a AS (SELECT age FROM people) SELECT age + 1 AS y FROM a', { tables })
    expect(answer).toMatchObject({ ok: false, refusals: [{ code: 'rows-about-people', rule: 'W16-3', path: ['people.age', '+', 'y'] }] })
  })

  it('are asked for nothing where nothing that is read is about people', async () => {
    expect(await held('WITH a AS (SELECT delay FROM flights) SELECT DISTINCT delay FROM a ORDER BY delay LIMIT 3')).toBeUndefined()
  })
})

describe('W16-3 what a checked text carries', () => {
  it('counts rows where a row is a person', async () => {
    const { canonical, guards } = await passed('SELECT district, sum(income) FROM people GROUP BY district')
    expect(canonical).toContain('least(count_star()) AS __entities')
    expect(guards).toMatchObject({ entities: { index: 2, minimum: 10 }, visible: 2, cell: 4, whole: true, dominance: [{ of: 'income' }] })
  })

  it('counts persons where a person has many rows', async () => {
    const { canonical } = await passed('SELECT kind, sum(cost) FROM visits GROUP BY kind')
    expect(canonical).toContain('count(DISTINCT visits.person)')
  })

  it('takes the strictest group of all joined tables and counts each', async () => {
    const { canonical, guards } = await passed('SELECT p.district, sum(v.cost) FROM people p JOIN visits v ON p.id = v.person GROUP BY 1')
    expect(canonical).toContain('least(count(DISTINCT p.id), count(DISTINCT v.person))')
    expect(guards?.entities.minimum).toBe(20)
  })

  it('W16-3 asks nothing of single subjects where no table it reads has any, and all of it where one has, though it only filters', async () => {
    const flights = {
      name: 'flights',
      minimumGroup: 10,
      about: 'nobody',
      columns: [
        { name: 'origin', type: 'text', disclosure: 'plain' },
        { name: 'delay', type: 'integer', disclosure: 'plain' },
      ],
    } as const
    const guardsOf = async (sql: string) => {
      const answer = await checkSql(sql, { tables: [...tables, flights] })
      return (
        answer.ok && {
          sums: answer.guards?.dominance.length,
          compared: answer.membership !== undefined,
          least: answer.guards?.entities.minimum,
        }
      )
    }
    expect(await guardsOf('SELECT origin, sum(delay) FROM flights GROUP BY 1')).toEqual({ sums: 0, compared: false, least: 10 })
    expect(await guardsOf('SELECT origin, sum(delay) FROM flights SEMI JOIN people ON delay = age GROUP BY 1')).toEqual({
      sums: 1,
      compared: true,
      least: 10,
    })
    const joined = await passedIn('SELECT origin, sum(income) FROM flights JOIN people ON delay = age GROUP BY 1', [...tables, flights])
    expect(joined.guards?.about).toEqual(['people'])
    expect(joined.membership?.rest).toContain('people.rowid')
  })

  it('W16-3 rows that count as subjects are those of their own table', async () => {
    const table = (name: string): CheckedTable => ({
      name,
      minimumGroup: 10,
      columns: [{ name: 'kind', type: 'text', disclosure: 'plain' }],
    })
    const granted = [table('calls'), table('stays')]
    const aboutOf = async (name: string) => (await passedIn(`SELECT kind, count(*) FROM ${name} GROUP BY 1`, granted)).guards?.about
    expect(await aboutOf('calls')).toEqual(['calls'])
    expect(await aboutOf('stays')).toEqual(['stays'])
  })

  it('W16-3 adds up what one person has over several rows before it asks who dominates', async () => {
    const { canonical, guards } = await passed('SELECT kind, sum(cost) FROM visits GROUP BY kind ORDER BY 2')
    expect(canonical).toContain('GROUP BY kind, visits.person')
    expect(canonical.endsWith('ORDER BY __m.__at')).toBe(true)
    expect(guards?.dominance).toEqual([{ of: 'cost', top1: 5, top2: 6, top: 7, total: 8 }])
  })

  it('writes positions, aliases and ALL as the expressions they stand for', async () => {
    const texts = await Promise.all(
      ['GROUP BY 1', 'GROUP BY d', 'GROUP BY ALL', 'GROUP BY upper(district)'].map((group) =>
        passed(`SELECT upper(district) AS d, sum(income) FROM people ${group}`),
      ),
    )
    expect(new Set(texts.map(({ canonical, membership }) => JSON.stringify([canonical, membership]))).size).toBe(1)
  })

  it('names the columns each result comes from and all that a job must load', async () => {
    const { lineage, reads } = await passed(
      'SELECT district AS d, avg(cost) AS mean FROM people JOIN visits ON id = person WHERE age > 3 GROUP BY district',
    )
    expect(lineage).toEqual([
      { output: 'd', from: [{ table: 'people', column: 'district' }] },
      { output: 'mean', from: [{ table: 'visits', column: 'cost' }] },
    ])
    expect(reads.map(({ table, columns }) => [table, [...columns].sort()])).toEqual([
      ['people', ['age', 'district', 'id']],
      ['visits', ['cost', 'person']],
    ])
  })

  it('keeps every digit of a number', async () => {
    const { canonical } = await passed('SELECT count(*) FROM people WHERE age < 9007199254740993')
    expect(canonical).toContain('9007199254740993')
  })
})
