import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { answer, close, escalate, issue, type UrgeFacts, urgedKey, urges } from './urge.ts'

const agency = actors.agency.organization
const title = { zh: '答复数据异议', en: 'answering an objection to data' }
const facts: UrgeFacts = { late: { title, due: day('2026-03-06'), role: 'agency' }, openUrges: 0 }
const asked = {
  caseKind: 'data-objections',
  caseId: 'o1',
  clock: 'objection-answer',
  body: agency,
  due: '2026-03-13',
  text: '请尽快办理',
}
const nothing = scene(urges, { facts, on: '2026-03-09' })
const issued = nothing.does(issue, actors.dataAuthority, asked)
const answered = issued.does(answer, actors.agency, { answer: '已安排核查' })

describe('article 6: who is late is urged', () => {
  it('A6 the data authority urges the body that must act, with a day and a word', () => {
    expect(issued.state).toMatchObject({ stage: 'issued', body: agency, role: 'agency', level: 1, due: '2026-03-13', clockTitle: title })
    expect(urges.turns(issued.state)).toEqual([{ role: 'agency', organization: agency, due: '2026-03-13' }])
  })

  it.each([
    ['nobody else urges', actors.securityAuthority, {}, {}, 'not-yours-to-do'],
    ['what is not late is not urged', actors.dataAuthority, {}, { late: undefined }, 'nothing-late'],
    [
      'a body is urged only with what it must do',
      actors.dataAuthority,
      {},
      { late: { ...facts.late, role: undefined } },
      'not-theirs-to-do',
    ],
    ['nobody urges itself', actors.dataAuthority, { body: actors.dataAuthority.organization }, {}, 'urges-itself'],
    ['what is urged is not urged again', actors.dataAuthority, {}, { openUrges: 1 }, 'urged-already'],
    ['a day that is over is no day to answer by', actors.dataAuthority, { due: '2026-03-08' }, {}, 'due-in-the-past'],
  ] as const)('A6 %s', (_, by, change, known, code) => {
    const { refusedUnder, codes } = nothing.tries(issue, by, { ...asked, ...change }, { facts: known as Partial<UrgeFacts> })
    expect({ refusedUnder, codes }).toEqual({ refusedUnder: ['A6'], codes: [code] })
  })

  it('A6 today is a day to answer by', () =>
    expect(nothing.tries(issue, actors.dataAuthority, { ...asked, due: '2026-03-09' }).codes).toEqual([]))
})

describe('the answer', () => {
  it('A6 is given by the body that is urged and by no other', () => {
    expect(answered.state).toMatchObject({ stage: 'answered', answers: [{ on: '2026-03-09', answer: '已安排核查' }] })
    expect(issued.tries(answer, actors.otherAgency, { answer: '已办' }).codes).toEqual(['not-urged-of-you'])
    expect(answered.tries(answer, actors.agency, { answer: '再答' }).codes).toEqual(['no-urge-open'])
  })

  it.each([
    ['2026-03-13', ['time-to-answer-left']],
    ['2026-03-14', []],
  ])('A6 silence is escalated after its last day: on %s %j', (on, codes) => {
    expect(issued.tries(escalate, actors.dataAuthority, { due: '2026-03-20', text: '再次督办' }, { on }).codes).toEqual(codes)
  })

  it('A6 an answer that does not do is escalated at once, and each time is counted', () => {
    const twice = answered.does(escalate, actors.dataAuthority, { due: '2026-03-20', text: '答复不实' })
    expect(twice.state).toMatchObject({ stage: 'issued', level: 2, due: '2026-03-20' })
    expect(twice.does(escalate, actors.dataAuthority, { due: '2026-03-30', text: '仍未办理' }, { on: '2026-03-21' }).state.level).toBe(3)
    expect(answered.tries(escalate, actors.otherDataAuthority, { due: '2026-03-20', text: '代为督办' }).codes).toEqual(['not-your-urge'])
  })

  it('A6 an urge closes once it is answered, or once what was late is done', () => {
    const conclusion = { conclusion: '已办结' }
    expect(issued.tries(close, actors.dataAuthority, conclusion).codes).toEqual(['not-answered'])
    expect(issued.tries(close, actors.dataAuthority, conclusion, { facts: { late: undefined } }).codes).toEqual([])
    expect(answered.does(close, actors.dataAuthority, conclusion).state.stage).toBe('closed')
    expect(answered.does(close, actors.dataAuthority, conclusion).tries(answer, actors.agency, { answer: '补充' }).codes).toEqual([
      'no-urge-open',
    ])
  })

  it('A6 a second urge on the same clock and body is found by its name', () =>
    expect(urges.keysOf(issued.state)).toContain(urgedKey({ ...asked, clockSubject: '' }, agency)))
})
