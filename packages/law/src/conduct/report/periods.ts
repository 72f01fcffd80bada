/** Articles 15 and 18: the periods an operator owes a report for. */
import type { Day } from '../../kernel/days.ts'
import { periodsOfYear, type ReportKind, type ReportPeriod } from '../../kernel/report-periods.ts'
import type { Parameters } from '../../parameters.ts'

export type { ReportKind, ReportPeriod } from '../../kernel/report-periods.ts'

export interface Running {
  /** First day in force; none before. */
  readonly activeSince: Day | undefined
  /** Its last day, whether by term or by an earlier end. */
  readonly until: Day
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
