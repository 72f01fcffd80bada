/** The log as the public page tells it: how far it has come, its last checkpoints, and who beside us signed the newest one. */
import { sql } from 'kysely'
import type { Db } from '../store/postgres.ts'

export interface PublishedCheckpoint {
  readonly size: number
  /** Base64, as its note has it. */
  readonly root: string
  /** Moment of the last entry it covers. */
  readonly at: string | undefined
  readonly note: string
}

/** The newest first. */
export const lastCheckpoints = async (db: Db, origin: string, limit: number): Promise<readonly PublishedCheckpoint[]> => {
  const { rows } = await sql<{ size: number; note: string; at: string | null }>`
    select size, note, (select at from entries where leaf_index = checkpoints.size - 1) as at
    from checkpoints where origin = ${origin} order by size desc limit ${limit}`.execute(db)
  return rows.map(({ size, note, at }) => ({ size, note, root: note.split('\n')[2] ?? '', at: at ?? undefined }))
}

/** Names on the signature lines of a note that are not the log's own: its witnesses. */
export const witnessesOf = (note: string, origin: string): readonly string[] => {
  const signers = [...note.matchAll(/^— (\S+) \S+$/gm)].map(([, name = '']) => name)
  return [...new Set(signers)].filter((name) => name !== origin)
}

export interface ZoneWord {
  readonly zone: string
  readonly receivedAt: string
}

/** When each zone was last heard of; a word of a zone is signed and was checked as it came. */
export const zonesHeard = async (db: Db): Promise<readonly ZoneWord[]> => {
  const rows = await db.selectFrom('zone_words').select(['zone', 'received_at']).orderBy('zone').execute()
  return rows.map(({ zone, received_at }) => ({ zone, receivedAt: received_at }))
}
