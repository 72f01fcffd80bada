/** A delivery beside the version before it: rows that are added, or that take the place of those with the same key (articles 12 and 13). */
import { join } from 'node:path'
import { openDataEngine, parquet } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import type { DatasetContract } from '../orders.ts'
import type { DeliveryMode, Manifest } from '../store/manifest.ts'
import type { PartStore } from '../store/parts.ts'
import { keyOf } from './contract.ts'
import { hasColumnsOf } from './drift.ts'
import { type DeliveryRefusal, deliveryRefusal } from './refusals.ts'

export type Merging = {
  readonly mode: DeliveryMode
  readonly contract: DatasetContract
  readonly before: Manifest
  readonly store: PartStore
  /** The accepted rows of the delivery, and a private folder for those of before. */
  readonly accepted: string
  readonly folder: string
}

export type Merged = { readonly rows: number; readonly files: readonly string[] }

/** Why this delivery cannot build on the version before; asked before its file is read. */
export const whyNoMerge = (mode: DeliveryMode, contract: DatasetContract, before: Manifest | undefined): DeliveryRefusal | undefined => {
  if (mode === 'upsert' && keyOf(contract).length === 0) return deliveryRefusal('no-key', 'the contract')
  if (mode === 'whole' || before === undefined) return undefined
  const columns = before.tables.find(({ table }) => table === contract.dataset)?.columns ?? []
  return hasColumnsOf(columns, contract) ? undefined : deliveryRefusal('columns-changed', `version ${before.version}`)
}

/** The rows of before come out of our own store: no stranger's bytes are parsed here. */
export const merge = async ({ mode, contract, before, store, accepted, folder }: Merging): Promise<Merged | DeliveryRefusal> => {
  const old = (await store.openParts(before, folder)).get(contract.dataset) ?? []
  const engine = await openDataEngine({ folders: [folder], spillFolder: folder, keepsOrder: true })
  try {
    const key = keyOf(contract).map(quoted)
    const oldRows = before.tables.reduce((sum, { rows }) => sum + rows, 0)
    if (mode === 'append') {
      const twice = key.length === 0 ? 0 : Number((await engine.rows(bothSql(key, old, accepted)))[0]?.n)
      if (twice > 0) return deliveryRefusal(contract.key === undefined ? 'subject-twice' : 'key-twice', `${twice} rows`)
      const [counted] = await engine.rows(`SELECT count(*) AS n FROM ${parquet([accepted])}`)
      return { rows: oldRows + Number(counted?.n), files: [...old, accepted] }
    }
    const kept = join(folder, 'kept.parquet')
    const columns = contract.columns.map(({ name }) => quoted(name)).join(', ')
    const query = `SELECT ${columns} FROM ${parquet(old)} AS old WHERE NOT EXISTS (SELECT 1 FROM ${parquet([accepted])} AS fresh WHERE ${key.map((name) => `old.${name} = fresh.${name}`).join(' AND ')})`
    const keptRows = await engine.copy(query, kept)
    const [counted] = await engine.rows(`SELECT count(*) AS n FROM ${parquet([accepted])}`)
    return { rows: keptRows + Number(counted?.n), files: [kept, accepted] }
  } finally {
    engine.close()
  }
}

const bothSql = (key: readonly string[], old: readonly string[], accepted: string): string =>
  `SELECT count(*) AS n FROM ${parquet([accepted])} AS fresh WHERE EXISTS (SELECT 1 FROM ${parquet(old)} AS old WHERE ${key.map((name) => `old.${name} = fresh.${name}`).join(' AND ')})`
