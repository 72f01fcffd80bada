/** Article 18: the figures of a report, each beside what the platform recorded itself. */
import { z } from 'zod'

/** What the platform's own records say of a period. */
export interface ReportFigures {
  /** Calls that the gateway served. */
  readonly servedCalls: number
  /** Organizations whose calls it served. */
  readonly consumers: number
  /** Workspaces that were open on the last day. */
  readonly openWorkspaces: number
  /** Days that workspaces were open, added up over all of them. */
  readonly workspaceDays: number
  /** Products whose certificate stood on the last day. */
  readonly products: number
  /** Bills whose period ends within it. */
  readonly billedFen: number
  /** Of which finance has receipted, within it. */
  readonly receivedFen: number
  /** Risks that were reported. */
  readonly incidents: number
}

export const figureNames = [
  'servedCalls',
  'consumers',
  'openWorkspaces',
  'workspaceDays',
  'products',
  'billedFen',
  'receivedFen',
  'incidents',
] as const satisfies readonly (keyof ReportFigures)[]
export type FigureName = (typeof figureNames)[number]

export const noFigures = Object.fromEntries(figureNames.map((name) => [name, 0])) as Readonly<Record<FigureName, number>>

const count = z.int().min(0).optional()
const money = count.meta({ format: 'fen' })

/** Left empty, the platform's own figure stands. */
export const figuresShape = z
  .object({
    servedCalls: count,
    consumers: count,
    openWorkspaces: count,
    workspaceDays: count,
    products: count,
    billedFen: money,
    receivedFen: money,
    incidents: count,
  })
  .default({})

const why = z.string().trim().min(1).max(2000).optional().meta({ format: 'reason' })

/** One for each figure that differs. */
export const explanationsShape = z
  .object({
    servedCalls: why,
    consumers: why,
    openWorkspaces: why,
    workspaceDays: why,
    products: why,
    billedFen: why,
    receivedFen: why,
    incidents: why,
  })
  .default({})
export type Explanations = Readonly<z.infer<typeof explanationsShape>>

export const figuresReported = (asked: Readonly<Partial<Record<FigureName, number | undefined>>>, recorded: ReportFigures): ReportFigures =>
  Object.fromEntries(figureNames.map((name) => [name, asked[name] ?? recorded[name]])) as Readonly<Record<FigureName, number>>

/** Figures that differ from the records and that nobody explains. */
export const unexplained = (reported: ReportFigures, recorded: ReportFigures, explanations: Explanations): readonly FigureName[] =>
  figureNames.filter((name) => reported[name] !== recorded[name] && explanations[name] === undefined)
