/** Registers a route of the contract: what comes in is parsed by its shapes, what goes out is typed by them. */
import type { Actor } from '@yunhe/law'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { ParamsOf, Route } from '../contract/index.ts'
import type { SignedIn } from '../store/accounts.ts'
import { notSignedIn, parsed, pendingFirst } from './speak.ts'

export interface Incoming<Path extends string, Query, Body> {
  readonly params: ParamsOf<Path>
  readonly query: Query
  readonly body: Body
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

type Handler<Path extends string, Query extends z.ZodType, Body extends z.ZodType, Reply extends z.ZodType> = (
  incoming: Incoming<Path, z.infer<Query>, z.infer<Body>>,
) => Promise<z.infer<Reply>>

export const serve = <Path extends string, Query extends z.ZodType, Body extends z.ZodType, Reply extends z.ZodType>(
  app: FastifyInstance,
  { method, path, query, body, isPublic, whilePending }: Route<Path, Query, Body, Reply>,
  handle: Handler<Path, Query, Body, Reply>,
): void => {
  app.route({
    method,
    url: path,
    handler: async (request, reply) => {
      // Before anything is parsed: what a stranger's form lacks is no business of the stranger.
      if (!isPublic) (whilePending ? holderOf : readerOf)(request)
      return handle({
        params: request.params as ParamsOf<Path>,
        query: query === undefined ? (undefined as z.infer<Query>) : parsed(query, request.query, 'query'),
        body: body === undefined ? (undefined as z.infer<Body>) : parsed(body, request.body ?? {}, 'body'),
        request,
        reply,
      })
    },
  })
}

/** Who is signed in, or 401. The session hook has put the actor there. */
export const readerOf = (request: FastifyRequest): Actor => {
  if (request.reader === undefined) throw request.holder?.pending ? pendingFirst(request.holder.pending) : notSignedIn()
  return request.reader
}

/** Whose account it is, also where a password or a second factor is still to be set up; or 401. */
export const holderOf = (request: FastifyRequest): SignedIn => {
  if (request.holder === undefined) throw notSignedIn()
  return request.holder
}

declare module 'fastify' {
  interface FastifyRequest {
    reader?: Actor
    holder?: SignedIn
    login?: string
    csrf?: string
  }
}
