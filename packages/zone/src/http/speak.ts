/** How the zone answers when it says no: problem+json in the same shape as the platform's, and nothing of the inside. */
import type { FastifyReply } from 'fastify'
import { type AccessRefusal, refusalOf, statusOf, type ZoneRefusal } from '../refusals.ts'
import { directionsFor } from '../ways-out.ts'

/** `type` is a path below the documentation of the formats; `refusals` is what a screen shows. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly refusals: readonly ZoneRefusal[]
}

export const problemOf = (status: number, refusals: readonly ZoneRefusal[]): Problem => ({
  type: 'about:blank#refused',
  title: refusals[0]?.words.en ?? 'refused',
  status,
  refusals,
})

export const sayNo = (reply: FastifyReply, code: AccessRefusal, fields: readonly string[] = []): FastifyReply =>
  sayRefusals(reply, statusOf(code), [refusalOf(code, ...fields)])

/** A refused call also says which article it rests on and what its caller can do. */
export const sayRefused = (reply: FastifyReply, code: AccessRefusal, fields: readonly string[] = []): FastifyReply =>
  reply
    .code(statusOf(code))
    .type('application/problem+json')
    .send(JSON.stringify({ ...problemOf(statusOf(code), [refusalOf(code, ...fields)]), ...directionsFor(code) }))

export const sayRefusals = (reply: FastifyReply, status: number, refusals: readonly ZoneRefusal[]): FastifyReply =>
  reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(status, refusals)))

/** A fault says nothing of the inside; the zone's own output has it. */
export const sayFault = (reply: FastifyReply): FastifyReply =>
  reply
    .code(500)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank#fault', title: 'the zone could not do this', status: 500, refusals: [] }))
