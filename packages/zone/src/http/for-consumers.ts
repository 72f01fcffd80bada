/** The gateway's one route: `GET /v1/:product` with a key and a scenario (articles 16 and 17). */
import type { FastifyInstance } from 'fastify'
import type { Call } from '../products/call.ts'
import type { Answer } from '../products/gateway.ts'
import { sayNo } from './speak.ts'

export const routesForConsumers = (app: FastifyInstance, call: (call: Call) => Promise<Answer>): void => {
  app.get<{ Params: { product: string }; Querystring: Record<string, unknown> }>('/v1/:product', async (request, reply) => {
    const answer = await call({
      product: request.params.product,
      authorization: request.headers.authorization,
      scenario: oneOf(request.headers['yunhe-scenario']),
      parameters: request.query,
    })
    if (!answer.ok) return sayNo(reply, answer.refusal, answer.fields)
    const { rows, more, body } = answer.found
    return reply.type('application/json; charset=utf-8').send(`{"version":${answer.version},"count":${rows},"more":${more},"rows":${body}}`)
  })
}

const oneOf = (header: string | readonly string[] | undefined): string | undefined => (typeof header === 'string' ? header : header?.[0])
