/** Sums over a serving copy, computed as they are asked: a copy of checked results sorted by its filter columns, read by the data engine. */
import { dirname } from 'node:path'
import { type Bind, type DataEngine, openDataEngine, parquet, type Row } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import type { Asked, Measure } from './asked.ts'

export interface Aggregates {
  /** Serves the Parquet file under this name. */
  readonly open: (product: string, file: string) => Promise<void>
  readonly group: (product: string, asked: Pick<Asked, 'conditions' | 'group' | 'measures'>) => Promise<readonly Row[]>
  readonly close: (product: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** More groups than a page of rows are a download, not an answer. */
const mostGroups = 1000

interface Opened {
  readonly engine: DataEngine
  readonly file: string
}

/** Each copy has an engine of its own that can read this one file and nothing else. */
export const openAggregates = (): Aggregates => {
  const opened = new Map<string, Opened>()
  const close = async (product: string): Promise<void> => {
    opened.get(product)?.engine.close()
    opened.delete(product)
  }
  return {
    open: async (product, file) => {
      await close(product)
      const engine = await openDataEngine({ folders: [], files: [file], spillFolder: dirname(file), memoryMegabytes: 512, threads: 1 })
      opened.set(product, { engine, file })
    },
    group: async (product, asked) => {
      const copy = opened.get(product)
      if (copy === undefined) throw new Error(`could not sum in product ${product}: no copy of it is open`)
      return copy.engine.rows(...groupQuery(copy.file, asked))
    },
    close,
    stop: async () => {
      for (const product of [...opened.keys()]) await close(product)
    },
  }
}

const operators = { equals: '=', from: '>=', to: '<=' } as const

/** Names come from the plan, which knows them; values are bound. */
const groupQuery = (
  file: string,
  { conditions, group, measures }: Pick<Asked, 'conditions' | 'group' | 'measures'>,
): readonly [string, Bind] => {
  const keys = group.map(quoted)
  const where = conditions.map(({ column, match }, index) => `${quoted(column)} ${operators[match]} $v${index}`)
  const text = [
    `SELECT ${[...keys, ...measures.map(measured)].join(', ')} FROM ${parquet([file])}`,
    where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`,
    keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')} ORDER BY ${keys.join(', ')}`,
    `LIMIT ${mostGroups}`,
  ]
  return [text.join(' '), Object.fromEntries(conditions.map(({ value }, index) => [`v${index}`, value]))]
}

/** Numbers of 64 bits would leave the engine as texts. */
const measured = ({ of, column }: Measure): string => {
  if (column === undefined) return 'count(*)::DOUBLE AS "count"'
  const name = quoted(`${of}_${column}`)
  return of === 'min' || of === 'max' ? `${of}(${quoted(column)}) AS ${name}` : `${of}(${quoted(column)})::DOUBLE AS ${name}`
}
