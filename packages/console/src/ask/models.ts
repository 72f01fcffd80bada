/** What the zone tells of models. */
import { askZone, isLive, type JobView, type Lineage, type OutputCheck, type Pass, type ZoneRefusal } from './zone.ts'

export interface Availability {
  readonly ready: boolean
  readonly detail: string
}
export interface ModelRow {
  readonly model: string
  readonly name: string
  readonly version: number
  readonly origin: 'trained' | 'imported'
  readonly learner: string
  readonly passed: boolean
  readonly at: string
}
export interface ModelList {
  readonly models: readonly ModelRow[]
  readonly python: Availability
  readonly onnx: Availability
}

/** The models of a workspace. Each job that ends may leave one: the answer from before it is no answer any more, however young it is. */
export const modelsIn = (pass: Pass, workspace: string, jobs: readonly JobView[]) => ({
  queryKey: ['zone', workspace, 'models', jobs.filter((job) => !isLive(job)).length],
  queryFn: () => askZone<ModelList>(pass, 'GET', `/workspaces/${workspace}/models`),
  refetchInterval: jobs.some(isLive) ? 3_000 : (false as const),
  placeholderData: (before: ModelList | undefined) => before,
})

export interface ModelCheck extends OutputCheck {
  readonly measured?: number
  readonly bound?: number
}
export interface ShownFigures {
  readonly scope: string
  readonly subjects: number
  readonly figures: Readonly<Record<string, number>>
}
interface Common {
  readonly model: string
  readonly name: string
  readonly version: number
  readonly at: string
  readonly card: { readonly purpose: string; readonly limits: string }
  readonly hash: string
  readonly verdict: { readonly passed: boolean; readonly checks: readonly ModelCheck[] }
}
export interface TrainedModel extends Common {
  readonly origin: 'trained'
  readonly learner: Readonly<Record<string, string | number>> & { readonly learner: string }
  readonly runtime: 'built-in' | 'python'
  readonly sql: string
  readonly featuresHash: string
  readonly lineage: Lineage
  readonly dataVersion: number
  readonly target?: { readonly column: string; readonly positive?: string }
  readonly shares: { readonly validation: number; readonly test: number }
  readonly seed: number
  readonly measured: readonly ShownFigures[]
  readonly groups: readonly ShownFigures[]
  readonly pictures: {
    readonly curve: readonly { readonly round: number; readonly loss: number; readonly validationLoss?: number }[]
    readonly importance: readonly { readonly column: string; readonly share: number }[]
    readonly roc: readonly { readonly falseShare: number; readonly foundShare: number }[]
    readonly calibration: readonly { readonly said: number; readonly found: number }[]
    readonly confusion?: Readonly<Record<'truePositives' | 'falsePositives' | 'trueNegatives' | 'falseNegatives', number>>
    readonly clusters: readonly number[]
  }
  readonly left: readonly { readonly from: string; readonly why: 'constant' | 'rare-categories' }[]
  readonly leaks: readonly string[]
}
export interface ImportedModel extends Common {
  readonly origin: 'imported'
  readonly signature: { readonly operators: readonly string[]; readonly inputs: readonly { readonly name: string }[] }
}
export type Model = TrainedModel | ImportedModel

export interface Comparison {
  readonly models: readonly [string, string]
  readonly settings: readonly { readonly name: string; readonly values: readonly [string, string] }[]
  readonly figures: readonly {
    readonly scope: string
    readonly name: string
    readonly values: readonly [number | null | undefined, number | null | undefined]
  }[]
  readonly sameData: boolean
}

export type Refused = readonly ZoneRefusal[]
