/** From entries to what strangers can read. The order is the safety argument: entries and tiles stand before the checkpoint that speaks of them. */
import { signCheckpoint } from './checkpoint.ts'
import type { TreeHash } from './hashing.ts'
import type { NoteSigner } from './note.ts'
import type { TileStore } from './tile-store.ts'
import { bundleBytes, bundlesOf, checkpointPath, entriesPath, type Tile, tileBytes, tilePath, tileWidth } from './tiles.ts'
import { type Edge, rootOf } from './tree.ts'

export interface PublishedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export const tileFile = (tile: Tile): PublishedFile => ({
  path: tilePath(tile.level, tile.index, tile.hashes.length),
  bytes: tileBytes(tile),
})

/** The first entry that must be at hand to write the bundles that change when a log of `size` grows. */
export const bundleStart = (size: number): number => size - (size % tileWidth)

/** `entries` are those from `bundleStart` on. */
export const bundleFiles = (from: number, entries: readonly Uint8Array[]): readonly PublishedFile[] =>
  bundlesOf(from, entries).map((bundle) => ({ path: entriesPath(bundle.index, bundle.entries.length), bytes: bundleBytes(bundle.entries) }))

/** Writing the same files twice changes nothing, so recovery after a crash is the same call again. */
export const publishFiles = async (store: TileStore, files: readonly PublishedFile[]): Promise<void> => {
  for (const { path, bytes } of files) await store.write(path, bytes)
}

export const publishCheckpoint = async (store: TileStore, note: string): Promise<void> => store.write(checkpointPath, Buffer.from(note))

export const noteOf = (hash: TreeHash, origin: string, edge: Edge, signers: readonly NoteSigner[]): string =>
  signCheckpoint({ origin, size: edge.size, root: rootOf(hash, edge) }, signers)
