/** From a sample that turned up to the export it came from: operator, person, and how likely the answer is to be a mistake (article 15). */
import { type Canaries, canariesSeen } from './canaries.ts'
import { logChance } from './chance.ts'
import { agreement, padOf, shownBy } from './digits.ts'
import type { MarkKeys } from './keys.ts'
import { readSample } from './sample.ts'
import { signsIn, textAgreement } from './text-marks.ts'

/** An export that was released at some time. */
export interface Candidate {
  readonly export: string
  readonly operator: string
  readonly person: string
  readonly grant: string
  readonly canaries: Canaries
  readonly grantCanaries: Canaries
  /** SHA-256 of its models, which leave without a mark. */
  readonly models: readonly string[]
}

export type EvidenceKind = 'digits' | 'text' | 'canaries' | 'grant-canaries' | 'bytes'

export interface Suspect {
  readonly export: string
  readonly operator: string
  readonly person: string
  readonly grant: string
  readonly evidence: EvidenceKind
  readonly matched: number
  readonly of: number
  /** Ten to the minus this bounds the chance that data which is not of this export would look so, over all exports compared. */
  readonly chanceExponent: number
}

export interface Traced {
  readonly verdict: 'named' | 'unclear' | 'none'
  readonly suspects: readonly Suspect[]
  readonly compared: number
}

/** One mistake in a million samples is borne for a name, one in a thousand for a hint that names nobody as sure. */
const enoughToName = 6
const enoughToHint = 3

/** Two files of one SHA-256 are one file: about as sure as ten to the minus 77. */
const sureByHash = 77

/** The very file of a model. Where the same left in several exports, it cannot be said from which of them it came. */
export const traceByHash = (sha256: string, candidates: readonly Candidate[]): Traced => {
  const suspects = candidates
    .filter(({ models }) => models.includes(sha256))
    .map(
      ({ export: id, operator, person, grant }): Suspect => ({
        export: id,
        operator,
        person,
        grant,
        evidence: 'bytes',
        matched: 1,
        of: 1,
        chanceExponent: sureByHash,
      }),
    )
  const verdict = suspects.length === 0 ? 'none' : suspects.length === 1 ? 'named' : 'unclear'
  return { verdict, suspects: suspects.slice(0, 20), compared: candidates.length }
}

interface Finding {
  readonly evidence: EvidenceKind
  readonly matched: number
  readonly of: number
  readonly log: number
}

export const trace = (raw: string, candidates: readonly Candidate[], keys: MarkKeys): Traced => {
  const sample = readSample(raw)
  const shown = sample.columns.map(shownBy)
  const signs = signsIn(sample.text)
  // Every column, the text and both kinds of canaries are tried on every export: the bound pays for each try.
  const tries = Math.log10(Math.max(1, candidates.length) * (shown.length + 3))
  const suspects = candidates.flatMap((candidate): readonly Suspect[] => {
    const key = keys.ofExport(candidate.export)
    const pad = padOf(key)
    const found: readonly Finding[] = [
      ...shown.map((column) => counted('digits', agreement(column, pad))),
      counted('text', textAgreement(signs, key)),
      sighted('canaries', canariesSeen(sample.rows, candidate.canaries, key)),
    ]
    const best = found.toSorted((one, other) => one.log - other.log)[0]
    const exponent = best === undefined ? 0 : -(best.log + tries)
    if (best === undefined || exponent < enoughToHint) return []
    const { export: id, operator, person, grant } = candidate
    const chanceExponent = Math.round(Math.min(exponent, 999) * 10) / 10
    return [{ export: id, operator, person, grant, evidence: best.evidence, matched: best.matched, of: best.of, chanceExponent }]
  })
  const sorted = suspects.toSorted((one, other) => other.chanceExponent - one.chanceExponent)
  const named = sorted.filter(({ chanceExponent }) => chanceExponent >= enoughToName)
  if (named.length > 0) return { verdict: 'named', suspects: named.slice(0, 20), compared: candidates.length }
  const hinted = sorted.length > 0 ? sorted.slice(0, 20) : throughGrants(sample.rows, candidates, keys, tries)
  return { verdict: hinted.length > 0 ? 'unclear' : 'none', suspects: hinted, compared: candidates.length }
}

/** A canary of the grant says from whose workspace it came, not in which export: that is a hint, never a name. */
const throughGrants = (
  rows: readonly (readonly string[])[],
  candidates: readonly Candidate[],
  keys: MarkKeys,
  tries: number,
): readonly Suspect[] =>
  candidates
    .flatMap(({ export: id, operator, person, grant, grantCanaries }): readonly Suspect[] => {
      const { seen, of, logChance: log } = canariesSeen(rows, grantCanaries, keys.ofGrant(grant))
      const exponent = -(log + tries)
      return exponent < enoughToHint
        ? []
        : [
            {
              export: id,
              operator,
              person,
              grant,
              evidence: 'grant-canaries',
              matched: seen,
              of,
              chanceExponent: Math.round(exponent * 10) / 10,
            },
          ]
    })
    .slice(0, 20)

const counted = (evidence: EvidenceKind, { matched, of }: { readonly matched: number; readonly of: number }): Finding => ({
  evidence,
  matched,
  of,
  log: logChance(matched, of),
})

const sighted = (evidence: EvidenceKind, { seen, of, logChance: log }: ReturnType<typeof canariesSeen>): Finding => ({
  evidence,
  matched: seen,
  of,
  log,
})
