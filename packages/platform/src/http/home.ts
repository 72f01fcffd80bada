/** A person's home, what the person follows, the search and the acts of the law. Each cut to what the reader may see. */
import type { Instant } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import type { AnyCommand } from '../commands/command.ts'
import { routes } from '../contract/index.ts'
import { follow, isFollowed, lookedAt, unfollow } from '../store/follows.ts'
import type { Db } from '../store/postgres.ts'
import { lawActs } from '../views/acts.ts'
import { homeOf } from '../views/home.ts'
import { search } from '../views/search.ts'
import { maySee } from '../views/who.ts'
import { readerOf, serve } from './serve.ts'
import { notFound } from './speak.ts'

export interface HomeDoor {
  readonly db: Db
  readonly clock: () => Instant
  readonly commands: readonly AnyCommand[]
}

export const serveHome = (app: FastifyInstance, { db, clock, commands }: HomeDoor): void => {
  const named = (plural: string, id: string) => {
    const found = commands.find(({ procedure }) => procedure.plural === plural)
    if (found === undefined) throw notFound()
    return { procedure: found.procedure.name, id }
  }
  serve(app, routes.home, async ({ request }) => homeOf(db, readerOf(request)))
  serve(app, routes.looked, async ({ body, request }) => {
    const now = clock()
    // Nobody has looked at what has not happened yet.
    const since = body.at < now ? body.at : now
    await lookedAt(db, readerOf(request).person, since)
    return { since }
  })
  serve(app, routes.following, async ({ params: { plural, id }, request }) => {
    const { person } = readerOf(request)
    return { plural, id, following: await isFollowed(db, person, named(plural, id)) }
  })
  serve(app, routes.follow, async ({ params: { plural, id }, body: { following }, request }) => {
    const reader = readerOf(request)
    const one = named(plural, id)
    // To end it is always possible, also where one may no longer see the case.
    if (!following) await unfollow(db, reader.person, one)
    else if (await maySee(db, reader, one.procedure, id)) await follow(db, reader.person, one, clock())
    else throw notFound()
    return { plural, id, following }
  })
  serve(app, routes.search, async ({ query, request }) => search(db, commands, readerOf(request), query))
  serve(app, routes.acts, async ({ request }) => lawActs(commands, readerOf(request)))
}
