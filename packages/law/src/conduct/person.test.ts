import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { idNumberFor } from '../identifiers/id-number.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { apply, enable, enabledOn, file, leave, persons, signNda, train, verifyRealName, vet } from './person.ts'

const idNumber = idNumberFor('320211', day('1990-01-01'), 1)
const form = { displayName: '钱进', idNumber, login: 'qian' }
const empty = scene(persons, { facts: { realNameRef: 'hmac-1', numberInUse: false }, on: '2026-04-01' })
const applied = empty.does(apply, actors.operator, form)
const nda = { signedOn: '2026-04-01', validTo: '2029-04-01', breachClause: '违约赔偿并承担法律责任' }
const training = { course: '公共数据安全', on: '2026-03-20', validTo: '2027-03-20' }

const gates = {
  verified: (at: typeof applied) => at.does(verifyRealName, actors.dataAuthority, { method: '权威核验', reference: 'R-1' }),
  filed: (at: typeof applied) => at.does(file, actors.dataAuthority, { number: '备-2026-001' }),
  vetted: (at: typeof applied) => at.does(vet, actors.securityAuthority, { conclusion: 'pass' }),
  bound: (at: typeof applied) => at.does(signNda, actors.operator, nda),
  trained: (at: typeof applied) => at.does(train, actors.operator, training),
}
const through = (...left: readonly string[]) =>
  Object.entries(gates)
    .filter(([gate]) => !left.includes(gate))
    .reduce((at, [, pass]) => pass(at), applied)
const enabled = through().does(enable, actors.dataAuthority)

describe('W16-1 a person passes four gates before the zone opens', () => {
  it.each([
    { left: 'verified', codes: ['not-verified'] },
    { left: 'filed', codes: ['not-filed'] },
    { left: 'vetted', codes: ['not-vetted'] },
    { left: 'bound', codes: ['no-valid-nda'] },
    { left: 'trained', codes: ['not-trained'] },
  ])('W16-1 without being $left the person is not enabled: $codes', ({ left, codes }) => {
    expect(through(left).tries(enable, actors.dataAuthority).codes).toEqual(codes)
  })

  it('W16-1 with all of them the person is', () => {
    expect(enabled.state.stage).toBe('enabled')
    expect(applied.tries(enable, actors.dataAuthority).refusedUnder).toEqual(['W16-1', 'W16-1', 'W16-1', 'W16-1', 'W25-2'])
  })

  it.each([
    { on: '2027-03-20', may: true, why: 'the training is valid' },
    { on: '2027-03-21', may: false, why: 'the training has run out' },
  ])('W25-2 on $on the person may enter: $may, as $why', ({ on, may }) => {
    expect(enabledOn(enabled.state, day(on))).toBe(may)
  })

  it.each([
    { on: '2029-04-01', may: true },
    { on: '2029-04-02', may: false },
  ])('W16-1 an NDA until 1 April 2029: on $on the person may enter: $may', ({ on, may }) => {
    const trained = enabled.does(train, actors.operator, { ...training, validTo: '2030-01-01' })
    expect(enabledOn(trained.state, day(on))).toBe(may)
  })

  it('W16-1 one number stands for one person, and the number itself is not kept', () => {
    expect(empty.tries(apply, actors.operator, form, { facts: { numberInUse: true } }).refusedUnder).toEqual(['W16-1'])
    const { events } = empty.tries(apply, actors.operator, form)
    expect(events).toMatchObject([{ maskedIdNumber: `320211${'*'.repeat(11)}${idNumber.slice(-1)}`, realNameRef: 'hmac-1' }])
    expect(JSON.stringify([events, applied.state])).not.toContain(idNumber)
    expect(persons.keysOf(applied.state)).toContain('number:hmac-1')
    expect(apply.asks.safeParse({ ...form, idNumber: '320211199001010010' }).success).toBe(false)
  })

  it('W16-1 vetting that is refused carries its reason and takes the way in back', () => {
    expect(applied.tries(vet, actors.securityAuthority, { conclusion: 'refuse' }).codes).toEqual(['refusal-without-reason'])
    const refused = enabled.does(vet, actors.securityAuthority, { conclusion: 'refuse', reason: '复审未通过' })
    expect(enabledOn(refused.state, day('2026-04-01'))).toBe(false)
  })
})

describe('W16-2 an NDA has a term and a breach clause', () => {
  it.each([
    { change: { validTo: undefined }, codes: ['nda-without-term'] },
    { change: { breachClause: ' ' }, codes: ['nda-without-breach-clause'] },
    { change: { validTo: undefined, breachClause: '' }, codes: ['nda-without-term', 'nda-without-breach-clause'] },
    { change: { validTo: '2026-03-31' }, codes: ['nda-over'] },
    { change: { validTo: '2026-04-01' }, codes: [] },
    { change: { signedOn: '2026-04-02' }, codes: ['signed-in-the-future'] },
  ])('W16-2 with $change: $codes', ({ change, codes }) => {
    expect(applied.tries(signNda, actors.operator, { ...nda, ...change }).codes).toEqual(codes)
  })

  it('W16-2 it is recorded by the person’s own operator', () => {
    expect(applied.tries(signNda, actors.otherOperator, nda).codes).toEqual(['not-your-person'])
  })
})

describe('W16-7 who leaves is out at once', () => {
  const left = enabled.does(leave, actors.operator, { reason: '离职' })

  it('W16-7 and does not come back by the same file', () => {
    expect(enabledOn(left.state, day('2026-04-01'))).toBe(false)
    expect(left.tries(enable, actors.dataAuthority).codes).toContain('not-waiting')
    expect(left.tries(signNda, actors.operator, nda).codes).toEqual(['not-on-file'])
  })

  it('W16-7 the own operator or the data authority records it, no other operator', () => {
    expect(enabled.tries(leave, actors.dataAuthority, { reason: '离职' }).codes).toEqual([])
    expect(enabled.tries(leave, actors.otherOperator, { reason: '离职' }).codes).toEqual(['not-your-person'])
  })
})

describe('W25-2 a training is recorded as it was', () => {
  it.each([
    { change: { on: '2026-04-02' }, codes: ['trained-in-the-future'] },
    { change: { validTo: '2026-03-31' }, codes: ['training-over'] },
    { change: { validTo: '2026-04-01' }, codes: [] },
  ])('W25-2 with $change: $codes', ({ change, codes }) => {
    expect(applied.tries(train, actors.operator, { ...training, ...change }).codes).toEqual(codes)
  })
})
