/** Articles 15 and 18: the periods an operator owes a report for. */
import { addDays, type Day, day, monthsAfter } from '../../kernel/days.ts'
import type { Parameters } from '../../parameters.ts'

export type ReportKind = 'periodic' | 'annual'

export interface ReportPeriod {
  /** `2026-q2`, or `2026` for a year. */
  readonly id: string
  readonly kind: ReportKind
  readonly from: Day
  readonly to: Day
  readonly due: Day
}

export interface Running {
  /** First day in force; none before. */
  readonly activeSince: Day | undefined
  /** Its last day, whether by term or by an earlier end. */
  readonly until: Day
}

const endOf = (from: Day, months: number): Day => addDays(monthsAfter(from, months), -1)

const periodsOfYear = (year: number, kind: ReportKind, parameters: Parameters): readonly ReportPeriod[] => {
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

/** The period of that name, whoever owes it. */
export const reportPeriod = (id: string, parameters: Parameters): ReportPeriod | undefined =>
  /^\d{4}(-q\d)?$/.test(id)
    ? periodsOfYear(Number(id.slice(0, 4)), id.includes('q') ? 'periodic' : 'annual', parameters).find((one) => one.id === id)
    : undefined

/** The periods that are over on that day and in which it was in force, oldest first. */
export const periodsOwed = (
  { activeSince, until }: Running,
  kind: ReportKind,
  on: Day,
  parameters: Parameters,
): readonly ReportPeriod[] => {
  if (activeSince === undefined) return []
  const firstYear = Number(activeSince.slice(0, 4))
  const years = Array.from({ length: Math.max(0, Number(on.slice(0, 4)) - firstYear + 1) }, (_, at) => firstYear + at)
  return years
    .flatMap((year) => periodsOfYear(year, kind, parameters))
    .filter(({ from, to }) => to >= activeSince && from <= until && to < on)
}

/** Owed, past its due day, and not handed in. */
export const overdueReports = (
  running: Running,
  kind: ReportKind,
  handedIn: readonly string[],
  on: Day,
  parameters: Parameters,
): readonly ReportPeriod[] => periodsOwed(running, kind, on, parameters).filter(({ id, due }) => due < on && !handedIn.includes(id))
