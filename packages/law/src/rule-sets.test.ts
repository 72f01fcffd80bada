import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { articleNumbers, hardRuleIds, isRuleId, type RuleId } from './articles.ts'
import { cases } from './cases.ts'
import { actsOf, closedBy, decide, rulesInForce } from './kernel/act.ts'
import { day, instant, isDay } from './kernel/days.ts'
import { rule } from './kernel/rule.ts'
import { overlayRuleIds } from './overlay/rules.ts'
import { parametersOn } from './parameters.ts'
import { isInForce, ruleFrom, ruleSetOf, ruleSets, ruleSetsOn } from './rule-sets.ts'

const words = { zh: '不成立', en: 'does not hold' }
const never = () => false
const probe = actsOf<object, object, { readonly type: string }>()(z.object({}), {
  name: 'probe.try',
  title: { zh: '试', en: 'Try' },
  when: [rule('A1', 'holds', words, () => true), rule('N1-2', 'shut', words, never)],
  provided: [rule('N4-1', 'wrong', words, never)],
  records: () => [{ type: 'Tried' }],
})

const matterOn = (on: string, nationalOverlay: boolean) => ({
  state: {},
  facts: {},
  asked: {},
  by: { person: 'p', organization: '', roles: [], regionCode: '320200' },
  at: instant(`${on}T12:00:00+08:00`),
  on: day(on),
  parameters: { ...parametersOn(day(on)), nationalOverlay },
})

describe('rule sets by date', () => {
  it.each([
    { on: '2026-03-01', overlay: false, refused: [] },
    { on: '2025-02-28', overlay: true, refused: [] },
    { on: '2025-03-01', overlay: true, refused: ['N1-2'] },
    { on: '2026-02-09', overlay: true, refused: ['N1-2'] },
    { on: '2026-02-10', overlay: true, refused: ['N1-2', 'N4-1'] },
  ])('A32 an act on $on with the overlay switched on: $overlay is refused under $refused', ({ on, overlay, refused }) => {
    const decision = decide(probe, matterOn(on, overlay))
    expect(decision.ok ? [] : decision.refusals.map((one) => one.rule)).toEqual(refused)
    expect(closedBy(probe, matterOn(on, overlay)).map((one) => one.rule)).toEqual(refused.filter((id) => id === 'N1-2'))
  })

  it('A1 an event stands under the rules in force that day, and its entry names their sets', () => {
    expect(decide(probe, matterOn('2026-03-01', false))).toMatchObject({ ok: true, under: ['A1'] })
    expect(rulesInForce(probe, matterOn('2025-03-01', true))).toEqual(['A1', 'N1-2'])
    expect(ruleSetsOn(matterOn('2026-03-01', false))).toBe('wuxi-2024-03-01')
    expect(ruleSetsOn(matterOn('2025-02-28', true))).toBe('wuxi-2024-03-01')
    expect(ruleSetsOn(matterOn('2025-03-01', true))).toBe('wuxi-2024-03-01+national-2025-03-01')
  })

  it('A1 no rule is without a set, a document and a first day', () => {
    const ids: readonly RuleId[] = [...hardRuleIds, ...articleNumbers.map((number): RuleId => `A${number}`), ...overlayRuleIds]
    for (const id of ids) {
      expect(isRuleId(id), id).toBe(true)
      const { documents, from } = ruleSetOf(id)
      expect(isDay(ruleFrom(id)) && ruleFrom(id) >= from, id).toBe(true)
      expect(documents.length, id).toBeGreaterThan(0)
      for (const { name } of documents) expect(name.zh).toMatch(/[一-鿿]/)
    }
    for (const { acts } of cases)
      for (const { when, provided } of acts) for (const { id } of [...when, ...provided]) expect(ids.includes(id), id).toBe(true)
  })

  it('A32 the measures judge on every day, the overlay is off until it is switched on', () => {
    expect(isInForce('W11-2', matterOn('2024-03-01', false))).toBe(true)
    expect(parametersOn(day('2026-06-01')).nationalOverlay).toBe(false)
    expect(ruleSets.overlay.isSwitched && !ruleSets.measures.isSwitched).toBe(true)
  })
})
