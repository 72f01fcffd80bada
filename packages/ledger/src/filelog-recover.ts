/** Bringing a file log back after a crash: what was acknowledged is all there, or it does not open. */
import { existsSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { type Suite, writeDurably } from '@yunhe/keys'
import { checkpointFrom } from './checkpoint.ts'
import { frameHeadBytes, readFrame } from './frames.ts'
import { treeHash } from './hashing.ts'
import { type NoteSigner, openNote } from './note.ts'
import { checkpointPath } from './tiles.ts'
import { appendLeaves, type Edge, emptyEdge, rootOf } from './tree.ts'

export interface FileLogPlace {
  readonly folder: string
  readonly origin: string
  readonly suite: Suite
  /** The first is the log's own key, and must be able to check the last checkpoint. */
  readonly signers: readonly NoteSigner[]
}

/** Where an entry's bytes lie in the file. */
export interface Place {
  readonly at: number
  readonly length: number
}

export interface Recovered {
  readonly places: Place[]
  readonly edge: Edge
  readonly endBytes: number
}

/** Throws where the file is damaged before its end, or holds less than or other than its own checkpoint says. */
export const recover = (place: FileLogPlace): Recovered => {
  const file = join(place.folder, 'entries.log')
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  const hash = treeHash(place.suite)
  const places: Place[] = []
  const leaves: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const frame = readFrame(bytes, at)
    if (!frame.ok && !frame.tear) throw new Error(`could not open ${file}: it is damaged after entry ${places.length - 1}, at byte ${at}`)
    if (!frame.ok) break
    for (const entry of frame.entries) leaves.push(hash.leaf(entry))
    places.push(...placesIn(at, frame.entries))
    at = frame.end
  }
  const { edge } = appendLeaves(hash, emptyEdge, leaves)
  holdAgainstCheckpoint(place, leaves)
  if (at < bytes.length) cutTear(place.folder, file, bytes, at)
  return { places, edge, endBytes: at }
}

/** The torn bytes were never acknowledged; they are kept aside all the same. */
const cutTear = (folder: string, file: string, bytes: Buffer, at: number): void => {
  writeDurably(join(folder, `torn-at-${at}`), bytes.subarray(at))
  truncateSync(file, at)
}

/** A file that was cut back to a whole frame looks sound; only the signed checkpoint remembers that there was more. */
const holdAgainstCheckpoint = ({ folder, suite, signers }: FileLogPlace, leaves: readonly Uint8Array[]): void => {
  const file = join(folder, 'public', checkpointPath)
  if (!existsSync(file)) return
  const opened = openNote(readFileSync(file, 'utf8'), signers)
  const checkpoint = opened.ok ? checkpointFrom(opened.text) : undefined
  if (!checkpoint) throw new Error(`could not open the log in ${folder}: its checkpoint does not hold`)
  if (leaves.length < checkpoint.size)
    throw new Error(`could not open the log in ${folder}: it holds ${leaves.length} entries and its checkpoint says ${checkpoint.size}`)
  const hash = treeHash(suite)
  const then = rootOf(hash, appendLeaves(hash, emptyEdge, leaves.slice(0, checkpoint.size)).edge)
  if (Buffer.compare(then, checkpoint.root) !== 0)
    throw new Error(`could not open the log in ${folder}: its first ${checkpoint.size} entries are not those of its checkpoint`)
}

export const placesIn = (frameAt: number, entries: readonly Uint8Array[]): readonly Place[] => {
  let at = frameAt + frameHeadBytes
  return entries.map(({ length }) => {
    at += 2 + length
    return { at: at - length, length }
  })
}
