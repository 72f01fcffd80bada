/** What a table of sums or counts would tell of the few behind its cells: the arithmetic that the outputs of the zone and the figures of the platform share (article 16). */

/** Who stands behind a cell: subjects, and rows that are about them. */
export interface Size {
  readonly subjects: number
  readonly counted: number
}

/** How many there must be. */
export interface Least {
  readonly minimum: number
  readonly minimumRows: number
}

/** What is no number is too small. */
export const isTooSmall = ({ subjects, counted }: Size, { minimum, minimumRows }: Least): boolean =>
  !(subjects >= minimum && counted >= minimumRows)

/** The (n, k) rule and the p% rule. Shares between 0 and 1. */
export interface DominanceRule {
  /** n: how many of the largest contributions are taken together. */
  readonly largest: number
  /** k: the share of a cell's total that they may reach. */
  readonly largestShare: number
  /** p: the rest of a cell must be at least this share of its largest contribution. */
  readonly restShare: number
}

export interface Contributions {
  readonly top1: number
  readonly top2: number
  /** The n largest. */
  readonly top: number
  readonly total: number
}

/** The (n, k) rule, and the p% rule: the rest must hide the largest from the second largest. */
export const isDominated = ({ top1, top2, top, total }: Contributions, { largestShare, restShare }: DominanceRule): boolean =>
  total > 0 && (top > largestShare * total || total - top2 < restShare * top1)

/** What each subject adds to one cell. `top2` is the two largest together, as a guarded query counts them. */
export const contributionsOf = (bySubject: readonly number[], { largest }: Pick<DominanceRule, 'largest'>): Contributions => {
  const sizes = bySubject.toSorted((one, other) => other - one)
  const sum = (count: number) => sizes.slice(0, count).reduce((total, size) => total + size, 0)
  return { top1: sum(1), top2: sum(2), top: sum(largest), total: sum(sizes.length) }
}

/** Several cells as one, as far as their largest contributions tell. */
export const together = (cells: readonly Contributions[], { largest }: Pick<DominanceRule, 'largest'>): Contributions => ({
  ...contributionsOf(
    cells.flatMap(({ top1, top2 }) => [top1, top2 - top1]),
    { largest },
  ),
  total: cells.reduce((all, { total }) => all + total, 0),
})

/**
 * What was taken out could be had by subtraction once a total is known: the smallest cells that are left go with it, until all that is
 * taken out tells of nobody.
 * @param sizes subjects behind each cell that may be taken; a cell that is not named stays
 * @param tellsOfFew asked about all that is out so far
 */
export const takenAlong = (
  sizes: ReadonlyMap<number, number>,
  out: ReadonlySet<number>,
  tellsOfFew: (all: readonly number[]) => boolean,
): readonly number[] => {
  const rest = [...sizes.keys()]
    .filter((cell) => !out.has(cell))
    .toSorted((one, other) => (sizes.get(one) ?? 0) - (sizes.get(other) ?? 0) || one - other)
  const taken: number[] = []
  while (rest.length > 0 && tellsOfFew([...out, ...taken])) taken.push(rest.shift() ?? 0)
  return taken
}
