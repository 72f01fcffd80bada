/** Working days from the published years: a year without a State Council notice is a stated condition, never a guess. */
import { addDays, type Day, day, daysBetween } from './days.ts'
import { publishedYears } from './holidays.ts'

export interface PublishedYear {
  readonly year: number
  /** Number of the notice of the General Office of the State Council. */
  readonly notice: string
  readonly issuedOn: Day
  /** Days off that would be working days by the week. */
  readonly daysOff: readonly Day[]
  /** Saturdays and Sundays that are worked. */
  readonly worked: readonly Day[]
}

/** What is known of the years: by year, so that a year that is missing is seen at once. */
export type Calendar = ReadonlyMap<number, { readonly daysOff: ReadonlySet<Day>; readonly worked: ReadonlySet<Day> }>

/** The answer for a day in a year whose arrangement is not published: nobody can say yet. */
export interface YearNotPublished {
  readonly notPublished: number
}

export const calendarOf = (years: readonly PublishedYear[]): Calendar =>
  new Map(years.map(({ year, daysOff, worked }) => [year, { daysOff: new Set(daysOff), worked: new Set(worked) }]))

/** The years this version of the law knows. */
export const calendar: Calendar = calendarOf(publishedYears)

/** Whether an answer was possible. Ask before use: a condition is an object and so never false. */
export const published = <Answer>(answer: Answer | YearNotPublished): answer is Answer =>
  !(typeof answer === 'object' && answer !== null && 'notPublished' in answer)

export const isWorkday = (known: Calendar, on: Day): boolean | YearNotPublished => {
  const year = known.get(Number(on.slice(0, 4)))
  if (!year) return { notPublished: Number(on.slice(0, 4)) }
  return isWeekend(on) ? year.worked.has(on) : !year.daysOff.has(on)
}

/**
 * Last day of a period of working days; the day of the start does not count (civil code 201).
 * @param count whole and at least one
 */
export const workdaysAfter = (known: Calendar, start: Day, count: number): Day | YearNotPublished => {
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`could not count ${count} working days: a period has at least one`)
  return nthWorkdayFrom(known, addDays(start, 1), count)
}

/** Working days after `start` up to and with `end`; none when `end` is not later. */
export const workdaysBetween = (known: Calendar, start: Day, end: Day): number | YearNotPublished => {
  let count = 0
  for (let on = addDays(start, 1); on <= end; on = addDays(on, 1)) {
    const working = isWorkday(known, on)
    if (!published(working)) return working
    if (working) count += 1
  }
  return count
}

/** Civil code 203: a period whose last day is a day off ends with the next working day. */
export const movedToWorkday = (known: Calendar, last: Day): Day | YearNotPublished => nthWorkdayFrom(known, last, 1)

const nthWorkdayFrom = (known: Calendar, first: Day, count: number): Day | YearNotPublished => {
  let left = count
  for (let on = first; ; on = addDays(on, 1)) {
    const working = isWorkday(known, on)
    if (!published(working)) return working
    if (working) left -= 1
    if (left === 0) return on
  }
}

/** 2000-01-01 was a Saturday. */
const isWeekend = (on: Day): boolean => [0, 1].includes(((daysSince2000(on) % 7) + 7) % 7)

const daysSince2000 = (on: Day): number => daysBetween(day('2000-01-01'), on)
