/** No direct identifier leaves: not as text, not as numbers, not dressed as something else. */
import type { Cell } from '../engine/engine.ts'
import { deciding, type Finding, type OutputCheck } from './check.ts'
import { type Pattern, patterns } from './patterns.ts'
import { readings } from './readings.ts'

export const identifiers: OutputCheck = ({ columns, rows, guards }) => {
  const visible = guards?.visible ?? columns.length
  const findings = columns
    .slice(0, visible)
    .flatMap((column, at) => [
      ...inTexts(rows, at, column.name),
      ...inNumbers(rows, at, column.name),
      ...patterns.filter(({ isIn }) => isIn(column.name)).map((found) => finding(found, `name of column ${at + 1}`)),
    ])
  return deciding('identifiers', findings)
}

const finding = ({ code, words }: Pattern, place: string): Finding => ({ code, words, place })

const inTexts = (rows: readonly (readonly Cell[])[], at: number, name: string): readonly Finding[] => {
  const firstRowByText = new Map<string, number>()
  for (const [index, row] of rows.entries()) {
    const value = row[at]
    if (typeof value === 'string' && value.length >= 6 && !firstRowByText.has(value)) firstRowByText.set(value, index)
  }
  return [...firstRowByText].flatMap(([text, index]) => {
    const found = patterns.find(({ isIn }) => readings(text).some(isIn))
    return found === undefined ? [] : [finding(found, `row ${index + 1}, column ${name}`)]
  })
}

/** One sum may look like a mobile number by chance; a column of which most do is one. */
const inNumbers = (rows: readonly (readonly Cell[])[], at: number, name: string): readonly Finding[] => {
  const numbers = rows.flatMap((row) => (typeof row[at] === 'number' ? [String(row[at])] : []))
  return patterns
    .filter(({ isIn }) => numbers.length > 0 && numbers.filter(isIn).length > numbers.length / 2)
    .map((found) => finding(found, `column ${name}`))
}
