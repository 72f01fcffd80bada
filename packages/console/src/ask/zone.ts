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
  /** From a column, a function or a construct to the place it would reach; the zone alone tells it. */
  readonly path?: readonly string[]
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
    readonly minimumRows?: number
    readonly dominance?: DominanceRule
    /** Columns that exist and are not given. */
    readonly hidden: readonly string[]
    /** The version of the dataset it was written from, and the newest there is. */
    readonly datasetVersion?: number
    readonly newestVersion?: number
    readonly columns: readonly { readonly name: string; readonly type: string; readonly disclosure: string; readonly mask?: string }[]
  }[]
  readonly protection?: FigureProtection
  readonly risk: readonly TableRisk[]
  readonly allowed?: RiskAllowed
}

export interface DominanceRule {
  readonly largest: number
  readonly largestShare: number
  readonly restShare: number
}

/** How figures about people are changed before anybody sees them. */
export type FigureProtection =
  | { readonly kind: 'round'; readonly base: number }
  | { readonly kind: 'cell-key'; readonly most: number; readonly variance: number; readonly share: number }

/** The way of each result column from the columns of the grant, and the rules that the result will be held to. */
export interface Explained {
  readonly outputs: readonly {
    readonly name: string
    readonly type: string
    readonly ways: readonly {
      readonly from: { readonly table: string; readonly column: string }
      readonly disclosure: string
      readonly mode: 'raw' | 'grouped' | 'aggregated'
      readonly path: readonly string[]
    }[]
  }[]
  readonly guard?: {
    readonly of: 'cells' | 'rows'
    readonly minimum: number
    readonly minimumRows: number
    readonly dominance?: DominanceRule & { readonly columns: readonly string[] }
    readonly figures?: FigureProtection & { readonly columns: readonly string[] }
    readonly about: readonly string[]
  }
  readonly limits: { readonly maxRows: number; readonly maxBytes: number }
}

/** What the decision allows of the measured rows; what it leaves out is not limited. */
export interface RiskAllowed {
  readonly maximumRisk?: number | undefined
  readonly minimumK?: number | undefined
  readonly minimumL?: number | undefined
  readonly maximumT?: number | undefined
  readonly requiredLevel?: number | undefined
  readonly mostLeftOut?: number | undefined
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
    readonly leftOutShare?: number | undefined
  }
}

export type Lineage = readonly { readonly output: string; readonly from: readonly { readonly table: string; readonly column: string }[] }[]
export type CheckView =
  | { readonly ok: true; readonly lineage: Lineage; readonly guarded: boolean; readonly explained: Explained }
  | { readonly ok: false; readonly refusals: readonly ZoneRefusal[] }

export interface OutputCheck {
  readonly check: string
  readonly passed: boolean
  readonly findings?: readonly { readonly code: string; readonly words: Words; readonly place: string }[]
}

/** What a job took, measured from outside its sandbox. */
export interface JobMeter {
  readonly cpuSeconds: number
  readonly peakMemoryBytes: number
  readonly decryptedBytes: number
  readonly readBytes: number
  readonly rowsOut: number
  readonly wallSeconds: number
}

export interface NotebookStep {
  readonly name: string
  readonly sql: string
  readonly shown: boolean
}
export interface NotebookView {
  readonly notebook: string
  readonly title: string
  readonly hash: string
  readonly at: string
  readonly steps: readonly NotebookStep[]
  readonly versions: readonly {
    readonly hash: string
    readonly at: string
    readonly title: string
    readonly steps: readonly NotebookStep[]
  }[]
}

export interface EstimateView {
  readonly rows: number
  readonly readBytes: number
  readonly memoryBytes: number
  readonly seconds: number
  readonly from: 'same' | 'similar' | 'size'
  readonly limits: { readonly deadlineMs: number; readonly memoryBytes: number }
}

interface Left {
  readonly liveJobs: number
  readonly jobsPerDay: number
  readonly cpuSecondsPerDay: number
}
export interface QuotaView {
  readonly isolation: string
  readonly quota: Left
  readonly left: Left
}

/** What a person asked before. */
export interface AskedView {
  readonly job: string
  readonly at: string
  readonly asked: { readonly kind?: string; readonly sql?: string; readonly steps?: readonly NotebookStep[] }
}

export interface JobView {
  readonly job: string
  readonly on?: 'data' | 'twin'
  readonly kind: string
  readonly submittedAt: string
  readonly state: string
  readonly phase?: string
  /** A true share of the phase. */
  readonly share?: { readonly what: string; readonly done: number; readonly of: number }
  readonly meter?: JobMeter
  readonly inputsHash?: string
  readonly outputHash?: string
  readonly position?: number
  readonly code: string
  readonly endedAt?: string
  readonly rows?: number
  readonly log: readonly { readonly at: string; readonly words: Words }[]
  readonly checks: readonly OutputCheck[]
}

export type Cell = string | number | boolean | null
export interface ResultTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly Cell[])[]
  readonly suppressed: number
  readonly checks: readonly OutputCheck[]
  readonly lineage: Lineage
}
/** One table, or the steps of a notebook that were shown, each released or withheld by itself. */
export type ResultView = { readonly job: string } & (
  | ({ readonly kind: 'sql' } & ResultTable)
  | { readonly kind: 'notebook' | 'train' | 'score' | 'import'; readonly steps: readonly ResultStep[] }
)
export type ResultStep = { readonly name: string } & (
  | ({ readonly outcome: 'released' } & ResultTable)
  | { readonly outcome: 'withheld'; readonly checks: readonly OutputCheck[] }
)

const limitMs = 30_000

export const askZone = async <T>(
  { ticket, zoneUrl }: Pass,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
  waitMs = limitMs,
): Promise<T> => (await answerOf({ ticket, zoneUrl }, method, path, body, waitMs).then((answer) => answer.json())) as T

/** A file of text that is read with a ticket. */
export const textFromZone = async (pass: Pass, path: string): Promise<string> =>
  answerOf(pass, 'GET', path, undefined, limitMs).then((answer) => answer.text())

const answerOf = async (
  { ticket, zoneUrl }: Pick<Pass, 'ticket' | 'zoneUrl'>,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body: unknown,
  waitMs: number,
): Promise<Response> => {
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
  return answer
}

/** Still waiting or at work: the only jobs worth asking about again. */
export const isLive = ({ state }: Pick<JobView, 'state'>) => state === 'queued' || state === 'running'

const phases = ['starting', 'opening-data', 'loading', 'running', 'sending', 'ended']
/** How far a job is: by its phases, and within one by what is truly done; the engine's own percentage is not to be trusted. */
export const percentOf = ({ state, phase, share }: Pick<JobView, 'state' | 'phase' | 'share'>) => {
  if (!isLive({ state })) return 100
  if (phase === undefined) return 0
  const within = share === undefined ? 0 : share.done / Math.max(1, share.of)
  return Math.max(0, Math.round(((phases.indexOf(phase) + within) / phases.length) * 100))
}
