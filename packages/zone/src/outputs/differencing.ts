/** Two results that differ by a few subjects tell of these few: a new one is held against all that this operator and its related companies were given before. */
import { openNumbering } from '../jobs/numbering.ts'
import { inShanghai } from '../time.ts'
import { collisionOfAmounts } from './amounts.ts'
import { cellByCell } from './cell-by-cell.ts'
import { type Checked, deciding, type Finding } from './check.ts'
import { openCombining, undecided } from './combining.ts'
import type { Comparing } from './comparing.ts'
import { smallestCut } from './crossing.ts'
import { crossingsOf } from './crossings.ts'
import { type Domain, divisionOfSubjects } from './division.ts'
import { amongFamilies, type Between, blamed, countOf, type Family, join, type Placed } from './families.ts'
import { isOneToOne, laid } from './placing.ts'
import { type Collision, type Compared, isTold, type Release, type ReleaseName, unlike } from './release.ts'

export const differencing = async (fresh: Compared, earlier: readonly Compared[], ground: Comparing): Promise<Checked> => {
  const others = isTold(fresh, earlier) ? earlier.filter(({ operator }) => operator !== fresh.operator) : earlier
  const few = await collisionOf(fresh, unlike(others), ground)
  if (few === undecided) return deciding('differencing', [uncompared])
  if (few !== undefined) return deciding('differencing', [findingOf(few.together ? 'tells-together' : 'differs-by-few', few, fresh)])
  const dominated = await collisionOfAmounts(fresh, earlier, ground)
  return deciding('differencing', dominated === undefined ? [] : [findingOf('differs-by-dominated', dominated, fresh)])
}

export type DifferenceCode = 'differs-by-few' | 'tells-together' | 'differs-by-dominated'

export const findingOf = (
  code: DifferenceCode,
  { release, together, cells }: Collision,
  fresh: ReleaseName & Pick<Release, 'cellCount'>,
): Finding => ({
  code,
  words: wordsFor(code, together ?? [release], fresh),
  place: placeOf(cells, fresh.cellCount),
  against: namedAs(release),
  ...(together && { together: together.map(namedAs) }),
})

const namedAs = ({ name, at, workspace, operator }: ReleaseName) => ({ release: name, at, workspace, operator })

/** Deny by default: what could not be looked through is not shown. */
const uncompared: Finding = {
  code: 'too-much-to-combine',
  words: {
    zh: '与此前各项结果重叠过多，无法排除合并推算即可得出少数主体的值；请放宽分组，或者沿用此前已看过的分组',
    en: 'overlaps with so many earlier results that it could not be ruled out that together they tell of a few subjects: ask for wider groups, or for other figures of groups that were shown before',
  },
  place: 'all rows',
}

const wordsFor = (code: DifferenceCode, releases: readonly ReleaseName[], fresh: ReleaseName): Finding['words'] => {
  const named = releases.map((one) => ({ zh: inChinese(one, fresh), en: inEnglish(one, fresh) }))
  const [zh, en] = [named.map((one) => one.zh).join('、'), named.map((one) => one.en).join(', ')]
  if (code === 'tells-together')
    return {
      zh: `与${zh}合并加减，即可得出少数主体的值；请放宽分组，或者沿用此前已看过的分组`,
      en: `added to and subtracted from each other, this and ${en} would tell of a few subjects: ask for wider groups, or for other figures of groups that were shown before`,
    }
  return code === 'differs-by-few'
    ? {
        zh: `与${zh}只差少数主体，两者相减即可得出其值`,
        en: `differs from ${en} by only a few subjects: subtracting one from the other would tell of them`,
      }
    : {
        zh: `与${zh}相减所得的合计主要由少数主体构成，相减即可推知其值`,
        en: `subtracting this from ${en}, or the other way round, leaves a sum that a few subjects nearly make up: it would tell of them`,
      }
}

const inChinese = ({ name, at, operator, workspace }: ReleaseName, fresh: ReleaseName): string => {
  const own = workspace === fresh.workspace ? '本工作空间' : `本单位工作空间 ${workspace} `
  return `${operator === fresh.operator ? own : `关联单位 ${operator} `}此前的结果（${name}，${inShanghai(at)}）`
}

const inEnglish = ({ name, at, operator, workspace }: ReleaseName, fresh: ReleaseName): string => {
  const own = workspace === fresh.workspace ? 'this workspace' : `your workspace ${workspace}`
  const whose = operator === fresh.operator ? own : `the related company ${operator}`
  return `an earlier result of ${whose} (${name}, ${inShanghai(at)} in Shanghai)`
}

/** A cell is named by its number among the cells, never by its keys. */
const placeOf = (cells: readonly number[], all: number): string => {
  if (cells.length >= all) return 'all rows'
  const [first = 1] = cells.toSorted((a, b) => a - b)
  return cells.length > 1 ? `cells ${first} and others` : `cell ${first}`
}

type Found = Collision | typeof undecided | undefined

const collisionOf = async (fresh: Compared, earlier: readonly Compared[], ground: Comparing): Promise<Found> => {
  for (const [table, { domain }] of fresh.grounds.entries()) {
    const related = earlier.filter((one) => one.grounds.some((other) => other.domain === domain))
    const found = related.length === 0 ? undefined : await inDomain(fresh, table, related, ground)
    if (found !== undefined) return found
  }
  const strange = earlier.filter((one) => !one.grounds.some(({ domain }) => fresh.grounds.some((other) => other.domain === domain)))
  return bySubjects(fresh, strange, ground)
}

/** Where an element stands in one cell of a release, all unions of cells are compared; where it may stand in several, cells and totals. */
const inDomain = async (fresh: Compared, table: number, related: readonly Compared[], ground: Comparing): Promise<Found> => {
  const over = await laid(fresh, table, related, ground)
  if (over === undefined) return undefined
  const { domain, mine, others } = over
  const families: Family[] = []
  const combining = openCombining(over, ground.pause)
  for await (const placed of others()) {
    combining.add(placed)
    const found = isOneToOne(mine) && isOneToOne(placed) ? join(families, placed, domain) : cellByCell(mine, placed)
    if (found !== undefined) return found
  }
  const among = { between: byFew(domain), weights: domain.classes?.weights, pause: ground.pause }
  return (isOneToOne(mine) ? await amongFamilies(mine, families, among) : undefined) ?? combining.found()
}

const byFew =
  ({ subjects, classes }: Domain): Between =>
  (side, family, own) => {
    const few = Math.min(side.minimum, family.minimum)
    const crossings = crossingsOf({
      one: side,
      other: { cells: family.cells, count: countOf(family) },
      few,
      subjects,
      weights: classes?.weights,
    })
    const cut = smallestCut(crossings, few)
    return cut && blamed(cut, side, family, own)
  }

/** Releases over other tables have in common only whose their rows are. */
const bySubjects = async (
  fresh: Compared,
  earlier: readonly Compared[],
  { rosterOf, pause }: Comparing,
): Promise<Collision | undefined> => {
  const own = fresh.grounds.findIndex(({ named }) => named)
  const others = earlier.filter(({ grounds }) => grounds.some(({ named }) => named))
  if (own < 0 || others.length === 0) return undefined
  const numbers = openNumbering()
  const place = async (one: Compared, at: number): Promise<Placed | undefined> => {
    const [ground, members] = [one.grounds[at], (await one.members()).tables[at]]
    if (ground === undefined || members === undefined) return undefined
    return { release: one, division: divisionOfSubjects(members, await rosterOf(ground.base), numbers, one.cellCount) }
  }
  const mine = await place(fresh, own)
  if (mine === undefined) return undefined
  for (const one of others) {
    await pause()
    const placed = await place(
      one,
      one.grounds.findIndex(({ named }) => named),
    )
    const found = placed && cellByCell(mine, placed)
    if (found !== undefined) return found
  }
  return undefined
}
