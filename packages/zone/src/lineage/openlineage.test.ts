import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { hashOf } from '../signing.ts'
import { aSpec } from '../testing.ts'
import { openedZone, type TestedZone } from '../testing-zone.ts'

const schemas = join(import.meta.dirname, '../../../../../shared/schemas/openlineage')
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

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

describe.skipIf(!existsSync(schemas))(
  'the lineage in the words of OpenLineage (skipped where its schemas are not beside the project)',
  () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)

    it('is valid by the official schemas, facets included', () => {
      ajv.addSchema(read(join(schemas, 'OpenLineage.json')))
      for (const facet of readdirSync(join(schemas, 'facets'))) ajv.addSchema(read(join(schemas, 'facets', facet)))
      const validate = ajv.getSchema('https://openlineage.io/spec/2-0-2/OpenLineage.json')
      const facetOf = (id: string) => ajv.getSchema(`https://openlineage.io/spec/facets/${id}`)
      const events = zone.node().openLineage(undefined) as readonly Record<string, never>[]
      expect(events.map(({ eventType }) => eventType)).toEqual(['START', 'COMPLETE', 'START', 'COMPLETE', 'START', 'COMPLETE'])
      for (const event of events) {
        expect(validate?.(event), JSON.stringify(validate?.errors)).toBe(true)
        const { job, outputs } = event as unknown as {
          job: { facets: object }
          outputs: readonly { facets: { columnLineage: unknown; schema: unknown } }[]
        }
        expect(facetOf('2-0-4/JobTypeJobFacet.json')?.(job.facets)).toBe(true)
        for (const { facets } of outputs) {
          const check = facetOf('1-2-0/ColumnLineageDatasetFacet.json')
          expect(check?.({ columnLineage: facets.columnLineage }), JSON.stringify(check?.errors)).toBe(true)
          expect(facetOf('1-2-0/SchemaDatasetFacet.json')?.({ schema: facets.schema })).toBe(true)
        }
      }
      expect(validate?.({ ...events[0], run: { runId: 'no uuid' } })).toBe(false)
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
