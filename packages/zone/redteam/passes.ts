/** Tickets and keys that were not given, not for this, not for here, or not any more. */
import { generateKeyPairSync } from 'node:crypto'
import type { Ticket } from '../src/orders.ts'
import { signedBy } from '../src/signing.ts'
import type { Attack } from './attack.ts'
import { headerOf, type Live } from './live.ts'

type Headers = Readonly<Record<string, string>>

const enters = (id: string, expected: string, headers: (live: Live) => Headers, path = '/workspaces/w1', method = 'GET'): Attack => ({
  id: `ticket-${id}`,
  class: 'tickets-and-keys',
  expected,
  against: async (live) => (await live.ask(method, path, { headers: headers(live) })).codes,
})

const ticketIn = ({ authorization = '' }: Headers): Ticket =>
  JSON.parse(Buffer.from(authorization.slice('Ticket '.length), 'base64url').toString()) as Ticket

const bench = ({ header }: Live, change?: Partial<Ticket>): Headers => header('workbench', 'w1', change)

const calls = (id: string, expected: string, headers: (live: Live) => Headers, path = '/v1/d1'): Attack => ({
  id: `key-${id}`,
  class: 'tickets-and-keys',
  expected,
  against: async (live) => (await live.ask('GET', path, { headers: headers(live) })).codes,
})

export const keyed = ({ secret }: Live, key = 'k1'): Headers => ({ authorization: `Bearer ${key}.${secret}`, 'yunhe-scenario': 's1' })
const unknown = 'key-unknown|too-many-strangers'

export const passes: readonly Attack[] = [
  enters('none', 'no-ticket', () => ({})),
  enters('forged', 'no-ticket', (live) => headerOf(signedBy(generateKeyPairSync('ed25519').privateKey, ticketIn(bench(live))))),
  enters('person-changed', 'no-ticket', (live) => headerOf({ ...ticketIn(bench(live)), person: 'p2' })),
  enters('scope-changed', 'no-ticket', (live) => headerOf({ ...ticketIn(live.header('workbench', 'w2')), scope: 'w1' })),
  enters('expired', 'ticket-expired', (live) => bench(live, { expiresAt: new Date(Date.now() - 1).toISOString() })),
  enters('foreign-zone', 'wrong-zone', (live) => bench(live, { zone: 'z2' })),
  enters('another-workspace', 'out-of-scope', ({ header }) => header('workbench', 'w2')),
  enters('another-purpose', 'wrong-purpose', ({ header }) => header('intake', 'w1')),
  enters('watch-as-bench', 'wrong-purpose', ({ header }) => header('watch', '*')),
  enters('bench-as-watch', 'wrong-purpose', (live) => bench(live), '/status'),
  enters('bench-reads-meter', 'wrong-purpose', (live) => bench(live), '/meter'),
  enters('as-bearer', 'no-ticket', (live) => ({ authorization: bench(live).authorization?.replace('Ticket', 'Bearer') ?? '' })),
  enters('order-as-ticket', 'no-ticket', ({ order }) =>
    headerOf(order({ order: 'freeze', workspaces: [], products: [], reason: 'an attack' })),
  ),
  enters('oversized', 'no-ticket', () => ({ authorization: `Ticket ${'A'.repeat(9000)}` })),
  enters('star-scope', 'out-of-scope', ({ header }) => header('workbench', '*')),
  enters('job-guessed', 'out-of-scope|wrong-purpose', (live) => bench(live), '/jobs/00000000-0000-0000-0000-000000000000'),
  enters('job-path', 'out-of-scope|malformed', (live) => bench(live), '/jobs/..%2f..%2fkeys/result'),
  enters('delivers-elsewhere', 'out-of-scope', ({ header }) => header('intake', 'visits'), '/datasets/people/files?format=csv', 'POST'),
  calls('none', unknown, () => ({ 'yunhe-scenario': 's1' })),
  calls('guessed', unknown, () => ({ authorization: `Bearer k1.${'A'.repeat(32)}`, 'yunhe-scenario': 's1' })),
  calls('name-alone', unknown, () => ({ authorization: 'Bearer k1', 'yunhe-scenario': 's1' })),
  calls('prototype', unknown, ({ secret }) => ({ authorization: `Bearer constructor.${secret}`, 'yunhe-scenario': 's1' })),
  calls('withdrawn', 'key-withdrawn', (live) => keyed(live, 'k3')),
  calls('another-product', 'key-of-another-product', keyed, '/v1/d2'),
  calls('scenario-missing', 'scenario-missing', (live) => ({ ...keyed(live), 'yunhe-scenario': '' })),
  calls('scenario-other', 'scenario-not-approved', (live) => ({ ...keyed(live), 'yunhe-scenario': 's2' })),
  calls('scenario-list', 'scenario-not-approved', (live) => ({ ...keyed(live), 'yunhe-scenario': 's1, s2' })),
]
