import type { NoticeGroup } from '@yunhe/platform/contract'
import { expect, it } from 'vitest'
import { byDay, numbersIn, sorted, tellingsIn } from './grouping.ts'

const words = { zh: '', en: '' }
const named = { procedure: 'call', plural: 'calls', title: '', procedureWords: words }
const group = (id: string, day: string, ...read: readonly boolean[]): NoticeGroup => ({
  ...named,
  id,
  day,
  unread: read.filter((one) => !one).length,
  notices: read.map((one, place) => ({ ...named, id, day, no: place + 1, kind: 'turn', read: one })),
})

it('what was told a week ago and is read is folded away; what is unread never', () => {
  const groups = [
    group('a', '2026-03-09', true),
    group('b', '2026-03-03', true),
    group('c', '2026-03-02', true),
    group('d', '2025-01-01', false),
  ]
  const { fresh, earlier } = sorted(groups, '2026-03-09')
  expect(fresh.map(({ id }) => id)).toEqual(['a', 'b', 'd'])
  expect(earlier.map(({ id }) => id)).toEqual(['c'])
})

it('groups stand by day in the order they come in', () => {
  const days = byDay([group('a', '2026-03-09', true), group('b', '2026-03-08', true), group('c', '2026-03-09', true)])
  expect(days.map(({ day, groups }) => [day, groups.map(({ id }) => id)])).toEqual([
    ['2026-03-09', ['a', 'c']],
    ['2026-03-08', ['b']],
  ])
})

it('to read a group is to read what is unread in it', () => expect(numbersIn(group('a', '2026-03-09', true, false, false))).toEqual([2, 3]))

it('what reads the same is told once, with how often, as new while one of them is', () => {
  const told = tellingsIn(group('a', '2026-03-09', true, false))
  expect(told.map(({ notice, times, isNew }) => [notice.no, times, isNew])).toEqual([[1, 2, true]])
})
