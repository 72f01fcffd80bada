/** The help beside each screen and the tours a person has been offered. */
import type { Instant } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import type { AnyCommand } from '../commands/command.ts'
import { routes } from '../contract/index.ts'
import type { Db } from '../store/postgres.ts'
import { rememberTour, toursOf } from '../store/tours.ts'
import { helpOn } from '../views/help.ts'
import { readerOf, serve } from './serve.ts'
import { notFound } from './speak.ts'

export interface GuideDoor {
  readonly db: Db
  readonly clock: () => Instant
  readonly commands: readonly AnyCommand[]
}

export const serveGuide = (app: FastifyInstance, { db, clock, commands }: GuideDoor): void => {
  serve(app, routes.kindHelp, async ({ params: { plural } }) => {
    const found = commands.find(({ procedure }) => procedure.plural === plural)
    if (found === undefined) throw notFound()
    return helpOn(found)
  })
  serve(app, routes.tours, async ({ request }) => ({ roles: await toursOf(db, readerOf(request).person) }))
  serve(app, routes.rememberTour, async ({ body: { role }, request }) => {
    const { person } = readerOf(request)
    await rememberTour(db, person, role, clock())
    return { roles: await toursOf(db, person) }
  })
}
