import { expect, it } from 'vitest'
import { byDue, dueClassOf } from './due.ts'

it.each([
  ['2026-03-09', 'overdue'],
  ['2026-03-10', 'soon'],
  ['2026-03-13', 'soon'],
  ['2026-03-14', 'later'],
])('on 10 March a case due %s is %s', (due, found) => expect(dueClassOf({ due }, '2026-03-10')).toBe(found))

it('a case without a deadline comes last', () => {
  const rows = [{ updatedAt: '1' }, { due: '2026-03-09', updatedAt: '3' }, { due: '2026-03-09', updatedAt: '2' }]
  expect(rows.toSorted(byDue).map(({ updatedAt }) => updatedAt)).toEqual(['2', '3', '1'])
})
