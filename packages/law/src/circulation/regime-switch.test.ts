import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { decide, explain, open, type RegimeSwitchFacts, regimeSwitches } from './regime-switch.ts'

const use = { stage: 'active', product: 'p1', operator: actors.operator.organization, consumer: actors.consumer.organization }
const facts: RegimeSwitchFacts = { subscription: use, isFree: true, openCases: 0 }
const empty = scene(regimeSwitches, { facts, on: '2026-03-02' })
const asked = { subscription: 's1', finding: '转售接口返回结果' }
const opened = empty.does(open, actors.dataAuthority, asked)
const decision = { outcome: 'commercial', reason: '经查属实' }

describe('W23-5 free use that turns out commercial', () => {
  it.each([
    [{}, []],
    [{ isFree: false }, ['use-not-free']],
    [{ openCases: 1 }, ['case-open']],
    [{ subscription: { ...use, stage: 'revoked' } }, ['no-such-use']],
  ])('W23-5 opens with %j: %j', (known, codes) => {
    expect(empty.tries(open, actors.finance, asked, { facts: known }).codes).toEqual(codes)
  })

  it.each([
    { on: '2026-03-09', codes: ['not-heard'] },
    { on: '2026-03-10', codes: [] },
  ])('W23-5 the consumer has five working days to explain: decided on $on: $codes', ({ on, codes }) => {
    expect(opened.state.due).toBe('2026-03-09')
    expect(opened.tries(decide, actors.dataAuthority, decision, { on }).codes).toEqual(codes)
  })

  it('W23-5 once explained it is decided, by the data authority alone, and once', () => {
    expect(opened.tries(explain, actors.otherConsumer, { explanation: '未转售' }).codes).toEqual(['not-your-use'])
    const explained = opened.does(explain, actors.consumer, { explanation: '未转售' })
    expect(explained.tries(decide, actors.finance, decision).codes).toEqual(['not-yours-to-do'])
    const decided = explained.does(decide, actors.dataAuthority, decision)
    expect(decided.state.stage).toBe('commercial')
    expect(decided.tries(decide, actors.dataAuthority, decision).codes).toEqual(['not-open'])
    expect(explained.does(decide, actors.dataAuthority, { ...decision, outcome: 'free' }).state.stage).toBe('free')
  })
})
