/** Whether a file holds rows of the granted tables, the same or nearly: compared in the sandbox, where the tables are, and answered by counts alone. */
import { randomUUID } from 'node:crypto'
import { copyFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { openDataEngine } from '../engine/data.ts'
import { type Cell, quoted } from '../engine/engine.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { JobPart } from '../jobs/run.ts'
import { sqlWork } from '../jobs/work.ts'
import type { Workspace } from '../state.ts'
import { type Manifest, workspaceScope } from '../store/manifest.ts'
import type { PartStore } from '../store/parts.ts'
import { withPrivateFolder } from '../store/private-folder.ts'
import type { FrozenTable } from './snapshot.ts'

export interface Similarity {
  /** For each granted table that two columns or more come from: rows of the file that stand for a few rows there. */
  readonly rows: (table: FrozenTable) => Promise<readonly Copied[]>
  /** Values of the granted tables in a text that belong to a few there. */
  readonly values: (text: string) => Promise<number>
}

export interface Copied {
  readonly source: string
  readonly rows: number
  readonly equal: number
  readonly near: number
}

export interface SimilarityGround {
  readonly queue: JobQueue
  readonly store: PartStore
}

const limits = { deadlineMs: 120_000, memoryBytes: 2 * 1024 ** 3, maxRows: 1000, maxBytes: 1024 ** 2 }
const exported = 'exported'

export const similarityIn = async (
  { queue, store }: SimilarityGround,
  { grant, admitted }: Workspace,
  person: string,
): Promise<Similarity> => {
  const manifest = await store.currentVersion(workspaceScope(grant.workspace))
  if (manifest === undefined) throw new Error(`could not compare an export with ${grant.workspace}: it holds no tables`)
  const granted = [...grant.tables, ...admitted.map(({ table }) => table)]
  const few = (source: string) => granted.find(({ dataset }) => dataset === source)?.minimumGroup ?? 2

  const ask = async (
    sql: string,
    parts: readonly JobPart[],
    parameters: Readonly<Record<string, Cell>> = {},
  ): Promise<readonly (readonly Cell[])[]> => {
    const id = randomUUID()
    const taken = queue.submit({
      workspace: grant.workspace,
      person,
      order: { id, work: sqlWork(sql, undefined, parameters), parts, limits },
    })
    if (!taken.ok) throw new Error(`could not compare an export with its source: ${taken.code}`)
    const result = await taken.done
    queue.forget(id)
    if (result.state !== 'done') throw new Error(`could not compare an export with its source: ${result.state}`)
    return result.results[0]?.rows ?? []
  }

  return {
    rows: async (table) => {
      if (table.rows.length === 0) return []
      const found: Copied[] = []
      for (const { source, pairs } of mappedFrom(table, manifest)) {
        const part = sourcePart(
          store,
          manifest,
          source,
          pairs.map(({ column }) => column),
        )
        const [row] = await withPrivateFolder(async (folder) =>
          ask(comparing(source, pairs, few(source)), [part, await exportedPart(table, folder)]),
        )
        const [equal, near] = (row ?? []).map(Number)
        found.push({ source, rows: table.rows.length, equal: equal ?? 0, near: near ?? 0 })
      }
      return found
    },
    values: async (text) => {
      let copied = 0
      for (const { table: source, columns } of manifest.tables) {
        const texts = columns.filter(({ type }) => type === 'text').map(({ name }) => name)
        if (texts.length === 0) continue
        const counted = texts.map((name) => containing(source, name, few(source)))
        const [row] = await ask(`SELECT ${counted.join(' + ')}`, [sourcePart(store, manifest, source, texts)], { told: text })
        copied += Number(row?.[0] ?? 0)
      }
      return copied
    },
  }
}

interface Pair {
  /** Place in the file, counted from 0. */
  readonly at: number
  /** Column of the source. */
  readonly column: string
}

/** Columns that come from one column each; one column alone is no row. */
const mappedFrom = (table: FrozenTable, manifest: Manifest): readonly { readonly source: string; readonly pairs: readonly Pair[] }[] =>
  manifest.tables
    .map(({ table: source, columns }) => ({
      source,
      pairs: table.columns.flatMap(({ name }, at) => {
        const from = table.lineage.find(({ output }) => output === name)?.from ?? []
        const [only] = from
        const isWritten = only !== undefined && columns.some((column) => column.name === only.column)
        return table.direct.includes(at) && from.length === 1 && only?.table === source && isWritten ? [{ at, column: only.column }] : []
      }),
    }))
    .filter(({ pairs }) => pairs.length > 1)

/** The same value in whatever spelling; and the same to two digits. */
const same = (value: string) =>
  `coalesce(CAST(round(TRY_CAST(${value} AS DOUBLE), 6) AS VARCHAR), lower(trim(CAST(${value} AS VARCHAR))), '')`
const alike = (value: string) =>
  `coalesce(CASE WHEN TRY_CAST(${value} AS DOUBLE) = 0 THEN '0' ELSE CAST(round(TRY_CAST(${value} AS DOUBLE) / pow(10, floor(log10(abs(TRY_CAST(${value} AS DOUBLE)))) - 1)) * pow(10, floor(log10(abs(TRY_CAST(${value} AS DOUBLE)))) - 1) AS VARCHAR) END, lower(trim(CAST(${value} AS VARCHAR))), '')`

/** Rows of the file whose combination few rows of the source have: the very values, and the values to two digits. */
const comparing = (source: string, pairs: readonly Pair[], few: number): string => {
  const counted = (spelled: (value: string) => string): string => {
    const ours = pairs.map(({ at }) => spelled(`c${at}`)).join(", '|', ")
    const theirs = pairs.map(({ column }) => spelled(quoted(column))).join(", '|', ")
    return `(SELECT count(*) FROM (SELECT concat(${ours}) AS row_key FROM ${exported}) AS ours JOIN (SELECT concat(${theirs}) AS row_key, count(*) AS times FROM ${quoted(source)} GROUP BY ALL HAVING count(*) < ${few}) AS theirs USING (row_key))`
  }
  return `SELECT ${counted(same)} AS equal, ${counted(alike)} AS near`
}

/** Short values are words that anybody may use. */
const containing = (source: string, column: string, few: number): string =>
  `(SELECT count(*) FROM (SELECT ${quoted(column)} AS told_value FROM ${quoted(source)} WHERE length(${quoted(column)}) >= 6 GROUP BY ALL HAVING count(*) < ${few}) AS rare WHERE contains(CAST($told AS VARCHAR), told_value))`

const sourcePart = (store: PartStore, manifest: Manifest, source: string, columns: readonly string[]): JobPart => ({
  table: source,
  columns: [...new Set(columns)],
  decrypt: async (toFolder) => {
    const one = { ...manifest, tables: manifest.tables.filter(({ table }) => table === source) }
    return ((await store.openParts(one, toFolder)).get(source) ?? []).map((file) => basename(file))
  },
})

/** The file's own rows as a table of texts c0, c1, …, written out privately and copied into the sandbox. */
const exportedPart = async ({ columns, rows }: FrozenTable, folder: string): Promise<JobPart> => {
  const file = join(folder, 'exported.parquet')
  const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
  try {
    const lists = Object.fromEntries(columns.map((_, at) => [`v${at}`, rows.map((row) => String(row[at] ?? ''))]))
    const cells = columns.map((_, at) => `unnest($v${at}) AS c${at}`).join(', ')
    await engine.copy(`SELECT ${cells}`, file, lists)
  } finally {
    engine.close()
  }
  return {
    table: exported,
    decrypt: async (toFolder) => {
      await copyFile(file, join(toFolder, 'exported.parquet'))
      return ['exported.parquet']
    },
  }
}
