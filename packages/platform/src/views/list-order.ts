/** The orders of a list, each with an index and with the mark from which the next page goes on. */

import { addDays, day, isDay, startOfDay } from '@yunhe/law'
import { type RawBuilder, sql } from 'kysely'
import { firstListDay, type ListSort, lastListDay } from '../contract/index.ts'

/** What of a line an order reads. */
interface Line {
  readonly id: string
  readonly title: string
  readonly due: string | null
  readonly updated_at: string
}

export interface Order {
  readonly by: RawBuilder<unknown>
  /** What comes after a mark of this order; all where there is none, or it is not one of ours. */
  readonly beyond: (mark: string | undefined) => RawBuilder<boolean>
  readonly markOf: (line: Line) => string
  /** What comes at or after a day, a letter of Pinyin or a beginning of titles; all where there is none. */
  readonly startingAt: (from: string | undefined) => RawBuilder<boolean>
}

type Key = 'updatedAt' | 'title' | 'due'

/** As the index has it: the beginning of a title, and a day for what has none, so that it comes last either way. */
const sortedTitle = 100
const expressionOf = (key: Key, isDown: boolean): RawBuilder<unknown> => {
  if (key === 'title') return sql`left(title, ${sql.lit(sortedTitle)}) collate "zh-x-icu"`
  return key === 'due' ? sql`coalesce(due, ${sql.lit(isDown ? '0000' : '9999')})` : sql`updated_at`
}
const keyOf = (key: Key, isDown: boolean, { title, due, updated_at }: Line): string => {
  if (key === 'title') return [...title].slice(0, sortedTitle).join('')
  return key === 'due' ? (due ?? (isDown ? '0000' : '9999')) : updated_at
}

export const orderOf = (sort: ListSort): Order => {
  const isDown = sort.startsWith('-')
  const key = sort.replace('-', '') as Key
  const expression = expressionOf(key, isDown)
  return {
    by: isDown ? sql`${expression} desc, id desc` : sql`${expression}, id`,
    startingAt: (from) => (from === undefined ? sql<boolean>`true` : startOf(sort, expression, from)),
    markOf: (line) => marked([sort, keyOf(key, isDown, line), line.id]),
    beyond: (mark) => {
      const [of, value, id] = read(mark, 3)
      if (of !== sort) return sql<boolean>`true`
      return isDown ? sql<boolean>`(${expression}, id) < (${value}, ${id})` : sql<boolean>`(${expression}, id) > (${value}, ${id})`
    },
  }
}

/** A day that lines can carry: one at the end of the calendar has no day after it to count to. */
const isListDay = (text: string): boolean => isDay(text) && text >= firstListDay && text <= lastListDay

/** Whether a list in this order can begin there: at a day, or where titles are sorted anywhere. */
export const fitsOrder = (sort: ListSort, from: string): boolean => (sort.endsWith('title') ? !from.includes('\u0000') : isListDay(from))

const startOf = (sort: ListSort, expression: RawBuilder<unknown>, from: string): RawBuilder<boolean> => {
  const isDown = sort.startsWith('-')
  if (!fitsOrder(sort, from)) return sql<boolean>`true`
  if (sort.endsWith('title'))
    return isDown ? sql<boolean>`${expression} < ${lastOf(from)}` : sql<boolean>`${expression} >= ${firstOf(from)}`
  if (sort.endsWith('due')) return isDown ? sql<boolean>`${expression} <= ${from}` : sql<boolean>`${expression} >= ${from}`
  return isDown
    ? sql<boolean>`${expression} < ${startOfDay(addDays(day(from), 1))}`
    : sql<boolean>`${expression} >= ${startOfDay(day(from))}`
}

/** By this sign the collation says where the characters of a Pinyin letter begin; behind them all come the letters of Latin titles. */
const index = '\uFDD0'
/** No reading begins with I, U or V, and the collation knows no place for them: there begins the next letter that has one. */
const letters = [...'ABCDEFGHJKLMNOPQRSTWXYZ']
const isLetter = (text: string): boolean => /^[a-z]$/i.test(text)
const firstOf = (text: string): string => {
  if (!isLetter(text)) return text
  return index + letters.find((one) => one >= text.toUpperCase())
}
const lastOf = (text: string): string => {
  if (!isLetter(text)) return `${text}\uFFFF`
  const next = letters.find((one) => one > text.toUpperCase())
  return next === undefined ? 'a' : index + next
}

/** Where a page ended, as its reader hands it back: nothing in it that was not on the page. */
export const marked = (values: readonly string[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

export const read = (mark: string | undefined, count: number): readonly string[] => {
  if (mark === undefined) return []
  const values = parsed(Buffer.from(mark, 'base64url').toString('utf8'))
  return values.length === count && values.every((value) => typeof value === 'string' && !value.includes('\u0000')) ? values : []
}

const parsed = (text: string): readonly string[] => {
  try {
    const values: unknown = JSON.parse(text)
    return Array.isArray(values) ? values : []
  } catch {
    return []
  }
}
