/** JSON, an object a line or all in one array; the array is staged as lines, counted as rows. */
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { literal, quoted } from '../engine/engine.ts'
import type { DatasetContract } from '../orders.ts'
import { type Encoding, encodingOf } from './encoding.ts'
import type { Places } from './header.ts'
import { arraySplitter } from './json-array.ts'
import type { Opened, Reading } from './reading.ts'
import { type DeliveryRefusal, deliveryRefusal } from './refusals.ts'
import { decoded, stageText } from './text-stage.ts'

const unitSeparator = '\u0001'

export const openJson = async (reading: Reading, said: Encoding | undefined): Promise<Opened | readonly DeliveryRefusal[]> => {
  const encoding = await encodingOf(reading.file, said)
  if (typeof encoding === 'object') return [deliveryRefusal(encoding.refused, 'byte 0')]
  const isArray = await beginsArray(reading.file)
  const lines = join(reading.folder, 'array.jsonl')
  if (isArray) {
    const brokenAt = await writeLines(reading.file, encoding, lines)
    if (brokenAt !== undefined) return [deliveryRefusal('json-broken', `byte ${brokenAt}`)]
  }
  const from = isArray ? { ...reading, file: lines, encoding: 'utf-8' as const } : { ...reading, encoding }
  const to = join(reading.folder, 'staged.jsonl')
  const staged = await stageText({ ...from, to, mark: unitSeparator, delimiter: undefined, skipsHeader: false })
  const names = await namesIn(reading, jsonRelation(to))
  return {
    names,
    chosen: { encoding, layout: isArray ? 'array' : 'lines' },
    take: async (places, contract) => ({
      ...staged,
      relation: jsonRelation(to, { names, places, contract }),
      typeByColumn: new Map(),
      placed: isArray ? 'row' : 'line',
      mark: unitSeparator,
    }),
  }
}

const beginsArray = async (file: string): Promise<boolean> => {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0)
    return buffer.toString('utf8', 0, bytesRead).replace('\ufeff', '').trimStart().startsWith('[')
  } finally {
    await handle.close()
  }
}

/** @returns the byte at which the array is broken */
const writeLines = async (file: string, encoding: Encoding, to: string): Promise<number | undefined> => {
  const splitter = arraySplitter()
  const elements = async function* () {
    for await (const chunk of decoded(file, encoding)) {
      yield splitter.push(chunk)
      // What is broken has its place already: the rest need not be read.
      if (splitter.isBroken()) return
    }
  }
  await pipeline(Readable.from(elements()), createWriteStream(to, { flags: 'wx', mode: 0o600 }))
  return splitter.brokenAt()
}

interface Wanted {
  readonly names: readonly string[]
  readonly places: Places
  readonly contract: DatasetContract
}

/** The key of a value is bound to a name that stands in the file, and quoted as a path: it may hold any sign. */
const jsonRelation = (file: string, wanted?: Wanted): string => {
  const settings = `delim = ${literal(unitSeparator)}, quote = '', escape = '', header = false, auto_detect = false, store_rejects = true, rejects_limit = 100000, max_line_size = 4194304`
  const lines = `SELECT CAST(f0 AS BIGINT) AS place, CASE WHEN json_valid(f1) AND json_type(f1) = 'OBJECT' THEN f1 END AS object FROM read_csv(${literal(file)}, columns = {f0: 'VARCHAR', f1: 'VARCHAR'}, ${settings})`
  const key = (name: string) => wanted?.names[wanted.places.get(name) ?? -1] ?? name
  const values = (wanted?.contract.columns ?? []).map(
    ({ name }) => `, json_extract_string(object, ${literal(`$."${key(name)}"`)}) AS ${quoted(name)}`,
  )
  return `SELECT place, CASE WHEN object IS NULL THEN 'not-json' END AS broken${wanted === undefined ? ', object' : values.join('')} FROM (${lines})`
}

/** JSON has no header: a promised column must be named in one of the first objects at least. What cannot stand in a path is no name. */
const namesIn = async ({ engine }: Reading, relation: string): Promise<readonly string[]> => {
  const rows = await engine.rows(
    `SELECT to_json(json_keys(object))::VARCHAR AS names, min(place) AS first FROM (SELECT * FROM (${relation}) LIMIT 10000) WHERE object IS NOT NULL GROUP BY names ORDER BY first LIMIT 1000`,
  )
  const names = new Set(rows.flatMap((row) => JSON.parse(String(row.names)) as readonly string[]))
  return [...names].filter((name) => !/["\\*]/.test(name) && name !== '')
}
