import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ZoneAct } from './acts.ts'
import type { Order, Receipt, SignedOrder } from './orders.ts'
import { emptyZone, evolve, type ZoneState } from './state.ts'
import { aGrant, anAdmission, aPlace, aSpec } from './testing.ts'

let next = 0
const received = (body: Order, id = `order-${next++}`): ZoneAct => {
  const order: SignedOrder = {
    id,
    zone: 'z1',
    issuedAt: '2026-11-23T04:00:00.000Z',
    expiresAt: '2026-11-23T04:01:00.000Z',
    decision: 'd@1',
    under: [],
    body,
    signature: 's',
  }
  return { type: 'order-received', order, orderHash: id }
}
const ended = (orderId: string, outcome: Receipt['outcome'] = 'done'): ZoneAct => ({
  type: 'order-done',
  orderId,
  receipt: { orderId, zone: 'z1', at: '2026-11-23T04:00:01.000Z', outcome, result: {}, logIndex: 0, signature: 's' },
})
const both = (body: Order): ZoneAct[] => {
  const id = `order-${next++}`
  return [received(body, id), ended(id)]
}
const fold = (acts: readonly ZoneAct[]): ZoneState =>
  acts.reduce((state, act, index) => evolve(state, act, { index, at: '2026-11-23T04:00:00.000Z' }), emptyZone)

const reason = 'a test'
const provision: Order = { order: 'provision', grant: aGrant() }
const publish: Order = { order: 'publish', spec: aSpec(), specHash: 'h' }
const freeze: Order = { order: 'freeze', workspaces: ['w1'], products: ['d1'], reason }
const thaw: Order = { order: 'thaw', workspaces: ['w1'], products: ['d1'], reason }
const seal: Order = { order: 'seal', workspace: 'w1', reason }
const unseal: Order = { order: 'unseal', workspace: 'w1', reason }
const destroy: Order = {
  order: 'destroy',
  workspace: 'w1',
  task: 't1',
  requester: 'p1',
  approver: 'p2',
  executor: 'p3',
  witness: 'p4',
  reason,
}
const quarantine: Order = { order: 'quarantine', place: aPlace() }
const admit: Order = { order: 'admit', admission: anAdmission() }
const purge: Order = { order: 'purge', import: 'i1', reason }
const delivered: ZoneAct = { type: 'import-quarantined', import: 'i1', found: { sha256: 'f', rows: 1, rejectedRows: 0, columns: [] } }
const stage = (acts: readonly ZoneAct[]) => fold(acts).workspaces.get('w1')?.stage

describe('stopping takes effect when it is recorded, opening when it is done', () => {
  it.each([
    ['a provision', [received(provision)], undefined],
    ['a freeze', [...both(provision), received(freeze)], 'frozen'],
    ['a thaw', [...both(provision), ...both(freeze), received(thaw)], 'frozen'],
    ['a seal', [...both(provision), received(seal)], 'sealed'],
    ['an unseal', [...both(provision), ...both(seal), received(unseal)], 'sealed'],
    ['a destruction', [...both(provision), received(destroy)], 'sealed'],
  ] as const)('%s that was only received leaves the workspace %s', (_, acts, expected) => expect(stage(acts)).toBe(expected))

  it.each([
    ['opened again', [...both(provision), ...both(seal), ...both(unseal)], 'opened'],
    ['frozen again', [...both(provision), ...both(freeze), ...both(seal), ...both(unseal)], 'frozen'],
    ['frozen where the freeze came while it was sealed', [...both(provision), ...both(seal), ...both(freeze), ...both(unseal)], 'frozen'],
    ['destroyed', [...both(provision), ...both(destroy)], 'destroyed'],
  ] as const)('what is done stands: %s', (_, acts, expected) => expect(stage(acts)).toBe(expected))

  it('a freeze that came while an older thaw or publication ran stays', () => {
    const [thawing, thawed] = both(thaw)
    const [publishing, published] = both({ ...publish, spec: aSpec({ version: 2 }) })
    const standing = [...both(provision), ...both(publish), ...both(freeze)]
    if (!thawing || !thawed || !publishing || !published) throw new Error('could not make the acts of a test')
    expect(stage([...standing, thawing, ...both(freeze), thawed])).toBe('frozen')
    expect(fold([...standing, thawing, ...both(freeze), thawed]).products.get('d1')?.stage).toBe('suspended')
    expect(fold([...standing, ...both(thaw), publishing, ...both(freeze), published]).products.get('d1')?.stage).toBe('suspended')
    expect(stage([...standing, thawing, thawed])).toBe('opened')
  })

  it('a provision again, of a workspace that was frozen meanwhile, leaves it frozen', () => {
    const [provisioning, provisioned] = both(provision)
    if (!provisioning || !provisioned) throw new Error('could not make the acts of a test')
    expect(stage([...both(provision), provisioning, ...both(freeze), provisioned])).toBe('frozen')
  })

  it('an order that ended refused opens nothing', () => {
    const act = received(provision, 'order-refused')
    expect(stage([act, ended('order-refused', 'refused')])).toBeUndefined()
  })

  it('a destroyed workspace withdraws its products and stays destroyed', () => {
    const acts = [...both(provision), ...both(publish), ...both(destroy), ...both(thaw), ...both(unseal)]
    expect(fold(acts).products.get('d1')?.stage).toBe('withdrawn')
  })
})

describe('W16-4 an import', () => {
  const standing = [...both(provision), ...both(quarantine), delivered]
  const of = (acts: readonly ZoneAct[]) => {
    const { imports, workspaces } = fold(acts)
    return [imports.get('i1')?.stage, workspaces.get('w1')?.admitted.length]
  }

  it.each([
    ['awaited until a file lies there', [...both(provision), ...both(quarantine)], ['awaited', 0]],
    ['quarantined, and not in its workspace', standing, ['quarantined', 0]],
    ['not in its workspace before the admission is done', [...standing, received(admit)], ['quarantined', 0]],
    ['admitted once', [...standing, ...both(admit), ...both(admit)], ['admitted', 1]],
    ['out as soon as its purge is recorded', [...standing, ...both(admit), received(purge)], ['purged', 0]],
    ['purged for ever', [...standing, ...both(purge), ...both(quarantine), delivered, ...both(admit)], ['purged', 0]],
  ] as const)('is %s', (_, acts, expected) => expect(of(acts)).toEqual(expected))

  it('stays out where it was purged while it was let in', () => {
    const [admitting, admitted] = both(admit)
    if (!admitting || !admitted) throw new Error('could not make the acts of a test')
    expect(of([...standing, admitting, ...both(purge), admitted])).toEqual(['purged', 0])
  })
})

it('forgets lease orders that have expired, and no other order', () => {
  const lease = (issuedAt: string, expiresAt: string, id: string): ZoneAct => {
    const act = received({ order: 'lease', until: expiresAt }, id)
    return act.type === 'order-received' ? { ...act, order: { ...act.order, issuedAt, expiresAt } } : act
  }
  const state = fold([
    received(freeze, 'kept-order'),
    lease('2026-11-23T04:00:00.000Z', '2026-11-23T04:00:10.000Z', 'old-lease'),
    lease('2026-11-23T04:00:20.000Z', '2026-11-23T04:00:30.000Z', 'new-lease'),
  ])
  expect([...state.orders.keys()]).toEqual(['kept-order', 'new-lease'])
  expect(state.leaseUntil).toBe('2026-11-23T04:00:30.000Z')
})

it('folding any history never throws, and nothing but unseal and thaw opens what was closed', () => {
  const anyOrder = fc.constantFrom(provision, publish, freeze, thaw, seal, unseal, destroy, quarantine, admit, purge)
  const anyActs = fc.array(fc.tuple(anyOrder, fc.constantFrom('received', 'done', 'refused')), { maxLength: 30 })
  fc.assert(
    fc.property(anyActs, (history) => {
      const acts = history.flatMap(([body, how]) => {
        const id = `order-${next++}`
        return how === 'received' ? [received(body, id)] : [received(body, id), ended(id, how === 'done' ? 'done' : 'refused')]
      })
      let before = emptyZone
      for (const [index, act] of acts.entries()) {
        const after = evolve(before, act, { index, at: '2026-11-23T04:00:00.000Z' })
        const [was, is] = [before.workspaces.get('w1')?.stage, after.workspaces.get('w1')?.stage]
        if (act.type === 'order-received') expect(is === was || is === 'frozen' || is === 'sealed').toBe(true)
        before = after
      }
    }),
  )
})
