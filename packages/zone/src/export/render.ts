/** A table as the bytes of a file; what a spreadsheet would run as a formula is made plain text. */
import type { Cell, ResultColumn } from '../engine/engine.ts'
import type { FileFormat } from './kinds.ts'

export interface Table {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly Cell[])[]
}

export const rendered = ({ columns, rows }: Table, format: FileFormat): string => {
  const names = columns.map(({ name }) => name)
  if (format === 'json') return `${JSON.stringify({ columns: names, rows })}\n`
  return `${[names, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** Signs with which Excel, WPS and LibreOffice begin a formula, also behind blanks and in full width. */
const formula = /^[\s\p{Cf}]*[=+\-@＝＋－＠\t\r]/u

export const isFormula = (cell: Cell): boolean => typeof cell === 'string' && formula.test(cell)

/** RFC 4180; a text that would be a formula gets the apostrophe by which spreadsheets know text. */
const csvCell = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const plain = isFormula(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
