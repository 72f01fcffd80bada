/** Two results that differ by a few subjects tell of these few: every cell is compared with all that the workspace released before. */

import type { CellMembers } from '../jobs/run.ts'
import { apart, type ReadSketch, read, together } from '../jobs/sketch.ts'
import { inShanghai } from '../time.ts'
import { deciding, type Finding, type OutputCheck, type OutputResult, type Release } from './check.ts'

const wordsFor = ({ name, at }: Release): Finding['words'] => ({
  zh: `与本工作空间此前的结果（${name}，${inShanghai(at)}）只差少数主体，两者相减即可得出其值`,
  en: `differs from an earlier result of this workspace (${name}, ${inShanghai(at)} in Shanghai) by only a few subjects: subtracting one from the other would tell of them`,
})

/** 64 buckets tell apart small differences only; a larger group is compared as if it were this one. */
const largestTold = 40

/** @param released rows that small cells and dominance left */
export const differencing =
  (released: readonly number[]): OutputCheck =>
  (result, { earlier }) => {
    const { guards } = result
    if (guards === undefined) return deciding('differencing', [])
    const few = Math.min(guards.entities.minimum, largestTold)
    const before = earlier.flatMap((release) => release.cells.map(({ sketch }) => ({ release, sketch: read(sketch) })))
    return deciding(
      'differencing',
      shownCells(result, released).flatMap((cell) => findingsOf(cell, before, few)),
    )
  }

interface ReleasedCell {
  readonly release: Release
  readonly sketch: ReadSketch
}

const findingsOf = ({ cell, sketch }: CellMembers, before: readonly ReleasedCell[], few: number): readonly Finding[] => {
  const now = read(sketch)
  const release = before.find((other) => isNear(apart(now, other.sketch, few), few))?.release
  if (release === undefined) return []
  const place = cell === allCells ? 'all rows' : `cell ${placeOf(cell)}`
  return [{ code: 'differs-by-few', words: wordsFor(release), place, against: { release: release.name, at: release.at } }]
}
const isNear = (buckets: number, few: number) => buckets > 0 && buckets < few

/** A cell is named by its number among the cells, never by its keys. */
const placeOf = (cell: string) => cell
const allCells = '*'

/** What this result shows: each of its cells, and all of them together, because a total is a cell too. */
export const shownCells = ({ guards, rows, members }: OutputResult, released: readonly number[]): readonly CellMembers[] => {
  const keys = guards?.keys
  const shown = keys === undefined ? undefined : new Set(released.map((row) => JSON.stringify(keys.map((key) => rows[row]?.[key] ?? null))))
  // Cells whose keys are not shown cannot be told apart: all of them count as shown.
  const cells = members.filter(({ cell }) => shown?.has(cell) ?? true).map(({ sketch }, index) => ({ cell: String(index + 1), sketch }))
  return cells.length > 1 ? [...cells, { cell: allCells, sketch: together(cells.map(({ sketch }) => sketch)) }] : cells
}

export const releaseOf = ({ name, at }: Pick<Release, 'name' | 'at'>, result: OutputResult, released: readonly number[]): Release => ({
  name,
  at,
  cells: shownCells(result, released),
})
