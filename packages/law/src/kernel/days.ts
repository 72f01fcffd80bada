/** Days, instants and periods: legal time is Asia/Shanghai, periods follow articles 200 to 203 of the civil code. */
import { z } from 'zod'

/** A calendar day of legal time, `YYYY-MM-DD`: text order is time order. */
export const dayShape = z.iso.date().brand<'Day'>()
export type Day = z.infer<typeof dayShape>

/** A moment in UTC with milliseconds, `YYYY-MM-DDTHH:mm:ss.sssZ`: one spelling only, so that text order is time order. */
export const instantShape = z.iso.datetime({ precision: 3 }).brand<'Instant'>()
export type Instant = z.infer<typeof instantShape>

/** From `from` on, up to but not including `to`. */
export interface Window<T extends Day | Instant = Instant> {
  readonly from: T
  readonly to: T
}

export const isDay = (text: unknown): text is Day => dayShape.safeParse(text).success

export const isInstant = (text: unknown): text is Instant => instantShape.safeParse(text).success

/** A day from text that is known to be one; for a stranger's text use `dayShape` or `isDay`. */
export const day = (text: string): Day => {
  if (!isDay(text)) throw new Error(`could not read a day from "${text}": it must be an existing day written YYYY-MM-DD`)
  return text
}

/** An instant from any ISO 8601 text with a zone, brought to its one spelling. */
export const instant = (text: string): Instant => {
  const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const milliseconds = zoned && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(milliseconds)) throw new Error(`could not read an instant from "${text}": it must be ISO 8601 with a zone`)
  return instantAt(milliseconds)
}

/** The calendar day in Asia/Shanghai. Fixed at +08:00: daylight saving ended in September 1991, before any act recorded here. */
export const dayOf = (at: Instant): Day => dayAt(Date.parse(at) + shanghaiOffset)

export const startOfDay = (on: Day): Instant => instantAt(millisecondsOf(on) - shanghaiOffset)

/** 24:00 of the day, when a period ends (civil code 203): the first instant that no longer belongs to it. */
export const endOfDay = (on: Day): Instant => startOfDay(addDays(on, 1))

/** From 00:00 of the first day to 24:00 of the last. */
export const windowOfDays = (first: Day, last: Day): Window<Instant> => ({ from: startOfDay(first), to: endOfDay(last) })

export const isWithin = <T extends Day | Instant>({ from, to }: Window<T>, at: T): boolean => from <= at && at < to

/** The day of the start does not count (civil code 201): one day after Monday is Tuesday. */
export const addDays = (from: Day, days: number): Day => dayAt(millisecondsOf(from) + whole(days, 'days') * dayLength)

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => (millisecondsOf(to) - millisecondsOf(from)) / dayLength

/** Last day of a period of months: the corresponding day, else the last of the month (civil code 202). */
export const monthsAfter = (from: Day, months: number): Day => {
  const [year, month, dayOfMonth] = partsOf(from)
  const index = year * 12 + (month - 1) + whole(months, 'months')
  const target = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 }
  return written(target.year, target.month, Math.min(dayOfMonth, lastOfMonth(target.year, target.month)))
}

/** Last day of a period of years: 29 February ends on 28 February where the year has no other. */
export const yearsAfter = (from: Day, years: number): Day => monthsAfter(from, whole(years, 'years') * 12)

/** First day of a period of months that ends on `until`, as the renewal window of article 10. */
export const monthsBefore = (until: Day, months: number): Day => monthsAfter(until, -months)

const dayLength = 86_400_000
const shanghaiOffset = 8 * 3_600_000

const millisecondsOf = (on: Day): number => Date.parse(`${on}T00:00:00.000Z`)

const partsOf = (on: Day): readonly [year: number, month: number, dayOfMonth: number] => [
  Number(on.slice(0, 4)),
  Number(on.slice(5, 7)),
  Number(on.slice(8, 10)),
]

const lastOfMonth = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const written = (year: number, month: number, dayOfMonth: number): Day =>
  day(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`)

const dayAt = (milliseconds: number): Day => instantAt(milliseconds).slice(0, 10) as Day

/** What the clock of the language writes needs no second reading, only that its year has four digits. */
const instantAt = (milliseconds: number): Instant => {
  const text = new Date(milliseconds).toISOString()
  if (text.length !== 24) throw new Error(`could not write the instant ${text}: its year has more than four digits`)
  return text as Instant
}

const whole = (count: number, unit: string): number => {
  if (!Number.isSafeInteger(count)) throw new Error(`could not count ${count} ${unit}: periods are whole numbers`)
  return count
}
