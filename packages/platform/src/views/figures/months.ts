/** The legal months that a dashboard shows: their names, their first instants and their last days. */
import { addDays, type Day, day, type Instant, monthsAfter, monthsBefore, startOfDay } from '@yunhe/law'

export interface Month {
  /** `2026-03` */
  readonly name: string
  readonly from: Day
  readonly to: Day
  readonly begins: Instant
}

/** Oldest first, the month of `today` last. */
export const monthsUpTo = (today: Day, count: number): readonly Month[] => {
  const first = day(`${today.slice(0, 7)}-01`)
  return Array.from({ length: count }, (_, at) => {
    const from = monthsBefore(first, count - 1 - at)
    return { name: from.slice(0, 7), from, to: addDays(monthsAfter(from, 1), -1), begins: startOfDay(from) }
  })
}

/** The month of its name; undefined where it is no name of one. */
export const monthNamed = (name: string): Month | undefined =>
  /^\d{4}-(0[1-9]|1[0-2])$/.test(name) ? monthsUpTo(day(`${name}-01`), 1)[0] : undefined
