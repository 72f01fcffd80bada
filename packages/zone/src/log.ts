/** The zone's own log: each act is on disk before it happens, and where it cannot be written nothing happens (article 16, W16-8). */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { privateFolder, writeDurably } from '@yunhe/keys'
import type { ZoneAct } from './acts.ts'
import { canonicalJson } from './canonical.ts'
import { emptyZone, evolve, type ZoneState } from './state.ts'
import { type Clock, written } from './time.ts'

/** An entry of the ledger holds at most 65,535 bytes; a longer act lies beside the log under its hash. */
const longestEntry = 60_000

/** What the zone asks of a log on disk: an append resolves once the entry is durable. */
export interface AppendLog {
  readonly append: (entry: Uint8Array) => Promise<number>
  readonly entries: (from?: number) => AsyncIterable<{ readonly index: number; readonly entry: Uint8Array }>
  readonly size: () => number
}

/** The log did not take the act. Whoever asked hears that nothing was done. */
export class NotRecorded extends Error {}

export interface ZoneLog {
  /** Writes the act, folds it into what stands, and answers its index. Throws `NotRecorded`, and then it has not happened. */
  readonly record: (act: ZoneAct) => Promise<number>
  readonly state: () => ZoneState
  /** False from a record that failed until one that does not: a zone that cannot write cannot be stopped either, so it gives nothing. */
  readonly isWriting: () => boolean
  readonly size: () => number
}

/** Replays the whole log: what stands after a restart is what was recorded, and nothing else. */
export const openZoneLog = async (file: AppendLog, longActsFolder: string, now: Clock): Promise<ZoneLog> => {
  privateFolder(longActsFolder)
  let state = emptyZone
  let writing = true
  const fold = (act: ZoneAct, index: number, at: string): void => {
    state = evolve(state, act, { index, at })
  }
  for await (const { index, entry } of file.entries()) {
    const act = await actIn(entry, longActsFolder)
    fold(act, index, act.at)
  }

  /** Folded in the order of the indexes even where two appends resolve in the same turn. */
  const record = async (act: ZoneAct): Promise<number> => {
    try {
      const at = written(now())
      const index = await file.append(entryOf(act, longActsFolder, at))
      fold(act, index, at)
      writing = true
      return index
    } catch (cause) {
      writing = false
      throw new NotRecorded(`could not record ${act.type} in the log of the zone`, { cause })
    }
  }
  return { record, state: () => state, isWriting: () => writing, size: () => file.size() }
}

const entryOf = (act: ZoneAct, folder: string, at: string): Uint8Array => {
  const entry = Buffer.from(canonicalJson({ ...act, at }))
  if (entry.length <= longestEntry) return entry
  const long = createHash('sha256').update(entry).digest('hex')
  writeDurably(join(folder, `${long}.json`), entry)
  return Buffer.from(canonicalJson({ type: act.type, at, long }))
}

/** What lies beside the log counts only if it is exactly what the entry names. */
const actIn = async (bytes: Uint8Array, folder: string): Promise<ZoneAct & { readonly at: string }> => {
  const entry = JSON.parse(Buffer.from(bytes).toString('utf8'))
  if (typeof entry.long !== 'string') return entry
  const long = await readFile(join(folder, `${entry.long}.json`))
  if (createHash('sha256').update(long).digest('hex') !== entry.long)
    throw new Error(`could not read the act ${entry.long}: its file was changed`)
  return JSON.parse(long.toString('utf8'))
}
