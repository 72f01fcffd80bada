/** What the gateway metered, by day: the operator sees its products, the consumer its own calls. */
import type { FastifyInstance } from 'fastify'
import { routes } from '../contract/index.ts'
import type { Db } from '../store/postgres.ts'
import { callsByDay } from '../views/meter.ts'
import { readerOf, serve } from './serve.ts'

export const serveMeter = (app: FastifyInstance, { db }: { readonly db: Db }): void => {
  serve(app, routes.meter, async ({ query, request }) => callsByDay(db, readerOf(request), query.product))
}
