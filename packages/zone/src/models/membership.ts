/** The membership-inference check: from losses and confidences, can it be told who was in the training data? */
import { logLossOf } from './learners/logistic.ts'
import { type Separation, separation } from './metrics.ts'
import { finding, type ModelCheck, modelCheck, type VerdictBounds } from './verdict.ts'

/** What an attacker who knows a row and its true answer sees of the model, one number a row; higher speaks for a member. */
export type AttackScores = Float64Array

export interface Attacked {
  readonly members: AttackScores
  readonly others: AttackScores
}

/** Two attacks on two classes: how right the model was, and how sure. Chances near 0 or 1 are where memories show. */
export const attacksOnChances = (chances: Float64Array, labels: Float64Array): readonly AttackScores[] => [
  chances.map((chance, row) => -logLossOf(logit(chance), labels[row] ?? 0)),
  chances.map((chance) => Math.max(chance, 1 - chance)),
]

export const attacksOnNumbers = (predicted: Float64Array, target: Float64Array): readonly AttackScores[] => [
  predicted.map((value, row) => -Math.abs(value - (target[row] ?? 0))),
]

export const attacksOnDistances = (distances: Float64Array): readonly AttackScores[] => [distances.map((distance) => -distance)]

const logit = (chance: number): number => {
  const inside = Math.min(Math.max(chance, 1e-12), 1 - 1e-12)
  return Math.log(inside / (1 - inside))
}

/** One score a subject: whoever has several rows is attacked with all of them. @param rows row numbers of one side, in the order of the scores */
export const bySubject = (scores: AttackScores, rows: Int32Array, subjects: Int32Array): AttackScores => {
  const sums = new Map<number, { sum: number; count: number }>()
  for (const [at, row] of rows.entries()) {
    const subject = subjects[row] ?? 0
    const known = sums.get(subject) ?? { sum: 0, count: 0 }
    sums.set(subject, { sum: known.sum + (scores[at] ?? 0), count: known.count + 1 })
  }
  return Float64Array.from(sums.values(), ({ sum, count }) => sum / count)
}

/** The strongest of the attacks counts. Bounds are met up to what chance alone makes of so many subjects. */
export const membershipChecks = (attacks: readonly Attacked[], bounds: VerdictBounds): readonly ModelCheck[] => {
  const fewest = Math.min(...attacks.map(({ members, others }) => Math.min(members.length, others.length)))
  if (attacks.length === 0 || fewest < bounds.fewestAttacked)
    return [
      modelCheck('membership', [finding('too-few-to-attack', 'model')], {
        measured: Number.isFinite(fewest) ? fewest : 0,
        bound: bounds.fewestAttacked,
      }),
    ]
  const separations = attacks.map(separated)
  const [members, others] = [attacks[0]?.members.length ?? 0, attacks[0]?.others.length ?? 0]
  const chance = Math.sqrt((members + others) / (members * others))
  const strongest = (of: (one: Separation) => number) => Math.max(...separations.map(of))
  return [
    bounded(
      'membership',
      strongest(({ ks }) => ks),
      bounds.mostAdvantage,
      1.36 * chance,
    ),
    bounded(
      'membership-auc',
      strongest(({ auc }) => auc),
      bounds.mostAttackAuc,
      chance / Math.sqrt(3),
    ),
    bounded(
      'membership-at-one-percent',
      strongest(({ foundAt }) => foundAt(0.01)),
      bounds.mostFoundAtOnePercent,
      3 * Math.sqrt(0.0099 / others),
    ),
  ]
}

const separated = ({ members, others }: Attacked): Separation => {
  const scores = new Float64Array(members.length + others.length)
  scores.set(members)
  scores.set(others, members.length)
  const labels = new Float64Array(scores.length).fill(1, 0, members.length)
  return separation(scores, labels)
}

const bounded = (check: string, measured: number, bound: number, chance: number): ModelCheck =>
  modelCheck(check, measured > bound + chance ? [finding('members-told-apart', 'model')] : [], { measured, bound: bound + chance })
