/** docs/routes.md: every address that answers, found by letting the doors of both programs register their routes. */
import { routes } from '@yunhe/platform/contract'
import Fastify, { type FastifyInstance } from 'fastify'
import { serveLedger } from '../../packages/platform/src/http/ledger.ts'
import { publicPages } from '../../packages/platform/src/public/pages.ts'
import { routesForConsumers } from '../../packages/zone/src/http/for-consumers.ts'
import { routesForPeople } from '../../packages/zone/src/http/for-people.ts'
import { routesForPlatform } from '../../packages/zone/src/http/for-platform.ts'
import { anything } from './anything.ts'
import { code, type Document, page, table } from './document.ts'

interface Address {
  readonly method: string
  readonly path: string
}

/** Registers and never answers: what a handler would need is asked for only when it runs. */
const registeredBy = async (register: (app: FastifyInstance) => void): Promise<readonly Address[]> => {
  const app = Fastify({ exposeHeadRoutes: false })
  const found: Address[] = []
  app.addHook('onRoute', ({ method, url }) => {
    found.push({ method: [method].flat().join(' '), path: url })
  })
  register(app)
  await app.ready()
  await app.close()
  return found
}

// biome-ignore lint/suspicious/noExplicitAny: stands for whatever a door is given; no handler runs here
const nothing = anything<any>({})

const zoneDoors = [
  { title: 'For the platform: signed orders in, signed words out', register: (app: FastifyInstance) => routesForPlatform(app, nothing) },
  { title: 'For people with a ticket of the platform', register: (app: FastifyInstance) => routesForPeople(app, nothing) },
  { title: 'For consumers with a key and a scenario', register: (app: FastifyInstance) => routesForConsumers(app, nothing) },
]

const addresses = (found: readonly Address[]): string =>
  table(
    ['method', 'path'],
    found.map(({ method, path }) => [method, code(path)]),
  )

const treeDoors = { db: nothing, checkpoints: { trees: [anything({}), anything({})], ...nothing } }

export const routesPage = async (): Promise<Document> => {
  const log = await registeredBy((app) => serveLedger(app, treeDoors))
  const pages = await registeredBy(publicPages(nothing))
  const zone = await Promise.all(zoneDoors.map(async ({ title, register }) => `### ${title}\n\n${addresses(await registeredBy(register))}`))
  return page(
    'docs/routes.md',
    'Routes 接口一览',
    'The shapes of the interface, with one path for each act, are in [openapi.json](openapi.json); acts and their forms in [acts.md](acts.md).',
    '## The platform',
    table(
      ['method', 'path', 'what'],
      Object.values(routes).map(({ method, path, summary }) => [method, code(path), summary]),
    ),
    '### The log, for strangers (C2SP tlog-tiles)',
    addresses(log.filter(({ path }) => path.startsWith('/log'))),
    '### Public pages, complete without JavaScript',
    addresses(pages),
    'The console is served under `/console/`. In test mode alone there are `POST /test/clock` and `POST /test/settle`.',
    '## The zone',
    'The zone answers on an address of its own; data goes there directly and never through the platform.',
    ...zone,
  )
}
