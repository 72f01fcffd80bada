/** Where results leave: all checks together, guard columns taken off. Passing the rules is one fact; a person's review is another, made elsewhere. */
import type { Cell, ResultColumn } from '../engine/engine.ts'
import { type Checked, type CheckOutcome, type OutputLimits, type OutputResult, type Release, standardOutputLimits } from './check.ts'
import { differencing, releaseOf } from './differencing.ts'
import { dominance } from './dominance.ts'
import { identifiers } from './identifiers.ts'
import { smallCells } from './small-cells.ts'
import { volume } from './volume.ts'

export type { CheckOutcome, Finding, OutputLimits, OutputResult, Release } from './check.ts'
export { standardOutputLimits } from './check.ts'

export type AirlockAnswer =
  | {
      readonly outcome: 'released'
      readonly columns: readonly ResultColumn[]
      readonly rows: readonly (readonly Cell[])[]
      /** Number of rows that were taken out. */
      readonly suppressed: number
      readonly checks: readonly CheckOutcome[]
      /** To be kept, before anybody sees the rows, and given as `earlier` next time. */
      readonly release: Release
    }
  | { readonly outcome: 'withheld'; readonly suppressed: number; readonly checks: readonly CheckOutcome[] }

/** @param asked.name and @param asked.at say of the release what it was and when, should a later one collide with it */
export const checkOutput = (
  result: OutputResult,
  asked: { readonly name: string; readonly at: string; readonly earlier: readonly Release[]; readonly limits?: OutputLimits },
): AirlockAnswer => {
  const context = { limits: asked.limits ?? standardOutputLimits, earlier: asked.earlier }
  const taking = [smallCells, dominance].map((check) => check(result, context))
  const out = new Set(taking.flatMap(({ suppressed }) => suppressed))
  const left = result.rows.flatMap((_, row) => (out.has(row) ? [] : [row]))
  const remaining = { ...result, rows: left.map((row) => result.rows[row] ?? []) }
  const deciding = [identifiers(remaining, context), volume(remaining, context), differencing(left)(result, context)]
  const checks = [...taking, ...deciding].map(outcomeOf)
  if (checks.some(({ passed }) => !passed)) return { outcome: 'withheld', suppressed: out.size, checks }
  return { outcome: 'released', ...visible(remaining), suppressed: out.size, checks, release: releaseOf(asked, result, left) }
}

const outcomeOf = ({ check, passed, findings }: Checked): CheckOutcome => ({ check, passed, findings })

const visible = ({ columns, rows, guards }: OutputResult) => {
  const width = guards?.visible ?? columns.length
  const shown = rows.map((row) => row.slice(0, width))
  return { columns: columns.slice(0, width), rows: guards && 'subjects' in guards.entities ? inOrderOfValues(shown) : shown }
}

/** In the order of the table two results could be laid side by side, and each of their rows would be one person. */
const inOrderOfValues = (rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] => rows.toSorted(compareRows)

const compareRows = (one: readonly Cell[], other: readonly Cell[]): number => {
  for (const [at, cell] of one.entries()) {
    const order = compareCells(cell, other[at] ?? null)
    if (order !== 0) return order
  }
  return 0
}

const compareCells = (one: Cell, other: Cell): number => {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  const [text, otherText] = [JSON.stringify(one), JSON.stringify(other)]
  if (text === otherText) return 0
  return text < otherText ? -1 : 1
}
