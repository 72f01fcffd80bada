/** Where tiles lie, and how hashes of the tree are read from them. */

import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeDurably } from '@yunhe/keys'
import type { TreeHash } from './hashing.ts'
import { entriesFrom, entriesPath, hashesFrom, tilePath, tileWidth, widthAt } from './tiles.ts'
import { foldPairs } from './tree.ts'

/** Answers undefined where there is no such path; throws where it could not find out. */
export interface TileReader {
  readonly read: (path: string) => Promise<Uint8Array | undefined>
}

export interface TileStore extends TileReader {
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>
}

/** A source of the roots of perfect subtrees: of the 2^level leaves from index * 2^level on. */
export interface HashReader {
  readonly hash: (level: number, index: number) => Promise<Uint8Array>
}

/** Files under a folder, each written whole and flushed; readable by all, since a log is public to those who may see the folder. */
export const folderTiles = (folder: string): TileStore => ({
  read: async (path) => {
    try {
      return await readFile(join(folder, path))
    } catch (fault) {
      if (fault instanceof Error && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ENOTDIR' || fault.code === 'EISDIR'))
        return undefined
      throw fault
    }
  },
  write: async (path, bytes) => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeDurably(file, bytes, 0o644)
  },
})

/** A tile of a tree of this size. A store may have dropped an unfinished tile once a wider one stood, so the full one serves too. */
export const readTile = async (store: TileReader, size: number, level: number, index: number): Promise<readonly Uint8Array[]> => {
  const width = widthAt(size, level, index)
  const bytes = await readWide(store, (wide) => tilePath(level, index, wide), width)
  return hashesFrom(bytes, tilePath(level, index, width)).slice(0, width)
}

export const readEntries = async (store: TileReader, size: number, index: number): Promise<readonly Uint8Array[]> => {
  const width = widthAt(size, 0, index)
  const bytes = await readWide(store, (wide) => entriesPath(index, wide), width)
  return entriesFrom(bytes, entriesPath(index, width)).slice(0, width)
}

/** Reads a tree of a given size from its tiles; tiles once read are kept. */
export const tileHashes = (hash: TreeHash, store: TileReader, size: number): HashReader => {
  const known = new Map<string, Promise<readonly Uint8Array[]>>()
  const tile = (level: number, index: number) => {
    const path = `${level}/${index}`
    const found = known.get(path) ?? readTile(store, size, level, index)
    known.set(path, found)
    return found
  }
  return {
    hash: async (level, index) => {
      const [row, above] = [Math.floor(level / 8), level % 8]
      const first = index * 2 ** above
      const hashes = await tile(row, Math.floor(first / tileWidth))
      const place = first % tileWidth
      const wanted = hashes.slice(place, place + 2 ** above)
      if (wanted.length !== 2 ** above) throw new Error(`could not read hash ${index} of level ${level}: its tile ends before it`)
      return foldPairs(hash, wanted)
    },
  }
}

const readWide = async (store: TileReader, pathOf: (width: number) => string, width: number): Promise<Uint8Array> => {
  const bytes = (await store.read(pathOf(width))) ?? (await store.read(pathOf(tileWidth)))
  if (!bytes) throw new Error(`could not read ${pathOf(width)}: there is no such tile`)
  return bytes
}
