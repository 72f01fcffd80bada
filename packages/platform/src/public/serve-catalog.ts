/** The catalog for machines: at an address of its own, and under the pages' addresses for whoever asks for linked data first. */
import { dayOf, type Product, products, resourceRegistrations } from '@yunhe/law'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { bodiesInRole, namesOf } from '../views/names.ts'
import { type PublicCase, publicCase, publicList, scenarioNames } from '../views/public.ts'
import { catalogOfProduct, wholeCatalog } from './alternates.ts'
import { askedOf, pageAsked } from './asked.ts'
import { type CatalogSources, catalogOf, productDocument } from './catalog.ts'
import { sendTagged } from './page.ts'
import { type PublicParts, paramOf } from './parts.ts'
import { publicWords } from './words.ts'

/** Of products and of resources each; the rest stands on further pages. */
const onPage = 200

/** Whether linked data is what this reader likes best; whoever likes all alike gets the page. */
export const wantsLinkedData = (request: FastifyRequest): boolean =>
  ['application/ld+json', 'application/json'].includes(
    String(request.accepts().type(['text/html', 'application/ld+json', 'application/json'])),
  )

const sourcesOf = async (parts: PublicParts, found: readonly PublicCase<Product>[], bodies: readonly string[]): Promise<CatalogSources> => {
  const [publisher] = await bodiesInRole(parts.db, 'data-authority')
  return {
    origin: parts.origin,
    gateway: parts.zoneUrl,
    on: dayOf(parts.clock()),
    publisher: publisher ?? { code: 'unknown', name: publicWords['zh-CN'].site },
    names: await namesOf(parts.db, [...bodies, ...found.map(({ state }) => state.operator)]),
    scenarioNames: await scenarioNames(
      parts.db,
      found.flatMap(({ state }) => state.content.scenarios),
    ),
    isDemo: parts.isDemo,
  }
}

const wholeDocument = async (parts: PublicParts, page: number): Promise<object> => {
  const paging = { page, pageSize: onPage, order: 'id' } as const
  const offered = await publicList(parts, products, paging, [{ stages: ['published', 'suspended'] }])
  const registered = await publicList(parts, resourceRegistrations, paging, [{ stages: ['registered'] }])
  const sources = await sourcesOf(
    parts,
    offered.rows,
    registered.rows.map(({ state }) => state.provider),
  )
  const isLast = page * onPage >= Math.max(offered.total, registered.total)
  return catalogOf(sources, { products: offered.rows, resources: registered.rows, page, isLast })
}

const send = (request: FastifyRequest, reply: FastifyReply, found: object) => {
  reply.type('application/ld+json; charset=utf-8').header('vary', 'accept')
  return sendTagged(request, reply, `${JSON.stringify(found, undefined, 1)}\n`, { cache: 'public, max-age=300' })
}

export const sendCatalog = async (parts: PublicParts, request: FastifyRequest, reply: FastifyReply) =>
  send(request, reply, await wholeDocument(parts, pageAsked(askedOf(request))))

export const sendProduct = async (parts: PublicParts, request: FastifyRequest, reply: FastifyReply) => {
  const found = await publicCase(parts, products, paramOf(request, 'id'))
  if (found === undefined) return reply.code(404).type('text/plain; charset=utf-8').send('there is no such product, or it is not public\n')
  return send(request, reply, productDocument(await sourcesOf(parts, [found], []), found))
}

export const serveCatalog = (app: FastifyInstance, parts: PublicParts): void => {
  app.get(wholeCatalog, (request, reply) => sendCatalog(parts, request, reply))
  app.get(catalogOfProduct(':id'), (request, reply) => sendProduct(parts, request, reply))
  app.get('/catalog', (request, reply) => {
    reply.header('vary', 'accept')
    return wantsLinkedData(request) ? sendCatalog(parts, request, reply) : reply.redirect('/products', 303)
  })
}
