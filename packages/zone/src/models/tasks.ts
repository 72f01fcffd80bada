/** What the two sides of a modelling job say to each other: plain data both ways. */
import type { ModelDocument } from './model.ts'
import type { OnnxRefusal, OnnxSignature } from './onnx/check.ts'
import type { Measured } from './report.ts'
import type { Trained, TrainOrder } from './train.ts'

/** No text of a person can name it. */
export const featureTable = '__features'

export const runtimes = ['built-in', 'python'] as const
export type ModelRuntime = (typeof runtimes)[number]

export interface TrainInput {
  readonly order: TrainOrder
  readonly runtime: ModelRuntime
}

export type TrainAnswer = Trained | { readonly ok: false; readonly refusal: 'too-many-rows' | 'column-type' | 'python-failed' }

export type ScoreInput =
  | { readonly does: 'score'; readonly model: ModelDocument; readonly by?: string; readonly minimumGroup: number }
  | { readonly does: 'score-onnx'; readonly onnx: string; readonly by?: string; readonly minimumGroup: number }
  | { readonly does: 'check-onnx'; readonly onnx: string }

export type ScoreRefusal =
  | 'too-many-rows'
  | 'column-type'
  | 'inputs-do-not-fit'
  | 'outputs-do-not-fit'
  | 'group-not-categories'
  | OnnxRefusal

/** Scores stay inside: what comes back is how many people score how, in bands. */
export type ScoreAnswer =
  | { readonly ok: true; readonly does: 'bands'; readonly rows: number; readonly bands: readonly Measured[] }
  | { readonly ok: true; readonly does: 'checked'; readonly signature: OnnxSignature }
  | { readonly ok: false; readonly refusals: readonly ScoreRefusal[] }
