/** The zone over HTTP: one server for the platform, for people with tickets and for consumers with keys. */
import Fastify, { type FastifyInstance } from 'fastify'
import { NotRecorded } from '../log.ts'
import type { ZoneNode } from '../node.ts'
import { routesForConsumers } from './for-consumers.ts'
import { routesForExaminers } from './for-examiners.ts'
import { routesForExports } from './for-exports.ts'
import { routesForLineage } from './for-lineage.ts'
import { routesForModellers } from './for-modellers.ts'
import { routesForPeople } from './for-people.ts'
import { routesForPlanners } from './for-planners.ts'
import { routesForPlatform } from './for-platform.ts'
import { sayFault, sayNo } from './speak.ts'

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** @param origin the console's origin, the only one a browser may ask from */
export const zoneServer = (zone: ZoneNode, origin: string, faulted: (fault: unknown, context: string) => void): FastifyInstance => {
  const app = Fastify({ logger: false, bodyLimit: 4 * 2 ** 20, exposeHeadRoutes: false })
  allowOnly(app, origin)
  app.addContentTypeParser(
    ['text/csv', 'application/octet-stream', 'application/vnd.apache.parquet', 'application/x-ndjson', workbook],
    (_request, payload, done) => done(null, payload),
  )
  app.setErrorHandler((fault: Error & { statusCode?: number }, request, reply) => {
    if (fault instanceof NotRecorded) faulted(fault, `${request.method} ${request.routeOptions.url ?? ''}`)
    if (fault instanceof NotRecorded) return sayNo(reply, 'not-recorded')
    if (fault.statusCode !== undefined && fault.statusCode < 500) return sayNo(reply.code(fault.statusCode), 'malformed', ['body'])
    faulted(fault, `${request.method} ${request.routeOptions.url ?? ''}`)
    return sayFault(reply)
  })
  app.setNotFoundHandler((_request, reply) => sayNo(reply, 'malformed', ['path']))
  routesForPlatform(app, zone)
  routesForPeople(app, zone)
  routesForExports(app, zone)
  routesForPlanners(app, zone)
  routesForLineage(app, zone)
  routesForModellers(app, zone)
  routesForExaminers(app, zone)
  routesForConsumers(app, zone.products)
  return app
}

/** What the console shows of an answer's head when somebody tries a product. */
const exposed =
  'ratelimit, ratelimit-policy, retry-after, etag, content-digest, signature, signature-input, yunhe-repeated, yunhe-request-id, content-disposition'

/** Cross-origin for the console alone; no cookies, a ticket is in a header. */
const allowOnly = (app: FastifyInstance, origin: string): void => {
  // Without a promise: a consumer's program sends no origin, and this stands before each of its calls.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.headers.origin !== origin) return done()
    reply.header('access-control-allow-origin', origin).header('vary', 'Origin').header('access-control-expose-headers', exposed)
    if (request.method !== 'OPTIONS') return done()
    reply
      .header('access-control-allow-methods', 'GET, POST, DELETE')
      .header(
        'access-control-allow-headers',
        'authorization, content-type, content-digest, yunhe-scenario, idempotency-key, accept-signature, if-none-match',
      )
      .header('access-control-max-age', '600')
    reply.code(204).send()
  })
  app.options('/*', async (_request, reply) => reply.code(204).send())
}
