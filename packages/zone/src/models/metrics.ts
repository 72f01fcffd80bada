/** How well a model does: numbers, two classes, clusters. Pure; what of it a person may see is decided elsewhere. */
import { squaredDistance } from './learners/k-means.ts'
import { drawsFrom } from './random.ts'

export interface RegressionMetrics {
  readonly rmse: number
  readonly meanAbsoluteError: number
  readonly r2: number
}

export const regressionMetrics = (predicted: Float64Array, target: Float64Array): RegressionMetrics => {
  const rows = Math.max(target.length, 1)
  let sum = 0
  for (const value of target) sum += value
  const mean = sum / rows
  let [squares, absolutes, spread] = [0, 0, 0]
  for (let row = 0; row < target.length; row += 1) {
    const miss = (predicted[row] as number) - (target[row] as number)
    squares += miss ** 2
    absolutes += Math.abs(miss)
    spread += ((target[row] as number) - mean) ** 2
  }
  return { rmse: Math.sqrt(squares / rows), meanAbsoluteError: absolutes / rows, r2: spread > 0 ? 1 - squares / spread : 0 }
}

export interface BinaryMetrics {
  readonly auc: number
  readonly logLoss: number
  readonly brier: number
  readonly ks: number
  readonly accuracy: number
}

export const binaryMetrics = (chances: Float64Array, labels: Float64Array, threshold: number): BinaryMetrics => {
  const rows = Math.max(labels.length, 1)
  let [logLoss, brier, hits] = [0, 0, 0]
  for (let row = 0; row < labels.length; row += 1) {
    const chance = Math.min(Math.max(chances[row] as number, 1e-15), 1 - 1e-15)
    const label = labels[row] as number
    logLoss -= label * Math.log(chance) + (1 - label) * Math.log(1 - chance)
    brier += (chance - label) ** 2
    hits += chance >= threshold === (label === 1) ? 1 : 0
  }
  const { auc, ks } = separation(chances, labels)
  return { auc, logLoss: logLoss / rows, brier: brier / rows, ks, accuracy: hits / rows }
}

export interface Separation {
  /** Chance that a score of class 1 is above one of class 0; ties count half. */
  readonly auc: number
  /** Greatest distance between the two distributions of scores. */
  readonly ks: number
  /** Share of class 1 found where at most this share of class 0 is taken for it. */
  readonly foundAt: (falseShare: number) => number
}

export const separation = (scores: Float64Array, labels: Float64Array): Separation => {
  const order = orderOf(scores)
  const positives = labels.reduce((sum, label) => sum + label, 0)
  const negatives = labels.length - positives
  if (positives === 0 || negatives === 0) return { auc: 0.5, ks: 0, foundAt: () => 0 }
  let [hits, misses, auc, ks] = [0, 0, 0, 0]
  const steps: { readonly hit: number; readonly miss: number }[] = []
  for (let at = order.length - 1; at >= 0; ) {
    const score = scores[order[at] as number] as number
    let [tiedHits, tiedMisses] = [0, 0]
    for (; at >= 0 && scores[order[at] as number] === score; at -= 1) {
      if (labels[order[at] as number] === 1) tiedHits += 1
      else tiedMisses += 1
    }
    auc += (tiedMisses * (hits + tiedHits / 2)) / (positives * negatives)
    hits += tiedHits
    misses += tiedMisses
    ks = Math.max(ks, Math.abs(hits / positives - misses / negatives))
    steps.push({ hit: hits / positives, miss: misses / negatives })
  }
  const foundAt = (share: number) => steps.reduce((best, { hit, miss }) => (miss <= share ? Math.max(best, hit) : best), 0)
  return { auc, ks, foundAt }
}

/** Row numbers by rising score. */
const orderOf = (scores: Float64Array): Uint32Array =>
  Uint32Array.from(scores, (_, row) => row).sort((one, other) => (scores[one] as number) - (scores[other] as number))

export interface Confusion {
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
}

export const confusionAt = (chances: Float64Array, labels: Float64Array, threshold: number): Confusion => {
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 }
  for (let row = 0; row < labels.length; row += 1) {
    const [said, is] = [(chances[row] as number) >= threshold, labels[row] === 1]
    counts[said ? (is ? 'truePositives' : 'falsePositives') : is ? 'falseNegatives' : 'trueNegatives'] += 1
  }
  return counts
}

export interface Bin {
  /** Rows of this bin, by number. */
  readonly rows: Uint32Array
}

/** Rows by rising score in bins of the same size, none smaller than `least`. */
export const scoreBins = (scores: Float64Array, most: number, least: number): readonly Bin[] => {
  const order = orderOf(scores)
  const bins = Math.min(most, Math.floor(order.length / Math.max(least, 1)))
  return Array.from({ length: bins }, (_, at) => ({
    rows: order.subarray(Math.floor((at * order.length) / bins), Math.floor(((at + 1) * order.length) / bins)),
  }))
}

/** How well rows sit in their cluster, -1 to 1, on a sample drawn from a seed. */
export const silhouette = (rows: Float64Array, width: number, nearest: Int32Array, seed: number, most = 1500): number => {
  const draw = drawsFrom(seed)
  const all = Uint32Array.from(nearest, (_, row) => row)
  const sample = all.length <= most ? all : Uint32Array.from({ length: most }, () => all[Math.floor(draw() * all.length)] as number)
  const clusters = Math.max(...nearest, 0) + 1
  let [sum, counted] = [0, 0]
  for (const row of sample) {
    const sums = new Float64Array(clusters)
    const counts = new Int32Array(clusters)
    for (const other of sample) {
      if (other === row) continue
      const cluster = nearest[other] as number
      sums[cluster] = (sums[cluster] as number) + Math.sqrt(squaredDistance(rows, row * width, rows, other * width, width))
      counts[cluster] = (counts[cluster] as number) + 1
    }
    const own = nearest[row] as number
    if (counts[own] === 0) continue
    const inside = (sums[own] as number) / (counts[own] as number)
    let outside = Number.POSITIVE_INFINITY
    for (let cluster = 0; cluster < clusters; cluster += 1)
      if (cluster !== own && (counts[cluster] as number) > 0)
        outside = Math.min(outside, (sums[cluster] as number) / (counts[cluster] as number))
    if (!Number.isFinite(outside)) continue
    sum += (outside - inside) / Math.max(inside, outside, 1e-12)
    counted += 1
  }
  return counted === 0 ? 0 : sum / counted
}
