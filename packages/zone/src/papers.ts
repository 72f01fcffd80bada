/** The papers of a job: what was asked and what passed, sealed in its workspace; what a person sees of a result is read from them and from nowhere else. */
import type { JobKind } from './jobs/work.ts'
import type { AskedJob } from './kinds/asked.ts'
import type { Prepared, ShownStep } from './kinds/kind.ts'
import type { Released } from './releases.ts'
import type { Run, RunEnd } from './runs.ts'
import type { CheckedSql } from './sql/check.ts'
import type { Vault } from './vault.ts'

/** What a person sees of a result: only what passed. `reviewed` stays false until a person has looked, which is another fact. */
export type ResultView = { readonly job: string } & (
  | ({ readonly kind: 'sql'; readonly lineage: CheckedSql['lineage'] } & Released)
  | {
      readonly kind: Exclude<JobKind, 'sql'>
      readonly steps: readonly ShownStep[]
      readonly aside: Readonly<Record<string, unknown>>
    }
)

/** One released result as it lies in the sealed papers. */
export interface Paper extends Released {
  readonly lineage: CheckedSql['lineage']
  /** The text that made it, where it stands by itself; a step of a longer text does not. */
  readonly sql?: string
}

export const askedName = (job: string): string => `asked-${job}`
export const paperOf = (job: string): string => `job-${job}`

export const paperIn = (
  view: ResultView & { readonly asked: Readonly<Record<string, unknown>> },
  step: string | undefined,
): Paper | undefined => {
  if (view.kind === 'sql') return typeof view.asked.sql === 'string' ? { ...view, sql: view.asked.sql } : view
  const found = view.steps.find((one) => one.outcome === 'released' && (step === undefined || one.name === step))
  return found?.outcome === 'released' ? found : undefined
}

export const writePaper = (
  vault: Vault,
  { job, workspace, prepared }: Run,
  asked: AskedJob,
  end: Extract<RunEnd, { readonly end: 'done' }>,
): Promise<void> => vault.putText(workspace, paperOf(job), JSON.stringify({ asked, ...viewOf(job, prepared, end) }))

const viewOf = (
  job: string,
  { work: { kind } }: Prepared,
  { steps, aside = {} }: Extract<RunEnd, { readonly end: 'done' }>,
): ResultView => {
  const [only] = steps
  if (kind !== 'sql' || only?.outcome !== 'released') return { job, kind: kind as Exclude<JobKind, 'sql'>, steps, aside }
  const { columns, rows, suppressed, checks, lineage } = only
  return { job, kind, columns, rows, suppressed, checks, lineage }
}
