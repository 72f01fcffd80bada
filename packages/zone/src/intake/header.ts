/** The header of a delivered file: which sign separates it, and where the promised columns stand. */
import type { DatasetContract } from '../orders.ts'
import type { DeliveryRefusal } from './refusals.ts'
import { deliveryRefusal } from './refusals.ts'

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** By the name of a promised column the position of its field. */
export type Places = ReadonlyMap<string, number>

/** Without a declared sign the one that finds most promised columns is taken. @returns undefined where the declared one finds fewer than another */
export const delimiterFor = (line: string, contract: DatasetContract, declared?: Delimiter): Delimiter | undefined => {
  const best = delimiters.toSorted((one, other) => found(line, contract, other) - found(line, contract, one))[0] ?? ','
  const chosen = declared ?? best
  return found(line, contract, chosen) < found(line, contract, best) ? undefined : chosen
}

/** Of a sample that nothing was promised of: the sign that cuts its first lines most often into the same number of fields. */
export const delimiterIn = (lines: readonly string[]): Delimiter => {
  const weighed = delimiters.map((delimiter) => {
    const widths = lines.map((line) => fieldsOf(line, delimiter).length)
    const width = widths[0] ?? 1
    return { delimiter, width, alike: width > 1 ? widths.filter((one) => one === width).length : 0 }
  })
  return weighed.toSorted((one, other) => other.alike - one.alike || other.width - one.width)[0]?.delimiter ?? ','
}

/** Names only promised columns: the header of a file without one is a row of data. */
export const placesIn = (names: readonly string[], contract: DatasetContract): Places | readonly DeliveryRefusal[] => {
  const standing = contract.columns.map((column) => ({
    name: column.name,
    at: names.flatMap((name, index) => (isNamed(name, column) ? [index] : [])),
  }))
  const refusals = standing
    .filter(({ at }) => at.length !== 1)
    .map(({ name, at }) => deliveryRefusal(at.length === 0 ? 'column-missing' : 'column-twice', `column ${name}`))
  return refusals.length > 0 ? refusals : new Map(standing.map(({ name, at }) => [name, at[0] ?? 0]))
}

export const arePlaces = (answer: Places | readonly DeliveryRefusal[]): answer is Places => answer instanceof Map

/** A column is found under its name in SQL or under its title in the catalog: providers write `身份证号`, not `id_number`. */
const isNamed = (text: string, { name, title }: DatasetContract['columns'][number]): boolean =>
  columnNameOf(text) === name || (title !== undefined && titleOf(text) === titleOf(title))

const titleOf = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')

/** `Marital-Status ` is the promised `marital_status`. */
export const columnNameOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')

const found = (line: string, contract: DatasetContract, delimiter: Delimiter): number => {
  const names = fieldsOf(line, delimiter)
  return contract.columns.filter((column) => names.some((name) => isNamed(name, column))).length
}

export const fieldsOf = (line: string, delimiter: Delimiter): readonly string[] =>
  line.split(delimiter).map((field) => field.replace(/^\s*"(.*)"\s*$/, '$1'))
