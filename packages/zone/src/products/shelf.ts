/** The serving copies of published products: sealed at rest under their workspace's key, open only in private memory while they serve. */
import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProductSpec } from '../orders.ts'
import type { Product, ZoneState } from '../state.ts'
import type { Vault } from '../vault.ts'
import type { Aggregates } from './aggregates.ts'
import { type CopyKind, copyKinds, kindsOf, makeCopies, measuredFile } from './copies.ts'
import { writeReport } from './report.ts'
import { type ServedBatches, type ServedColumn, type ServingStore, servedName } from './serving-store.ts'

export interface Shelf {
  /** Writes the copies, seals them, serves them in place of an earlier version; answers how many rows they hold. */
  readonly put: (spec: ProductSpec, columns: readonly ServedColumn[], batches: ServedBatches) => Promise<number>
  /** Opens the sealed copies of a workspace's products again: after a restart, and at an unseal, which may read what is still sealed. */
  readonly reopen: (workspace: string, from?: Vault) => Promise<void>
  /** Stops serving and removes what stands in memory; the sealed copies stay in the vault. */
  readonly clear: (workspace: string) => Promise<readonly string[]>
  readonly take: (product: string) => Promise<void>
  /** Removes what a version that was not published left behind. */
  readonly drop: (spec: ProductSpec) => Promise<void>
  /** A file that is served as it is; undefined where the version has none of this kind. */
  readonly file: (spec: ProductSpec, kind: string) => ShelvedFile | undefined
}

export interface ShelvedFile {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

export interface ShelfGround {
  readonly serving: ServingStore
  readonly aggregates: Aggregates
  readonly vault: Vault
  readonly state: () => ZoneState
  /** A private folder, in memory where the machine has it: what lies there is not encrypted. */
  readonly clear: string
  readonly now: () => number
}

export const shelf = ({ serving, aggregates, vault, state, clear, now }: ShelfGround): Shelf => {
  const files = new Map<string, ShelvedFile>()
  const fileOf = (spec: ProductSpec, kind: CopyKind) => join(clear, `${spec.product}.${spec.version}.${kind}`)
  const take = async (spec: ProductSpec): Promise<void> => {
    await serving.close(servedName(spec))
    await aggregates.close(servedName(spec))
    for (const kind of copyKinds) {
      files.delete(fileOf(spec, kind))
      await rm(fileOf(spec, kind), { force: true })
    }
  }
  const open = async (spec: ProductSpec): Promise<void> => {
    const { by } = spec.delivery
    if (by === 'look-up' || by === 'dashboard') await serving.open(servedName(spec), fileOf(spec, 'sqlite'))
    if (by === 'aggregates') await aggregates.open(servedName(spec), fileOf(spec, 'parquet'))
    if (by !== 'file' && by !== 'report') return
    for (const kind of kindsOf(spec)) {
      const file = fileOf(spec, kind)
      files.set(file, { file, ...(await measuredFile(file)) })
    }
  }
  /** The version in force serves until the new one is recorded; what stood before that one goes. */
  const retire = async (spec: ProductSpec): Promise<void> => {
    const inForce = state().products.get(spec.product)?.spec.version ?? spec.version
    for (let version = 1; version < inForce; version++) await take({ ...spec, version })
  }
  const productsOf = (workspace: string): readonly Product[] =>
    [...state().products.values()].filter(({ spec }) => spec.workspace === workspace)

  return {
    put: async (spec, columns, batches) => {
      await take(spec)
      const rows = await serving.write(fileOf(spec, 'sqlite'), columns, batches, indexedBy(spec))
      const made = { spec, columns, serving, fileOf: (kind: CopyKind) => fileOf(spec, kind) }
      if (spec.delivery.by === 'report') await writeReport(made, now())
      await makeCopies(made)
      for (const kind of kindsOf(spec)) await vault.putFile(spec.workspace, copyName(spec, kind), fileOf(spec, kind))
      await open(spec)
      await retire(spec)
      return rows
    },
    reopen: async (workspace, from = vault) => {
      for (const { spec, stage } of productsOf(workspace)) {
        if (stage === 'withdrawn') continue
        await take(spec)
        for (const kind of kindsOf(spec)) await from.takeFile(workspace, copyName(spec, kind), fileOf(spec, kind))
        await open(spec)
      }
    },
    clear: async (workspace) => {
      const products = productsOf(workspace)
      for (const { spec } of products) await take(spec)
      return products.map(({ spec }) => spec.product)
    },
    take: async (product) => {
      const known = state().products.get(product)
      if (known !== undefined) await take(known.spec)
    },
    drop: take,
    file: (spec, kind) => {
      const known = copyKinds.find((one) => one === kind)
      return known === undefined ? undefined : files.get(fileOf(spec, known))
    },
  }
}

/** Equals first, ranges after: the order in which one index serves both. */
const indexedBy = ({ parameters }: ProductSpec): readonly string[] => [
  ...new Set(
    [...parameters.filter(({ match }) => match === 'equals'), ...parameters.filter(({ match }) => match !== 'equals')].map(
      ({ column }) => column,
    ),
  ),
]

/** A name of the vault has a longest length; a product with a longer one lies there under its hash. */
const copyName = ({ product, version }: ProductSpec, kind: CopyKind): string => {
  const name = `product-${product}-${version}-${kind}`
  return name.length <= 100 ? name : `product-${createHash('sha256').update(name).digest('hex')}`
}
