/** Where a draw of experts is shown computed again, to whoever may see the application. */
import type { FastifyInstance } from 'fastify'
import { routes } from '../contract/index.ts'
import type { Sources } from '../views/case.ts'
import { drawsOf } from '../views/draws.ts'
import { maySee } from '../views/who.ts'
import { readerOf, serve } from './serve.ts'
import { notFound } from './speak.ts'

export const serveDraws = (app: FastifyInstance, sources: Sources): void =>
  serve(app, routes.draws, async ({ params, request }) => {
    const reader = readerOf(request)
    if (!(await maySee(sources.db, reader, 'application', params.id))) throw notFound()
    return drawsOf(sources, params.id, reader)
  })
