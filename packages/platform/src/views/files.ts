/** Which files of a case a reader may read: those that stand in what the reader is shown of its entries. */
import { type Actor, type AttachedFile, filesIn } from '@yunhe/law'
import type { AnyCommand } from '../commands/command.ts'
import { fold } from '../commands/reading.ts'
import type { AnyProcedure } from '../projections/procedures.ts'
import type { Sources } from './case.ts'
import { redacted, stateFor } from './redaction.ts'
import { maySee } from './who.ts'

/** Undefined where there is none or the reader may not see it: the two are not told apart. */
export const fileShown = async (
  { db, log }: Pick<Sources, 'db' | 'log'>,
  { procedure }: AnyCommand,
  id: string,
  sha256: string,
  reader: Actor,
): Promise<AttachedFile | undefined> => {
  if (!(await maySee(db, reader, procedure.name, id))) return undefined
  const past = await log.inspect(`${procedure.name}/${id}`)
  if (!stateFor(procedure.name, fold(procedure as AnyProcedure, past), reader).history) return undefined
  return past
    .flatMap(({ type, event }) => (event === undefined ? [] : filesIn(redacted(type, { ...event }, reader))))
    .find((one) => one.sha256 === sha256)
}
