import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import {
  comment,
  countedObjections,
  decide,
  objectedKey,
  objectionsTo,
  put,
  raise,
  registrationObjections,
} from './registration-objection.ts'

const noticed = {
  productName: '路段拥堵指数接口',
  operator: actors.operator.organization,
  version: 2,
  notice: { from: day('2026-03-02'), until: day('2026-03-16') },
}
const empty = scene(registrationObjections, { facts: { noticed, matterPerson: '' }, on: '2026-03-04' })
const form = { product: 'p1', realName: '王小明', contact: '13800000000', ground: '说明与实际不符', evidence: '返回结果截图' }
const raised = empty.does(raise, actors.public, form)
const matterForm = { ...form, matter: 'm1' }
const registrar = { ...actors.registrar, person: 'registrar-1' }
const upheld = { conclusion: 'upheld', finding: '经比对，说明有误', answer: '异议成立，登记已退回' }
const dismissed = { conclusion: 'dismissed', finding: '经比对，说明无误', answer: '经核查，所述情况不属实' }

describe('A24 an objection to a registration in public notice', () => {
  it('A24 is raised by anybody, and the case carries neither who objects nor why', () => {
    expect(raised.state).toMatchObject({ stage: 'raised', product: 'p1', matter: '', version: 2, raisedOn: '2026-03-04' })
    for (const hidden of [form.realName, form.contact, form.ground, form.evidence])
      expect(JSON.stringify([raised.state, registrationObjections.titleOf(raised.state)])).not.toContain(hidden)
    expect(registrationObjections.concerns(raised.state).roles).not.toContain('public')
  })

  it.each([
    ['before the notice is opened', { noticed: { ...noticed, notice: undefined } }, '2026-03-01', ['not-in-notice']],
    ['on its first day', { noticed }, '2026-03-02', []],
    ['on its last day', { noticed }, '2026-03-16', []],
    ['a day after its last', { noticed }, '2026-03-17', ['notice-over']],
    ['once the code is given', { noticed: { ...noticed, notice: undefined } }, '2026-03-18', ['not-in-notice']],
  ])('A24 %s', (_, facts, on, codes) => {
    const { codes: found, refusals } = empty.tries(raise, actors.public, form, { facts, on })
    expect(found).toEqual(codes)
    expect(refusals.flatMap(({ fields }) => fields)).toEqual(codes.map(() => 'product'))
  })

  it('A24 to its last moment, and not a moment longer', () => {
    const at = (moment: string) => empty.tries(raise, actors.public, form, { at: moment }).codes
    expect(at('2026-03-16T23:59:59+08:00')).toEqual([])
    expect(at('2026-03-17T00:00:00+08:00')).toEqual(['notice-over'])
  })

  it.each([
    ['realName', ['no-real-name']],
    ['contact', ['no-contact']],
    ['evidence', ['no-evidence']],
  ])('A24 without %s it is refused, and that field is marked', (field, codes) => {
    const found = empty.tries(raise, actors.public, { ...form, [field]: ' ' })
    expect([found.codes, found.refusedUnder]).toEqual([codes, ['A24']])
    expect(found.refusals[0]?.fields).toEqual([field])
  })

  it('A24 all that is missing is told at once, and a ground is asked by the form itself', () => {
    expect(empty.tries(raise, actors.public, { product: 'p1', ground: '不符' }).codes).toEqual([
      'no-real-name',
      'no-contact',
      'no-evidence',
    ])
    expect(raise.asks.safeParse({ ...form, ground: ' ' }).success).toBe(false)
  })

  it.each(['operator', 'registrar', 'dataAuthority', 'consumer'] as const)('A24 %s raises none behind the door', (who) => {
    expect(empty.tries(raise, actors[who], form).codes).toEqual(['not-yours-to-do'])
  })

  it('A24 is not raised a second time as the same case', () => {
    expect(raised.tries(raise, actors.public, form).codes).toEqual(['already-raised'])
  })
})

describe('A24 the registrar checks and answers', () => {
  it.each([
    ['upheld', upheld],
    ['dismissed', dismissed],
  ])('A24 %s, with what was found and what is told', (stage, asked) => {
    const { state } = raised.does(decide, registrar, asked)
    expect(state).toMatchObject({ stage, answer: asked.answer, decidedOn: '2026-03-04' })
    expect(JSON.stringify(state)).not.toContain(asked.finding)
    expect(registrationObjections.turns(state)).toEqual([])
  })

  it.each(['operator', 'dataAuthority', 'public', 'auditAdmin'] as const)('A24 %s does not', (who) => {
    expect(raised.tries(decide, actors[who], upheld).codes).toContain('not-yours-to-do')
  })

  it('A24 once: an answer is not given twice, and none before there is an objection', () => {
    expect(raised.does(decide, registrar, dismissed).tries(decide, registrar, upheld).codes).toEqual(['not-open'])
    expect(empty.tries(decide, registrar, upheld).codes).toEqual(['not-open'])
  })

  it('A24 not by whoever applied for the change that is objected to; by a colleague', () => {
    const facts = { noticed: { ...noticed, version: 0 }, matterPerson: registrar.person }
    const ofMatter = empty.does(raise, actors.public, matterForm, { facts })
    expect(ofMatter.tries(decide, registrar, upheld, { facts }).codes).toEqual(['own-matter'])
    expect(ofMatter.tries(decide, { ...registrar, person: 'registrar-2' }, upheld, { facts }).codes).toEqual([])
  })

  it('A24 also when the notice is over: whoever objected is answered', () => {
    const facts = { noticed: { ...noticed, notice: undefined } }
    expect(raised.tries(decide, registrar, dismissed, { facts, on: '2026-04-20' }).codes).toEqual([])
  })

  it('A4 a district answers those of its own region', () => {
    const ofJiangyin = empty.does(raise, actors.public, form, { region: '320281' })
    expect(ofJiangyin.tries(decide, { ...registrar, regionCode: '320282' }, upheld).codes).toEqual(['other-region'])
    expect(ofJiangyin.tries(decide, { ...registrar, regionCode: '320281' }, upheld).codes).toEqual([])
  })

  it('A24 within fifteen working days; a year that is not published makes nobody late', () => {
    expect(registrationObjections.turns(raised.state)).toEqual([{ role: 'registrar', due: '2026-03-25' }])
    const far = empty.does(raise, actors.public, form, {
      facts: { noticed: { ...noticed, notice: { ...noticed.notice, until: day('2026-12-31') } } },
      on: '2026-12-30',
    })
    expect(registrationObjections.turns(far.state)).toEqual([{ role: 'registrar' }])
  })
})

describe('A24 which notice it is about', () => {
  const answered = raised.does(decide, registrar, upheld)
  it('A24 that of one version of a product: a later version has its own', () => {
    const all = [raised.state, answered.state, { ...raised.state, version: 1 }]
    expect(countedObjections(objectionsTo({ matter: '', version: 2 }, all))).toEqual({ openObjections: 1, upheldObjections: 1 })
    expect(countedObjections(objectionsTo({ matter: '', version: 3 }, all))).toEqual({ openObjections: 0, upheldObjections: 0 })
  })

  it('A24 that of a change in the register holds up the change and not the product', () => {
    const ofMatter = empty.does(raise, actors.public, matterForm, { facts: { noticed: { ...noticed, version: 0 } } })
    expect(objectedKey(ofMatter.state)).not.toBe(objectedKey(raised.state))
    expect(objectionsTo({ matter: '', version: 0 }, [ofMatter.state])).toEqual([])
    expect(registrationObjections.keysOf(ofMatter.state)).toEqual(['objected:m1', 'product:p1'])
  })
})

describe('A24 the operator is heard and not told who objects', () => {
  const question = { question: '请说明第二版返回字段的口径。' }
  const said = { text: '口径见产品说明书第三节。' }
  const asked = raised.does(put, registrar, question)
  const waitsFor = ({ state }: typeof asked) => registrationObjections.turns(state).map(({ role }) => role)

  it('A24 a question comes to the operator and goes with its comment', () => {
    expect(waitsFor(raised)).toEqual(['registrar'])
    expect(waitsFor(asked)).toEqual(['registrar', 'operator'])
    const heard = asked.does(comment, actors.operator, said)
    expect(waitsFor(heard)).toEqual(['registrar'])
    expect(heard.state.comments).toEqual([{ on: '2026-03-04', ...said }])
    expect(heard.tries(decide, registrar, dismissed).codes).toEqual([])
  })

  it('A24 an operator comments on what concerns its own registration, asked or not, until it is answered', () => {
    expect(raised.tries(comment, actors.operator, said).codes).toEqual([])
    expect(raised.tries(comment, actors.otherOperator, said).codes).toEqual(['not-your-registration'])
    expect(raised.tries(comment, registrar, said).codes).toContain('not-yours-to-do')
    expect(raised.does(decide, registrar, dismissed).tries(comment, actors.operator, said).codes).toEqual(['not-open'])
  })

  it('A24 only a registrar who did not apply for the change asks, and only while it is open', () => {
    expect(raised.tries(put, actors.operator, question).codes).toEqual(['not-yours-to-do'])
    expect(raised.tries(put, registrar, question, { facts: { matterPerson: registrar.person } }).codes).toEqual(['own-matter'])
    expect(raised.does(decide, registrar, dismissed).tries(put, registrar, question).codes).toEqual(['not-open'])
    expect(waitsFor(asked.does(decide, registrar, dismissed))).toEqual([])
  })
})
