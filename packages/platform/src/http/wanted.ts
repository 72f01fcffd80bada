/** What is asked of a list, as its pages, its counts and its file all read it. */
import { type Actor, dayOf, type Instant } from '@yunhe/law'
import type { AnyCommand } from '../commands/command.ts'
import type { ListFilters } from '../contract/index.ts'
import { casesBehind, drilledIn } from '../views/figures/drill.ts'
import type { Wanted } from '../views/lists.ts'
import { malformed, notFound } from './speak.ts'

interface Door {
  readonly clock: () => Instant
  readonly commands: readonly AnyCommand[]
}

export const wantedBy = ({ clock, commands }: Door, reader: Actor, plural: string, asked: ListFilters): Wanted => {
  const procedure = commands.find((one) => one.procedure.plural === plural)?.procedure
  if (procedure === undefined) throw notFound()
  const { figure, part, since, ...filters } = asked
  const today = dayOf(clock())
  const drilled = figure === undefined ? undefined : drilledIn(plural, { figure, part, since })
  if (figure !== undefined && drilled === undefined)
    throw malformed([{ place: 'query.figure', message: 'no figure of this list, or no part of it' }])
  return { procedure: procedure.name, filters, today, also: drilled && casesBehind(reader, drilled, today) }
}
