/** What a person has read of what the person was told. */
import { sql } from 'kysely'
import type { Db } from './postgres.ts'

export interface Read {
  /** These, */
  readonly numbers: readonly number[]
  /** and all up to this one. */
  readonly upTo: number
}

/** @param turns as whom the person is told things; what was told to others is left alone */
export const markRead = async (db: Db, person: string, turns: readonly string[], { numbers, upTo }: Read): Promise<void> => {
  await sql`insert into notices_read (person, no) select ${person}, no from notices
    where (no <= ${upTo} or no = any(${[...numbers]}::bigint[])) and whose && ${[...turns]}::text[]
    on conflict do nothing`.execute(db)
}
