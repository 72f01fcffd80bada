/** Article 29: how a grade came about, and the results of all contract years as they stand on the screen of a renewal. */
import {
  type Application,
  type Assessment,
  applications,
  arithmeticOf,
  assessments,
  authorizations,
  contractYears,
  type Day,
  sensitivityOf,
} from '@yunhe/law'
import { fold } from '../commands/reading.ts'
import type { GradeArithmetic, YearlyResult } from '../contract/index.ts'
import type { Log } from '../store/log.ts'

type Reads = Pick<Log, 'read' | 'keyed'>

/** Undefined before it is scored. */
export const arithmeticFor = async ({ read }: Reads, id: string): Promise<GradeArithmetic | undefined> => {
  const { indicators, scores, lines, result } = fold(assessments, await read(`assessment/${id}`))
  if (result === undefined) return undefined
  const { terms, ...arithmetic } = arithmeticOf(indicators, scores, lines)
  return {
    ...arithmetic,
    terms: [...terms],
    lines: [...lines],
    agrees: arithmetic.total === result.total && arithmetic.grade === result.grade,
    sensitivity: sensitivityOf(indicators, scores, lines).map(({ indicator, better, worse }) => ({
      indicator,
      ...(better && { better }),
      ...(worse && { worse }),
    })),
  }
}

/** W29-4: one line a contract year; a year that is over without a result is missing, whatever has been begun. */
export const yearlyResultsFor = async (log: Reads, id: string, on: Day): Promise<YearlyResult[]> => {
  const { renews }: Application = fold(applications, await log.read(`application/${id}`))
  if (renews === '') return []
  const term = fold(authorizations, await log.read(`authorization/${renews}`))
  if (term.operator === '') return []
  const known = await assessmentsOf(log, renews)
  return contractYears(term).map(({ year, from, until }) =>
    lineOf(
      { year, from, until },
      known.find((one) => one.state.year === year),
      on,
    ),
  )
}

interface Known {
  readonly id: string
  readonly state: Assessment
}

const assessmentsOf = async ({ read, keyed }: Reads, authorization: string): Promise<readonly Known[]> => {
  const streams = (await keyed(`authorization:${authorization}`)).filter((stream) => stream.startsWith('assessment/'))
  return Promise.all(
    streams.map(async (stream) => ({ id: stream.slice('assessment/'.length), state: fold(assessments, await read(stream)) })),
  )
}

const lineOf = (
  days: { readonly year: number; readonly from: Day; readonly until: Day },
  known: Known | undefined,
  on: Day,
): YearlyResult => {
  const isOver = days.until < on
  const isFinal = known?.state.stage === 'final'
  return {
    ...days,
    ...(known && { assessment: known.id }),
    ...(isFinal && known.state.result),
    standing: isFinal ? 'final' : isOver ? 'missing' : known ? 'under-way' : 'not-over',
  }
}
