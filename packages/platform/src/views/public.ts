/** What everybody may see: cases that concern the public, folded from the log. */
import type { Happening, Procedure } from '@yunhe/law'
import { fold } from '../commands/reading.ts'
import type { Log } from '../store/log.ts'
import type { Db } from '../store/postgres.ts'
import { holdsOneOf } from './who.ts'

const most = 200

export interface PublicCase<State> {
  readonly id: string
  readonly state: State
}

export interface PublicSources {
  readonly db: Db
  readonly log: Log
}

/** The public cases of a kind, newest first. */
export const publicCases = async <State, Facts, Event extends Happening>(
  { db, log }: PublicSources,
  procedure: Procedure<State, Facts, Event>,
): Promise<readonly PublicCase<State>[]> => {
  const rows = await publicRows(db, procedure.name).orderBy('updated_at', 'desc').limit(most).execute()
  return Promise.all(rows.map(async ({ id }) => ({ id, state: fold(procedure, await log.read(`${procedure.name}/${id}`)) })))
}

/** Undefined where there is none or it is not public: the two are not told apart. */
export const publicCase = async <State, Facts, Event extends Happening>(
  { db, log }: PublicSources,
  procedure: Procedure<State, Facts, Event>,
  id: string,
): Promise<PublicCase<State> | undefined> => {
  const row = await publicRows(db, procedure.name).where('id', '=', id).executeTakeFirst()
  return row && { id, state: fold(procedure, await log.read(`${procedure.name}/${id}`)) }
}

const publicRows = (db: Db, procedure: string) =>
  db
    .selectFrom('cases')
    .select('id')
    .where('procedure', '=', procedure)
    .where(holdsOneOf('roles', ['public']))
