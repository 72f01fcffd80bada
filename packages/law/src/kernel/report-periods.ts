/** Articles 15 and 18: the periods of a calendar year that reports are owed for, and the last day to hand each in. */
import type { Parameters } from '../parameters.ts'
import { addDays, type Day, day, monthsAfter } from './days.ts'

export type ReportKind = 'periodic' | 'annual'

export interface ReportPeriod {
  /** `2026-q2`, or `2026` for a year. */
  readonly id: string
  readonly kind: ReportKind
  readonly from: Day
  readonly to: Day
  readonly due: Day
}

const endOf = (from: Day, months: number): Day => addDays(monthsAfter(from, months), -1)

export const periodsOfYear = (year: number, kind: ReportKind, parameters: Parameters): readonly ReportPeriod[] => {
  const first = day(`${year}-01-01`)
  if (kind === 'annual') {
    const to = endOf(first, 12)
    return [{ id: `${year}`, kind, from: first, to, due: monthsAfter(to, parameters.annualReportMonths) }]
  }
  const months = parameters.periodicReportMonths
  return Array.from({ length: Math.ceil(12 / months) }, (_, at) => {
    const from = monthsAfter(first, at * months)
    const to = endOf(from, months)
    return { id: `${year}-q${at + 1}`, kind, from, to, due: addDays(to, parameters.periodicReportDueDays) }
  })
}

/** The periods that have a day in common with a stretch of time, each under the numbers of the last day of its year. */
export const periodsTouching = (
  { from, until }: { readonly from: Day; readonly until: Day },
  kind: ReportKind,
  numbersOn: (on: Day) => Parameters,
): readonly ReportPeriod[] => {
  const [first, last] = [Number(from.slice(0, 4)), Number(until.slice(0, 4))]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
    .flatMap((year) => periodsOfYear(year, kind, numbersOn(day(`${year}-12-31`))))
    .filter((period) => period.to >= from && period.from <= until)
}
