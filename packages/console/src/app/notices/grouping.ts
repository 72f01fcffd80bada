/** Notices by day; what lies back and is read is folded away. */
import type { NoticeGroup, NoticeView } from '@yunhe/platform/contract'
import { daysFrom } from '../../words/format.ts'

const freshDays = 7

export interface Sorted {
  readonly fresh: readonly NoticeGroup[]
  readonly earlier: readonly NoticeGroup[]
}

/** What is unread is never folded away, however old it is. */
export const sorted = (groups: readonly NoticeGroup[], today: string): Sorted => {
  const isFresh = ({ unread, day }: NoticeGroup) => unread > 0 || daysFrom(day, today) < freshDays
  return { fresh: groups.filter(isFresh), earlier: groups.filter((group) => !isFresh(group)) }
}

export interface DayOfNotices {
  readonly day: string
  readonly groups: readonly NoticeGroup[]
}

/** By day, in the order they come in. */
export const byDay = (groups: readonly NoticeGroup[]): readonly DayOfNotices[] =>
  [...new Set(groups.map(({ day }) => day))].map((day) => ({ day, groups: groups.filter((group) => group.day === day) }))

export interface Telling {
  readonly notice: NoticeView
  readonly times: number
  readonly isNew: boolean
}

const sayingKey = ({ kind, clockWords, rule, due }: NoticeView) => [kind, clockWords?.zh, rule, due].join('|')

/** What reads the same is told once, with how often. */
export const tellingsIn = ({ notices }: NoticeGroup): readonly Telling[] =>
  [...new Set(notices.map(sayingKey))].flatMap((key) => {
    const same = notices.filter((notice) => sayingKey(notice) === key)
    return same.slice(0, 1).map((notice) => ({ notice, times: same.length, isNew: same.some(({ read }) => !read) }))
  })

export const numbersIn = ({ notices }: NoticeGroup): number[] => notices.filter(({ read }) => !read).map(({ no }) => no)
