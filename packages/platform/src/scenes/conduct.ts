/** Chapter 4 as far as a test needs it: a catalog item with its data in the zone, and a data request with its open workspace. */
import { scenario } from './admission.ts'
import type { Stage } from './stage.ts'

const columns = [
  { name: 'station', type: 'text' },
  { name: 'hour', type: 'integer' },
  { name: 'level', type: 'integer' },
] as const

export const itemForm = (dataset: string) => ({
  title: '水位数据',
  dataset,
  domain: 'transport',
  fields: columns.map((column) => ({ ...column, personal: 'none', required: true, title: column.name, grade: 'general-1' })),
  openAttribute: 'conditional',
  secrecy: false,
  updateCycle: '每日',
  summary: '各站每小时水位。',
})

export const registeredItem = async ({ does }: Stage, dataset = 'readings'): Promise<string> => {
  const id = await does('transport', { plural: 'catalog-items', act: 'register', asked: itemForm(dataset) })
  return does('transport', { plural: 'catalog-items', act: 'govern', id, asked: { statement: '已治理' } })
}

const csv = (): string => {
  const lines = Array.from({ length: 2_000 }, (_, at) => `s${at % 20},${Math.floor(at / 20)},${(at * 37) % 500}`)
  return `${columns.map(({ name }) => name).join(',')}\n${lines.join('\n')}\n`
}

export const deliveredItem = async (stage: Stage, dataset = 'readings'): Promise<string> => {
  const id = await registeredItem(stage, dataset)
  await stage.settled()
  await deliverAgain(stage, id, dataset)
  return id
}

/** Another version of the data of an item. */
export const deliverAgain = async (stage: Stage, item: string, dataset = 'readings'): Promise<void> => {
  const { ticket } = await stage.asks('transport', '/api/tickets', { purpose: 'intake', case: item })
  const outcome = await stage.deliver(ticket, dataset, csv())
  if (outcome !== 'accepted') throw new Error(`could not set the scene: the zone took the delivery as ${outcome}`)
}

const pass = {
  reasonable: { pass: true, reason: '场景所需' },
  compliant: { pass: true, reason: '在授权范围内' },
  secure: { pass: true, reason: '脱敏措施适当' },
}

const plainFields: readonly Granted[] = columns.map(({ name }) => ({ name, disclosure: 'plain' }))

interface Granted {
  readonly name: string
  readonly disclosure: string
}

interface Wanted {
  readonly fields?: readonly Granted[]
  /** One list is asked for once: another request limits its rows in another way. */
  readonly rows?: readonly object[]
}

/** Asked for, and found right by everybody who must be asked. Ends with March 2027. */
export const opinedRequest = async (
  stage: Stage,
  authorization: string,
  item: string,
  { fields = plainFields, rows = [] }: Wanted = {},
): Promise<string> => {
  const asked = {
    authorization,
    scenario,
    purpose: 'public-good',
    until: '2027-03-31',
    procedures: '操作规程',
    items: [{ item, reason: '场景所需', fields: fields.map((field) => ({ ...field, reason: '场景所需' })), rows }],
  }
  const id = await stage.does('operator', { plural: 'data-requests', act: 'submit', asked })
  for (const login of ['authority', 'police', 'transport'])
    await stage.does(login, { plural: 'data-requests', act: 'opine', id, asked: pass })
  return id
}

export const decisionOn = (item: string, fields: readonly Granted[] = plainFields, change: object = {}) => ({
  outcome: 'approve',
  items: [{ item, fields, rows: [] }],
  minimumGroup: 10,
  maximumRisk: 1,
  minimumIsolation: 'D',
  quasiIdentifiers: [],
  ...change,
})

/** Decided, and its workspace open where there is a zone. */
export const openedRequest = async (
  stage: Stage,
  authorization: string,
  item: string,
  wanted: Wanted & { readonly decision?: object } = {},
): Promise<string> => {
  const id = await opinedRequest(stage, authorization, item, wanted)
  const asked = decisionOn(item, wanted.fields, wanted.decision)
  await stage.does('authority', { plural: 'data-requests', act: 'decide', id, asked })
  await stage.settled()
  return id
}
