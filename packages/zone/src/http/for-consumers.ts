/** The gateway's routes: a product and its description with a key and a scenario, and the key that signs answers (articles 16 and 17). */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer, Gateway } from '../products/gateway.ts'
import { openApiOf } from '../products/openapi.ts'
import type { ServedFile } from '../products/serving.ts'
import { headersOf, headersOfRefusal, isKnown, signatureHeaders, tagOf } from './answer-headers.ts'
import { sayNo, sayRefused } from './speak.ts'

interface OneProduct {
  readonly Params: { readonly product: string }
  readonly Querystring: Record<string, unknown>
}

export const routesForConsumers = (app: FastifyInstance, products: Gateway): void => {
  app.get<OneProduct>('/v1/:product', async (request, reply) => {
    const { headers } = request
    const answer = await products.call({
      product: request.params.product,
      authorization: headers.authorization,
      scenario: oneOf(headers['yunhe-scenario']),
      parameters: request.query,
      once: oneOf(headers['idempotency-key']),
    })
    if (answer.ok) return sayServed(request, reply, answer, products)
    reply.headers(headersOfRefusal(answer))
    return sayRefused(reply, answer.refusal, answer.fields)
  })

  app.get<OneProduct>('/v1/:product/openapi.json', async (request, reply) => {
    const { product } = request.params
    const found = products.describe({ product, authorization: request.headers.authorization })
    reply.header('cache-control', 'no-store')
    return typeof found === 'string' ? sayNo(reply, found) : openApiOf(found.product, found.key)
  })

  /** What a signature of an answer is checked with; a public key is for everybody. */
  app.get('/public-key.pem', async (_request, reply) => reply.type('application/x-pem-file').send(products.publicKey))
}

/** An answer that the consumer holds already was looked up, metered and recorded like any other: only its body stays away. */
const sayServed = (
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer & { readonly ok: true },
  products: Gateway,
): FastifyReply => {
  const { type, body } = answer.served
  reply.headers(headersOf(answer))
  if (answer.product.spec.cacheSeconds > 0) {
    const tag = tagOf(answer)
    reply.header('etag', tag)
    if (isKnown(request.headers['if-none-match'], tag)) return reply.code(304).send()
  }
  if (request.headers['accept-signature'] !== undefined) reply.headers(signatureHeaders(answer, products))
  reply.type(type)
  if (type.startsWith('text/html')) reply.header('content-security-policy', pagePolicy).header('x-content-type-options', 'nosniff')
  return typeof body === 'string' ? reply.send(body) : sendFile(reply, body, () => products.isOpen(answer.product.spec.product))
}

/** A page of a product runs nothing and fetches nothing. */
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const sendFile = (reply: FastifyReply, { file, name, bytes }: ServedFile, isOpen: () => boolean): FastifyReply =>
  reply
    .header('content-length', bytes)
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(whileOpen(file, isOpen)))

/** A suspension stops also the download that is under way: the connection breaks, and the file is short of its length. */
async function* whileOpen(file: string, isOpen: () => boolean): AsyncGenerator<Buffer> {
  for await (const piece of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    if (!isOpen()) throw new Error('could not send a file to its end: its product was closed')
    yield piece as Buffer
  }
}

const oneOf = (header: string | readonly string[] | undefined): string | undefined => (typeof header === 'string' ? header : header?.[0])
