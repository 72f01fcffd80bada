/** The header of a separated file: which sign separates it, and where the promised columns stand. */
import type { DatasetContract } from '../orders.ts'
import type { DeliveryRefusal } from './refusals.ts'
import { deliveryRefusal } from './refusals.ts'

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** `places` are the positions of the promised columns among `width` fields. */
export type Header = { readonly delimiter: Delimiter; readonly width: number; readonly placeByColumn: ReadonlyMap<string, number> }

/** Without a declared sign the one that finds most promised columns is taken. */
export const readHeader = (line: string, contract: DatasetContract, declared?: Delimiter): Header | readonly DeliveryRefusal[] => {
  const best = delimiters.toSorted((one, other) => found(line, contract, other) - found(line, contract, one))[0] ?? ','
  const chosen = declared ?? best
  if (found(line, contract, chosen) < found(line, contract, best)) return [deliveryRefusal('wrong-delimiter', 'line 1')]
  const names = fieldsOf(line, chosen).map(columnNameOf)
  const refusals = placementRefusals(names, contract)
  if (refusals.length > 0) return refusals
  return { delimiter: chosen, width: names.length, placeByColumn: new Map(contract.columns.map(({ name }) => [name, names.indexOf(name)])) }
}

/** Names only promised columns: the header of a file without one is a row of data. */
export const placementRefusals = (names: readonly string[], contract: DatasetContract): readonly DeliveryRefusal[] =>
  contract.columns.flatMap(({ name }) => {
    const times = names.filter((each) => each === name).length
    return times === 1 ? [] : [deliveryRefusal(times === 0 ? 'column-missing' : 'column-twice', `column ${name}`)]
  })

/** `Marital-Status ` is the promised `marital_status`. */
export const columnNameOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')

const found = (line: string, contract: DatasetContract, delimiter: Delimiter): number => {
  const names = new Set(fieldsOf(line, delimiter).map(columnNameOf))
  return contract.columns.filter(({ name }) => names.has(name)).length
}

const fieldsOf = (line: string, delimiter: Delimiter): readonly string[] =>
  line.split(delimiter).map((field) => field.replace(/^\s*"(.*)"\s*$/, '$1'))
