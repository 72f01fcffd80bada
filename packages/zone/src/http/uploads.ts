/** Files that come by pieces: begin, send, look how far it is, deliver, give up. The same for datasets and for the quarantine. */
import { contentDigestIn } from '@yunhe/keys'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { DeliveryAnswer, Staged } from '../deliveries.ts'
import type { Ticket } from '../orders.ts'
import type { refusalTable } from '../refusals.ts'
import type { Scope } from '../store/manifest.ts'
import type { Entrance } from '../tickets.ts'
import { mostBytes, pieceBytes, type Uploads } from '../uploads.ts'
import { sayNo } from './speak.ts'

type Refusal = keyof typeof refusalTable
type Answered<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal }

/** Where such files go: the dataset or the import that a path names. */
export interface UploadPlace {
  /** `/datasets/:name`. */
  readonly path: string
  readonly entrance: (name: string) => Entrance
  readonly scopeOf: (name: string) => Scope
  /** Undefined once it has said no itself. */
  readonly take: (
    request: FastifyRequest,
    reply: FastifyReply,
    ticket: Ticket,
    name: string,
  ) => ((file: Staged) => Promise<Taken>) | undefined
}
export type Taken = { readonly ok: true; readonly answer: DeliveryAnswer } | { readonly ok: false; readonly refusal: Refusal }

type Within = (
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: readonly Entrance[],
  act: (ticket: Ticket) => Promise<unknown>,
) => Promise<unknown>

interface Named {
  readonly Params: { readonly name: string; readonly upload: string }
}

const begun = z.strictObject({ sizeBytes: z.int().min(1).max(mostBytes) })
const pieceShape = z.object({ offset: z.coerce.number().int().min(0).max(mostBytes) })

export const routesOfUploads = (
  app: FastifyInstance,
  uploads: Uploads,
  within: Within,
  { path, entrance, scopeOf, take }: UploadPlace,
): void => {
  const say = <Value>(reply: FastifyReply, answered: Answered<Value>) => (answered.ok ? answered.value : sayNo(reply, answered.refusal))
  const inside = (request: FastifyRequest<Named>, reply: FastifyReply, act: (ticket: Ticket, scope: Scope) => Promise<unknown>) =>
    within(request, reply, [entrance(request.params.name)], (ticket) => act(ticket, scopeOf(request.params.name)))

  app.post<Named>(`${path}/uploads`, (request, reply) =>
    inside(request, reply, async (ticket, scope) => {
      const asked = begun.safeParse(request.body)
      return asked.success ? say(reply, await uploads.begin(ticket, scope, asked.data.sizeBytes)) : sayNo(reply, 'malformed', ['sizeBytes'])
    }),
  )

  app.get<Named>(`${path}/uploads`, (request, reply) =>
    inside(request, reply, async (ticket, scope) => ({ uploads: uploads.of(ticket, scope) })),
  )

  app.get<Named>(`${path}/uploads/:upload`, (request, reply) =>
    inside(request, reply, async (ticket, scope) => say(reply, uploads.one(ticket, scope, request.params.upload))),
  )

  app.post<Named>(`${path}/uploads/:upload/pieces`, (request, reply) =>
    inside(request, reply, async (ticket, scope) => {
      const asked = pieceShape.safeParse(request.query)
      const sha256 = contentDigestIn(request.headers['content-digest'])
      const bytes = sha256 === undefined ? undefined : await bytesIn(request.body)
      if (!asked.success || sha256 === undefined || bytes === undefined) return sayNo(reply, 'malformed', ['piece'])
      return say(reply, await uploads.piece(ticket, scope, request.params.upload, { offset: asked.data.offset, sha256, bytes }))
    }),
  )

  app.post<Named>(`${path}/uploads/:upload/delivery`, (request, reply) =>
    inside(request, reply, async (ticket, scope) => {
      const taking = take(request, reply, ticket, request.params.name)
      if (taking === undefined) return reply
      let refusal: Refusal | undefined
      const answered = await uploads.deliver(ticket, scope, request.params.upload, async (file) => {
        const taken = await taking(file)
        if (taken.ok) return taken.answer
        refusal = taken.refusal
        return undefined
      })
      if (!answered.ok) return sayNo(reply, answered.refusal)
      return answered.value ?? sayNo(reply, refusal ?? 'upload-unknown')
    }),
  )

  app.delete<Named>(`${path}/uploads/:upload`, (request, reply) =>
    inside(request, reply, async (ticket, scope) => say(reply, await uploads.discard(ticket, scope, request.params.upload))),
  )
}

/** Undefined where it is no stream of bytes, or more than a piece. */
const bytesIn = async (body: unknown): Promise<Uint8Array | undefined> => {
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return undefined
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body as AsyncIterable<Uint8Array>) {
    length += part.length
    if (length > pieceBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
