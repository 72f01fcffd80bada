import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { answerEvidence, noteRefusals, requestEvidence } from './assessment/evidence.ts'
import { declare, plan, replace } from './assessment/planning.ts'
import { finalize, giveFeedback, score } from './assessment/result.ts'
import { assessments, contractYears, resultOf, yearsWithoutResult } from './assessment.ts'

const authorization = {
  operator: actors.operator.organization,
  authority: actors.dataAuthority.organization,
  from: day('2025-03-01'),
  until: day('2027-02-28'),
  mode: 'scenario' as const,
}
const indicators = [
  { code: 'use', name: '合规使用', weight: 6_000 },
  { code: 'safety', name: '安全保障', weight: 4_000 },
]
const facts = {
  authorization,
  system: { stage: 'published', mode: 'scenario' as const, indicators },
  assessors: [actors.assessor, actors.otherAssessor].map(({ organization }) => organization),
  boundToOperator: [],
}
const form = { authorization: 'a1', year: 1, assessor: actors.assessor.organization, system: 's1' }
const empty = scene(assessments, { facts, on: '2026-03-02' })
const planned = empty.does(plan, actors.dataAuthority, form)
const independent = { independence: 'independent', statement: '无关联关系' }
const begun = planned.does(declare, actors.assessor, independent)
const request = { indicator: 'use', material: '使用台账' }
const asked = begun.does(requestEvidence, actors.assessor, request)
const scores = (use: number, safety: number) => ({
  scores: [
    { indicator: 'use', points: use, reason: '依据' },
    { indicator: 'safety', points: safety, reason: '依据' },
  ],
})

describe('W29-1 the assessor is neither the operator nor bound to it', () => {
  it.each([
    [{}, {}, []],
    [{ assessor: actors.operator.organization }, { assessors: [actors.operator.organization] }, ['assessor-is-operator']],
    [{}, { boundToOperator: [actors.assessor.organization] }, ['assessor-affiliated']],
    [{ assessor: actors.consumer.organization }, {}, ['not-an-assessor']],
  ])('W29-1 planned with %j where %j: %j', (change, known, codes) => {
    expect(empty.tries(plan, actors.dataAuthority, { ...form, ...change }, { facts: known }).codes).toEqual(codes)
  })

  it('W29-1 nothing is asked or scored before it has declared itself independent', () => {
    expect(planned.tries(requestEvidence, actors.assessor, request).codes).toEqual(['not-under-way'])
    expect(planned.tries(score, actors.assessor, scores(90, 90)).codes).toEqual(['not-under-way'])
    expect(begun.tries(requestEvidence, actors.otherAssessor, request).codes).toEqual(['not-your-assessment'])
  })

  it('W29-1 one that is bound steps back, and another is engaged', () => {
    const recused = planned.does(declare, actors.assessor, { independence: 'affiliated', statement: '持有股份' })
    expect(recused.tries(replace, actors.dataAuthority, { assessor: actors.assessor.organization }).codes).toEqual(['same-assessor'])
    const replaced = recused.does(replace, actors.dataAuthority, { assessor: actors.otherAssessor.organization })
    expect(replaced.tries(declare, actors.otherAssessor, independent).codes).toEqual([])
  })
})

describe('W29-3 what is left unanswered is recorded as a refusal', () => {
  it.each([
    { on: '2026-03-16', answered: [], noted: ['nothing-overdue'] },
    { on: '2026-03-17', answered: ['answered-too-late'], noted: [] },
  ])('W29-3 due after ten working days; on $on an answer is refused for $answered', ({ on, answered, noted }) => {
    expect(asked.state.requests[0]?.due).toBe('2026-03-16')
    expect(asked.tries(answerEvidence, actors.operator, { number: 1, answer: '附后' }, { on }).codes).toEqual(answered)
    expect(asked.tries(noteRefusals, actors.platform, {}, { on }).codes).toEqual(noted)
  })

  it('W29-3 refused evidence brings no points, answered evidence does', () => {
    const refused = asked.does(noteRefusals, actors.platform, {}, { on: '2026-03-17' })
    expect(refused.state.requests[0]?.standing).toBe('refused')
    expect(refused.tries(score, actors.assessor, scores(1, 90)).codes).toEqual(['points-without-evidence'])
    expect(refused.tries(score, actors.assessor, scores(0, 90)).codes).toEqual([])
    expect(asked.tries(score, actors.assessor, scores(90, 90)).codes).toEqual(['evidence-open'])
    const answered = asked.does(answerEvidence, actors.operator, { number: 1, answer: '附后' })
    expect(answered.tries(score, actors.assessor, scores(90, 90)).codes).toEqual([])
  })
})

describe('A29 the grade follows from the indicators', () => {
  it.each([
    { use: 90, safety: 90, total: 9_000, grade: 'A' },
    { use: 90, safety: 89, total: 8_960, grade: 'B' },
    { use: 80, safety: 80, total: 8_000, grade: 'B' },
    { use: 60, safety: 60, total: 6_000, grade: 'C' },
    { use: 59, safety: 61, total: 5_980, grade: 'D' },
  ])('A29 $use and $safety points make $grade', ({ use, safety, total, grade }) => {
    const { state } = begun.does(score, actors.assessor, scores(use, safety))
    expect(state.result).toEqual({ total, grade })
    expect(resultOf(state.indicators, state.scores, [90, 80, 60])).toEqual(state.result)
  })

  it.each([
    [{}, []],
    [{ stage: 'retired' }, ['system-not-in-force']],
    [{ stage: 'none' }, ['system-not-in-force']],
    [{ mode: 'domain' as const }, ['system-of-another-class']],
  ])('A29 planned by a published system of its class, where %j: %j', (change, codes) => {
    expect(empty.tries(plan, actors.dataAuthority, form, { facts: { system: { ...facts.system, ...change } } }).codes).toEqual(codes)
  })

  it.each([
    { on: '2026-02-28', codes: ['year-not-over'] },
    { on: '2026-03-01', codes: [] },
  ])('A29 a year until 28 February is scored on $on: $codes', ({ on, codes }) => {
    expect(begun.tries(score, actors.assessor, scores(90, 90), { on }).codes).toEqual(codes)
  })

  it('A29 keeps the indicators of the plan and the lines of the day of scoring, so that anyone computes it again', () => {
    const { state } = begun.does(score, actors.assessor, scores(85, 90))
    expect(state).toMatchObject({ system: 's1', mode: 'scenario', indicators, lines: [90, 80, 60] })
    expect(resultOf(state.indicators, state.scores, state.lines)).toEqual(state.result)
  })

  it.each([
    { on: '2026-03-09', codes: ['operator-not-heard'] },
    { on: '2026-03-10', codes: [] },
  ])('A29 without the word of the operator it is final on $on: $codes', ({ on, codes }) => {
    const scored = begun.does(score, actors.assessor, scores(90, 90))
    expect(scored.tries(finalize, actors.dataAuthority, { opinion: '属实' }, { on }).codes).toEqual(codes)
    const heard = scored.does(giveFeedback, actors.operator, { text: '无异议' })
    expect(heard.tries(finalize, actors.dataAuthority, { opinion: '属实' }).codes).toEqual([])
    expect(heard.tries(finalize, actors.otherDataAuthority, { opinion: '属实' }).codes).toEqual(['not-your-assessment'])
  })
})

describe('W29-4 which contract years have their result', () => {
  it('W29-4 the years of a term', () => {
    expect(contractYears(authorization)).toEqual([
      { year: 1, from: '2025-03-01', until: '2026-02-28' },
      { year: 2, from: '2026-03-01', until: '2027-02-28' },
    ])
    expect(planned.state.due).toBe('2026-04-29')
    expect(empty.tries(plan, actors.dataAuthority, { ...form, year: 3 }).codes).toEqual(['no-such-year'])
  })

  it.each([
    { on: '2026-02-28', stage: 'scored', missing: [] },
    { on: '2026-03-01', stage: 'scored', missing: [1] },
    { on: '2026-03-01', stage: 'final', missing: [] },
    { on: '2027-03-01', stage: 'final', missing: [2] },
  ] as const)('W29-4 on $on with year 1 $stage the years $missing are missing', ({ on, stage, missing }) => {
    expect(yearsWithoutResult(authorization, [{ year: 1, stage }], day(on))).toEqual(missing)
  })
})
