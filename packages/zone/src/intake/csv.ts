/** Separated text: UTF-8 or GB18030, with one of the usual delimiters, both found out where nothing is said of them. */
import { join } from 'node:path'
import { literal, quoted } from '../engine/engine.ts'
import type { DatasetContract } from '../orders.ts'
import { encodingOf } from './encoding.ts'
import type { Format } from './formats.ts'
import { type Delimiter, delimiterFor, delimiterIn, fieldsOf, type Places } from './header.ts'
import type { Opened, Reading } from './reading.ts'
import { type DeliveryRefusal, deliveryRefusal } from './refusals.ts'
import { firstLines, stageText } from './text-stage.ts'

const judgedLines = 50

export const openCsv = async (
  reading: Reading,
  { delimiter: declared, encoding: said }: Extract<Format, { kind: 'csv' }>,
  contract: DatasetContract | undefined,
): Promise<Opened | readonly DeliveryRefusal[]> => {
  const encoding = await encodingOf(reading.file, said)
  if (typeof encoding === 'object') return [deliveryRefusal(encoding.refused, 'byte 0')]
  const lines = await firstLines(reading.file, encoding, judgedLines)
  const [first] = lines
  if (first?.state === 'line-too-long') return [deliveryRefusal('header-too-long', `line ${first.line}`)]
  const header = first?.bytes.toString('utf8') ?? ''
  const texts = lines.filter(({ state }) => state === 'whole').map(({ bytes }) => bytes.toString('utf8'))
  const delimiter = contract === undefined ? (declared ?? delimiterIn(texts)) : delimiterFor(header, contract, declared)
  if (delimiter === undefined) return [deliveryRefusal('wrong-delimiter', 'line 1')]
  const names = fieldsOf(header, delimiter)
  return {
    names,
    chosen: { delimiter, encoding },
    take: async (places) => {
      const to = join(reading.folder, 'staged.csv')
      const staged = await stageText({ ...reading, to, encoding, mark: delimiter, delimiter, skipsHeader: true })
      const relation = csvRelation({ file: to, delimiter, width: names.length, places })
      return { ...staged, relation, typeByColumn: new Map(), placed: 'line', mark: delimiter }
    },
  }
}

type Staged = { readonly file: string; readonly delimiter: Delimiter; readonly width: number; readonly places: Places }

/** Everything is read as text; `f0` is the number of the line or row that staging put first. */
export const csvRelation = ({ file, delimiter, width, places }: Staged): string => {
  const fields = Array.from({ length: width + 1 }, (_, index) => `f${index}: 'VARCHAR'`).join(', ')
  const columns = [...places].map(([name, place]) => `f${place + 1} AS ${quoted(name)}`).join(', ')
  const settings = `delim = ${literal(delimiter)}, quote = '"', escape = '"', header = false, auto_detect = false, store_rejects = true, rejects_limit = 100000, null_padding = false, max_line_size = 4194304`
  return `SELECT CAST(f0 AS BIGINT) AS place, NULL AS broken, ${columns} FROM read_csv(${literal(file)}, columns = {${fields}}, ${settings})`
}
