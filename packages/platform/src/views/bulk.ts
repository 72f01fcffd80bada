/** What may be done to many cases at once: acts on the law's list, each held against every case as it stands. */
import { type Actor, actsAs, bulkActs, type Role } from '@yunhe/law'
import type { AnyCommand } from '../commands/command.ts'
import { fold } from '../commands/reading.ts'
import type { BulkAct } from '../contract/index.ts'
import type { AnyProcedure } from '../projections/procedures.ts'
import { Damaged } from '../store/past.ts'
import { actsOn, type Sources } from './case.ts'
import { visibleTo } from './who.ts'

interface Table {
  readonly name: string
  readonly when: readonly { readonly actors?: readonly Role[] }[]
}

/** Acts of the list that are this reader's to do. */
export const bulkOf = ({ procedure }: AnyCommand, reader: Actor): readonly string[] =>
  (procedure.acts as readonly Table[])
    .filter(({ name, when }) => Object.hasOwn(bulkActs, name) && when.every(({ actors }) => isAmong(reader, actors)))
    .map(({ name }) => name)

const isAmong = (reader: Actor, actors: readonly Role[] | undefined): boolean =>
  actors === undefined || actors.some((role) => actsAs(reader, role))

/** Cases that the reader may not see are left out, as if they were not there. */
export const bulkView = async (sources: Sources, command: AnyCommand, ids: readonly string[], reader: Actor): Promise<BulkAct[]> => {
  const names = bulkOf(command, reader)
  if (names.length === 0) return []
  const rows = await sources.db
    .selectFrom('cases')
    .select(['id', 'title'])
    .where('procedure', '=', command.procedure.name)
    .where('id', 'in', [...new Set(ids)])
    .where(visibleTo(reader))
    .execute()
  const held = await Promise.all(rows.map(async ({ id, title }) => ({ id, title, acts: await actsOf(sources, command, id, reader) })))
  return names.flatMap((name) => {
    const cases = held.flatMap(({ id, title, acts }) => {
      const act = acts.find((one) => one.name === name)
      return act ? [{ id, title, open: act.open, closedBy: act.closedBy }] : []
    })
    const act = held.flatMap(({ acts }) => acts).find((one) => one.name === name)
    const because = bulkActs[name]
    return act && because ? [{ act, because, cases }] : []
  })
}

/** On a case with a damaged entry nothing can be decided. */
const actsOf = async (sources: Sources, command: AnyCommand, id: string, reader: Actor) => {
  try {
    const past = await sources.log.read(`${command.procedure.name}/${id}`)
    return await actsOn(sources, command, id, fold(command.procedure as AnyProcedure, past), reader)
  } catch (cause) {
    if (cause instanceof Damaged) return []
    throw cause
  }
}
