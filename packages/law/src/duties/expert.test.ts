import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { appoint, change, declareRelations, endTerm, experts, isInPoolOn, poolKey, reappoint, retire } from './expert.ts'

const [expert] = actors.experts
const appointment = {
  person: expert.person,
  fields: ['data-security'],
  employer: expert.organization,
  from: '2026-03-02',
  until: '2029-03-02',
}
const empty = scene(experts, { facts: { inPool: false }, on: '2026-03-02' })
const appointed = empty.does(appoint, actors.dataAuthority, appointment)

describe('A5 an expert of the pool', () => {
  it('A5 is appointed by the data authority or the mechanism, once', () => {
    expect(empty.tries(appoint, actors.mechanism[0], appointment).codes).toEqual([])
    expect(empty.tries(appoint, actors.operator, appointment).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(appoint, actors.jiangyin, appointment).codes).toEqual(['other-region'])
    expect(empty.tries(appoint, actors.dataAuthority, appointment, { facts: { inPool: true } }).codes).toEqual(['person-in-the-pool'])
    expect(appointed.tries(appoint, actors.dataAuthority, appointment).codes).toEqual(['appointed-already'])
  })

  it.each([
    { until: '2026-03-02', codes: ['expert-term'] },
    { until: '2026-03-03', codes: [] },
    { until: '2031-03-02', codes: [] },
    { until: '2031-03-03', codes: ['expert-term'] },
  ])('A5 appointed until $until: $codes', ({ until, codes }) => {
    expect(empty.tries(appoint, actors.dataAuthority, { ...appointment, until }).codes).toEqual(codes)
  })

  it('A5 is in the pool on the first and the last day, and out of it after', () => {
    const on = (at: string) => isInPoolOn(appointed.state, day(at))
    expect([on('2026-03-01'), on('2026-03-02'), on('2029-03-02'), on('2029-03-03')]).toEqual([false, true, true, false])
    expect(appointed.tries(endTerm, actors.platform, {}, { on: '2029-03-02' }).codes).toEqual(['appointment-still-runs'])
    expect(appointed.does(endTerm, actors.platform, {}, { on: '2029-03-03' }).state.stage).toBe('retired')
    const longer = appointed.does(reappoint, actors.dataAuthority, { until: '2031-03-02' })
    expect(isInPoolOn(longer.state, day('2029-03-03'))).toBe(true)
  })

  it('A5 whoever was taken out is not found in the pool', () => {
    const gone = appointed.does(retire, actors.dataAuthority, { reason: '本人申请' })
    expect(experts.keysOf(appointed.state)).toContain(poolKey)
    expect(experts.keysOf(gone.state)).not.toContain(poolKey)
    expect(gone.tries(change, actors.dataAuthority, { fields: ['economics'], employer: expert.organization }).codes).toEqual([
      'not-in-the-pool',
    ])
  })

  it('W5-3 relations are declared by the expert and by nobody else', () => {
    const relations = [actors.operator.organization]
    expect(appointed.does(declareRelations, expert, { relations }).state.relations).toEqual(relations)
    expect(appointed.tries(declareRelations, actors.experts[1], { relations }).codes).toEqual(['not-your-record'])
    expect(appointed.tries(declareRelations, actors.dataAuthority, { relations }).codes).toContain('not-yours-to-do')
    expect(appointed.tries(declareRelations, expert, { relations: [...relations, ...relations] }).codes).toEqual(['relation-twice'])
  })
})
