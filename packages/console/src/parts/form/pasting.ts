/** Reads a piece of a spreadsheet into rows of a list: which column is which question, and what each cell says. */
import { dsvFormat } from 'd3-dsv'
import { fenOf } from '../../words/format.ts'
import { startOf, withValue } from './draft.ts'
import { isInOneField } from './places.ts'
import type { Question, Shape } from './shape.ts'

/** So many rows are read at once: a form is filled by people. */
export const mostRows = 500

/** What a cell may stand for beside what it says: names of organizations, titles of cases, words of codes. */
export interface Lookups {
  readonly organizations: readonly { readonly value: string; readonly label: string }[]
  readonly casesByPlural: Readonly<Record<string, readonly { readonly value: string; readonly label: string }[]>>
  readonly labelOf: (shape: Extract<Shape, { kind: 'choice' | 'choices' }>, value: string) => string
  readonly yes: readonly string[]
  readonly no: readonly string[]
}

export interface Unread {
  /** From 1, without the names of the columns. */
  readonly row: number
  readonly column: string
}

export interface Pasted {
  readonly rows: readonly unknown[]
  readonly unread: readonly Unread[]
  /** Headings that no question has. */
  readonly unused: readonly string[]
  readonly isCut: boolean
}

const isFlat = ({ kind }: Shape) => !['group', 'variants', 'map', 'constant', 'list'].includes(kind)
const isPastable = (shape: Shape) => isFlat(shape) || (shape.kind === 'list' && isInOneField(shape.item))

/** The questions that one cell can answer; a list of plain things has a single one without a name. */
export const columnsOf = (item: Shape): readonly Question[] =>
  item.kind === 'group' ? item.questions.filter(({ shape }) => isPastable(shape)) : [{ name: '', shape: item, required: true }]

export const leftToHand = (item: Shape): readonly Question[] =>
  item.kind === 'group' ? item.questions.filter(({ shape }) => !isPastable(shape) && shape.kind !== 'constant') : []

export const canBePasted = (item: Shape): boolean => columnsOf(item).length > 0 && (item.kind === 'group' || isPastable(item))

/** Cells as a spreadsheet puts them on the clipboard, or as a CSV file has them. */
export const cellsIn = (text: string): readonly (readonly string[])[] =>
  dsvFormat(text.includes('\t') ? '\t' : text.includes('\n') || text.includes(',') ? ',' : '\t')
    .parseRows(text.replaceAll('\r\n', '\n'))
    .map((row) => row.map((cell) => cell.trim()))
    .filter((row) => row.some((cell) => cell !== ''))

const alike = (text: string) => text.toLowerCase().replaceAll(/[\s（）()：:*]/g, '')

const headings = (first: readonly string[], columns: readonly Question[], labelOf: (name: string) => string) => {
  const placeOf = (heading: string) =>
    columns.findIndex(({ name }) => alike(heading) !== '' && [name, labelOf(name)].some((one) => alike(one) === alike(heading)))
  const places = first.map(placeOf)
  const known = places.filter((place) => place >= 0).length
  return known > 0 && known * 2 >= first.filter((cell) => cell !== '').length ? places : undefined
}

/** @param labelOf how a question is called on the screen */
export const readPasted = (text: string, item: Shape, labelOf: (name: string) => string, lookups: Lookups): Pasted => {
  const columns = columnsOf(item)
  const cells = cellsIn(text)
  const places = headings(cells[0] ?? [], columns, labelOf)
  const body = places === undefined ? cells : cells.slice(1)
  const unread: Unread[] = []
  const rows = body.slice(0, mostRows).map((row, index) => {
    let answers = startOf(item)
    row.forEach((cell, place) => {
      const question = columns[places === undefined ? place : (places[place] ?? -1)]
      if (question === undefined || cell === '') return
      const value = valueIn(cell, question.shape, lookups)
      if (value === undefined) unread.push({ row: index + 1, column: labelOf(question.name) })
      else answers = question.name === '' ? value : withValue(answers, [question.name], value)
    })
    return answers
  })
  return {
    rows: item.kind === 'group' ? rows : rows.filter((row) => row !== undefined && row !== ''),
    unread,
    unused: places === undefined ? [] : (cells[0] ?? []).filter((heading, place) => heading !== '' && (places[place] ?? -1) < 0),
    isCut: body.length > mostRows,
  }
}

/** What the cell says as the form would keep it; undefined where it says nothing of that kind. */
export const valueIn = (cell: string, shape: Shape, lookups: Lookups): unknown => {
  switch (shape.kind) {
    case 'day':
      return dayIn(cell)
    case 'number':
    case 'integer':
      return numberIn(cell, shape.kind === 'integer')
    case 'fen':
      return fenOf(cell)
    case 'yes-no':
      return yesOrNo(cell, lookups)
    case 'choice':
      return choiceIn(cell, shape, lookups)
    case 'choices':
      return severalIn(cell, (one) => choiceIn(one, shape, lookups))
    case 'organization':
      return oneOf(cell, lookups.organizations) ?? (/^[0-9A-Z]{18}$/i.test(cell) ? cell.toUpperCase() : undefined)
    case 'reference':
      return oneOf(cell, lookups.casesByPlural[shape.plural] ?? [])
    case 'list':
      return severalIn(cell, (one) => valueIn(one, shape.item, lookups))
    default:
      return cell
  }
}

const several = /[,，、;；\n]+/

const severalIn = (cell: string, read: (one: string) => unknown): unknown => {
  const values = cell
    .split(several)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map(read)
  return values.includes(undefined) ? undefined : values
}

/** `2026-03-01`, `2026/3/1`, `2026.3.1`, `2026年3月1日`. */
const dayIn = (cell: string): string | undefined => {
  const [, year = '', month = '', date = ''] = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s|T|$)/.exec(cell) ?? []
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const at = new Date(`${day}T00:00:00Z`)
  return year !== '' && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined
}

const numberIn = (cell: string, isWhole: boolean): number | undefined => {
  const isShare = /[%％]$/.test(cell)
  const plain = cell.replaceAll(/[,，\s%％]/g, '')
  const value = Number(plain)
  if (plain === '' || !Number.isFinite(value)) return undefined
  const meant = isShare ? value / 100 : value
  return isWhole && !Number.isInteger(meant) ? undefined : meant
}

const yesOrNo = (cell: string, { yes, no }: Lookups): boolean | undefined => {
  const said = cell.toLowerCase()
  if ([...yes, '是', 'yes', 'y', 'true', '1', '√', '有'].some((one) => one.toLowerCase() === said)) return true
  return [...no, '否', 'no', 'n', 'false', '0', '×', '无'].some((one) => one.toLowerCase() === said) ? false : undefined
}

const choiceIn = (cell: string, shape: Extract<Shape, { kind: 'choice' | 'choices' }>, { labelOf }: Lookups): string | undefined =>
  shape.values.find((value) => alike(value) === alike(cell) || alike(labelOf(shape, value)) === alike(cell))

const oneOf = (cell: string, options: readonly { readonly value: string; readonly label: string }[]): string | undefined => {
  const fitting = options.filter(({ value, label }) => value === cell || label === cell)
  // Two of one name are not told apart by it.
  return fitting.length === 1 ? fitting[0]?.value : undefined
}
