/** Which kinds of cases somebody has to do with: an act of their roles, or a case that they may see. */
import type { Actor } from '@yunhe/law'
import { sql } from 'kysely'
import type { AnyCommand } from '../commands/command.ts'
import type { Db } from '../store/postgres.ts'
import { lawActs } from './acts.ts'
import { visibleTo } from './who.ts'

/** By their plurals. */
export const kindsConcerning = async (db: Db, commands: readonly AnyCommand[], reader: Actor): Promise<ReadonlySet<string>> => {
  // What everybody may do is nobody's in particular.
  const acting = new Set(lawActs(commands, reader).flatMap(({ plural, roles, isYours }) => (isYours && roles.length > 0 ? [plural] : [])))
  const others = commands.filter(({ procedure }) => !acting.has(procedure.plural)).map(({ procedure }) => procedure)
  const { rows } = await sql<{ kind: string }>`select kind from unnest(${others.map(({ name }) => name)}::text[]) as kinds(kind)
    where exists (select from cases where procedure = kind and ${visibleTo(reader)})`.execute(db)
  const seen = new Set(rows.map(({ kind }) => kind))
  return new Set([...acting, ...others.filter(({ name }) => seen.has(name)).map(({ plural }) => plural)])
}
