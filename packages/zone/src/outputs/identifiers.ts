/** No direct identifier leaves: not as text, not as numbers, not inside base64, hex or separators. */
import type { Cell } from '../engine/engine.ts'
import { deciding, type Finding, type OutputCheck } from './check.ts'
import { type Pattern, patterns } from './patterns.ts'

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

/** The ways a text may hide another: as it stands, without separators, decoded. */
export const readings = (text: string): readonly string[] => {
  const close = text.replaceAll(/[\s\-_.·/\\|,;:]/g, '')
  return [text, fullWidthRead(text), close, ...decoded(close)]
}

const fullWidthRead = (text: string) => text.normalize('NFKC')

const decoded = (text: string): readonly string[] => {
  const inHex = /^(?:[0-9a-fA-F]{2}){8,}$/.test(text) ? [Buffer.from(text, 'hex').toString('utf8')] : []
  const inBase64 = (text.match(/[A-Za-z0-9+/_]{12,}={0,2}/g) ?? []).map((run) => Buffer.from(run, 'base64').toString('utf8'))
  return [...inHex, ...inBase64, [...text].reverse().join('')]
}
