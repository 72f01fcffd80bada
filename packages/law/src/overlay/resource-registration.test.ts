import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { parametersOn } from '../parameters.ts'
import { scene } from '../testing.ts'
import { firstDue, lapse, noteOverdue } from './resource-registration/clocks.ts'
import {
  accept,
  answerObjection,
  cancel,
  object,
  openNotice,
  passReview,
  recordNationalCode,
  register,
  returnFile,
} from './resource-registration/deciding.ts'
import { apply, correctFile, expect as expectRegistration, submit } from './resource-registration/filing.ts'
import { resourceRegistrations } from './resource-registration.ts'

const on = { parameters: { nationalOverlay: true } }
const file = {
  registrant: '市交通运输局',
  lawfulSource: '履职中依法采集',
  description: '公交到站记录',
  productsAndServices: '到站预测接口',
  usedIn: '公共出行',
  riskAssessment: '已评估，风险可控',
  depositNumber: 'CZ-2026-001',
  depositedOn: '2026-03-02',
}
const facts = {
  item: { provider: actors.agency.organization, title: '公交到站记录' },
  authorizedUntil: day('2028-03-01'),
  overlaySince: day('2026-01-01'),
  codedThisYear: 0,
}
const empty = scene(resourceRegistrations, { on: '2026-03-02', facts })
const filed = { item: 'bus', file }
const submitted = empty.does(submit, actors.agency, filed, on)
const accepted = submitted.does(accept, actors.registrar)
const reviewed = accepted.does(passReview, actors.registrar, { finding: '形式完备' })
const notice = { workdays: 10, summary: '公交到站记录，首次登记' }
const inNotice = reviewed.does(openNotice, actors.registrar, notice, on)
const objection = { realName: '王某', contact: '0510', ground: '来源不明', evidence: '见附件' }
const over = { on: '2026-03-17', ...on }
const registered = inNotice.does(register, actors.registrar, { validTo: '2028-03-01' }, over)

describe('the file of an initial registration', () => {
  it.each(['registrant', 'lawfulSource', 'description', 'productsAndServices', 'usedIn', 'riskAssessment', 'depositNumber'])(
    'N1-2 without its part %s is refused, and passes while the overlay is off',
    (part) => {
      const lacking = { ...filed, file: { ...file, [part]: '' } }
      expect(empty.tries(submit, actors.agency, lacking, on).codes).toEqual(['file-incomplete'])
      expect(empty.tries(submit, actors.agency, lacking).codes).toEqual([])
    },
  )

  it.each([
    { depositedOn: '2026-03-02', codes: [] },
    { depositedOn: '2026-03-03', codes: ['not-deposited-before'] },
    { depositedOn: undefined, codes: ['not-deposited-before'] },
  ])('N1-3 with evidence deposited on $depositedOn, applied for on 2 March: $codes', ({ depositedOn, codes }) => {
    const asked = { ...filed, file: { ...file, depositedOn } }
    expect(empty.tries(submit, actors.agency, asked, on).codes).toEqual(codes)
    expect(empty.tries(submit, actors.agency, asked).codes).toEqual([])
  })

  it('A6 comes from the agency that holds the resource', () => {
    expect(empty.tries(submit, actors.otherAgency, filed).codes).toEqual(['not-your-item'])
  })

  it('N1-4 goes back once, with all that is missing, and no second time', () => {
    const back = submitted.does(returnFile, actors.registrar, { defects: '缺少风险评估' }, on)
    const again = back.does(correctFile, actors.agency, { file }, on)
    expect(again.tries(returnFile, actors.registrar, { defects: '又缺' }, on).codes).toEqual(['told-once-already'])
    expect(again.tries(returnFile, actors.registrar, { defects: '又缺' }).codes).toEqual([])
  })
})

describe('the notice and the code', () => {
  it.each([
    { workdays: 9, codes: ['notice-too-short'] },
    { workdays: 10, codes: [] },
  ])('N1-5 a notice of $workdays working days: $codes', ({ workdays, codes }) => {
    expect(reviewed.tries(openNotice, actors.registrar, { ...notice, workdays }, on).codes).toEqual(codes)
    expect(reviewed.tries(openNotice, actors.registrar, { ...notice, workdays }).codes).toEqual([])
  })

  it('N1-5 no code is given before the notice is over', () => {
    expect(inNotice.state.notice?.until).toBe('2026-03-16')
    const codesOn = (day: string, more = on) =>
      inNotice.tries(register, actors.registrar, { validTo: '2028-03-01' }, { on: day, ...more }).codes
    expect(codesOn('2026-03-16')).toEqual(['notice-not-over'])
    expect(codesOn('2026-03-17')).toEqual([])
    expect(inNotice.tries(register, actors.registrar, { validTo: '2028-03-01' }).codes).toEqual([])
  })

  it('N1-6 an objection is made under a real name with evidence, and holds the code up until it is answered', () => {
    expect(inNotice.tries(object, actors.consumer, { ...objection, realName: '' }, on).codes).toEqual(['objection-not-in-real-name'])
    expect(inNotice.tries(object, actors.consumer, { ...objection, realName: '' }).codes).toEqual([])
    const objected = inNotice.does(object, actors.consumer, objection, on)
    const ask = { validTo: '2028-03-01' }
    expect(objected.tries(register, actors.registrar, ask, over).codes).toEqual(['objection-open'])
    expect(objected.tries(register, actors.registrar, ask, { on: '2026-03-17' }).codes).toEqual([])
    const answer = (conclusion: string) => objected.does(answerObjection, actors.registrar, { number: 1, conclusion, answer: '已核实' })
    expect(answer('dismissed').tries(register, actors.registrar, ask, over).codes).toEqual([])
    expect(answer('upheld').tries(register, actors.registrar, ask, over).codes).toEqual(['objection-upheld'])
  })

  it('N1-6 nobody objects after the notice', () => {
    expect(inNotice.tries(object, actors.consumer, objection, { on: '2026-03-16', ...on }).codes).toEqual([])
    expect(inNotice.tries(object, actors.consumer, objection, over).codes).toEqual(['notice-over'])
  })

  it.each([
    { validTo: '2029-03-17', until: undefined, codes: [] },
    { validTo: '2029-03-18', until: undefined, codes: ['valid-too-long'] },
    { validTo: '2028-03-01', until: '2028-03-01', codes: [] },
    { validTo: '2028-03-02', until: '2028-03-01', codes: ['valid-beyond-authorization'] },
  ])('N1-7 N1-11 valid to $validTo where the authorization ends on $until: $codes', ({ validTo, until, codes }) => {
    const authorizedUntil = until === undefined ? undefined : day(until)
    expect(inNotice.tries(register, actors.registrar, { validTo }, { ...over, facts: { authorizedUntil } }).codes).toEqual(codes)
    expect(inNotice.tries(register, actors.registrar, { validTo }, { on: '2026-03-17', facts: { authorizedUntil } }).codes).toEqual([])
  })

  it('A24 the code is our own; the national one is a slot that only its own record fills', () => {
    expect(registered.state).toMatchObject({ stage: 'registered', code: 'WXR-2026-00001', nationalCode: '', validTo: '2028-03-01' })
    const told = registered.does(recordNationalCode, actors.registrar, { nationalCode: '由国家平台给出', proof: '登记结果通知' })
    expect(told.state).toMatchObject({ code: 'WXR-2026-00001', nationalCode: '由国家平台给出' })
  })
})

describe('what becomes of a registration', () => {
  it.each([
    { day: '2027-12-31', codes: ['renewal-too-early'] },
    { day: '2028-01-01', codes: [] },
    { day: '2028-03-01', codes: [] },
    { day: '2028-03-02', codes: ['renewal-too-early'] },
  ])('N1-8 a renewal of what ends on 1 March 2028 asked for on $day: $codes', ({ day: at, codes }) => {
    expect(registered.tries(apply, actors.agency, { type: 'renewal' }, { on: at, ...on }).codes).toEqual(codes)
    expect(registered.tries(apply, actors.agency, { type: 'renewal' }, { on: at }).codes).toEqual([])
  })

  it('N1-9 a change comes with evidence', () => {
    const asked = { type: 'change', file, evidence: '' }
    expect(registered.tries(apply, actors.agency, asked, on).codes).toEqual(['evidence-missing'])
    expect(registered.tries(apply, actors.agency, asked).codes).toEqual([])
    expect(registered.tries(apply, actors.agency, { ...asked, evidence: '变更文件' }, on).codes).toEqual([])
  })

  it('N1-10 a cancellation names its case and what happened, and ends the registration after its notice', () => {
    const asked = { type: 'cancellation', evidence: '数据已灭失', cancellationGround: 'data-lost' }
    expect(registered.tries(apply, actors.agency, { type: 'cancellation', evidence: '无' }, on).codes).toEqual(['ground-missing'])
    expect(registered.tries(apply, actors.agency, { type: 'cancellation', evidence: '无' }).codes).toEqual([])
    const noticed = registered
      .where(over)
      .does(apply, actors.agency, asked)
      .does(accept, actors.registrar)
      .does(passReview, actors.registrar, { finding: '属实' })
      .does(openNotice, actors.registrar, notice)
    expect(noticed.tries(register, actors.registrar, { validTo: '2028-03-01' }, { on: '2026-04-30', ...on }).codes).toEqual([
      'is-a-cancellation',
    ])
    expect(noticed.tries(cancel, actors.registrar, {}, over).codes).toEqual(['notice-not-over'])
    expect(noticed.does(cancel, actors.registrar, {}, { on: '2026-04-30', ...on }).state.stage).toBe('cancelled')
  })

  it('N1-8 what is not renewed lapses after its last day', () => {
    expect(registered.tries(lapse, actors.platform, {}, { on: '2028-03-01' }).codes).toEqual(['still-valid'])
    expect(registered.does(lapse, actors.platform, {}, { on: '2028-03-02' }).state.stage).toBe('lapsed')
  })
})

describe('N1-1 the first registration is due', () => {
  const numbers = parametersOn(day('2026-03-02'))
  it.each([
    { delivered: '2026-03-02', since: '2026-01-01', due: '2026-03-30' },
    { delivered: '2025-12-31', since: '2026-03-02', due: '2026-04-14' },
    { delivered: '2026-03-02', since: undefined, due: undefined },
  ])('N1-1 delivered on $delivered under an overlay since $since: by $due', ({ delivered, since, due }) => {
    const overlaySince = since === undefined ? undefined : day(since)
    expect(firstDue({ stage: 'expected', deliveredOn: day(delivered) }, { overlaySince }, numbers)).toBe(due)
  })

  it('N1-1 the day after is noted, once, and never while the overlay is off', () => {
    const awaited = empty.does(expectRegistration, actors.platform, { item: 'bus', deliveredOn: '2026-03-02' })
    const codes = (day: string, known: object = {}) =>
      awaited.tries(noteOverdue, actors.platform, {}, { on: day, ...on, facts: known }).codes
    expect(codes('2026-03-30')).toEqual(['not-overdue'])
    expect(codes('2026-03-31')).toEqual([])
    expect(codes('2026-03-31', { overlaySince: undefined })).toEqual(['not-overdue'])
    const noted = awaited.does(noteOverdue, actors.platform, {}, { on: '2026-03-31', ...on })
    expect(noted.state.isOverdue).toBe(true)
    expect(noted.tries(noteOverdue, actors.platform, {}, { on: '2026-04-01', ...on }).codes).toEqual(['noted-already'])
  })
})
