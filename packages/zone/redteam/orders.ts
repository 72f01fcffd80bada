/** Orders that the platform did not give, gave to somebody else, gave once, or gave for another time. */
import { generateKeyPairSync } from 'node:crypto'
import type { Order } from '../src/orders.ts'
import { hashOf, signedBy } from '../src/signing.ts'
import type { Attack } from './attack.ts'
import { type Live, plantedSpec } from './live.ts'
import { grantFor } from './planted.ts'

const nothing: Order = { order: 'freeze', workspaces: [], products: [], reason: 'an attack' }
const past = (): string => new Date(Date.now() - 1000).toISOString()
const sent = (id: string, expected: string, make: (live: Live) => unknown): Attack => ({
  id: `order-${id}`,
  class: 'orders',
  expected,
  against: async (live) => (await live.send(make(live))).codes,
})
const destroy: Order = {
  order: 'destroy',
  workspace: 'w1',
  task: 't1',
  requester: 'p1',
  approver: 'p2',
  executor: 'p3',
  witness: 'p3',
  reason: 'an attack',
}

export const orders: readonly Attack[] = [
  sent('forged', 'bad-signature', ({ order }) => signedBy(generateKeyPairSync('ed25519').privateKey, order(nothing))),
  sent('unsigned', 'malformed', ({ order }) => ({ ...order(nothing), signature: undefined })),
  sent('signature-empty', 'bad-signature', ({ order }) => ({ ...order(nothing), signature: '' })),
  sent('signature-padded', 'bad-signature', ({ order }) => {
    const signed = order(nothing)
    return { ...signed, signature: `${signed.signature}=` }
  }),
  sent('body-changed', 'bad-signature', ({ order }) => ({ ...order(nothing), body: { ...nothing, workspaces: ['w1'] } })),
  sent('decision-changed', 'bad-signature', ({ order }) => ({ ...order(nothing), decision: 'authorization/a2@1' })),
  sent('expiry-changed', 'bad-signature', ({ order }) => ({ ...order(nothing), expiresAt: '2099-01-01T00:00:00.000Z' })),
  sent('expired', 'expired', ({ order }) => order(nothing, { expiresAt: past() })),
  sent('foreign-zone', 'wrong-zone', ({ order }) => order(nothing, { zone: 'z2' })),
  sent('unknown-verb', 'malformed', ({ platform, order }) =>
    signedBy(platform.privateKey, { ...order(nothing), body: { order: 'open-everything' } }),
  ),
  sent('not-an-object', 'malformed', () => '"freeze"'),
  sent('not-json', 'malformed', () => '{"id":'),
  sent('prototype', 'malformed', () => '{"__proto__":{"outcome":"done"},"body":{}}'),
  sent('deep', 'malformed', () => `${'['.repeat(50_000)}${']'.repeat(50_000)}`),
  sent('ticket-as-order', 'malformed', ({ platform }) => signedBy(platform.privateKey, { id: 'ticket-as-order', zone: 'z1' })),
  sent('spec-not-reviewed', 'spec-hash-differs', ({ order }) =>
    order({ order: 'publish', spec: { ...plantedSpec, version: 2 }, specHash: hashOf(plantedSpec) }),
  ),
  sent('publish-rows', 'output-refused', ({ order }) => {
    const spec = { ...plantedSpec, product: 'd9', source: { from: 'query' as const, sql: 'select income from people' } }
    return order({ order: 'publish', spec, specHash: hashOf(spec) })
  }),
  sent('witness-is-executor', 'same-person-twice', ({ order }) => order(destroy)),
  sent('grant-over', 'wrong-state', ({ order }) => order({ order: 'provision', grant: { ...grantFor('w8'), until: '2020-01-01' } })),
  sent('grant-swapped', 'wrong-state', ({ order }) => order({ order: 'provision', grant: { ...grantFor('w1'), grant: 'g-other' } })),
  sent('unseal-opened', 'wrong-state', ({ order }) => order({ order: 'unseal', workspace: 'w1', reason: 'an attack' })),
  sent('path-as-workspace', 'malformed', ({ platform, order }) =>
    signedBy(platform.privateKey, { ...order(nothing), body: { order: 'seal', workspace: '../w1', reason: 'an attack' } }),
  ),
  {
    id: 'order-replayed-otherwise',
    class: 'orders',
    expected: 'replayed',
    against: async ({ send, order }) => {
      const first = order(nothing)
      await send(first)
      return (await send(order({ ...nothing, reason: 'another' }, { id: first.id }))).codes
    },
  },
  {
    id: 'order-replayed-as-is',
    class: 'orders',
    expected: 'same-receipt',
    against: async ({ send, order }) => {
      const first = order(nothing)
      const [one, other] = [await send(first), await send(first)]
      return one.text === other.text ? 'same-receipt' : 'ran-twice'
    },
  },
]
