/** Two sums whose difference a few subjects nearly make up tell of these few, however many stand in it: sums of one column are held against each other (article 16). */
import { type DominanceRule, isDominated } from '@yunhe/law/kernel/disclosure'
import { standardDominance, strictest } from '../sql/tables.ts'
import { amountTies, contributionsAcross } from './contributions.ts'
import type { Domain } from './division.ts'
import { dominatedCut } from './dominated-cut.ts'
import { amongFamilies, type Between, blamed, countOf, type Family, join, meeting } from './families.ts'
import { roundingShare } from './magnitudes.ts'
import { isOneToOne, type Laid, laid } from './placing.ts'
import { type Collision, type Compared, type Comparing, isTold, type Release, type Summed, unlike } from './release.ts'

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
  const bases = [fresh, ...related].flatMap((one) => groundsSumming(one, column).map(({ base }) => base))
  const magnitudes = await magnitudesOver(over, [...new Set(bases)], (base) => ground.amountsOf(base, column))
  return amongFamilies(over.mine, families, byDominance(over.domain, magnitudes), ground.pause)
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
  ({ subjects }: Domain, magnitudes: Uint16Array): Between =>
  (side, family, own) => {
    const rule = careful(strictest(meeting(side, family).map((one) => one.rule ?? standardDominance)))
    const over = { one: side, other: { cells: family.cells, count: countOf(family) }, magnitudes, subjects }
    const cut = dominatedCut(amountTies(over, rule), {
      rule,
      spread: subjects !== undefined,
      isDominatedAcross: (inside) => isDominated(contributionsAcross(over, inside, rule), rule),
    })
    return cut && blamed(cut, side, family, own)
  }
