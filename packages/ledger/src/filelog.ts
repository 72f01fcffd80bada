/** A log in a folder, for one writer: what it says is recorded is on disk. "Recorded before it runs" rests on `append`. */
import { constants, mkdirSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { flushFolder } from '@yunhe/keys'
import { publish } from './filelog-publish.ts'
import { type FileLogPlace, type Place, placesIn, type Recovered, recover } from './filelog-recover.ts'
import { frameOf } from './frames.ts'
import { treeHash } from './hashing.ts'
import { lockFile } from './lock.ts'
import { maxEntryBytes } from './tiles.ts'
import { appendLeaves, rootOf } from './tree.ts'

export interface FileLog {
  readonly size: () => number
  readonly root: () => Uint8Array
  /** Resolves with the entry's index once it is flushed; rejects, and so does every later call, where the disk would not take it. */
  readonly append: (entry: Uint8Array) => Promise<number>
  readonly read: (index: number) => Promise<Uint8Array | undefined>
  readonly entries: (from?: number) => AsyncGenerator<{ readonly index: number; readonly entry: Uint8Array }>
  /** Publishes tiles, then the signed checkpoint of all that is flushed, into `<folder>/public`, and gives the note. */
  readonly checkpoint: () => Promise<string>
  readonly close: () => Promise<void>
}

interface Waiting {
  readonly entry: Uint8Array
  readonly done: (index: number) => void
  readonly failed: (fault: unknown) => void
}

/** A write through this returns once its bytes are on disk: one wait for each frame where a flush of its own would make two. */
const durably = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_DSYNC

/** Keeps a frame within what memory and its length field hold, with entries of any size. */
const mostInAFrame = 1024

/** Throws where another process writes here, where the file is damaged before its end, or holds less than its own checkpoint says. */
export const openFileLog = async (place: FileLogPlace): Promise<FileLog> => {
  mkdirSync(place.folder, { recursive: true, mode: 0o700 })
  const unlock = lockFile(join(place.folder, 'lock'))
  try {
    return await writing(place, recover(place), unlock)
  } catch (fault) {
    unlock()
    throw fault
  }
}

const writing = async (place: FileLogPlace, recovered: Recovered, unlock: () => void): Promise<FileLog> => {
  const hash = treeHash(place.suite)
  const file = await open(join(place.folder, 'entries.log'), durably, 0o600)
  await file.datasync()
  flushFolder(place.folder)
  const { places } = recovered
  let { edge, endBytes } = recovered
  let broken: Error | undefined
  const waiting: Waiting[] = []
  let flushing: Promise<void> | undefined

  const settle = (group: readonly Waiting[], frameBytes: number) => {
    const first = edge.size
    edge = appendLeaves(
      hash,
      edge,
      group.map(({ entry }) => hash.leaf(entry)),
    ).edge
    places.push(
      ...placesIn(
        endBytes,
        group.map(({ entry }) => entry),
      ),
    )
    endBytes += frameBytes
    for (const [turn, { done }] of group.entries()) done(first + turn)
  }
  /** Entries that arrive in one turn of the loop, or while the disk is busy, go out together in the next frame. */
  const flush = async () => {
    await new Promise<void>((turned) => setImmediate(turned))
    while (waiting.length > 0 && !broken) {
      const group = waiting.splice(0, mostInAFrame)
      try {
        const frame = frameOf(group.map(({ entry }) => entry))
        await writeAll(file, frame)
        settle(group, frame.length)
      } catch (cause) {
        broken = new Error(`could not record in ${place.folder}: the disk did not take it, and what it holds now is not known`, { cause })
        for (const { failed } of group) failed(broken)
      }
    }
    for (const { failed } of waiting.splice(0)) failed(broken)
    flushing = undefined
  }
  const append = (entry: Uint8Array) =>
    new Promise<number>((done, failed) => {
      if (entry.length > maxEntryBytes)
        return failed(new Error(`could not record an entry of ${entry.length} bytes; ${maxEntryBytes} are the most`))
      if (broken) return failed(broken)
      waiting.push({ entry: Buffer.from(entry), done, failed })
      flushing ??= flush()
    })
  const read = async (index: number) => {
    const found = places[index]
    return found && readAt(file, found)
  }
  const entries = async function* (from = 0) {
    for (let index = from; index < edge.size; index++) {
      const found = places[index]
      if (found) yield { index, entry: await readAt(file, found) }
    }
  }
  return {
    size: () => edge.size,
    root: () => rootOf(hash, edge),
    append,
    read,
    entries,
    checkpoint: oneAtATime(() => publish(place, edge, read)),
    close: async () => {
      await flushing
      broken ??= new Error(`could not record in ${place.folder}: the log is closed`)
      await file.close()
      unlock()
    },
  }
}

const writeAll = async (file: FileHandle, bytes: Uint8Array): Promise<void> => {
  for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done)).bytesWritten
}

const readAt = async (file: FileHandle, { at, length }: Place): Promise<Uint8Array> => {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, at)
  if (bytesRead !== length) throw new Error(`could not read ${length} bytes at ${at} of the log: there are ${bytesRead}`)
  return bytes
}

/** Two publications at once would write over each other. */
const oneAtATime = <Result>(work: () => Promise<Result>): (() => Promise<Result>) => {
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    const next = last.then(work, work)
    last = next
    return next
  }
}
