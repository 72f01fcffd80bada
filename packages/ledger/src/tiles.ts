/** C2SP tlog-tiles: the names and bytes under which a tree and its entries lie in a folder or behind a web server. */
import { hashBytes } from './hashing.ts'

export const tileWidth = 256
export const maxEntryBytes = 65_535

/** A run of 1 to 256 hashes of one level; 256 levels of the tree make one level of tiles. */
export interface Tile {
  readonly level: number
  readonly index: number
  readonly hashes: readonly Uint8Array[]
}

/** 1 to 256 entries that stand in a row. */
export interface Bundle {
  readonly index: number
  readonly entries: readonly Uint8Array[]
}

export const checkpointPath = 'checkpoint'
export const tilePath = (level: number, index: number, width: number): string => `tile/${level}/${numberPath(index)}${partial(width)}`
export const entriesPath = (index: number, width: number): string => `tile/entries/${numberPath(index)}${partial(width)}`

export const tileBytes = ({ hashes }: Tile): Uint8Array => Buffer.concat(hashes)

export const hashesFrom = (bytes: Uint8Array, what: string): readonly Uint8Array[] => {
  if (bytes.length === 0 || bytes.length % hashBytes !== 0 || bytes.length > tileWidth * hashBytes)
    throw new Error(`could not read ${what}: ${bytes.length} bytes are no row of hashes`)
  return Array.from({ length: bytes.length / hashBytes }, (_, index) => bytes.subarray(index * hashBytes, (index + 1) * hashBytes))
}

/** Each entry after its length in two bytes, highest first. */
export const bundleBytes = (entries: readonly Uint8Array[]): Uint8Array => {
  const bytes = Buffer.alloc(entries.reduce((sum, { length }) => sum + 2 + length, 0))
  let at = 0
  for (const entry of entries) {
    bytes.writeUInt16BE(lengthOf(entry), at)
    bytes.set(entry, at + 2)
    at += 2 + entry.length
  }
  return bytes
}

export const entriesFrom = (bytes: Uint8Array, what: string): readonly Uint8Array[] => {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const entries: Uint8Array[] = []
  for (let place = 0; place < body.length; ) {
    const start = place + 2
    const end = start > body.length ? Number.POSITIVE_INFINITY : start + body.readUInt16BE(place)
    if (end > body.length) throw new Error(`could not read ${what}: it ends inside its entry ${entries.length}`)
    entries.push(body.subarray(start, end))
    place = end
  }
  return entries
}

/** The bundles that hold the entries from `from`, which must be the first of a bundle; the last may be unfinished. */
export const bundlesOf = (from: number, entries: readonly Uint8Array[]): readonly Bundle[] => {
  if (from % tileWidth !== 0) throw new Error(`could not cut bundles from entry ${from}: a bundle begins at a multiple of ${tileWidth}`)
  return Array.from({ length: Math.ceil(entries.length / tileWidth) }, (_, turn) => ({
    index: from / tileWidth + turn,
    entries: entries.slice(turn * tileWidth, (turn + 1) * tileWidth),
  }))
}

/** How many of a level's hashes a tile holds in a tree of this size: 0 where there is none. */
export const widthAt = (size: number, level: number, index: number): number =>
  Math.max(0, Math.min(tileWidth, Math.floor(size / tileWidth ** level) - index * tileWidth))

/** 1234067 → x001/x234/067 */
const numberPath = (index: number): string => {
  const last = String(index % 1000).padStart(3, '0')
  const rest = Math.floor(index / 1000)
  return rest === 0 ? last : `${leading(rest)}/${last}`
}

const leading = (rest: number): string => {
  const group = `x${String(rest % 1000).padStart(3, '0')}`
  return rest < 1000 ? group : `${leading(Math.floor(rest / 1000))}/${group}`
}

const partial = (width: number): string => (width === tileWidth ? '' : `.p/${width}`)

const lengthOf = ({ length }: Uint8Array): number => {
  if (length > maxEntryBytes) throw new Error(`could not bundle an entry of ${length} bytes; ${maxEntryBytes} are the most`)
  return length
}
