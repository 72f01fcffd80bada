/** How the console speaks to the zone itself: with a ticket, past the platform, so that data never passes through it. */
import { faultOf, problemOf, unreachable } from './problem.ts'

export interface Pass {
  readonly ticket: string
  readonly zoneUrl: string
  readonly expiresAt: string
}
type Words = { readonly zh: string; readonly en: string }
export interface ZoneRefusal {
  readonly rule: string
  readonly code: string
  readonly words: Words
  readonly fields: readonly string[]
}

export interface WorkspaceView {
  readonly workspace: string
  readonly scenario: string
  readonly until: string
  readonly stage: string
  readonly tables: readonly {
    readonly table: string
    readonly rows: number
    readonly minimumGroup: number
    readonly columns: readonly { readonly name: string; readonly type: string; readonly disclosure: string; readonly mask?: string }[]
  }[]
  readonly risk: readonly TableRisk[]
  readonly allowed?: RiskAllowed
}

/** What the decision allows of the measured rows; what it leaves out is not limited. */
export interface RiskAllowed {
  readonly maximumRisk?: number | undefined
  readonly minimumK?: number | undefined
  readonly minimumL?: number | undefined
  readonly maximumT?: number | undefined
  readonly requiredLevel?: number | undefined
}

interface AttackerRisk {
  readonly highest: number
  readonly average: number
  readonly above: number
}

export interface TableRisk {
  readonly table: string
  readonly measured: {
    readonly rows: number
    readonly quasiIdentifiers: readonly string[]
    readonly k: number
    readonly uniqueShare: number
    readonly highestRisk: number
    readonly averageRisk: number
    readonly classesBySize: Readonly<Record<string, number>>
    readonly attackers?:
      | {
          readonly acceptedRisk: number
          readonly population: number
          readonly prosecutor: AttackerRisk
          readonly journalist: AttackerRisk
          readonly marketer: { readonly average: number }
        }
      | undefined
    readonly sensitive?:
      | readonly { readonly column: string; readonly l: number; readonly entropyL: number; readonly t: number }[]
      | undefined
    readonly level?: number | undefined
  }
}

export type Lineage = readonly { readonly output: string; readonly from: readonly { readonly table: string; readonly column: string }[] }[]
export type CheckView =
  | { readonly ok: true; readonly lineage: Lineage; readonly guarded: boolean }
  | { readonly ok: false; readonly refusals: readonly ZoneRefusal[] }

export interface OutputCheck {
  readonly check: string
  readonly passed: boolean
  readonly findings?: readonly { readonly code: string; readonly words: Words; readonly place: string }[]
}

export interface JobView {
  readonly job: string
  readonly on?: 'data' | 'twin'
  readonly submittedAt: string
  readonly state: string
  readonly phase?: string
  readonly position?: number
  readonly code: string
  readonly endedAt?: string
  readonly rows?: number
  readonly log: readonly { readonly at: string; readonly words: Words }[]
  readonly checks: readonly OutputCheck[]
}

export type Cell = string | number | boolean | null
export interface ResultView {
  readonly job: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly Cell[])[]
  readonly suppressed: number
  readonly checks: readonly OutputCheck[]
  readonly lineage: Lineage
  /** Of a job that is more than one query: what was released of it, in its place. */
  readonly steps?: readonly (
    | {
        readonly name: string
        readonly outcome: 'released'
        readonly columns: ResultView['columns']
        readonly rows: ResultView['rows']
        readonly suppressed: number
        readonly lineage: Lineage
      }
    | { readonly name: string; readonly outcome: 'withheld' }
  )[]
}

const limitMs = 30_000

export const askZone = async <T>(
  { ticket, zoneUrl }: Pass,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
  waitMs = limitMs,
): Promise<T> => {
  const headers = { authorization: `Ticket ${ticket}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  const answer = await fetch(new URL(path, zoneUrl), {
    method,
    headers,
    signal: AbortSignal.timeout(waitMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw faultOf(unreachable)
  })
  if (!answer.ok) throw faultOf(await problemOf(answer))
  return (await answer.json()) as T
}

/** Still waiting or at work: the only jobs worth asking about again. */
export const isLive = ({ state }: Pick<JobView, 'state'>) => state === 'queued' || state === 'running'

const phases = ['starting', 'opening-data', 'loading', 'running', 'sending', 'ended']
/** How far a job is by its phases; the engine's own percentage is not to be trusted. */
export const percentOf = ({ state, phase }: Pick<JobView, 'state' | 'phase'>) => {
  if (!isLive({ state })) return 100
  return phase === undefined ? 0 : Math.max(0, Math.round((phases.indexOf(phase) / phases.length) * 100))
}
