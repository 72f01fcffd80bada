/** What one was told, asked every half minute; how one reads it, and how it is said. */
import { useQueryClient } from '@tanstack/react-query'
import type { NoticeView } from '@yunhe/platform/contract'
import { ask } from '../../ask/ask.ts'
import { answerTo } from '../../ask/queries.ts'
import { daysFrom } from '../../words/format.ts'
import { useSpeech } from '../../words/words.tsx'

export const noticesQuery = { ...answerTo('notices', { query: { pageSize: 30 } }), refetchInterval: 30_000 }

export interface Reading {
  readonly numbers?: number[]
  readonly upTo?: number
}

export const useRead = () => {
  const client = useQueryClient()
  return async (which: Reading) => {
    await ask('readNotices', { body: which }).catch(() => undefined)
    await client.invalidateQueries({ queryKey: ['notices'] })
  }
}

export const useSaying = () => {
  const { words } = useSpeech()
  return ({ kind, due, day }: NoticeView) => {
    if (kind === 'turn') return words.notices.turn
    if (kind === 'urge') return words.notices.urge
    if (kind === 'overdue') return words.notices.overdue
    const left = due === undefined ? 0 : daysFrom(day, due)
    return left === 0 ? words.notices.reminderToday : words.notices.reminder(left)
  }
}
