/** Which lists are on their way into files, so that a restart that loses one does not lose it without a word. */
import type { Instant } from '@yunhe/law'
import type { Kysely, Selectable } from 'kysely'
import type { ListExportTable, Tables } from './tables.ts'

type Within = Kysely<Tables>
export type BegunExport = Selectable<ListExportTable>

/** After a day nobody waits for it. */
const waitedForMs = 86_400_000

/** The newest of a person's exports of a list takes the place of what was lost before. */
export const noteExport = async (db: Within, begun: BegunExport): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('list_exports').where('begun_at', '<', before(begun.begun_at)).execute()
    await tx.deleteFrom('list_exports').where('person', '=', begun.person).where('list', '=', begun.list).execute()
    await tx.insertInto('list_exports').values(begun).execute()
  })
}

/** It was handed out, thrown away, or told as failed. */
export const strikeExport = async (db: Within, person: string, id: string): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('list_exports').where('person', '=', person).where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

export const begunExports = async (db: Within, person: string, now: Instant): Promise<readonly BegunExport[]> =>
  db.selectFrom('list_exports').selectAll().where('person', '=', person).where('begun_at', '>=', before(now)).execute()

export const forgetExportsOf = async (db: Within, person: string): Promise<void> => {
  await db.deleteFrom('list_exports').where('person', '=', person).execute()
}

const before = (now: string): string => new Date(Date.parse(now) - waitedForMs).toISOString()
