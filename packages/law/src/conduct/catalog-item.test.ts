import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { catalogItems, changeAttribute, deliver, govern, noteDelivery, register } from './catalog-item.ts'
import { gradeOf } from './shapes.ts'

const field = (name: string, change: object = {}) => ({
  name,
  type: 'text',
  title: name,
  personal: 'none',
  required: true,
  grade: 'general-2',
  ...change,
})
const form = {
  title: '航班起降记录',
  dataset: 'flights',
  domain: 'transport',
  fields: [field('flight_no'), field('delay', { type: 'integer' })],
  openAttribute: 'conditional',
  secrecy: false,
  updateCycle: '每日',
  summary: '进出港航班的计划与实际时刻。',
}
const empty = scene(catalogItems, { facts: { datasetTaken: false }, on: '2026-03-02' })
const registered = empty.does(register, actors.agency, form)

describe('A2 the catalog', () => {
  it('A2 an agency registers its item once, under a name of its own', () => {
    expect(registered.state).toMatchObject({ stage: 'registered', provider: actors.agency.organization, oneRow: false })
    expect(empty.tries(register, actors.operator, form).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(register, actors.agency, form, { facts: { datasetTaken: true } }).codes).toEqual(['dataset-taken'])
    expect(registered.tries(register, actors.agency, form).codes).toEqual(['already-registered'])
  })

  it('A2 its fields differ and hold its subject', () => {
    const outcome = empty.tries(register, actors.agency, { ...form, fields: [field('a'), field('a')], subjectColumn: 'person' })
    expect(outcome.codes).toEqual(['field-twice', 'subject-not-a-field'])
    expect(empty.tries(register, actors.agency, { ...form, subjectColumn: 'flight_no' }).codes).toEqual([])
  })

  it('A2 is as grave as its gravest field', () => {
    expect(gradeOf([{ grade: 'general-2' }, { grade: 'important' }, { grade: 'general-4' }])).toBe('important')
    expect(gradeOf([])).toBe('general-1')
  })
})

describe('W6-2 only the agency of the item certifies its governance', () => {
  it.each([
    { by: actors.agency, codes: [] },
    { by: actors.otherAgency, codes: ['not-your-item'] },
    { by: actors.dataAuthority, codes: ['not-yours-to-do', 'not-your-item'] },
  ])('W6-2 $by.person: $codes', ({ by, codes }) => {
    const outcome = registered.tries(govern, by, { statement: '已完成清洗与审查' })
    expect(outcome.codes).toEqual(codes)
    expect(new Set(outcome.refusedUnder)).toEqual(new Set(codes.length > 0 ? ['W6-2'] : []))
  })
})

describe('W2-3 secret data never enters the zone', () => {
  const secret = registered.does(changeAttribute, actors.agency, { openAttribute: 'prohibited', secrecy: true, reason: '定密' })

  it('W2-3 delivery is refused while it is marked, and open when it is not', () => {
    expect(secret.tries(deliver, actors.agency).refusedUnder).toEqual(['W2-3'])
    expect(registered.tries(deliver, actors.agency).refusedUnder).toEqual([])
    expect(registered.tries(deliver, actors.otherAgency).codes).toEqual(['not-your-item'])
    expect(empty.tries(deliver, actors.agency).codes).toContain('not-in-catalog')
  })

  it('A2 an attribute is changed to another one, not to what it is', () => {
    const same = { openAttribute: registered.state.openAttribute, secrecy: registered.state.secrecy, reason: '核对' }
    expect(registered.tries(changeAttribute, actors.agency, same).codes).toEqual(['nothing-changes'])
    expect(registered.tries(changeAttribute, actors.agency, { ...same, secrecy: !same.secrecy }).codes).toEqual([])
  })

  it('W2-3 a secret item is shown to the authorities only', () => {
    expect(catalogItems.concerns(registered.state).roles).toContain('operator')
    expect(catalogItems.concerns(secret.state).roles).not.toContain('operator')
  })
})

describe('A24 what the zone received', () => {
  it('A24 is noted by the platform, version by version', () => {
    const noted = registered.does(deliver, actors.agency).does(noteDelivery, actors.platform, { version: 1, rows: 3_000_000, rejected: 2 })
    expect(noted.state).toMatchObject({ stage: 'delivered', deliveries: [{ version: 1, rows: 3_000_000, rejected: 2 }] })
    expect(registered.tries(noteDelivery, actors.agency, { version: 1, rows: 1, rejected: 0 }).codes).toEqual(['not-yours-to-do'])
  })
})
