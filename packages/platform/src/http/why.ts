/** Answers "why" about acts, refusals, entries and clocks; what a reader may not see is answered as what is not there. */
import type { FastifyInstance } from 'fastify'
import { routes, type WhyView } from '../contract/index.ts'
import type { AnyAct, WhySources } from '../views/why/chain.ts'
import { whyClock } from '../views/why/clock.ts'
import { whyAct, whyEntry } from '../views/why/why.ts'
import { readerOf, serve } from './serve.ts'
import { notFound, parsed } from './speak.ts'

export type WhyDoor = WhySources

export const serveWhy = (app: FastifyInstance, door: WhyDoor): void => {
  serve(app, routes.whyAct, async ({ body, request }) => {
    const command = door.commands.find(({ procedure }) => body.act.startsWith(`${procedure.name}.`))
    const act = (command?.procedure.acts as readonly AnyAct[] | undefined)?.find(({ name }) => name === body.act)
    if (command === undefined || act === undefined || !isForPeople(act)) throw notFound()
    const asked = body.asked && (parsed(act.asks, body.asked, 'body.asked') as Readonly<Record<string, unknown>>)
    return found(await whyAct(door, { command, act, id: body.case, asked }, readerOf(request)))
  })
  serve(app, routes.whyEntry, async ({ query, request }) => found(await whyEntry(door, query, readerOf(request))))
  serve(app, routes.whyClock, async ({ query: { plural, case: id, ...clock }, request }) => {
    const command = door.commands.find(({ procedure }) => procedure.plural === plural)
    if (command === undefined) throw notFound()
    return found(await whyClock(door, command, { id, ...clock }, readerOf(request)))
  })
}

const found = (view: WhyView | undefined): WhyView => {
  if (view === undefined) throw notFound()
  return view
}

/** What the platform does by itself is shown to nobody as an act. */
const isForPeople = ({ when }: AnyAct): boolean => !when.some(({ actors }) => actors?.every((role) => role === 'platform'))
