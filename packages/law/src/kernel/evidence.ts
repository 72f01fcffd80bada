/** Article 7: the documents that show the six conditions, how long each is good, and what is missing on a day. */
import { z } from 'zod'
import { kindShape, type OperatorCondition, operatorConditions } from '../identifiers/kinds.ts'
import type { AttachedFile } from './attached-file.ts'
import type { Day } from './days.ts'
import { attachmentsShape } from './files.ts'
import { type Rule, rule } from './rule.ts'
import { dayShape, titleShape } from './shapes.ts'

/** One document that shows one condition. */
export interface Evidence {
  readonly condition: OperatorCondition
  readonly kind: string
  readonly number: string
  readonly issuer: string
  readonly validFrom: Day
  readonly validTo: Day
  readonly document: string
  /** SHA-256 of the document as it was handed in, hex. */
  readonly sha256: string
  readonly attachments?: readonly AttachedFile[] | undefined
}

export type Shown = Pick<Evidence, 'condition' | 'validFrom' | 'validTo'>

const one = z.object({
  condition: kindShape(operatorConditions),
  kind: titleShape,
  number: z.string().trim().min(1).max(80),
  issuer: titleShape,
  validFrom: dayShape,
  validTo: dayShape,
  document: z.string().trim().min(1).max(20_000).meta({ format: 'document' }),
  /** The scan of it. */
  attachments: attachmentsShape,
})
export type EvidenceAsked = z.infer<typeof one>
export const evidenceShape = z.array(one).max(60)

export const conditions = Object.keys(operatorConditions) as readonly OperatorCondition[]

const isValidOn = ({ validFrom, validTo }: Shown, on: Day): boolean => (validFrom ?? '') <= on && on <= validTo

/** Conditions that nothing valid on that day shows, with the last day of what showed them. */
export const conditionsMissingOn = (evidence: readonly Shown[], on: Day): readonly { condition: OperatorCondition; validTo: string }[] =>
  conditions
    .filter((condition) => !evidence.some((shown) => shown.condition === condition && isValidOn(shown, on)))
    .map((condition) => ({
      condition,
      validTo:
        evidence
          .filter((shown) => shown.condition === condition)
          .map(({ validTo }) => validTo)
          .toSorted()
          .at(-1) ?? '',
    }))

/** The documents as they are kept: each with the hash of its text, in the order they were handed in. */
export const kept = (evidence: readonly EvidenceAsked[], hashes: readonly string[]): readonly Evidence[] =>
  evidence.map((document, place) => ({ ...document, sha256: hashes[place] ?? '' }))

/** A newer document takes the place of the older one of its kind for its condition. */
export const renewedBy = <Held extends Pick<Evidence, 'condition' | 'kind'>>(
  before: readonly Held[],
  newer: readonly Held[],
): readonly Held[] => [
  ...before.filter((old) => newer.every(({ condition, kind }) => condition !== old.condition || kind !== old.kind)),
  ...newer,
]

/** A document that is over the day it comes, or not good yet, renews nothing. */
export const newEvidenceRule = <State, Facts>(): Rule<State, Facts, { readonly evidence: readonly EvidenceAsked[] }> =>
  rule(
    'W7-1',
    'evidence-not-valid-today',
    { zh: '补充的证明材料应当在有效期内', en: 'new evidence must be valid today' },
    ({ asked, on }) => asked.evidence.length > 0 && asked.evidence.every((shown) => isValidOn(shown, on)),
    'evidence',
  )

/** W7-1 at a decision. */
export const evidenceRule = <State, Facts>(evidenceOf: (state: State, facts: Facts) => readonly Shown[]): Rule<State, Facts, unknown> =>
  rule(
    'W7-1',
    'evidence-expired',
    { zh: '六项条件中有条件的证明材料已失效，请先补充', en: 'the evidence for one of the six conditions has expired: renew it first' },
    ({ state, facts, on }) => conditionsMissingOn(evidenceOf(state, facts), on).length === 0,
  )
