import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { activeAuthorization, scenario } from '../scenes/admission.ts'
import { itemForm } from '../scenes/conduct.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

const kinds = { person: 'identifier', district: 'quasi-identifier', ward: 'sensitive', stay: 'sensitive' } as const
type Column = keyof typeof kinds

let tested: TestedPlatform
let request = ''

/** A table of people with a subject of its own; the ward follows from the district. */
const register = async (
  dataset: string,
  columns: readonly Column[],
  cellByColumn: Readonly<Record<Column, (at: number) => string | number>>,
) => {
  const fields = columns.map((name) => ({
    name,
    type: name === 'person' ? 'text' : 'integer',
    personal: kinds[name],
    required: true,
    title: name,
    grade: 'general-2',
  }))
  const asked = { ...itemForm(dataset), title: dataset, fields, subjectColumn: 'person', oneRow: true }
  const id = await tested.does('transport', { plural: 'catalog-items', act: 'register', asked })
  await tested.does('transport', { plural: 'catalog-items', act: 'govern', id, asked: { statement: '已治理' } })
  await tested.settled()
  const { ticket } = await tested.asks('transport', '/api/tickets', { purpose: 'intake', case: id })
  const rows = Array.from({ length: 1_400 }, (_row, at) => columns.map((name) => cellByColumn[name](at)).join(','))
  expect(await tested.deliver(ticket, dataset, `${columns.join(',')}\n${rows.join('\n')}\n`)).toBe('accepted')
  return id
}

const pass = { pass: true, reason: '场景所需' }

beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  const authorization = await activeAuthorization(tested)
  const cellByColumn = {
    person: (at: number) => `p${at}`,
    district: (at: number) => at % 7,
    ward: (at: number) => (at % 7) * 3,
    stay: (at: number) => (at * 31) % 90,
  }
  const columnsByItem = [
    { item: await register('residents', ['person', 'district'], cellByColumn), columns: ['person', 'district'] as const },
    { item: await register('visits', ['person', 'ward', 'stay'], cellByColumn), columns: ['person', 'ward', 'stay'] as const },
  ]
  const disclosureOf = (name: Column) =>
    name === 'person' ? 'join-key' : kinds[name] === 'sensitive' ? 'after-aggregation' : 'after-grouping'
  const items = columnsByItem.map(({ item, columns }) => ({
    item,
    reason: '场景所需',
    rows: [],
    fields: columns.map((name) => ({ name, disclosure: disclosureOf(name), reason: '场景所需' })),
  }))
  const asked = { authorization, scenario, purpose: 'public-good', until: '2027-03-31', procedures: '操作规程', items }
  request = await tested.does('operator', { plural: 'data-requests', act: 'submit', asked })
  for (const login of ['authority', 'police', 'transport'])
    await tested.does(login, {
      plural: 'data-requests',
      act: 'opine',
      id: request,
      asked: { reasonable: pass, compliant: pass, secure: pass },
    })
  const decision = {
    outcome: 'approve',
    items: items.map(({ item, fields }) => ({ item, rows: [], fields: fields.map(({ name, disclosure }) => ({ name, disclosure })) })),
    minimumGroup: 10,
    maximumRisk: 1,
    minimumIsolation: 'D',
    quasiIdentifiers: [],
  }
  await tested.does('authority', { plural: 'data-requests', act: 'decide', id: request, asked: decision })
  await tested.settled()
})
afterAll(() => tested.stop())

it('W15-2 what the tripwire of the zone stops becomes a risk report, once, and only its release opens the workspace again', async () => {
  const ticket = {
    id: 't1',
    zone: 'zone-1',
    person: 'p-analyst',
    organization: 'o',
    purpose: 'workbench',
    scope: request,
    issuedAt: tested.clock.now(),
    expiresAt: tested.clock.now(),
    signature: '',
  } as const
  const sql = 'select district, avg(ward) as ward from residents r join visits v on r.person = v.person group by 1'
  const submitted = await tested.zone?.submit(ticket, request, { sql })
  if (!submitted?.ok) throw new Error(`could not submit: ${JSON.stringify(submitted)}`)
  await vi.waitFor(() => expect(tested.zone?.job(submitted.job)?.code).toBe('tripwire'), { timeout: 60_000 })
  await tested.moveTo('2026-05-20T10:00:00+08:00')
  await tested.settled()
  const id = `alarm-${submitted.job}`
  const report = await tested.reads('cyberspace', `/api/cases/risk-reports/${id}`)
  expect(report.state).toMatchObject({ stage: 'raised', alarm: submitted.job, request })
  expect(report.history).toHaveLength(1)
  expect(JSON.stringify(report.history[0])).toContain('residents.district')
  expect((await tested.reads('authority', `/api/cases/data-requests/${request}`)).stage).toBe('frozen')

  await tested.does('operator', { plural: 'risk-reports', act: 'report', id, asked: { report: '书面报告' } })
  await tested.does('cyberspace', { plural: 'risk-reports', act: 'assess', id, asked: { conclusion: '已调整加工方案' } })
  await tested.does('authority', { plural: 'risk-reports', act: 'release', id, asked: { reason: '隐患已消除' } })
  await tested.settled()
  expect((await tested.reads('authority', `/api/cases/data-requests/${request}`)).stage).toBe('active')
  expect((await tested.zone?.workspace(request))?.stage).toBe('opened')
  await tested.moveTo('2026-05-21T10:00:00+08:00')
  expect((await tested.reads('cyberspace', `/api/cases/risk-reports/${id}`)).history).toHaveLength(4)
  expect(tested.zoneFaults).toEqual([])
})
