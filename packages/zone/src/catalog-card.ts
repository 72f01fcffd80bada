/** What the catalog tells of a dataset to whoever may see its entry: rows that nobody stands behind, coarse figures of quality, how fresh it is; never a value (articles 2, 6 and 16). */
import type { Cell } from './engine/engine.ts'
import { notesOf } from './intake/notes.ts'
import type { ColumnProfile, Profile } from './intake/profile.ts'
import type { DatasetContract } from './orders.ts'
import { datasetScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import { madeUpRows } from './synthetic/rows.ts'

/** Of one column of the newest version. A figure that few rows stand behind is left out. */
export interface ColumnQuality {
  readonly name: string
  /** Share of empty values in whole per cent, from 0 to 1. */
  readonly emptyShare?: number
  /** How many different values there are, as the power of ten that they do not exceed: 2 for up to 100. */
  readonly distinctUpTo?: number
}

export interface CatalogCard {
  readonly dataset: string
  /** 0 where nothing has been accepted yet. */
  readonly version: number
  readonly sample: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  readonly quality: readonly ColumnQuality[]
  /** Newest first. */
  readonly versions: readonly {
    readonly version: number
    readonly at: string
    readonly rows: number
    readonly rejectedRows: number
    readonly drift: readonly {
      readonly code: string
      readonly words: { readonly zh: string; readonly en: string }
      readonly place: string
    }[]
  }[]
}

const sampledRows = 8
const mostVersions = 5
/** As few as may share the shape of a value. */
const leastAlike = 10

export const catalogCard = async (contract: DatasetContract, store: PartStore): Promise<CatalogCard> => {
  const standing = (await store.versionsOf(datasetScope(contract.dataset))).filter(({ isDestroyed }) => !isDestroyed).toReversed()
  const told = await Promise.all(
    standing.slice(0, mostVersions).map(async ({ manifest }) => ({ manifest, notes: await notesOf(store, manifest) })),
  )
  const [newest] = told
  const columns = contract.columns.map(({ name }) => name)
  const made = madeUpRows(contract.columns, { rows: sampledRows, seed: `catalog ${contract.dataset}` })
  return {
    dataset: contract.dataset,
    version: newest?.manifest.version ?? 0,
    sample: { columns, rows: made.map((row) => columns.map((name) => row[name] ?? null)) },
    quality: newest?.notes === undefined ? [] : qualityOf(newest.notes.profile),
    versions: told.map(({ manifest, notes }) => ({
      version: manifest.version,
      at: manifest.at,
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      rejectedRows: manifest.rejectedRows ?? 0,
      drift: (notes?.drift ?? []).map(({ code, words, place }) => ({ code, words, place })),
    })),
  }
}

export const qualityOf = ({ rows, columns }: Pick<Profile, 'rows' | 'columns'>): readonly ColumnQuality[] =>
  columns.map((column) => ({ name: column.name, ...(rows < leastAlike ? {} : { ...emptyOf(column, rows), ...distinctOf(column) }) }))

/** Neither a handful of empty values nor a handful of filled ones is told: each of them could be somebody's. */
const emptyOf = ({ empty }: ColumnProfile, rows: number): Pick<ColumnQuality, 'emptyShare'> => {
  const isFew = (count: number) => count > 0 && count < leastAlike
  return isFew(empty) || isFew(rows - empty) ? {} : { emptyShare: Math.round((empty / rows) * 100) / 100 }
}

const distinctOf = ({ distinct }: ColumnProfile): Pick<ColumnQuality, 'distinctUpTo'> => ({
  distinctUpTo: Math.max(1, Math.ceil(Math.log10(Math.max(1, distinct)))),
})
