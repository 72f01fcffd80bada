/** Checks a whole log as an outsider: from the entries up to the signed root, and names the first thing that is not as it should be. */
import { type Checkpoint, checkpointFrom } from './checkpoint.ts'
import { sameBytes, type TreeHash } from './hashing.ts'
import { type NoteVerifier, openNote, partsOf } from './note.ts'
import { readEntries, readTile, type TileReader } from './tile-store.ts'
import { checkpointPath, entriesPath, type Tile, tilePath, tileWidth, widthAt } from './tiles.ts'
import { appendLeaves, type Edge, emptyEdge, rootOf } from './tree.ts'

export interface LogReport {
  readonly ok: true
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  /** Names of the known keys whose signatures were checked; empty where no key was given, and then nobody vouches for the root. */
  readonly signedBy: readonly string[]
  /** Names on the note that no given key speaks for. */
  readonly unchecked: readonly string[]
}

export interface LogFault {
  readonly ok: false
  /** One sentence: what differs, and where. */
  readonly fault: string
  readonly entry?: number
}

export interface Checking {
  readonly hash: TreeHash
  readonly keys?: readonly NoteVerifier[]
  readonly origin?: string
}

export const verifyLog = async (log: TileReader, { hash, keys = [], origin }: Checking): Promise<LogReport | LogFault> => {
  const note = await log.read(checkpointPath)
  if (!note) return { ok: false, fault: 'there is no checkpoint' }
  const read = readNote(Buffer.from(note).toString('utf8'), keys)
  if ('fault' in read) return read
  const { checkpoint, signedBy, unchecked } = read
  if (origin !== undefined && checkpoint.origin !== origin)
    return { ok: false, fault: `the checkpoint is of ${checkpoint.origin}, not of ${origin}` }
  try {
    const fault = await faultIn(log, hash, checkpoint)
    return fault ?? { ok: true, origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root, signedBy, unchecked }
  } catch (fault) {
    return { ok: false, fault: fault instanceof Error ? fault.message : String(fault) }
  }
}

interface ReadNote {
  readonly checkpoint: Checkpoint
  readonly signedBy: readonly string[]
  readonly unchecked: readonly string[]
}

const readNote = (note: string, keys: readonly NoteVerifier[]): ReadNote | LogFault => {
  const parts = partsOf(note)
  const checkpoint = parts && checkpointFrom(parts.text)
  if (!parts || !checkpoint) return { ok: false, fault: 'the checkpoint is malformed' }
  const names = parts.signatures.map(({ name, keyId }) => ({ name, id: Buffer.from(keyId).toString('hex') }))
  if (keys.length === 0) return { checkpoint, signedBy: [], unchecked: names.map(({ name }) => name) }
  const opened = openNote(note, keys)
  if (!opened.ok) return { ok: false, fault: `the checkpoint does not hold: ${opened.detail}` }
  const knownIds = opened.signedBy.map(({ keyId }) => Buffer.from(keyId).toString('hex'))
  const unchecked = names.filter(({ id }) => !knownIds.includes(id)).map(({ name }) => name)
  return { checkpoint, signedBy: opened.signedBy.map(({ name }) => name), unchecked }
}

interface Difference {
  readonly fault: string
  readonly entry: number
}

/** The entries decide first; if they lead to the signed root, whatever else differs is a tile that was changed. */
const faultIn = async (log: TileReader, hash: TreeHash, checkpoint: Checkpoint): Promise<LogFault | undefined> => {
  const { edge, different } = await rebuild(log, hash, checkpoint.size)
  if (!sameBytes(rootOf(hash, edge), checkpoint.root)) return whoIsChanged(log, hash, checkpoint, different)
  if (different) return { ok: false, fault: `${different.fault}; the entries lead to the root of the checkpoint, so the tile was changed` }
  return upperFault(log, hash, checkpoint.size)
}

const whoIsChanged = async (log: TileReader, hash: TreeHash, { size, root }: Checkpoint, different?: Difference): Promise<LogFault> => {
  const fromTiles = rootOf(hash, await edgeFromLeafTiles(log, hash, size))
  if (!different) return { ok: false, fault: `neither the entries nor the tiles lead to the root of the checkpoint at size ${size}` }
  const { entry, fault } = different
  if (sameBytes(fromTiles, root))
    return { ok: false, entry, fault: `${fault}; the tiles lead to the root of the checkpoint, so the entry was changed` }
  return { ok: false, entry, fault: `${fault}, and neither leads to the root of the checkpoint` }
}

/** Hashes every entry and holds it against its leaf; the first that differs is kept. */
const rebuild = async (
  log: TileReader,
  hash: TreeHash,
  size: number,
): Promise<{ readonly edge: Edge; readonly different?: Difference }> => {
  let edge = emptyEdge
  let different: Difference | undefined
  for (let index = 0; index * tileWidth < size; index++) {
    const entries = await readEntries(log, size, index)
    const width = widthAt(size, 0, index)
    if (entries.length !== width) throw new Error(`${entriesPath(index, width)} holds ${entries.length} entries instead of ${width}`)
    const leaves = entries.map(hash.leaf)
    different ??= firstDifference(await readTile(log, size, 0, index), leaves, entries, index)
    edge = appendLeaves(hash, edge, leaves).edge
  }
  return different ? { edge, different } : { edge }
}

const firstDifference = (
  stored: readonly Uint8Array[],
  leaves: readonly Uint8Array[],
  entries: readonly Uint8Array[],
  index: number,
): Difference | undefined => {
  const place = leaves.findIndex((leaf, at) => !sameBytes(leaf, stored[at] ?? new Uint8Array(0)))
  if (place < 0) return undefined
  const entry = index * tileWidth + place
  const byte = entries.slice(0, place).reduce((sum, { length }) => sum + 2 + length, 2)
  const width = leaves.length
  return {
    entry,
    fault: `entry ${entry} (byte ${byte} of ${entriesPath(index, width)}) differs from its leaf (byte ${place * 32} of ${tilePath(0, index, width)})`,
  }
}

const edgeFromLeafTiles = async (log: TileReader, hash: TreeHash, size: number): Promise<Edge> => {
  let edge = emptyEdge
  for (let index = 0; index * tileWidth < size; index++) edge = appendLeaves(hash, edge, await readTile(log, size, 0, index)).edge
  return edge
}

/** The leaf tiles are right; every tile above must follow from the tiles below it. */
const upperFault = async (log: TileReader, hash: TreeHash, size: number): Promise<LogFault | undefined> => {
  let edge = emptyEdge
  for (let index = 0; index * tileWidth < size; index++) {
    const grown = appendLeaves(hash, edge, await readTile(log, size, 0, index))
    edge = grown.edge
    const whole = grown.tiles.filter(({ level, index: at, hashes }) => level > 0 && hashes.length === widthAt(size, level, at))
    for (const tile of whole) {
      const fault = await tileFault(log, size, tile)
      if (fault) return fault
    }
  }
  return undefined
}

const tileFault = async (log: TileReader, size: number, { level, index, hashes }: Tile): Promise<LogFault | undefined> => {
  const stored = await readTile(log, size, level, index)
  const place = hashes.findIndex((one, at) => !sameBytes(one, stored[at] ?? new Uint8Array(0)))
  return place < 0
    ? undefined
    : {
        ok: false,
        fault: `hash ${place} (byte ${place * 32}) of ${tilePath(level, index, hashes.length)} does not follow from the tiles below it`,
      }
}
