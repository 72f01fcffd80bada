import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { answer, creditRecords, creditStandsOn, expire, object, record, repair } from './credit-record.ts'

const form = {
  organization: actors.operator.organization,
  weight: 'ordinary',
  finding: '限定交易相对人',
  basis: '《中华人民共和国反垄断法》',
  decisionNumber: '锡市监处〔2026〕1号',
  from: '2026-03-02',
  until: '2027-03-01',
}
const empty = scene(creditRecords, { facts: { registered: true, sameDecision: 0 }, on: '2026-03-02' })
const standing = empty.does(record, actors.market, form)

describe('W27-1 an entry rests on a decision of the competent body', () => {
  it.each([
    [{}, []],
    [{ decisionNumber: '' }, ['decision-number-missing']],
    [{ decisionNumber: '  ' }, ['decision-number-missing']],
    [{ basis: '' }, ['basis-missing']],
  ])('W27-1 with %j: %j', (change, codes) => {
    expect(empty.tries(record, actors.market, { ...form, ...change }).codes).toEqual(codes)
  })

  it('W27-1 nobody else makes an entry, not even the data authority', () => {
    expect(empty.tries(record, actors.dataAuthority, form).refusedUnder).toEqual(['W27-1'])
  })

  it('W27-1 one decision is entered once, about an organization of the platform', () => {
    expect(empty.tries(record, actors.market, form, { facts: { sameDecision: 1 } }).codes).toEqual(['recorded-twice'])
    expect(empty.tries(record, actors.market, form, { facts: { registered: false } }).codes).toEqual(['organization-not-registered'])
  })
})

describe('W27-3 the operator sees and objects, and expiry removes the entry', () => {
  it.each([
    { until: undefined, refused: ['W27-3'] },
    { until: '2026-03-01', refused: ['W27-3'] },
    { until: '2026-03-02', refused: [] },
  ])('W27-3 a term to $until: refused under $refused', ({ until, refused }) => {
    expect(empty.tries(record, actors.market, { ...form, until }).refusedUnder).toEqual(refused)
  })

  it('W27-3 only whom it is about may object, and sees it', () => {
    expect(standing.tries(object, actors.otherOperator, { ground: '有误' }).codes).toEqual(['not-about-you'])
    expect(standing.tries(object, actors.operator, { ground: '有误' }).codes).toEqual([])
    expect(creditRecords.concerns(standing.state).organizations).toContain(actors.operator.organization)
  })

  it('W27-3 an upheld objection withdraws it, a dismissed one leaves it, and it counts until then', () => {
    const objected = standing.does(object, actors.operator, { ground: '有误' })
    expect(creditStandsOn(objected.state, day('2026-03-02'))).toBe(true)
    const answered = (outcome: string) => objected.does(answer, actors.market, { outcome, reason: '经查' }).state
    expect([answered('upheld').stage, answered('dismissed').stage]).toEqual(['withdrawn', 'standing'])
    expect(creditStandsOn(answered('upheld'), day('2026-03-02'))).toBe(false)
    expect(objected.tries(answer, actors.otherMarket, { outcome: 'upheld', reason: '经查' }).codes).toEqual(['not-your-decision'])
  })

  it.each([
    { on: '2027-03-01', stands: true, refused: ['W27-3'] },
    { on: '2027-03-02', stands: false, refused: [] },
  ])('W27-3 until 1 March 2027, on $on it stands: $stands', ({ on, stands, refused }) => {
    expect(creditStandsOn(standing.state, day(on))).toBe(stands)
    expect(standing.tries(expire, actors.platform, {}, { on }).refusedUnder).toEqual(refused)
  })

  it('W27-3 once it has run out those who weigh it no longer see it', () => {
    const gone = standing.does(expire, actors.platform, {}, { on: '2027-03-02' })
    expect(creditRecords.concerns(standing.state).roles).toContain('expert')
    expect(creditRecords.concerns(gone.state).roles).toEqual(['audit-admin'])
  })

  it('A27 a repaired entry counts no longer', () => {
    const repaired = standing.does(repair, actors.market, { basis: '已履行' })
    expect(creditStandsOn(repaired.state, day('2026-03-02'))).toBe(false)
    expect(repaired.tries(object, actors.operator, { ground: '有误' }).codes).toEqual(['not-standing'])
  })
})
