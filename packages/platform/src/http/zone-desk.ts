/** Where people get into the zone: entering is an act of the law; what it answers with is a ticket the zone believes. */
import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import type { AnyCommand } from '../commands/command.ts'
import { routes } from '../contract/index.ts'
import type { Db } from '../store/postgres.ts'
import { maySee } from '../views/who.ts'
import { lastWords } from '../views/zones.ts'
import { type Perform, performOn } from './cases.ts'
import { readerOf, serve } from './serve.ts'
import { notFound } from './speak.ts'

type Purpose = 'workbench' | 'intake' | 'quarantine' | 'risk' | 'plan' | 'review' | 'download' | 'trace'

/** The act that lets a person in, by what for. */
const entrances: Readonly<Record<Purpose, { readonly procedure: string; readonly act: string }>> = {
  workbench: { procedure: 'data-request', act: 'enter' },
  risk: { procedure: 'data-request', act: 'examine-risk' },
  intake: { procedure: 'catalog-item', act: 'deliver' },
  quarantine: { procedure: 'social-data', act: 'deliver' },
  review: { procedure: 'export', act: 'review' },
  download: { procedure: 'export', act: 'download' },
  trace: { procedure: 'leak-trace', act: 'enter' },
  plan: { procedure: 'data-request', act: 'plan' },
}

/** Of a sample nothing is kept and nothing changes: whoever may register an item may see what its contract could be. */
const sampleTicket = ({ mayRegisterItems, signTicket, zoneUrl }: ZoneDesk, reader: Actor) => {
  if (!mayRegisterItems(reader)) throw notFound()
  const { text, expiresAt } = signTicket(reader, 'sample', '*')
  return { ticket: text, zoneUrl, expiresAt }
}

/** What the catalog tells is for whoever may see its entry: no row of it is real and nothing changes. */
const catalogTicket = async ({ db, signTicket, datasetOf, zoneUrl }: ZoneDesk, reader: Actor, item: string) => {
  if (!(await maySee(db, reader, 'catalog-item', item))) throw notFound()
  const { text, expiresAt } = signTicket(reader, 'catalog', await datasetOf(item))
  return { ticket: text, zoneUrl, expiresAt }
}

export interface ZoneDesk {
  readonly db: Db
  readonly perform: Perform
  readonly commandOf: (procedure: string) => AnyCommand
  readonly zoneUrl: string
  /** A ticket as it travels in a header, and until when it is good. */
  readonly signTicket: (
    person: Actor,
    purpose: Purpose | 'sample' | 'catalog',
    scope: string,
  ) => { readonly text: string; readonly expiresAt: string }
  /** Whether the law would let this person register an item of the catalog today. */
  readonly mayRegisterItems: (person: Actor) => boolean
  /** The name of a catalog item's dataset in the zone. */
  readonly datasetOf: (catalogItem: string) => Promise<string>
  /** The hash of what an export asks for now. */
  readonly snapshotOf: (id: string) => Promise<string>
  /** The catalog items of a data request. */
  readonly itemsOf: (request: string) => Promise<readonly string[]>
}

/** A plan is about the datasets of the request's own list, and the ticket names no other. */
const datasetsOf = async ({ datasetOf, itemsOf }: ZoneDesk, request: string): Promise<Readonly<Record<string, string>>> => {
  const items = await itemsOf(request)
  return Object.fromEntries(await Promise.all(items.map(async (item) => [item, await datasetOf(item)] as const)))
}

const planScope = (datasetByItem: Readonly<Record<string, string>>): string =>
  [...new Set(Object.values(datasetByItem))].toSorted().join('.')

export const serveZoneDesk = (app: FastifyInstance, desk: ZoneDesk): void => {
  const { perform, commandOf, zoneUrl, signTicket } = desk
  const scopeOf = async (purpose: Purpose, id: string): Promise<string> => {
    if (purpose === 'intake') return desk.datasetOf(id)
    // A pass is for the snapshot that stands now and for no later one.
    return purpose === 'review' || purpose === 'download' ? `${id}@${await desk.snapshotOf(id)}` : id
  }
  serve(app, routes.ticket, async ({ body, request }) => {
    const reader = readerOf(request)
    if (body.purpose === 'sample') return sampleTicket(desk, reader)
    if (body.purpose === 'catalog') return catalogTicket(desk, reader, body.case)
    const { procedure, act } = entrances[body.purpose]
    if (!(await maySee(desk.db, reader, procedure, body.case))) throw notFound()
    const performed = await performOn(perform, commandOf(procedure), body.case, act, {}, reader)
    const datasetByItem = body.purpose === 'plan' ? await datasetsOf(desk, body.case) : undefined
    const scope = datasetByItem === undefined ? await scopeOf(body.purpose, body.case) : planScope(datasetByItem)
    const { text, expiresAt } = signTicket(reader, body.purpose, scope)
    return { performed, ticket: text, zoneUrl, expiresAt, ...(datasetByItem && { datasetByItem }) }
  })
  serve(app, routes.takeKey, async ({ params, request }) => {
    const reader = readerOf(request)
    if (!(await maySee(desk.db, reader, 'subscription', params.id))) throw notFound()
    const secret = randomBytes(24).toString('base64url')
    const secretHash = createHash('sha256').update(secret).digest('hex')
    const performed = await performOn(perform, commandOf('subscription'), params.id, 'take-key', { secretHash }, reader)
    return { performed, keyId: params.id, secret: `${params.id}.${secret}` }
  })
  serve(app, routes.zones, async ({ request }) => {
    readerOf(request)
    return lastWords(desk.db)
  })
}
