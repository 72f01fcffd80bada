/** The zone's side of the airlock: every result that is to be seen is compared with what its workspace released before, and kept for the next (article 16). */
import type { Cell, ResultColumn } from './engine/engine.ts'
import type { JobLimits, QueryResult } from './jobs/run.ts'
import { type CheckOutcome, checkOutput, type Release, standardOutputLimits } from './outputs/airlock.ts'
import type { CheckedSql } from './sql/check.ts'
import { type Clock, written } from './time.ts'
import { openTurns } from './turns.ts'
import type { Vault } from './vault.ts'

export interface Airlock {
  readonly pass: (passing: Passing) => Promise<Passed | Withheld>
  /** Drops what memory holds of a workspace: at a seal and at a destruction. */
  readonly forget: (workspace: string) => void
}

/** What may be seen. */
export interface Released {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly Cell[])[]
  readonly suppressed: number
  readonly checks: readonly CheckOutcome[]
}
export type Passed = { readonly end: 'done' } & Released
export type Withheld = { readonly end: 'withheld'; readonly code: string; readonly checks: readonly CheckOutcome[] }

export interface Passing {
  readonly workspace: string
  readonly job: string
  /** What a later result that collides with this one is told of it. */
  readonly releasedAs: string
  readonly checked: CheckedSql
  readonly result: Pick<QueryResult, 'columns' | 'rows' | 'members'>
  readonly limits: Pick<JobLimits, 'maxRows' | 'maxBytes'>
}

/** One result of a workspace after another: two that pass side by side would not be compared with each other. */
export const openAirlock = (vault: Vault, now: Clock): Airlock => {
  const inTurn = openTurns()
  const releasesByWorkspace = new Map<string, readonly Release[]>()

  const pass = async ({ workspace, job, releasedAs, checked, result, limits }: Passing): Promise<Passed | Withheld> => {
    const earlier = releasesByWorkspace.get(workspace) ?? (await releasesIn(vault, workspace))
    const guarded = checked.guards === undefined ? result : { ...result, guards: checked.guards }
    const { maxRows, maxBytes } = limits
    const asked = { name: releasedAs, at: written(now()), earlier, limits: { ...standardOutputLimits, maxRows, maxBytes } }
    const answer = checkOutput(guarded, asked)
    if (answer.outcome === 'withheld') return { end: 'withheld', code: 'output-checks', checks: answer.checks }
    await vault.putText(workspace, `${prefix}${job}`, JSON.stringify(answer.release))
    releasesByWorkspace.set(workspace, [...earlier, answer.release])
    return { end: 'done', columns: answer.columns, rows: answer.rows, suppressed: answer.suppressed, checks: answer.checks }
  }

  return {
    pass: (passing) => inTurn(passing.workspace, () => pass(passing)),
    forget: (workspace) => void releasesByWorkspace.delete(workspace),
  }
}

const prefix = 'release-'

const releasesIn = async (vault: Vault, workspace: string): Promise<readonly Release[]> => {
  const names = (await vault.names(workspace)).filter((name) => name.startsWith(prefix))
  return Promise.all(names.map(async (name) => JSON.parse(await vault.text(workspace, name)) as Release))
}
