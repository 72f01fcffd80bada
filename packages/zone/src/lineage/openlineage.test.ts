import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { hashOf } from '../signing.ts'
import { aSpec } from '../testing.ts'
import { openedZone, type TestedZone } from '../testing-zone.ts'
import { openLineageFaults } from './testing.ts'

const spec = aSpec({ sql: 'select district, count(*) as people, avg(income) as income from people group by district' })

let zone: TestedZone

beforeAll(async () => {
  zone = await openedZone()
  const submitted = await zone
    .node()
    .submit(zone.ticket('workbench', 'w1'), 'w1', { sql: 'select district, count(*) as n from people group by 1' })
  if (!submitted.ok) throw new Error('could not submit the query of the test')
  await vi.waitFor(() => expect(zone.node().job(submitted.job)?.state).toBe('done'), { timeout: 30_000 })
  await zone.send({ order: 'publish', spec, specHash: hashOf(spec) }, { decision: 'product/d1@7', under: ['W24-4'] })
})
afterAll(() => zone.remove())

describe.skipIf(openLineageFaults === undefined)(
  'the lineage in the words of OpenLineage (skipped where its schemas are not beside the project)',
  () => {
    it('is valid by the official schemas, facets included', () => {
      const events = zone.node().openLineage(undefined)
      expect(events.map(({ eventType }) => eventType)).toEqual(['START', 'COMPLETE', 'START', 'COMPLETE', 'START', 'COMPLETE'])
      expect(openLineageFaults?.(events)).toEqual([])
      expect(openLineageFaults?.([{ ...events[0], run: { runId: 'no uuid' } }])).toHaveLength(1)
    })

    it('tells the columns of the product by the columns of its workspace, and the same step by the same run again', () => {
      const told = () => zone.node().openLineage({ node: 'product:d1', direction: 'up' })
      const [published] = (
        told() as unknown as readonly { job: { name: string }; eventType: string; outputs: never[]; run: { runId: string } }[]
      ).filter(({ job, eventType }) => job.name === 'product:d1@1' && eventType === 'COMPLETE')
      expect(published?.outputs[0]).toMatchObject({
        facets: { columnLineage: { fields: { income: { inputFields: [{ name: 'table:w1/people', field: 'income' }] } } } },
      })
      expect(JSON.stringify(told()).includes(published?.run.runId ?? '')).toBe(true)
    })
  },
)

describe('each step is tied to what allowed it', () => {
  it('names authorization, grant, decision and rules, also after a restart', async () => {
    await zone.restart()
    const { edges } = zone.node().lineage({ node: 'product:d1', direction: 'up' })
    expect(edges.map(({ from, to, ground }) => [from, to, ground.authorization, ground.grant, ground.decision])).toEqual([
      ['table:w1/people', 'product:d1@1', 'a1', 'g1', 'product/d1@7'],
      ['dataset:people@1', 'table:w1/people', 'a1', 'g1', 'authorization/a1@1'],
    ])
    expect(edges[0]?.ground.under).toEqual(['W24-4'])
  })

  it('tells a job by numbers for its columns: what a person called them stays sealed', () => {
    const { nodes, edges } = zone.node().lineage({ node: 'dataset:people', column: 'district', direction: 'down' })
    const job = nodes.find(({ kind }) => kind === 'job')
    expect(edges.find(({ to }) => to === job?.id)?.columns).toEqual([{ output: '1', from: ['district'], how: 'query' }])
  })
})
