import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import {
  catalogItems,
  changeAttribute,
  confirmClassification,
  deliver,
  govern,
  noteContract,
  noteDelivery,
  notePull,
  register,
} from './catalog-item.ts'
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

describe('W6-2 what the zone finds a column to be is decided by its agency alone', () => {
  const evidence = [{ sign: 'eleven digits with a mobile prefix', share: 1, sampled: 2000 }]
  const found = [{ name: 'flight_no', kind: 'mobile', confidence: 1, evidence, personal: 'identifier', grade: 'general-3' }]
  const noted = (version: number, change: object = {}) => ({ version, rows: 10, rejected: 0, found, ...change })
  const delivered = registered.does(noteDelivery, actors.platform, noted(1))
  const asFound = { columns: [{ name: 'flight_no', personal: 'identifier', grade: 'general-3' }] }
  const otherwise = { columns: [{ name: 'flight_no', personal: 'none', grade: 'general-2' }] }

  it('W6-2 is open, and the agency’s turn, until it has decided', () => {
    expect(delivered.state.classification).toMatchObject([{ name: 'flight_no', standing: 'open', version: 1 }])
    expect(catalogItems.turns(delivered.state)).toEqual([{ role: 'agency', organization: actors.agency.organization }])
    expect(catalogItems.turns(delivered.does(confirmClassification, actors.agency, asFound).state)).toEqual([])
  })

  it.each([
    { by: actors.agency, codes: [] },
    { by: actors.otherAgency, codes: ['not-your-item'] },
    { by: actors.dataAuthority, codes: ['not-yours-to-do', 'not-your-item'] },
  ])('W6-2 $by.person: $codes', ({ by, codes }) => {
    const outcome = delivered.tries(confirmClassification, by, asFound)
    expect(outcome.codes).toEqual(codes)
    expect(new Set(outcome.refusedUnder)).toEqual(new Set(codes.length > 0 ? ['W6-2'] : []))
  })

  it('W6-2 another decision than the suggestion carries its reason', () => {
    expect(delivered.tries(confirmClassification, actors.agency, otherwise).codes).toEqual(['override-without-reason'])
    const overridden = delivered.does(confirmClassification, actors.agency, { ...otherwise, reason: '为航班编号' }).state
    expect(overridden.classification).toMatchObject([{ standing: 'overridden', reason: '为航班编号' }])
    expect(overridden.contractBehind).toBe(false)
  })

  it('W6-2 only what was suggested is decided on, each column once', () => {
    const [column] = asFound.columns
    expect(registered.tries(confirmClassification, actors.agency, asFound).codes).toContain('nothing-found')
    expect(delivered.tries(confirmClassification, actors.agency, { columns: [{ ...column, name: 'delay' }] }).codes).toEqual([
      'not-suggested',
    ])
    expect(delivered.tries(confirmClassification, actors.agency, { columns: [column, column] }).codes).toEqual(['not-suggested'])
  })

  it('W6-2 marks that change are those of the field, and the zone’s contract is behind until it has followed', () => {
    const confirmed = delivered.does(confirmClassification, actors.agency, asFound)
    expect(confirmed.state).toMatchObject({
      contractBehind: true,
      fields: [{ name: 'flight_no', personal: 'identifier', grade: 'general-3' }, {}],
    })
    expect(gradeOf(confirmed.state.fields)).toBe('general-3')
    expect(confirmed.tries(noteContract, actors.agency).codes).toEqual(['not-yours-to-do'])
    const followed = confirmed.does(noteContract, actors.platform)
    expect(followed.state.contractBehind).toBe(false)
    expect(followed.tries(noteContract, actors.platform).codes).toEqual(['contract-not-behind'])
  })

  it('W6-2 stays decided while the same is found, and is open again where something else is', () => {
    const confirmed = delivered.does(confirmClassification, actors.agency, asFound)
    expect(confirmed.does(noteDelivery, actors.platform, noted(2)).state.classification).toMatchObject([
      { standing: 'confirmed', version: 2 },
    ])
    const other = noted(2, { found: [{ ...found[0], kind: 'bank-card', grade: 'general-4' }] })
    expect(confirmed.does(noteDelivery, actors.platform, other).state.classification).toMatchObject([
      { kind: 'bank-card', standing: 'open' },
    ])
  })

  it('A2 the columns of a key are fields of the item', () => {
    expect(empty.tries(register, actors.agency, { ...form, keyColumns: ['flight_no'] }).codes).toEqual([])
    expect(empty.tries(register, actors.agency, { ...form, keyColumns: ['person'] }).codes).toEqual(['key-not-a-field'])
  })

  const troubled = delivered.does(notePull, actors.platform, { trouble: 'pull-failed' })

  it('A12 a regular pull that brings nothing is a matter of its agency until it is well again, and is told once', () => {
    const turnsOf = ({ state }: typeof troubled) => catalogItems.turns(state)
    const decided = delivered.does(confirmClassification, actors.agency, asFound)
    expect(turnsOf(decided)).toEqual([])
    const again = decided.does(notePull, actors.platform, { trouble: 'pull-failed' })
    expect(turnsOf(again)).toEqual([{ role: 'agency', organization: actors.agency.organization }])
    expect(again.tries(notePull, actors.platform, { trouble: 'pull-failed' }).codes).toEqual(['pull-noted-already'])
    expect(turnsOf(again.does(notePull, actors.platform, { trouble: 'pull-source-gone' }))).toHaveLength(1)
    expect(turnsOf(again.does(notePull, actors.platform, {}))).toEqual([])
  })

  it('A12 a regular pull is noted by the platform alone, as the zone says it', () => {
    expect(delivered.tries(notePull, actors.agency, { trouble: 'pull-failed' }).codes).toEqual(['not-yours-to-do'])
    expect(delivered.tries(notePull, actors.platform, {}).codes).toEqual(['pull-noted-already'])
    expect(troubled.state.pullTrouble).toBe('pull-failed')
  })
})
