import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { interpretations, issue, withdraw } from './interpretation.ts'
import { record, successions } from './succession.ts'

const asked = { ruleOrArticle: 'W10-3', documentNumber: '锡数复〔2026〕1号', text: '窗口首日为期满前三个月的对应日。', from: '2026-03-02' }
const empty = scene(interpretations, { on: '2026-03-02', facts: {} })

describe('A33 interpretations', () => {
  it.each([
    { ruleOrArticle: 'A10', codes: [] },
    { ruleOrArticle: 'N1-5', codes: [] },
    { ruleOrArticle: 'W10-99', codes: ['no-such-rule'] },
    { ruleOrArticle: 'A34', codes: ['no-such-rule'] },
  ])('A33 about $ruleOrArticle: $codes', ({ ruleOrArticle, codes }) => {
    expect(empty.tries(issue, actors.dataAuthority, { ...asked, ruleOrArticle }).codes).toEqual(codes)
  })

  it('A32 reach back to no earlier day, and A33 come from the data authority alone', () => {
    expect(empty.tries(issue, actors.dataAuthority, { ...asked, from: '2026-03-01' }).codes).toEqual(['looks-back'])
    expect(empty.tries(issue, actors.operator, asked).codes).toEqual(['not-yours-to-do'])
  })

  it('A33 stand until they are withdrawn, once', () => {
    const issued = empty.does(issue, actors.dataAuthority, asked)
    expect(issued.state).toMatchObject({ stage: 'standing', issuedBy: actors.dataAuthority.organization })
    const over = issued.does(withdraw, actors.dataAuthority, { reason: '已有新解释' })
    expect(over.tries(withdraw, actors.dataAuthority, { reason: '再次' }).codes).toEqual(['not-standing'])
  })
})

describe('A33 succession of bodies', () => {
  const heir = {
    predecessor: '无锡市大数据管理局',
    successor: actors.dataAuthority.organization,
    matters: '本办法的解释',
    documentNumber: '机构改革方案',
    from: '2024-10-01',
  }
  it.each([
    { successorRegistered: false, codes: ['successor-not-registered'] },
    { successorRegistered: true, codes: [] },
  ])('A33 names a successor that is registered $successorRegistered: $codes', ({ successorRegistered, codes }) => {
    const bodies = scene(successions, { on: '2026-03-02', facts: { successorRegistered } })
    expect(bodies.tries(record, actors.dataAuthority, heir).codes).toEqual(codes)
  })
})
