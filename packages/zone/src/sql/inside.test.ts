import { describe, expect, it } from 'vitest'
import { tables } from '../../redteam/tables.ts'
import { checkInside } from './check.ts'

describe('W16-3 a text whose result stays inside', () => {
  it('may give protected columns on to later texts, without guards, and names what it reads', async () => {
    const answer = await checkInside('SELECT district, income * 2 AS twice FROM people', { tables })
    expect(answer).toMatchObject({ ok: true, columns: [{ name: 'district' }, { name: 'twice' }] })
    expect(answer.ok && answer.guards).toBe(undefined)
    expect(answer.ok && answer.reads).toEqual([{ table: 'people', columns: ['district', 'income'] }])
  })

  it.each([
    ['a hidden column', 'SELECT mobile FROM people', 'column-hidden'],
    ['a column that may only be aggregated as a filter', 'SELECT age FROM people WHERE income > 1000', 'only-after-aggregation'],
    ['a file', "SELECT * FROM read_csv('/etc/passwd')", 'table-function'],
    ['another table', 'SELECT * FROM elsewhere', 'table-not-granted'],
  ])('may not use %s', async (_, sql, code) => {
    const answer = await checkInside(sql, { tables })
    expect(answer.ok ? [] : answer.refusals.map((one) => one.code)).toContain(code)
  })
})
