/** Where results leave: the checks of the result itself, guard columns taken off. What was released before is held against it elsewhere; a person's review is another fact. */
import type { Cell, ResultColumn } from '../engine/engine.ts'
import { type Checked, type CheckOutcome, type OutputLimits, type OutputResult, standardOutputLimits } from './check.ts'
import { complement } from './complement.ts'
import { dominance } from './dominance.ts'
import { identifiers } from './identifiers.ts'
import { smallCells } from './small-cells.ts'
import { volume } from './volume.ts'

export type { CheckOutcome, Finding, OutputLimits, OutputResult } from './check.ts'
export { standardOutputLimits } from './check.ts'

export type AirlockAnswer =
  | {
      readonly outcome: 'released'
      readonly columns: readonly ResultColumn[]
      readonly rows: readonly (readonly Cell[])[]
      /** Number of rows that were taken out. */
      readonly suppressed: number
      readonly checks: readonly CheckOutcome[]
    }
  | { readonly outcome: 'withheld'; readonly suppressed: number; readonly checks: readonly CheckOutcome[] }

/** Rows of a result that may leave as far as they themselves tell, with the guard's columns still beside them. */
export interface Remaining {
  readonly result: OutputResult
  readonly suppressed: number
  readonly checks: readonly CheckOutcome[]
  readonly passed: boolean
}

export const remainingOf = (result: OutputResult, limits: OutputLimits = standardOutputLimits): Remaining => {
  const context = { limits }
  const taking = [smallCells(result, context), dominance(result, context)] as const
  const first = new Set(taking.flatMap(({ suppressed }) => suppressed))
  const beside = complement(result, first, taking[1].suppressed)
  const out = new Set([...first, ...beside.suppressed])
  const rows = out.size === 0 ? result.rows : result.rows.filter((_, at) => !out.has(at))
  const remaining = { ...result, rows }
  const deciding = [identifiers, volume].map((check) => check(remaining, context))
  const checks = [...taking, beside, ...deciding]
  return { result: remaining, suppressed: out.size, checks: checks.map(outcomeOf), passed: checks.every(({ passed }) => passed) }
}

/** With nothing released before: the whole answer of the airlock. */
export const checkOutput = (result: OutputResult, limits?: OutputLimits): AirlockAnswer => answerOf(remainingOf(result, limits))

/** @param more checks that were made elsewhere */
export const answerOf = ({ result, suppressed, checks, passed }: Remaining, more: readonly Checked[] = []): AirlockAnswer => {
  const all = [...checks, ...more.map(outcomeOf)]
  return passed && more.every((one) => one.passed)
    ? { outcome: 'released', ...visible(result), suppressed, checks: all }
    : { outcome: 'withheld', suppressed, checks: all }
}

const outcomeOf = ({ check, passed, findings }: Checked | CheckOutcome): CheckOutcome => ({ check, passed, findings })

const visible = ({ columns, rows, guards }: OutputResult) => {
  const width = guards?.visible ?? columns.length
  const shown = rows.map((row) => row.slice(0, width))
  return { columns: columns.slice(0, width), rows: guards && 'subjects' in guards.entities ? inOrderOfValues(shown) : shown }
}

/** In the order of the table two results could be laid side by side, and each of their rows would be one person. */
export const inOrderOfValues = (rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] => rows.toSorted(compareRows)

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
