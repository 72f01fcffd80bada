import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LineageView } from '../contract/lineage.ts'
import { type Served, servedProduct } from '../scenes/circulation.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let served: Served
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  served = await servedProduct(tested)
})
afterAll(() => tested.stop())

const told = async (login: string, path: string) => (await tested.signedIn(login)).get(`/api/lineage/${path}`)
const graph = async (login: string, path: string): Promise<LineageView> => (await told(login, path)).body
const kindsIn = ({ nodes }: LineageView) => nodes.map(({ kind }) => kind)

describe('A3 the way of data is told to whoever may see the case, and no further', () => {
  it('the authority sees it from the dataset to the calls, each step with its decision and its rules', async () => {
    const view = await graph('authority', `products/${served.product}`)
    expect(kindsIn(view)).toEqual(['dataset', 'table', 'product', 'subscription'])
    expect(view.hidden).toBe(0)
    expect(view.edges.map(({ ground }) => ground.decision.replace(/\/.*/, '')).sort()).toEqual(['data-request', 'product', 'subscription'])
    expect(view.edges.every(({ ground }) => ground.under.length > 0 && ground.authorization === served.authorization)).toBe(true)
    expect(view.nodes.map((node) => node.case?.plural)).toEqual(['catalog-items', 'data-requests', 'products', 'subscriptions'])
  })

  it('the agency sees what became of its data, the consumer no more than what is its own', async () => {
    const { case: item } = (await graph('authority', `products/${served.product}`)).nodes[0] ?? {}
    expect(kindsIn(await graph('transport', `catalog-items/${item?.id}`))).toEqual(expect.arrayContaining(['dataset', 'table', 'product']))
    const subscriptions = (await (await tested.signedIn('consumer')).get('/api/cases/subscriptions')).body.rows
    const own = await graph('consumer', `subscriptions/${subscriptions[0].id}?direction=up`)
    expect(kindsIn(own)).toContain('subscription')
    expect(kindsIn(own)).not.toContain('table')
    expect(own.hidden).toBeGreaterThan(0)
    expect((await told('consumer', `data-requests/${served.request}`)).status).toBe(404)
    expect((await told('applicant', `products/${served.product}`)).status).toBe(404)
  })

  it('by column: a column that the product does not serve leads nowhere', async () => {
    const view = await graph('operator', `products/${served.product}?column=level&direction=up`)
    expect(view.edges.flatMap(({ columns }) => columns.map(({ output }) => output))).toEqual(expect.arrayContaining(['level']))
    expect(view.edges.flatMap(({ columns }) => columns.map(({ output }) => output))).not.toContain('station')
    expect((await graph('operator', `products/${served.product}?column=nothing&direction=up`)).edges).toEqual([])
  })

  it('the events of OpenLineage go to whoever sees every step', async () => {
    const { body } = await told('authority', `products/${served.product}/openlineage`)
    expect(body.events.map(({ eventType }: { eventType: string }) => eventType)).toContain('COMPLETE')
    const subscriptions = (await (await tested.signedIn('consumer')).get('/api/cases/subscriptions')).body.rows
    expect((await told('consumer', `subscriptions/${subscriptions[0].id}/openlineage`)).status).toBe(404)
  })

  it('a kind of case that has no place in the zone has no lineage', async () =>
    expect((await told('authority', `calls/${served.request}`)).status).toBe(404))
})
