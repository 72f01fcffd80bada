/** The serving copies of published products: sealed at rest under their workspace's key, open only in private memory while they serve. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProductSpec } from '../orders.ts'
import type { Product, ZoneState } from '../state.ts'
import type { Vault } from '../vault.ts'
import type { ServedColumn, ServedRow, ServingStore } from './serving-store.ts'

export interface Shelf {
  /** Writes the copy, seals it, serves it in place of an earlier version. */
  readonly put: (spec: ProductSpec, columns: readonly ServedColumn[], rows: readonly ServedRow[]) => Promise<void>
  /** Opens the sealed copies of a workspace's products again: after a restart, and at an unseal, which may read what is still sealed. */
  readonly reopen: (workspace: string, from?: Vault) => Promise<void>
  /** Stops serving and removes what stands in memory; the sealed copies stay in the vault. */
  readonly clear: (workspace: string) => Promise<readonly string[]>
  readonly take: (product: string) => Promise<void>
}

/** @param clear a private folder, in memory where the machine has it: what lies there is not encrypted */
export const shelf = (serving: ServingStore, vault: Vault, state: () => ZoneState, clear: string): Shelf => {
  const fileOf = ({ product, version }: ProductSpec) => join(clear, `${product}.${version}.sqlite`)
  const take = async (spec: ProductSpec): Promise<void> => {
    await serving.close(servedName(spec))
    await rm(fileOf(spec), { force: true })
  }
  /** The version in force serves until the new one is recorded; what stood before that one goes. */
  const retire = async (spec: ProductSpec): Promise<void> => {
    const inForce = state().products.get(spec.product)?.spec.version ?? spec.version
    for (let version = 1; version < inForce; version++) await take({ ...spec, version })
  }
  const productsOf = (workspace: string): readonly Product[] =>
    [...state().products.values()].filter(({ spec }) => spec.workspace === workspace)

  return {
    put: async (spec, columns, rows) => {
      const file = fileOf(spec)
      await rm(file, { force: true })
      await serving.write(file, columns, rows, indexedBy(spec))
      await vault.putFile(spec.workspace, copyName(spec), file)
      await serving.open(servedName(spec), file)
      await retire(spec)
    },
    reopen: async (workspace, from = vault) => {
      for (const { spec, stage } of productsOf(workspace)) {
        if (stage === 'withdrawn') continue
        await rm(fileOf(spec), { force: true })
        await from.takeFile(workspace, copyName(spec), fileOf(spec))
        await serving.open(servedName(spec), fileOf(spec))
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
  }
}

/** A version is served under its own name, so that no call meets the rows of another. */
export const servedName = ({ product, version }: Pick<ProductSpec, 'product' | 'version'>): string => `${product}@${version}`

/** Equals first, ranges after: the order in which one index serves both. */
const indexedBy = ({ parameters }: ProductSpec): readonly string[] => [
  ...new Set(
    [...parameters.filter(({ match }) => match === 'equals'), ...parameters.filter(({ match }) => match !== 'equals')].map(
      ({ column }) => column,
    ),
  ),
]

const copyName = ({ product, version }: ProductSpec): string => `product-${product}-${version}`.slice(0, 100)
