/** One regression tree on gradients, grown leaf by leaf where the loss falls most, over histograms of bins. */
import type { Matrix } from '../encode.ts'
import type { Bins } from './bins.ts'

/** Nodes by number, the root is 0; a leaf has feature -1. A value at the threshold goes left. */
export interface Tree {
  readonly feature: readonly number[]
  readonly threshold: readonly number[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  /** Of leaves: what is added to the score. */
  readonly value: readonly number[]
}

export interface TreeParameters {
  readonly mostLeaves: number
  readonly mostDepth: number
  /** Fewest rows in a leaf. */
  readonly minimumLeaf: number
  readonly ridge: number
  readonly learningRate: number
}

interface Grown {
  readonly tree: Tree
  /** By column: how much the loss fell through it. */
  readonly gains: Float64Array
}

interface Part {
  readonly node: number
  readonly depth: number
  readonly begin: number
  readonly end: number
  readonly histogram: Float64Array
  readonly total: Totals
  readonly cut: Cut | undefined
}

interface Totals {
  readonly gradient: number
  readonly curvature: number
}

interface Cut {
  readonly feature: number
  readonly bin: number
  readonly gain: number
  readonly left: Totals
}

/** Three numbers a bin: gradient, curvature, rows. */
const stride = 256 * 3

/** What stays between trees, so that growing one makes nothing new. */
export interface Grove {
  readonly bins: Bins
  readonly rows: Int32Array
  readonly scratch: Int32Array
  readonly gathered: Float64Array
}

export const groveOf = (bins: Bins, rows: number): Grove => ({
  bins,
  rows: new Int32Array(rows),
  scratch: new Int32Array(rows),
  gathered: new Float64Array(rows * 2),
})

/** Grows a tree and adds what its leaves say to `scores`. */
export const grow = (
  grove: Grove,
  gradient: Float64Array,
  curvature: Float64Array,
  scores: Float64Array,
  parameters: TreeParameters,
): Grown => {
  const { rows } = grove
  for (let row = 0; row < rows.length; row += 1) rows[row] = row
  const nodes = emptyNodes()
  const gains = new Float64Array(grove.bins.codes.length)
  const whole = histogramOf(grove, gradient, curvature, 0, rows.length)
  const open: Part[] = [partOf(grove, whole, { node: nodes.add(), depth: 0, begin: 0, end: rows.length }, parameters)]
  let leaves = 1
  while (leaves < parameters.mostLeaves) {
    const at = mostGaining(open)
    const part = open[at]
    if (part?.cut === undefined) break
    open.splice(at, 1, ...divided(grove, gradient, curvature, nodes, part, part.cut, parameters))
    gains[part.cut.feature] = (gains[part.cut.feature] ?? 0) + part.cut.gain
    leaves += 1
  }
  for (const { node, begin, end, total } of open) {
    const value = Math.fround((-total.gradient / (total.curvature + parameters.ridge)) * parameters.learningRate)
    nodes.tree.value[node] = Number.isFinite(value) ? value : 0
    for (let at = begin; at < end; at += 1) scores[rows[at] ?? 0] = (scores[rows[at] ?? 0] ?? 0) + (nodes.tree.value[node] ?? 0)
  }
  return { tree: nodes.tree, gains }
}

const emptyNodes = () => {
  const tree = { feature: [] as number[], threshold: [] as number[], left: [] as number[], right: [] as number[], value: [] as number[] }
  const add = (): number => {
    tree.feature.push(-1)
    tree.threshold.push(0)
    tree.left.push(-1)
    tree.right.push(-1)
    tree.value.push(0)
    return tree.feature.length - 1
  }
  return { tree, add }
}

const mostGaining = (open: readonly Part[]): number =>
  open.reduce((best, part, at) => ((part.cut?.gain ?? 0) > (open[best]?.cut?.gain ?? 0) ? at : best), 0)

const histogramOf = (
  { bins, rows, gathered }: Grove,
  gradient: Float64Array,
  curvature: Float64Array,
  begin: number,
  end: number,
): Float64Array => {
  const histogram = new Float64Array(bins.codes.length * stride)
  for (let at = begin; at < end; at += 1) {
    const row = rows[at] as number
    gathered[at * 2] = gradient[row] as number
    gathered[at * 2 + 1] = curvature[row] as number
  }
  for (const [feature, codes] of bins.codes.entries()) {
    const base = feature * stride
    for (let at = begin; at < end; at += 1) {
      const place = base + (codes[rows[at] as number] as number) * 3
      histogram[place] = (histogram[place] as number) + (gathered[at * 2] as number)
      histogram[place + 1] = (histogram[place + 1] as number) + (gathered[at * 2 + 1] as number)
      histogram[place + 2] = (histogram[place + 2] as number) + 1
    }
  }
  return histogram
}

const partOf = (
  grove: Grove,
  histogram: Float64Array,
  place: Pick<Part, 'node' | 'depth' | 'begin' | 'end'>,
  parameters: TreeParameters,
): Part => {
  const total = totalsIn(histogram, 0)
  const mayCut = place.depth < parameters.mostDepth && place.end - place.begin >= 2 * parameters.minimumLeaf
  return { ...place, histogram, total, cut: mayCut ? bestCut(grove, histogram, total, place.end - place.begin, parameters) : undefined }
}

const totalsIn = (histogram: Float64Array, feature: number): Totals => {
  let [gradient, curvature] = [0, 0]
  for (let at = feature * stride; at < (feature + 1) * stride; at += 3) {
    gradient += histogram[at] ?? 0
    curvature += histogram[at + 1] ?? 0
  }
  return { gradient, curvature }
}

const bestCut = (
  { bins }: Grove,
  histogram: Float64Array,
  total: Totals,
  rows: number,
  { minimumLeaf, ridge }: TreeParameters,
): Cut | undefined => {
  const worth = total.gradient ** 2 / (total.curvature + ridge)
  let best: Cut | undefined
  for (const [feature, edges] of bins.edges.entries()) {
    let [gradient, curvature, count] = [0, 0, 0]
    for (let bin = 0; bin < edges.length; bin += 1) {
      const place = feature * stride + bin * 3
      gradient += histogram[place] as number
      curvature += histogram[place + 1] as number
      count += histogram[place + 2] as number
      if (count < minimumLeaf) continue
      if (rows - count < minimumLeaf) break
      const gain = gradient ** 2 / (curvature + ridge) + (total.gradient - gradient) ** 2 / (total.curvature - curvature + ridge) - worth
      if (gain > (best?.gain ?? 1e-9)) best = { feature, bin, gain, left: { gradient, curvature } }
    }
  }
  return best
}

/** The smaller side is counted, the larger is what is left of the whole. */
const divided = (
  grove: Grove,
  gradient: Float64Array,
  curvature: Float64Array,
  nodes: ReturnType<typeof emptyNodes>,
  { node, depth, begin, end, histogram }: Part,
  cut: Cut,
  parameters: TreeParameters,
): readonly Part[] => {
  const middle = partition(grove, cut, begin, end)
  const leftIsSmall = middle - begin <= end - middle
  const small = leftIsSmall ? histogramOf(grove, gradient, curvature, begin, middle) : histogramOf(grove, gradient, curvature, middle, end)
  for (let at = 0; at < histogram.length; at += 1) histogram[at] = (histogram[at] as number) - (small[at] as number)
  const [left, right] = [nodes.add(), nodes.add()]
  nodes.tree.feature[node] = cut.feature
  nodes.tree.threshold[node] = grove.bins.edges[cut.feature]?.[cut.bin] ?? 0
  nodes.tree.left[node] = left
  nodes.tree.right[node] = right
  return [
    partOf(grove, leftIsSmall ? small : histogram, { node: left, depth: depth + 1, begin, end: middle }, parameters),
    partOf(grove, leftIsSmall ? histogram : small, { node: right, depth: depth + 1, begin: middle, end }, parameters),
  ]
}

const partition = ({ bins, rows, scratch }: Grove, { feature, bin }: Cut, begin: number, end: number): number => {
  const codes = bins.codes[feature] as Uint8Array
  let [left, right] = [begin, 0]
  for (let at = begin; at < end; at += 1) {
    const row = rows[at] as number
    if ((codes[row] as number) <= bin) rows[left++] = row
    else scratch[right++] = row
  }
  rows.set(scratch.subarray(0, right), left)
  return left
}

/** The leaf of a tree that a row comes to. */
export const leafOf = ({ feature, threshold, left, right }: Tree, { columns }: Pick<Matrix, 'columns'>, row: number): number => {
  let node = 0
  for (let column = feature[0] as number; column >= 0; column = feature[node] as number)
    node =
      ((columns[column] as Float32Array)[row] as number) <= (threshold[node] as number) ? (left[node] as number) : (right[node] as number)
  return node
}
