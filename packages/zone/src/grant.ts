/** What one decision lets into a workspace, table by table: the columns that are written, how each is masked, and which rows (article 12). */

import type { Bind } from './engine/data.ts'
import { engineTypes, quoted } from './engine/engine.ts'
import type { ColumnType, MaskGround } from './masks/mask.ts'
import { masked } from './masks/masks.ts'
import type { DatasetContract, Grant, Mask } from './orders.ts'
import { whoseRows } from './subjects.ts'

export type GrantedTable = Grant['tables'][number]

/** A query over the source relation that gives the granted rows and columns, masked, with every value of the decision bound. */
export type TablePlan = {
  readonly select: string
  readonly where: string
  readonly bind: Bind
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[]
  /** Further columns for the zone alone: whose each row is. */
  readonly whose: string
}

/** Numbers the rows of the sealed parts: the same in every reading of one version. */
const rowNumber = `concat(file_index, ':', file_row_number)`

/** The data subject where the contract names one, so that a person's noise stays the same through versions and rows. */
const groundOf = ({ subject, columns }: DatasetContract): MaskGround => {
  if (subject === undefined) return { whose: rowNumber }
  const named = `CAST(${quoted(subject.column)} AS VARCHAR)`
  const isAlwaysThere = columns.some(({ name, required }) => name === subject.column && required)
  return { whose: isAlwaysThere ? named : `coalesce(${named}, ${rowNumber})` }
}

/** A sentence where the decision does not fit the contract: nothing is guessed. */
export const planOf = (table: GrantedTable, contract: DatasetContract): TablePlan | string => {
  const written = table.columns.filter(({ disclosure }) => disclosure !== 'hidden')
  const unfit = [
    ...written.flatMap((column) => unfitColumn(column, contract)),
    ...table.rows.flatMap(({ column }) => unknownColumn(column, contract)),
  ]
  const [first] = [
    ...unfit,
    ...twice(written.map(({ name }) => name)),
    ...(written.length === 0 ? [`no column of ${table.dataset} is granted`] : []),
  ]
  if (first !== undefined) return first
  const columns = written.map((column, index) =>
    expressionOf(column, typeOf(column.name, contract) ?? 'text', `c${index}`, groundOf(contract)),
  )
  const { where, bind } = rowsWhere(table.rows, contract)
  return {
    select: columns.map(({ sql, name }) => `${sql} AS ${quoted(name)}`).join(', '),
    where,
    bind: Object.assign({}, ...columns.map((column) => column.bind), bind),
    columns: columns.map(({ name, type }) => ({ name, type })),
    whose: whoseRows(contract),
  }
}

/** What the masks bind, and none of the conditions: for a statement over other rows than the granted ones. */
export const boundBySelect = ({ select, bind }: TablePlan): Bind =>
  Object.fromEntries(Object.entries(bind).filter(([name]) => new RegExp(`\\$${name}\\b`).test(select)))

type GrantedColumn = GrantedTable['columns'][number]

/** A join key that nobody decided a mask for is a pseudonym: joining needs equality and nothing more. */
export const maskOf = ({ mask, disclosure }: GrantedColumn): Mask | undefined =>
  mask ?? (disclosure === 'join-key' ? { kind: 'pseudonym' } : undefined)

const expressionOf = (column: GrantedColumn, type: ColumnType, slot: string, ground: MaskGround) => {
  const mask = maskOf(column)
  const plain = { sql: quoted(column.name), bind: {}, type }
  const masking = mask === undefined ? plain : masked(mask, { name: column.name, type, slot }, ground)
  if (masking === undefined) throw new Error(`could not mask ${column.name}: its mask does not fit, and nobody had looked`)
  return { ...masking, name: column.name }
}

/** The condition of the rows of a table and what it binds. */
export const rowsWhere = (rows: GrantedTable['rows'], contract: DatasetContract): Pick<TablePlan, 'where' | 'bind'> => {
  const conditions = rows.map((row, index) => conditionOf(row, typeOf(row.column, contract) ?? 'text', `r${index}`))
  return {
    where: ['true', ...conditions.map(({ sql }) => sql)].join(' AND '),
    bind: Object.assign({}, ...conditions.map(({ bind }) => bind)),
  }
}

/** Both ends belong to the rows; a day as the end of a time of day is that whole day. */
const conditionOf = ({ column, from, to }: GrantedTable['rows'][number], type: ColumnType, slot: string) => {
  const typed = (name: string) => `CAST($${name} AS ${engineTypes[type]})`
  const [first, last] = [`${slot}_from`, `${slot}_to`]
  const wholeDay = type === 'timestamp' && to !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(to)
  const upTo = wholeDay ? `< ${typed(last)} + INTERVAL 1 DAY` : `<= ${typed(last)}`
  return {
    sql: [
      'true',
      ...(from === undefined ? [] : [`${quoted(column)} >= ${typed(first)}`]),
      ...(to === undefined ? [] : [`${quoted(column)} ${upTo}`]),
    ].join(' AND '),
    bind: { ...(from === undefined ? {} : { [first]: from }), ...(to === undefined ? {} : { [last]: to }) },
  }
}

const typeOf = (name: string, contract: DatasetContract): ColumnType | undefined =>
  contract.columns.find((column) => column.name === name)?.type

const unknownColumn = (name: string, contract: DatasetContract): readonly string[] =>
  typeOf(name, contract) === undefined ? [`${contract.dataset} has no column ${name}`] : []

const unfitColumn = (column: GrantedColumn, contract: DatasetContract): readonly string[] => {
  const type = typeOf(column.name, contract)
  if (type === undefined) return unknownColumn(column.name, contract)
  if (column.disclosure === 'masked' && column.mask === undefined) return [`column ${column.name} is to be masked and no mask is decided`]
  const mask = maskOf(column)
  const fits = mask === undefined || masked(mask, { name: column.name, type, slot: 'c' }, groundOf(contract)) !== undefined
  return fits ? [] : [`the mask ${mask.kind} does not fit column ${column.name} of type ${type}`]
}

const twice = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index).map((name) => `column ${name} is granted twice`)
