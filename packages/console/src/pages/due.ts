/** How urgent a case is, for the filter and the order of the inbox. */
import type { CaseRow } from '@yunhe/platform/contract'
import { daysFrom } from '../words/format.ts'

export const dueClasses = ['overdue', 'soon', 'later', 'none'] as const
export type DueClass = (typeof dueClasses)[number]
type Dated = Pick<CaseRow, 'due' | 'updatedAt'>
const soonDays = 3

export const dueClassOf = ({ due }: Pick<CaseRow, 'due'>, today: string): DueClass => {
  if (due === undefined) return 'none'
  const left = daysFrom(today, due)
  if (left < 0) return 'overdue'
  return left <= soonDays ? 'soon' : 'later'
}

/** Earliest deadline first, those without one last, and among equals the one that waits longest. */
export const byDue = (one: Dated, other: Dated) =>
  (one.due ?? '9999-12-31').localeCompare(other.due ?? '9999-12-31') || one.updatedAt.localeCompare(other.updatedAt)
