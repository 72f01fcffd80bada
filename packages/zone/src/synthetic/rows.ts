/** Rows that nobody stands behind, for a list of columns: to show what a mask does and what a catalogue entry looks like (article 12). */
import { type Cell, engineTypes, literal, quoted } from '../engine/engine.ts'
import { type Chance, chanceOf } from './chance.ts'
import { kindOf, type MadeUpColumn, type MadeUpKind } from './kinds.ts'
import type { MadeUpPerson } from './person.ts'
import { districts, madeUpBankCard, madeUpCompany, madeUpDay, madeUpMail, madeUpPerson, madeUpPlate, madeUpUscc } from './person.ts'

export { type MadeUpColumn, type MadeUpKind, madeUpKinds } from './kinds.ts'

/** By column name; dates and times are spelt in ISO 8601. */
export type MadeUpRow = Readonly<Record<string, Cell>>

/**
 * No value comes from data: only names, types and kinds of the columns go in. The same columns, count and seed give the same rows.
 * @param seed names the rows, such as the dataset and the number of its contract; `people` stand behind them, each as often as the others
 */
export const madeUpRows = (
  columns: readonly MadeUpColumn[],
  { rows, seed, people = rows }: { readonly rows: number; readonly seed: string; readonly people?: number },
): readonly MadeUpRow[] =>
  Array.from({ length: rows }, (_, index) => {
    const person = madeUpPerson(chanceOf(`${seed}/${index % people}`))
    return Object.fromEntries(
      columns.map((column) => [column.name, madeUpValue(column, person, chanceOf(`${seed}/${index}/${column.name}`))]),
    )
  })

/** The same rows as a relation of the engine, each column in its type. */
export const madeUpRelation = (columns: readonly MadeUpColumn[], rows: readonly MadeUpRow[]): string => {
  const typed = columns.map(({ name, type }, index) => `CAST(v${index} AS ${engineTypes[type]}) AS ${quoted(name)}`).join(', ')
  const cells = rows.map((row) => `(${columns.map(({ name }) => sqlOf(row[name] ?? null)).join(', ')})`).join(', ')
  const nothing = `SELECT ${columns.map((_, index) => `NULL AS v${index}`).join(', ')} WHERE false`
  const from = rows.length === 0 ? `(${nothing}) m` : `(VALUES ${cells}) m(${columns.map((_, index) => `v${index}`).join(', ')})`
  return `(SELECT ${typed} FROM ${from})`
}

const sqlOf = (cell: Cell): string => (cell === null ? 'NULL' : literal(String(cell)))

/** One in twenty is empty where a column may be. */
const emptyShare = 0.05

const madeUpValue = (column: MadeUpColumn, person: MadeUpPerson, chance: Chance): Cell => {
  if (column.required === false && chance.share() < emptyShare) return null
  const [first, ...others] = column.values ?? []
  if (first !== undefined) return chance.oneOf([first, ...others])
  const kind = kindOf(column)
  return kind === 'plain' ? plainOf(column, chance) : spelt(madeUpByKind[kind](person, chance), column.type)
}

/** The year is all that a number can hold of a day, and a time of day goes with a timestamp. */
const spelt = (value: string | number, type: MadeUpColumn['type']): Cell => {
  if (type === 'text') return String(value)
  if (type === 'timestamp') return `${value} 00:00:00`
  if (type === 'date') return value
  const number = Number(typeof value === 'string' && /^\d{4}-/.test(value) ? value.slice(0, 4) : value)
  return type === 'integer' ? Math.round(number) : number
}

const thisYear = 2025

const madeUpByKind: Readonly<Record<Exclude<MadeUpKind, 'plain'>, (person: MadeUpPerson, chance: Chance) => string | number>> = {
  'id-number': ({ idNumber }) => idNumber,
  mobile: ({ mobile }) => mobile,
  'bank-card': (_, chance) => madeUpBankCard(chance),
  name: ({ name }) => name,
  address: ({ address }) => address,
  plate: (_, chance) => madeUpPlate(chance),
  'e-mail': (_, chance) => madeUpMail(chance),
  uscc: (_, chance) => madeUpUscc(chance),
  company: (_, chance) => madeUpCompany(chance),
  'birth-date': ({ born }) => born,
  date: (_, chance) => madeUpDay(chance, thisYear - 5, thisYear),
  sex: ({ sex }) => sex,
  district: ({ district }) => district,
  amount: (_, chance) => Math.round(100 * Math.exp(8.5 + chance.normal() * 0.7)) / 100,
  age: ({ born }) => thisYear - Number(born.slice(0, 4)),
  year: (_, chance) => chance.between(2000, thisYear),
  coordinates: (_, chance) => `${longitude(chance)},${latitude(chance)}`,
  longitude: (_, chance) => longitude(chance),
  latitude: (_, chance) => latitude(chance),
  'free-text': (_, chance) => `样例文字：${chance.oneOf(sentences)}`,
}

/** Within the city's bounds, at no place in particular. */
const longitude = (chance: Chance): number => chance.between(119_550_000, 120_600_000) / 1e6
const latitude = (chance: Chance): number => chance.between(31_120_000, 31_980_000) / 1e6

const sentences = ['申请人已补齐材料。', '现场核查未发现异常。', '来电咨询办理进度。', '已转承办单位处理。', '资料待进一步核实。'] as const

const plainOf = ({ name, type, personal }: MadeUpColumn, chance: Chance): Cell => {
  switch (type) {
    case 'integer':
      return chance.between(0, 100)
    case 'number':
      return chance.between(0, 100_000) / 100
    case 'boolean':
      return chance.share() < 0.5
    case 'date':
      return madeUpDay(chance, thisYear - 5, thisYear)
    case 'timestamp':
      return `${madeUpDay(chance, thisYear - 5, thisYear)} ${String(chance.between(0, 23)).padStart(2, '0')}:${String(chance.between(0, 59)).padStart(2, '0')}:00`
    case 'text':
      return personal === 'quasi-identifier' ? `${name}-${chance.between(1, districts.length)}` : `${name}-${chance.between(1, 30)}`
  }
}
