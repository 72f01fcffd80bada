import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { close, type LiabilityFacts, liabilities, noteClaim, open } from './liability.ts'

const facts: LiabilityFacts = { authorization: { stage: 'active', operator: actors.operator.organization }, recognizedTolerances: 0 }
const empty = scene(liabilities, { facts, on: '2026-03-02' })
const opened = empty.does(open, actors.dataAuthority, { title: '泄露', authorization: 'a1', finding: '经过' })
const closing = { outcome: 'liable', reason: '责任明确' }

describe('A31 liability', () => {
  it('A31 the operator of the authorization answers for it', () => {
    expect(opened.state).toMatchObject({ stage: 'open', operator: actors.operator.organization })
    const nowhere = { authorization: { stage: 'none', operator: '' } }
    expect(empty.tries(open, actors.market, { title: '泄露', authorization: 'a9', finding: '经过' }, { facts: nowhere }).codes).toEqual([
      'no-such-authorization',
    ])
  })

  it('A31 only the body that opened it notes claims and closes it', () => {
    const claim = { claimant: '某公司', amountFen: 100, ground: '损失' }
    expect(opened.tries(noteClaim, actors.market, claim).codes).toEqual(['not-your-case'])
    expect(opened.does(noteClaim, actors.dataAuthority, claim).state.claims).toEqual([claim])
    expect(opened.tries(close, actors.otherDataAuthority, closing).codes).toEqual(['not-your-case'])
    expect(opened.does(close, actors.dataAuthority, closing).tries(close, actors.dataAuthority, closing).codes).toEqual(['not-open'])
  })

  it.each([
    { recognizedTolerances: 0, toleranceView: '', refused: [] },
    { recognizedTolerances: 1, toleranceView: '', refused: ['A30'] },
    { recognizedTolerances: 1, toleranceView: '从轻', refused: [] },
  ])('A30 with $recognizedTolerances recognized filings and "$toleranceView": refused under $refused', (one) => {
    const asked = { ...closing, toleranceView: one.toleranceView }
    const known = { facts: { recognizedTolerances: one.recognizedTolerances } }
    expect(opened.tries(close, actors.dataAuthority, asked, known).refusedUnder).toEqual(one.refused)
  })
})
