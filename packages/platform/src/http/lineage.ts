/** Where the way of data is told around a case, to whoever may see the case. */
import type { FastifyInstance } from 'fastify'
import { routes } from '../contract/index.ts'
import type { LineageQuestion, ZoneLineage } from '../reactions/lineage.ts'
import type { Db } from '../store/postgres.ts'
import { lineageSeenBy } from '../views/lineage.ts'
import { maySee } from '../views/who.ts'
import { readerOf, serve } from './serve.ts'
import { notFound } from './speak.ts'

export interface LineageDoor {
  readonly db: Db
  readonly lineage: ZoneLineage
  readonly datasetOf: (catalogItem: string) => Promise<string>
}

interface How {
  readonly column?: string | undefined
  readonly direction: string
  readonly hops: number
}

/** What stands for a case of each kind in the zone: its procedure, and how the zone is asked about it. */
const places: Readonly<
  Record<string, { readonly procedure: string; readonly node: (id: string, door: LineageDoor) => Promise<string> | string }>
> = {
  'catalog-items': { procedure: 'catalog-item', node: async (id, { datasetOf }) => `dataset:${await datasetOf(id)}` },
  'social-data-imports': { procedure: 'social-data', node: (id) => `import:${id}` },
  'data-requests': { procedure: 'data-request', node: () => '' },
  products: { procedure: 'product', node: (id) => `product:${id}` },
  exports: { procedure: 'export', node: (id) => `export:${id}` },
  subscriptions: { procedure: 'subscription', node: (id) => `subscription:${id}` },
}

export const serveLineage = (app: FastifyInstance, door: LineageDoor): void => {
  const asked = async (plural: string, id: string, { column, direction, hops }: How) => {
    const place = places[plural]
    if (place === undefined) throw notFound()
    const node = await place.node(id, door)
    const question: LineageQuestion =
      node === '' ? { workspace: id } : { node, direction, hops: String(hops), ...(column !== undefined && { column }) }
    return { start: node === '' ? id : node, question }
  }
  const mustSee = async (request: Parameters<typeof readerOf>[0], plural: string, id: string) => {
    const reader = readerOf(request)
    const place = places[plural]
    if (place === undefined || !(await maySee(door.db, reader, place.procedure, id))) throw notFound()
    return reader
  }
  serve(app, routes.lineage, async ({ params: { plural, id }, query, request }) => {
    const reader = await mustSee(request, plural, id)
    const { start, question } = await asked(plural, id, query)
    return lineageSeenBy(door.db, reader, start, await door.lineage.graph(question))
  })
  // The events name every step on the way, also steps of others: for those alone who see them all.
  serve(app, routes.openLineage, async ({ params: { plural, id }, query, request }) => {
    const reader = await mustSee(request, plural, id)
    const { start, question } = await asked(plural, id, query)
    const { hidden } = await lineageSeenBy(door.db, reader, start, await door.lineage.graph(question))
    if (hidden > 0) throw notFound()
    return { events: (await door.lineage.graph({ ...question, format: 'openlineage' })).events }
  })
}
