/** What the platform asks: orders for receipts, the signed status, the meter (article 24). */
import type { FastifyInstance } from 'fastify'
import type { ZoneNode } from '../node.ts'
import type { Entrance } from '../tickets.ts'
import { sayNo } from './speak.ts'

const mostMeterRecords = 10_000

const watching: readonly Entrance[] = [{ purpose: 'watch', scope: '*' }]

export const routesForPlatform = (app: FastifyInstance, zone: ZoneNode): void => {
  /** A refused order is an answer as good as a carried-out one: 200 and a signed receipt. */
  app.post('/orders', async (request) => zone.obey(request.body))

  /** For whoever keeps the program running: that it answers, and nothing else. */
  app.get('/health', async () => ({ ok: true }))

  app.get('/status', async (request, reply) => {
    const pass = await zone.enter(request.headers.authorization, watching)
    return pass.ok ? zone.status() : sayNo(reply, pass.refusal)
  })

  /** Records with an index above `after`; `after=-1` or none begins at the first. */
  app.get<{ Querystring: { after?: string; limit?: string } }>('/meter', async (request, reply) => {
    const pass = await zone.enter(request.headers.authorization, watching)
    if (!pass.ok) return sayNo(reply, pass.refusal)
    const after = wholeIn(request.query.after ?? '-1', -1)
    const limit = wholeIn(request.query.limit ?? '1000', 1)
    if (after === undefined || limit === undefined) return sayNo(reply, 'malformed', after === undefined ? ['after'] : ['limit'])
    return { size: zone.meterSize(), records: await zone.meter(after + 1, Math.min(limit, mostMeterRecords)) }
  })
}

const wholeIn = (text: string, least: number): number | undefined => {
  const number = Number(text)
  return Number.isSafeInteger(number) && number >= least ? number : undefined
}
