/** Two sums whose difference a few subjects nearly make up tell of these few, however many stand in it: sums of one column are held against each other (article 16). */
import { type DominanceRule, isDominated } from '@yunhe/law/kernel/disclosure'
import { standardDominance, strictest } from '../sql/tables.ts'
import { amountsByClass } from './class-amounts.ts'
import type { Comparing } from './comparing.ts'
import { type Amounts, amountTies, contributionsAcross } from './contributions.ts'
import { dominatedCut, topCount } from './dominated-cut.ts'
import { amongFamilies, type Between, blamed, countOf, type Family, join, type Laid, meeting } from './families.ts'
import { roundingShare } from './magnitudes.ts'
import { isOneToOne, laid } from './placing.ts'
import { type Collision, type Compared, isTold, type Release, type Summed, unlike } from './release.ts'

/**
 * Where each row stands in one cell of both. A row that a join puts into several cells, and tables that have in common only whose their
 * rows are, are compared by people alone.
 */
export const collisionOfAmounts = async (
  fresh: Compared,
  earlier: readonly Compared[],
  ground: Comparing,
): Promise<Collision | undefined> => {
  for (const summed of fresh.sums ?? []) {
    const domain = fresh.grounds[summed.ground]?.domain
    const alike = earlier.filter((one) => groundsSumming(one, summed.column).some((own) => own.domain === domain))
    const others = isTold(fresh, alike) ? alike.filter(({ operator }) => operator !== fresh.operator) : alike
    const found = others.length === 0 ? undefined : await ofColumn(fresh, summed, unlike(others), ground)
    if (found !== undefined) return found
  }
  return undefined
}

const groundsSumming = ({ grounds, sums = [] }: Release, column: string) =>
  sums.flatMap((one) => (one.column === column ? (grounds[one.ground] ?? []) : []))

const ofColumn = async (
  fresh: Compared,
  { ground: table, column }: Summed,
  related: readonly Compared[],
  ground: Comparing,
): Promise<Collision | undefined> => {
  const over = await laid(fresh, table, related, ground)
  if (over === undefined || !isOneToOne(over.mine)) return undefined
  const families: Family[] = []
  for await (const placed of over.others()) if (isOneToOne(placed)) join(families, placed, over.domain)
  if (families.length === 0) return undefined
  const all = [fresh, ...related]
  const domain = fresh.grounds[table]?.domain
  const bases = [...new Set(all.flatMap((one) => groundsSumming(one, column).flatMap((own) => (own.domain === domain ? [own.base] : []))))]
  const amounts = await amountsOver(over, { column, bases, few: Math.max(...all.map(ruleOf).map(topCount)) }, ground)
  const { classes } = over.domain
  return amongFamilies(over.mine, families, { between: byDominance(amounts), weights: classes?.weights, pause: ground.pause })
}

const ruleOf = ({ rule }: Release): DominanceRule => rule ?? standardDominance

interface Wanted {
  readonly column: string
  readonly bases: readonly string[]
  /** How many of the largest contributions any rule looks at. */
  readonly few: number
}

const amountsOver = async (over: Laid, { column, bases, few }: Wanted, { amountsOf }: Comparing): Promise<Amounts> => {
  const [base = ''] = bases
  const { classes, subjects } = over.domain
  if (classes !== undefined) return amountsByClass(classes, { name: `${base} ${column}`, few, amounts: () => amountsOf(base, column) })
  return { magnitudes: await magnitudesOver(over, bases, (one) => amountsOf(one, column)), subjects }
}

/** One row may have other amounts in other workspaces, where a mask moved them: the larger counts. */
const magnitudesOver = async (
  { domain }: Laid,
  bases: readonly string[],
  amountsOf: (base: string) => Promise<Uint16Array>,
): Promise<Uint16Array> => {
  const [only] = bases
  if (bases.length === 1 && only !== undefined && domain.placesOf(only) === undefined) return amountsOf(only)
  const all = new Uint16Array(domain.size)
  for (const base of bases) {
    const [places, amounts] = [domain.placesOf(base), await amountsOf(base)]
    for (let row = 0; row < amounts.length; row += 1) {
      const [at, magnitude] = [places === undefined ? row : (places[row] ?? 0), amounts[row] ?? 0]
      if (magnitude > (all[at] ?? 0)) all[at] = magnitude
    }
  }
  return all
}

const careful = (rule: DominanceRule): DominanceRule => ({
  ...rule,
  largestShare: rule.largestShare - (1 - rule.largestShare) * roundingShare * 2,
  restShare: rule.restShare * (1 + roundingShare * 2),
})

/** The strictest rule of those that meet: a stricter one that has nobody in common with them has no say in what they tell. */
const byDominance =
  (amounts: Amounts): Between =>
  (side, family, own) => {
    const rule = careful(strictest(meeting(side, family).map(ruleOf)))
    const over = { one: side, other: { cells: family.cells, count: countOf(family) }, amounts }
    const cut = dominatedCut(amountTies(over, rule), {
      rule,
      spread: 'subjects' in amounts && amounts.subjects !== undefined,
      isDominatedAcross: (inside) => isDominated(contributionsAcross(over, inside, rule), rule),
    })
    return cut && blamed(cut, side, family, own)
  }
