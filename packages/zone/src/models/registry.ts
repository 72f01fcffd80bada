/** The models of a workspace: sealed records under the workspace's own key, so that they are destroyed with it (articles 3 and 19). */
import type { Finding } from '../outputs/check.ts'
import { hashOf } from '../signing.ts'
import type { Lineage } from '../sql/check.ts'
import type { Learner, ModelDocument, Task } from './model.ts'
import type { OnnxSignature } from './onnx/check.ts'
import type { Figures, Pictures } from './report.ts'
import type { SplitShares } from './split.ts'
import type { ModelRuntime } from './tasks.ts'
import type { ModelVerdict } from './verdict.ts'

/** Figures of one side of the split or of one group, as they passed the output checks. */
export interface ShownFigures {
  readonly scope: string
  /** Rounded down to tens. */
  readonly subjects: number
  readonly figures: Figures
}

interface Common {
  /** The id of the job that made it. */
  readonly model: string
  readonly name: string
  readonly person: string
  readonly organization: string
  readonly at: string
  readonly card: { readonly purpose: string; readonly limits: string }
  /** SHA-256 over the canonical form of what it is made of. */
  readonly hash: string
  readonly verdict: ModelVerdict
}

export interface TrainedRecord extends Common {
  readonly origin: 'trained'
  readonly task: Task
  readonly learner: Learner
  readonly runtime: ModelRuntime
  readonly sql: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly featuresHash: string
  readonly lineage: readonly Lineage[]
  /** The version of the workspace's tables that it was taught from. */
  readonly dataVersion: number
  readonly target?: { readonly column: string; readonly positive?: string }
  readonly group?: string
  readonly shares: SplitShares
  readonly seed: number
  readonly threshold: number
  readonly measured: readonly ShownFigures[]
  readonly groups: readonly ShownFigures[]
  readonly pictures: Pictures
  readonly left: ModelDocument['encoding']['left']
  readonly leaks: readonly string[]
  readonly document: ModelDocument
}

export interface ImportedRecord extends Common {
  readonly origin: 'imported'
  readonly signature: OnnxSignature
  readonly onnx: string
}

export type ModelRecord = TrainedRecord | ImportedRecord

/** What a person sees: everything but what was learned. */
export type ModelView = Omit<TrainedRecord, 'document'> | Omit<ImportedRecord, 'onnx'>

/** The same as one of the versions of its name. */
export type ShownModel = ModelView & { readonly version: number }

export const viewOf = (record: ModelRecord): ModelView => {
  if (record.origin === 'imported') {
    const { onnx: _, ...view } = record
    return view
  }
  const { document: _, ...view } = record
  return view
}

export const documentHash = (document: ModelDocument): string => hashOf(document)

/** What two models differ in, for people who must choose: settings by name, and figures side by side. */
export interface Comparison {
  readonly models: readonly [string, string]
  readonly settings: readonly { readonly name: string; readonly values: readonly [string, string] }[]
  readonly figures: readonly {
    readonly scope: string
    readonly name: string
    readonly values: readonly [number | undefined, number | undefined]
  }[]
  readonly verdicts: readonly [boolean, boolean]
  /** Figures may be held side by side only where both are about the same split of the same rows. */
  readonly sameData: boolean
}

export const compared = (one: ModelRecord, other: ModelRecord): Comparison => {
  const settings = [settingsOf(one), settingsOf(other)] as const
  const names = [...new Set(settings.flatMap((all) => Object.keys(all)))]
  const figures = [figuresOf(one), figuresOf(other)] as const
  const keys = [...new Set(figures.flatMap((all) => [...all.keys()]))]
  return {
    models: [one.model, other.model],
    settings: names
      .map((name) => ({ name, values: [settings[0][name] ?? '', settings[1][name] ?? ''] as const }))
      .filter(({ values: [left, right] }) => left !== right),
    figures: keys.map((key) => {
      const [scope = '', name = ''] = key.split('\n')
      return { scope, name, values: [figures[0].get(key), figures[1].get(key)] as const }
    }),
    verdicts: [one.verdict.passed, other.verdict.passed],
    sameData:
      one.origin === 'trained' &&
      other.origin === 'trained' &&
      one.dataVersion === other.dataVersion &&
      one.featuresHash === other.featuresHash &&
      one.seed === other.seed &&
      JSON.stringify(one.shares) === JSON.stringify(other.shares),
  }
}

const settingsOf = (record: ModelRecord): Readonly<Record<string, string>> =>
  record.origin === 'imported'
    ? { origin: 'imported', operators: record.signature.operators.join(' ') }
    : {
        origin: 'trained',
        runtime: record.runtime,
        seed: String(record.seed),
        threshold: String(record.threshold),
        validation: String(record.shares.validation),
        test: String(record.shares.test),
        features: record.featuresHash.slice(0, 12),
        data: String(record.dataVersion),
        ...Object.fromEntries(Object.entries(record.learner).map(([name, value]) => [name, String(value)])),
      }

const figuresOf = (record: ModelRecord): ReadonlyMap<string, number> =>
  new Map(
    record.origin === 'imported'
      ? []
      : record.measured.flatMap(({ scope, figures }) =>
          Object.entries(figures).map(([name, value]) => [`${scope}\n${name}`, value] as const),
        ),
  )

/** What stands in a verdict that failed, each reason once. */
export const reasonsOf = ({ checks }: ModelVerdict): readonly Finding[] => [
  ...new Map(checks.flatMap(({ findings }) => findings).map((one) => [one.code, one])).values(),
]
