/** Plain values that tests of the zone begin with. */
import type { Grant, ProductSpec } from './orders.ts'
import type { Product, Workspace } from './state.ts'

export const aGrant = (change: Partial<Grant> = {}): Grant => ({
  grant: 'g1',
  workspace: 'w1',
  operator: 'o1',
  authorization: 'a1',
  scenario: 's1',
  until: '2027-12-31',
  minimumIsolation: 'D',
  tables: [{ dataset: 'people', columns: [{ name: 'district', disclosure: 'plain' }], rows: [], minimumGroup: 10 }],
  maximumRisk: 1,
  quasiIdentifiers: [],
  ...change,
})

export const aWorkspace = (change: Partial<Workspace> = {}): Workspace => ({
  grant: aGrant(),
  stage: 'opened',
  frozenAt: -1,
  beforeSeal: 'opened',
  risk: [],
  ...change,
})

export const aSpec = (change: Partial<ProductSpec> = {}): ProductSpec => ({
  product: 'd1',
  version: 1,
  workspace: 'w1',
  operator: 'o1',
  name: 'people by district',
  sql: 'select district, count(*) as people from people group by district',
  parameters: [{ name: 'district', column: 'district', match: 'equals', required: false }],
  scenarios: ['s1'],
  ...change,
})

export const aProduct = (change: Partial<Product> = {}): Product => ({
  spec: aSpec(),
  stage: 'published',
  closedAt: -1,
  served: {
    rows: 7,
    columns: [
      { name: 'district', type: 'text' },
      { name: 'people', type: 'integer' },
    ],
    suppressedRows: 0,
  },
  ...change,
})
