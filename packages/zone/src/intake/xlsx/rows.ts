/** The rows of one sheet, cell by cell as texts; a formula counts as the value that was last worked out for it. */
import { dateOf } from './dates.ts'
import { readPart, type Sheet, type Workbook } from './workbook.ts'
import { type Zip, ZipRefusal } from './zip.ts'

export type CellFlaw = 'cell-error' | 'formula-without-value' | 'not-a-date'

export type SheetCell = {
  /** Counts from 0. */
  readonly column: number
  readonly text: string
  readonly flaw?: CellFlaw
  /** A number that stands in the cell as one: more than fifteen digits of it are lost. */
  readonly isNumber: boolean
}

export type SheetRow = { readonly row: number; readonly cells: readonly SheetCell[] }

const mostColumns = 16_384

/** Hands over the rows that hold anything, in their order; stops where `take` says so. */
export const readRows = async (
  zip: Zip,
  sheet: Sheet,
  workbook: Workbook,
  take: (row: SheetRow) => 'enough' | undefined,
): Promise<void> => {
  let row = 0
  let cells: SheetCell[] = []
  let cell: { column: number; type: string; style: number; hasFormula: boolean } | undefined
  let next = 0
  let value: string | undefined
  let isValue = false
  let aid = 0
  const ears = {
    open: (tag: string, attribute: (name: string) => string | undefined) => {
      if (tag === 'row') {
        row = Number(attribute('r') ?? row + 1)
        cells = []
        next = 0
      } else if (tag === 'c') {
        const column = columnOf(attribute('r'), next)
        cell = { column, type: attribute('t') ?? 'n', style: Number(attribute('s') ?? 0), hasFormula: false }
        next = column + 1
        value = undefined
      } else if (tag === 'f' && cell !== undefined) cell.hasFormula = true
      else if (tag === 'rPh') aid += 1
      else if (tag === 'v' || (tag === 't' && aid === 0)) isValue = cell !== undefined
    },
    close: (tag: string) => {
      if (tag === 'rPh') aid -= 1
      else if (tag === 'v' || tag === 't') isValue = false
      else if (tag === 'c' && cell !== undefined) {
        const read = cellOf(cell, value, workbook)
        if (read !== undefined) cells.push(read)
        cell = undefined
      } else if (tag === 'row' && cells.length > 0 && take({ row, cells }) === 'enough') throw enough
    },
    text: (text: string) => {
      if (isValue) value = value === undefined ? text : value + text
    },
  }
  try {
    await readPart(zip, sheet.entry, ears)
  } catch (fault) {
    if (fault !== enough) throw fault
  }
}

const enough = new Error('enough')

/** `BC7` is column 54. */
const columnOf = (name: string | undefined, next: number): number => {
  if (name === undefined) return next
  let column = 0
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  if (column < 1 || column > mostColumns) throw new ZipRefusal('xlsx-broken', 'a cell without a column')
  return column - 1
}

const cellOf = (
  { column, type, style, hasFormula }: { column: number; type: string; style: number; hasFormula: boolean },
  value: string | undefined,
  { texts, kinds, from1904 }: Workbook,
): SheetCell | undefined => {
  if (value === undefined || value === '')
    return hasFormula && value === undefined ? { column, text: '', flaw: 'formula-without-value', isNumber: false } : undefined
  if (type === 's') {
    const text = texts[Number(value)]
    if (text === undefined) throw new ZipRefusal('xlsx-broken', 'a cell that shares a text there is not')
    return text === '' ? undefined : { column, text, isNumber: false }
  }
  if (type === 'e') return { column, text: '', flaw: 'cell-error', isNumber: false }
  if (type === 'b') return { column, text: value === '1' ? 'true' : 'false', isNumber: false }
  if (type === 'd') return { column, text: value.replace('T', ' ').replace(' 00:00:00', ''), isNumber: false }
  if (type !== 'n') return { column, text: value, isNumber: false }
  if (kinds[style] === undefined) return { column, text: numberText(value), isNumber: true }
  const day = dateOf(Number(value), from1904)
  return day === undefined ? { column, text: '', flaw: 'not-a-date', isNumber: false } : { column, text: day, isNumber: false }
}

/** A workbook writes 13812345678 as it is and larger ones as 1.38E+10: whole numbers are written out. */
const numberText = (value: string): string => {
  const number = Number(value)
  return Number.isSafeInteger(number) ? String(number) : value
}
