/** Plain values that tests of the zone begin with. */
import type { Admission, Grant, ImportPlace, ProductSpec } from './orders.ts'
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
  sources: [],
  admitted: [],
  ...change,
})

export const aPlace = (change: Partial<ImportPlace> = {}): ImportPlace => ({
  import: 'i1',
  operator: 'o1',
  authorization: 'a1',
  workspace: 'w1',
  scenario: 's1',
  contract: {
    dataset: 'members',
    provider: 'o1',
    grade: 'general-2',
    columns: [{ name: 'points', type: 'integer', required: true, personal: 'none' }],
  },
  ...change,
})

export const anAdmission = (change: Partial<Admission> = {}): Admission => ({
  import: 'i1',
  operator: 'o1',
  authorization: 'a1',
  workspace: 'w1',
  scenario: 's1',
  sha256: 'f'.repeat(64),
  until: '2027-12-31',
  table: { dataset: 'members', columns: [{ name: 'points', disclosure: 'plain' }], rows: [], minimumGroup: 10 },
  maximumRisk: 1,
  quasiIdentifiers: [],
  ...change,
})

/** @param change.sql the query of the product, for the tests that vary nothing else of its source */
export const aSpec = ({ sql, ...change }: Partial<ProductSpec> & { readonly sql?: string } = {}): ProductSpec => ({
  product: 'd1',
  version: 1,
  workspace: 'w1',
  operator: 'o1',
  name: 'people by district',
  source: { from: 'query', sql: sql ?? 'select district, count(*) as people from people group by district' },
  delivery: { by: 'look-up' },
  parameters: [{ name: 'district', column: 'district', match: 'equals', required: false }],
  masks: [],
  cacheSeconds: 0,
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
