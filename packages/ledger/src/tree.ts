/** The growing tree: from its right edge alone new leaves give the new edge, the new root and the tiles to be written. */
import { hashBytes, type TreeHash } from './hashing.ts'
import { type Tile, tileWidth } from './tiles.ts'

/**
 * What must be kept to grow: row L holds the 0 to 255 hashes of the unfinished tile at level L. A row's length is a digit of the size
 * in base 256, lowest first.
 */
export interface Edge {
  readonly size: number
  readonly rows: readonly (readonly Uint8Array[])[]
}

export interface Growth {
  readonly edge: Edge
  /** Tiles finished on the way, and the unfinished ones as they stand at the new size. */
  readonly tiles: readonly Tile[]
}

export const emptyEdge: Edge = { size: 0, rows: [] }

/** `leaves` are leaf hashes, in order. Cost: one hash or so a leaf, whatever the size of the tree. */
export const appendLeaves = (hash: TreeHash, edge: Edge, leaves: readonly Uint8Array[]): Growth => {
  const rows = edge.rows.map((row) => [...row])
  const full = appendToRow(hash, edge.size, rows, leaves)
  const size = edge.size + leaves.length
  const grown = { size, rows }
  return { edge: grown, tiles: leaves.length === 0 ? [] : [...full, ...unfinishedTiles(grown)] }
}

/** RFC 6962's root of all leaves so far. */
export const rootOf = (hash: TreeHash, { rows }: Edge): Uint8Array => {
  const peaks = rows.flatMap((row) => peaksOf(hash, row).reverse())
  const [smallest, ...larger] = peaks
  return smallest ? larger.reduce((right, left) => hash.node(left, right), smallest) : hash.empty
}

/** The root over hashes that fill a power of two. */
export const foldPairs = (hash: TreeHash, hashes: readonly Uint8Array[]): Uint8Array => {
  const [first, second] = hashes
  if (!first) throw new Error('could not fold no hashes')
  if (!second) return first
  const half = hashes.length / 2
  return hash.node(foldPairs(hash, hashes.slice(0, half)), foldPairs(hash, hashes.slice(half)))
}

/** The unfinished tiles of a size: what a reader of exactly this size asks for beside the full ones. */
export const unfinishedTiles = ({ size, rows }: Edge): readonly Tile[] =>
  rows.flatMap((hashes, level) => (hashes.length === 0 ? [] : [{ level, index: tileIndex(size, level), hashes }]))

/** Bytes for a column or file: size as 8 bytes, then the rows from the lowest; the rows' lengths follow from the size. */
export const edgeBytes = ({ size, rows }: Edge): Uint8Array => {
  const head = Buffer.alloc(8)
  head.writeBigUInt64BE(BigInt(size))
  return Buffer.concat([head, ...rows.flat()])
}

export const edgeFrom = (bytes: Uint8Array): Edge => {
  const body = Buffer.from(bytes)
  const size = body.length < 8 ? Number.NaN : Number(body.readBigUInt64BE(0))
  const counts = Number.isSafeInteger(size) ? digitsOf(size) : []
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (!Number.isSafeInteger(size) || body.length !== 8 + total * hashBytes)
    throw new Error(`could not read an edge of ${body.length} bytes`)
  return { size, rows: cutRows(body.subarray(8), counts) }
}

/** The edge as published tiles hold it; the way back after a crash. */
export const edgeAt = async (
  size: number,
  readTile: (level: number, index: number, width: number) => Promise<readonly Uint8Array[]>,
): Promise<Edge> => ({
  size,
  rows: await Promise.all(digitsOf(size).map((width, level) => (width === 0 ? [] : readTile(level, tileIndex(size, level), width)))),
})

const appendToRow = (hash: TreeHash, size: number, rows: Uint8Array[][], leaves: readonly Uint8Array[]): Tile[] => {
  const tiles: Tile[] = []
  let at = size
  for (const leaf of leaves) {
    let carried: Uint8Array | undefined = leaf
    for (let level = 0; carried; level++) carried = push(hash, rows, level, carried, at, tiles)
    at += 1
  }
  return tiles
}

/** Puts one hash into a row; where that finishes the tile, its root is to be carried to the next row. */
const push = (
  hash: TreeHash,
  rows: Uint8Array[][],
  level: number,
  one: Uint8Array,
  leafAt: number,
  tiles: Tile[],
): Uint8Array | undefined => {
  const row = rows[level] ?? []
  row.push(one)
  rows[level] = row
  if (row.length < tileWidth) return undefined
  tiles.push({ level, index: tileIndex(leafAt, level), hashes: row })
  rows[level] = []
  return foldPairs(hash, row)
}

/** Which tile of a level holds the leaf. */
const tileIndex = (leaf: number, level: number): number => Math.floor(leaf / tileWidth ** (level + 1))

const digitsOf = (size: number): number[] => (size === 0 ? [] : [size % tileWidth, ...digitsOf(Math.floor(size / tileWidth))])

const cutRows = (body: Buffer, counts: readonly number[]): Uint8Array[][] => {
  let place = 0
  return counts.map((count) =>
    Array.from({ length: count }, () => {
      place += hashBytes
      return body.subarray(place - hashBytes, place)
    }),
  )
}

/** The roots of the perfect subtrees of a row, largest first. */
const peaksOf = (hash: TreeHash, row: readonly Uint8Array[]): Uint8Array[] => {
  if (row.length === 0) return []
  const width = 2 ** Math.floor(Math.log2(row.length))
  return [foldPairs(hash, row.slice(0, width)), ...peaksOf(hash, row.slice(width))]
}
