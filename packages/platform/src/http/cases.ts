/** The routes of the cases: lists, one case, its acts. Every act of the law is reachable here and nowhere else. */
import { randomBytes } from 'node:crypto'
import type { Act, Actor, Happening, Refusal } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import type { AnyCommand } from '../commands/command.ts'
import type { Asking, Outcome } from '../commands/perform.ts'
import { type ActView, type Performed, routes } from '../contract/index.ts'
import { wipeDraft } from '../store/drafts.ts'
import { bulkOf } from '../views/bulk.ts'
import { actsOn, caseView, type Sources, stagesOf } from '../views/case.ts'
import { kindsConcerning } from '../views/kinds.ts'
import { fitsOrder } from '../views/list-order.ts'
import { inbox, list } from '../views/lists.ts'
import { organizationLines } from '../views/names.ts'
import { maySee } from '../views/who.ts'
import { readerOf, serve } from './serve.ts'
import { malformed, notFound, parsed, refused } from './speak.ts'
import { wantedBy } from './wanted.ts'

// biome-ignore lint/suspicious/noExplicitAny: acts of any case, each parsed by its own shape
export type AnyAct = Act<any, any, any, Happening>
export type Perform = (command: AnyCommand, act: AnyAct, asking: Asking) => Promise<Outcome>

export interface CaseDoor extends Sources {
  readonly commands: readonly AnyCommand[]
  readonly perform: Perform
}

/** Closed for nothing but who asks. */
const isOthers = ({ open, closedBy }: ActView): boolean => !open && closedBy.every(({ code }) => code === 'not-yours-to-do')

export const serveCases = (app: FastifyInstance, door: CaseDoor): void => {
  const { db, commands } = door
  const commandIn = (plural: string): AnyCommand => {
    const found = commands.find(({ procedure }) => procedure.plural === plural)
    if (found === undefined) throw notFound()
    return found
  }
  serve(app, routes.procedures, async ({ request }) => {
    const reader = readerOf(request)
    const concerning = await kindsConcerning(db, commands, reader)
    return Promise.all(
      commands.map(async (command) => {
        const acts = await actsOn(door, command, '', command.procedure.start, reader)
        return {
          procedure: command.procedure.name,
          plural: command.procedure.plural,
          title: command.procedure.title,
          stages: stagesOf(command.procedure),
          opening: acts.filter(({ open }) => open),
          openedByOthers: acts.filter(isOthers).map((act) => ({ ...act, asks: {} })),
          bulk: [...bulkOf(command, reader)],
          concerns: concerning.has(command.procedure.plural),
        }
      }),
    )
  })
  serve(app, routes.organizations, async ({ query, request }) => {
    return organizationLines(db, readerOf(request), query.role)
  })
  serve(app, routes.inbox, async ({ query, request }) => inbox(db, readerOf(request), query))
  serve(app, routes.cases, async ({ params, query: { page, pageSize, after, sort, from, ...filters }, request }) => {
    const reader = readerOf(request)
    if (from !== undefined && !fitsOrder(sort, from))
      throw malformed([{ place: 'query.from', message: 'a list in this order begins at a day', code: 'day' }])
    return list(db, reader, wantedBy(door, reader, params.plural, filters), sort, { page, pageSize, after, from })
  })
  serve(app, routes.case, async ({ params, request }) => {
    const view = await caseView(door, commandIn(params.plural), params.id, readerOf(request))
    if (view === undefined) throw notFound()
    return view
  })
  serve(app, routes.open, async ({ params, body, request }) => {
    const [command, reader] = [commandIn(params.plural), readerOf(request)]
    const performed = await openCase(door.perform, command, params.act, body, reader)
    await wipeDraft(db, { person: reader.person, act: actNamed(command, params.act).name, id: '' })
    return performed
  })
  serve(app, routes.act, async ({ params, body, request }) => {
    const command = commandIn(params.plural)
    const reader = readerOf(request)
    // What a reader may not see, a reader cannot act on; a refusal would tell that it is there.
    if (!(await maySee(db, reader, command.procedure.name, params.id))) throw notFound()
    const performed = await performOn(door.perform, command, params.id, params.act, body, reader)
    await wipeDraft(db, { person: reader.person, act: actNamed(command, params.act).name, id: params.id })
    return performed
  })
}

type Asked = Readonly<Record<string, unknown>>

export const openCase = (perform: Perform, command: AnyCommand, act: string, asked: Asked, by: Actor): Promise<Performed> => {
  const read = parsed(actNamed(command, act).asks, asked, 'body') as Asked
  const natural = command.idFor?.(read, by)
  return answered(perform, command, act, { id: natural ?? newId(), isNew: natural === undefined, asked: read, by })
}

export const performOn = async (
  perform: Perform,
  command: AnyCommand,
  id: string,
  name: string,
  asked: Asked,
  by: Actor,
): Promise<Performed> => answered(perform, command, name, { id, asked: parsed(actNamed(command, name).asks, asked, 'body') as Asked, by })

const answered = async (perform: Perform, command: AnyCommand, name: string, asking: Asking): Promise<Performed> => {
  const outcome = await perform(command, actNamed(command, name), asking)
  if (!outcome.ok) throw refused(outcome.refusals as readonly Refusal[])
  return { procedure: command.procedure.name, plural: command.procedure.plural, id: asking.id, entries: [...outcome.refs] }
}

export const actNamed = ({ procedure }: AnyCommand, name: string): AnyAct => {
  const found = (procedure.acts as readonly AnyAct[]).find((act) => act.name === `${procedure.name}.${name}`)
  if (found === undefined) throw notFound()
  return found
}

/** Random, so that an id says nothing of what it names. */
export const newId = (): string => randomBytes(8).toString('hex')
