/** What a file log shows to strangers: the folder `public`, laid out as C2SP tlog-tiles. */
import { join } from 'node:path'
import { checkpointFrom } from './checkpoint.ts'
import type { FileLogPlace } from './filelog-recover.ts'
import { treeHash } from './hashing.ts'
import { openNote } from './note.ts'
import { bundleFiles, bundleStart, noteOf, publishCheckpoint, publishFiles, tileFile } from './publish.ts'
import { folderTiles, readTile, type TileStore } from './tile-store.ts'
import { checkpointPath } from './tiles.ts'
import { appendLeaves, type Edge, edgeAt, emptyEdge } from './tree.ts'

interface Published {
  readonly edge: Edge
  readonly note?: string
}

/** Starts at the last published size, or the beginning; so an interrupted publication is simply done again. */
export const publish = async (
  place: FileLogPlace,
  edge: Edge,
  read: (index: number) => Promise<Uint8Array | undefined>,
): Promise<string> => {
  const [hash, store] = [treeHash(place.suite), folderTiles(join(place.folder, 'public'))]
  const published = await publishedEdge(place, store)
  if (published.note && published.edge.size === edge.size) return published.note
  const from = bundleStart(published.edge.size)
  const entries: Uint8Array[] = []
  for (let index = from; index < edge.size; index++) entries.push((await read(index)) ?? new Uint8Array(0))
  const { tiles } = appendLeaves(hash, published.edge, entries.slice(published.edge.size - from).map(hash.leaf))
  await publishFiles(store, [...bundleFiles(from, entries), ...tiles.map(tileFile)])
  const note = noteOf(hash, place.origin, edge, place.signers)
  await publishCheckpoint(store, note)
  return note
}

const publishedEdge = async ({ signers }: FileLogPlace, store: TileStore): Promise<Published> => {
  const note = await store.read(checkpointPath)
  if (!note) return { edge: emptyEdge }
  const text = Buffer.from(note).toString('utf8')
  const opened = openNote(text, signers)
  const size = opened.ok ? checkpointFrom(opened.text)?.size : undefined
  if (size === undefined) throw new Error('could not go on from the published checkpoint: it does not hold')
  return { edge: await edgeAt(size, (level, index) => readTile(store, size, level, index)), note: text }
}
