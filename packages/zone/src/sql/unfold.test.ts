import { describe, expect, it } from 'vitest'
import { tables } from '../../redteam/tables.ts'
import type { AskedStep } from '../kinds/asked.ts'
import { prepareNotebook } from '../kinds/notebook.ts'
import { checkInside, checkSql } from './check.ts'
import { tableNamed } from './tables.ts'

const prepared = (steps: readonly AskedStep[], parameters: Record<string, number> = {}) =>
  prepareNotebook(
    { kind: 'notebook', steps: [...steps], parameters },
    {
      checked: (sql, names) => checkSql(sql, { tables, parameters: names }),
      checkedInside: (sql, names) => checkInside(sql, { tables, parameters: names }),
      isTable: async (name) => tableNamed(tables, name) !== undefined,
    },
  )
const inside = (name: string, sql: string): AskedStep => ({ name, sql, shown: false })
const shown = (name: string, sql: string): AskedStep => ({ name, sql, shown: true })
const textsOf = async (...steps: readonly AskedStep[]) => {
  const answer = await prepared(steps, { least: 3 })
  if (!answer.ok) throw new Error(answer.refusals.map(({ code, fields }) => `${fields.join()} ${code}`).join(', '))
  return answer.prepared.work.queries.map(({ sql }) => sql.replace(/, count_star\(\) AS "?__entities.*? FROM/, ' FROM'))
}
const refused = async (...steps: readonly AskedStep[]) => {
  const answer = await prepared(steps)
  return answer.ok ? [] : answer.refusals.map(({ code, fields }) => `${fields.join()} ${code}`)
}

describe('W16-3 a notebook is one text for each shown step, through the same gate as any text', () => {
  it('unfolds what a step selects, renames, computes and filters, so that its people are counted', async () => {
    const [text] = await textsOf(
      inside('adults', 'SELECT district, income / 12 AS monthly, age AS years FROM people WHERE age >= 18'),
      inside('elders', 'SELECT district, monthly FROM adults WHERE years > 60'),
      shown('means', 'SELECT district, avg(monthly) AS mean FROM elders GROUP BY district ORDER BY mean'),
    ).catch(() => [undefined])
    // Arithmetic inside an aggregate over a protected column is refused as in any text.
    expect(text).toBe(undefined)
    const [plain] = await textsOf(
      inside('adults', 'SELECT district, income, age AS years FROM people WHERE age >= 18'),
      inside('elders', 'SELECT district, income FROM adults WHERE years > $least'),
      shown('means', 'SELECT district, avg(income) AS mean FROM elders GROUP BY district ORDER BY mean'),
    )
    expect(plain).toContain('FROM people AS')
    expect(plain).not.toContain('WITH')
    expect(plain).toMatch(/age >= 18\) AND .*age > \$least/)
  })

  it('unfolds both sides of a join and never takes a column of the table for one of the step', async () => {
    const [text] = await textsOf(
      inside('a', 'SELECT id AS who, district FROM people WHERE age > 20'),
      inside('b', "SELECT person AS who, cost FROM visits WHERE kind = 'x'"),
      shown('sums', 'SELECT a.district, sum(b.cost) AS total FROM a JOIN b ON a.who = b.who GROUP BY a.district'),
    )
    expect(text).not.toContain('WITH')
    expect(text).toMatch(/people.*visits/)
  })

  it('puts a step under WITH where unfolding could change what a text means', async () => {
    const [text] = await textsOf(
      inside('kinds', 'SELECT kind, count(*) AS n FROM visits GROUP BY kind'),
      shown('many', 'SELECT count(*) AS groups FROM people WHERE age > 3'),
    )
    expect(text).not.toContain('kinds')
  })

  it.each([
    [
      'a step with the name of a table',
      [inside('people', 'SELECT 1 AS x'), shown('s', 'SELECT count(*) FROM people')],
      'steps.people reserved-name',
    ],
    [
      'WITH under the name of a step',
      [inside('s', 'SELECT age FROM people'), shown('t', 'WITH s AS (SELECT income AS age FROM people) SELECT age FROM s')],
      'steps.t reserved-name',
    ],
    ['two steps of one name', [inside('s', 'SELECT age FROM people'), shown('s', 'SELECT count(*) FROM people')], 'steps.s reserved-name'],
    ['a step that reads itself', [shown('s', 'SELECT age FROM s')], 'steps.s table-not-granted'],
    [
      'a step that reads a later one',
      [inside('s', 'SELECT age FROM t'), shown('t', 'SELECT count(*) FROM people')],
      'steps.s table-not-granted',
    ],
    [
      'recursion',
      [shown('s', 'WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT n FROM r')],
      'steps.s unknown-node',
    ],
    [
      'a protected column under another name',
      [inside('s', 'SELECT income AS age FROM people'), shown('t', 'SELECT age FROM s')],
      'steps.t only-after-aggregation',
    ],
    ['a hidden column inside', [inside('s', 'SELECT mobile AS m FROM people'), shown('t', 'SELECT m FROM s')], 'steps.s column-hidden'],
    [
      'an aggregate of an aggregate',
      [inside('s', 'SELECT district, max(age) AS x, sum(income) AS y FROM people GROUP BY district'), shown('t', 'SELECT max(y) FROM s')],
      'steps.t aggregate-inside',
    ],
    [
      'one person chosen inside',
      [inside('s', "SELECT income FROM people WHERE id = 'p7'"), shown('t', 'SELECT avg(income) FROM s')],
      'steps.s identifier-used',
    ],
    ['several statements', [shown('s', 'SELECT 1; SELECT 2')], 'steps.s several-statements'],
    ['nothing shown', [inside('s', 'SELECT age FROM people')], 'steps.s nothing-shown'],
    [
      'rows cut by an inner order',
      [inside('s', 'SELECT age, district FROM people ORDER BY age LIMIT 1'), shown('t', 'SELECT age, district FROM s')],
      'steps.t rows-about-people',
    ],
  ] as const)('refuses %s', async (_, steps, code) => {
    expect(await refused(...steps)).toContain(code)
  })
})
