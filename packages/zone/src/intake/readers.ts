/** Readers of delivered files: each opens one format, says which columns stand in it, and turns the promised ones into a relation with the place of every row. */
import { stat } from 'node:fs/promises'
import type { DatasetContract } from '../orders.ts'
import { openCsv } from './csv.ts'
import type { Chosen, Format } from './formats.ts'
import { arePlaces, columnNameOf, type Places, placesIn } from './header.ts'
import { openJson } from './json.ts'
import { openParquet } from './parquet.ts'
import type { Incoming, Opened, Reading } from './reading.ts'
import type { DeliveryRefusal } from './refusals.ts'
import { deliveryRefusal } from './refusals.ts'
import { openXlsx } from './xlsx/open.ts'

/** @param contract undefined for a sample that nothing was promised of */
export const openFormat = async (
  reading: Reading,
  format: Format,
  contract: DatasetContract | undefined,
): Promise<Opened | readonly DeliveryRefusal[]> => {
  if ((await stat(reading.file)).size === 0) return [deliveryRefusal('empty-file', 'byte 0')]
  switch (format.kind) {
    case 'parquet':
      return openParquet(reading)
    case 'xlsx':
      return openXlsx(reading, format.sheet)
    case 'csv':
      return openCsv(reading, format, contract)
    case 'json-lines':
      return openJson(reading, format.encoding)
  }
}

export type Read = { readonly incoming: Incoming; readonly chosen: Chosen }

export const read = async (reading: Reading, format: Format, contract: DatasetContract): Promise<Read | readonly DeliveryRefusal[]> => {
  const opened = await openFormat(reading, format, contract)
  if (!('take' in opened)) return opened
  const places = placesIn(opened.names, contract)
  if (!arePlaces(places)) return places
  const incoming = await opened.take(places, contract)
  return 'relation' in incoming ? { incoming, chosen: chosenOf(opened, places, contract) } : incoming
}

const mostNamed = 20
const expected: Readonly<Record<DatasetContract['columns'][number]['type'], RegExp>> = {
  text: /^VARCHAR$/,
  integer: /INT/,
  number: /^(FLOAT|DOUBLE|DECIMAL.*|.*INT.*)$/,
  date: /^DATE$/,
  timestamp: /^(TIMESTAMP.*|DATE)$/,
  boolean: /^BOOLEAN$/,
}

/** All promised columns were found, so the other names are names too; those that are none in SQL are only counted. */
const chosenOf = ({ names, types = [], chosen }: Opened, places: Places, contract: DatasetContract): Chosen => {
  const promised = new Set(places.values())
  const others = names.filter((_, at) => !promised.has(at))
  const retyped = contract.columns.flatMap(({ name, type }) => {
    const from = types[places.get(name) ?? -1]
    return from === undefined || expected[type].test(from) ? [] : [{ column: name, from: from.slice(0, 40) }]
  })
  const unpromised = others.map(columnNameOf).filter((name) => /^[a-z][a-z0-9_]{0,62}$/.test(name))
  return { ...chosen, unpromised: unpromised.slice(0, mostNamed), unpromisedCount: others.length, retyped }
}
