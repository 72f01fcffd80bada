import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { submit } from '../admission/application/filing.ts'
import { grant, signAgreement } from '../admission/authorization/granting.ts'
import { publish } from '../admission/call.ts'
import { setCeiling, setPrice } from '../circulation/product/price.ts'
import { apply, approve } from '../circulation/subscription.ts'
import { day, instant } from '../kernel/days.ts'
import type { Rule } from '../kernel/rule.ts'
import { parametersOn } from '../parameters.ts'
import { isInForce } from '../rule-sets.ts'
import { upheldByActs } from '../upheld.ts'
import { overlayRuleIds, overlayRules } from './rules.ts'

// biome-ignore lint/suspicious/noExplicitAny: rules of acts of different cases, each held against as much of its case as it looks at
type AnyRule = Rule<any, any, any>
interface Acts {
  readonly when: readonly AnyRule[]
  readonly provided: readonly AnyRule[]
}

/** The national rules of an act that a case breaks; the other rules have their own tests. */
const brokenBy = (
  { when, provided }: Acts,
  known: { readonly asked?: object; readonly state?: object; readonly facts?: object; readonly by?: (typeof actors)['operator'] },
  nationalOverlay = true,
) => {
  const on = day('2026-03-02')
  const matter = {
    state: {},
    facts: {},
    asked: {},
    by: actors.dataAuthority,
    at: instant('2026-03-02T12:00:00+08:00'),
    on,
    parameters: { ...parametersOn(on), nationalOverlay },
    ...known,
  }
  return [...when, ...provided].filter(({ id, holds }) => id.startsWith('N') && isInForce(id, matter) && !holds(matter)).map(({ id }) => id)
}

const filled = (parts: readonly string[]) => Object.fromEntries(parts.map((part) => [part, '见附件']))
const planParts = [
  'necessity',
  'dataRange',
  'modeReason',
  'selection',
  'expectedEffects',
  'technicalRoute',
  'pricesAndBenefits',
  'protection',
  'exitAndAssets',
  'oversight',
]
const plan = { ...filled(planParts), decisionNumber: '锡政纪〔2026〕3号', decidedOn: '2026-03-02' }
const agreementParts = [
  'scopeOfUse',
  'productsAndStandards',
  'pricesAndBenefits',
  'exitAndAssets',
  'protection',
  'emergencies',
  'disclosureDuties',
  'breach',
  'disputes',
  'changeAndRenewal',
]

describe('N2 a call rests on an implementation plan', () => {
  it.each(planParts)('N2-1 without its part %s it is refused', (part) => {
    expect(brokenBy(publish, { asked: { implementationPlan: { ...plan, [part]: '' } } })).toEqual(['N2-1'])
    expect(brokenBy(publish, { asked: { implementationPlan: { ...plan, [part]: '' } } }, false)).toEqual([])
  })

  it('N2-1 N2-2 with the plan it passes, without one neither rule holds, and nothing is asked while the overlay is off', () => {
    expect(brokenBy(publish, { asked: { implementationPlan: plan } })).toEqual([])
    expect(brokenBy(publish, { asked: {} })).toEqual(['N2-1', 'N2-2'])
    expect(brokenBy(publish, { asked: {} }, false)).toEqual([])
  })

  it.each([
    { change: { decisionNumber: '' }, refused: ['N2-2'] },
    { change: { decidedOn: '2026-03-03' }, refused: ['N2-2'] },
    { change: { decidedOn: '2026-03-02' }, refused: [] },
  ])('N2-2 decided as $change: refused under $refused', ({ change, refused }) => {
    expect(brokenBy(publish, { asked: { implementationPlan: { ...plan, ...change } } })).toEqual(refused)
  })
})

describe('N2 the agreement and the operator', () => {
  it.each(agreementParts)('N2-3 an agreement without its content %s is refused', (part) => {
    const contents = filled(agreementParts)
    expect(brokenBy(signAgreement, { asked: { contents } })).toEqual([])
    expect(brokenBy(signAgreement, { asked: { contents: { ...contents, [part]: '' } } })).toEqual(['N2-3'])
    expect(brokenBy(signAgreement, { asked: {} }, false)).toEqual([])
  })

  it.each([
    { until: '2031-03-02', refused: [] },
    { until: '2031-03-03', refused: ['N2-4'] },
  ])('N2-4 a period from 2 March 2026 until $until: refused under $refused', ({ until, refused }) => {
    expect(brokenBy(grant, { asked: { from: '2026-03-02', until } })).toEqual(refused)
    expect(brokenBy(grant, { asked: { from: '2026-03-02', until } }, false)).toEqual([])
  })

  it.each([
    { legalForm: 'legal-person', refused: [] },
    { legalForm: 'unincorporated', refused: ['N2-5'] },
    { legalForm: undefined, refused: ['N2-5'] },
  ])('N2-5 an applicant that is $legalForm: refused under $refused', ({ legalForm, refused }) => {
    expect(brokenBy(submit, { asked: { legalForm } })).toEqual(refused)
    expect(brokenBy(submit, { asked: { legalForm } }, false)).toEqual([])
  })
})

describe('N2-6 what was delivered is not developed further by its operator', () => {
  const operator = actors.operator.organization
  it.each([
    { by: actors.operator, refused: ['N2-6'] },
    { by: actors.otherOperator, refused: [] },
  ])('N2-6 taken up by $by.person: refused under $refused', ({ by, refused }) => {
    const facts = { product: { operator } }
    expect(brokenBy(apply, { facts, by })).toEqual(refused)
    expect(brokenBy(apply, { facts, by }, false)).toEqual([])
    expect(brokenBy(approve, { facts, state: { consumer: by.organization } })).toEqual(refused)
  })
})

describe('N3 new paid use', () => {
  const facts = (revenue: object | undefined) => ({ product: { operator: actors.operator.organization }, revenue })
  it.each([
    { revenue: undefined, refused: [] },
    { revenue: { isDetermined: true, isReached: false }, refused: [] },
    { revenue: { isDetermined: false, isReached: false }, refused: ['N3-2'] },
    { revenue: { isDetermined: true, isReached: true }, refused: ['N3-4'] },
  ])('N3-2 N3-4 where the maximum stands as $revenue: refused under $refused', ({ revenue, refused }) => {
    const known = { facts: facts(revenue), state: { consumer: actors.consumer.organization } }
    expect(brokenBy(approve, known)).toEqual(refused)
    expect(brokenBy(apply, { ...known, by: actors.consumer })).toEqual(refused)
    expect(brokenBy(approve, known, false)).toEqual([])
  })
})

describe('N3 ceilings and prices', () => {
  const product = (purpose: string, meteringUnit?: string) => ({ content: { purpose, meteringUnit, scenarios: [] } })
  it.each([
    { asked: { reportNumber: '锡数〔2026〕8号', reportedOn: '2026-03-02' }, refused: [] },
    { asked: { reportNumber: '锡数〔2026〕8号', reportedOn: '2026-03-03' }, refused: ['N3-6'] },
    { asked: { reportNumber: '', reportedOn: '2026-03-02' }, refused: ['N3-6'] },
  ])('N3-6 a ceiling reported as $asked: refused under $refused', ({ asked, refused }) => {
    const state = product('industry-development', 'call')
    expect(brokenBy(setCeiling, { asked, state })).toEqual(refused)
    expect(brokenBy(setCeiling, { asked, state }, false)).toEqual([])
  })

  it.each([
    { purpose: 'governance', unitPriceFen: 0, refused: [] },
    { purpose: 'governance', unitPriceFen: 1, refused: ['N3-7'] },
    { purpose: 'public-good', unitPriceFen: 1, refused: ['N3-7'] },
    { purpose: 'industry-development', unitPriceFen: 1, refused: [] },
  ])('N3-7 use for $purpose at $unitPriceFen fen: refused under $refused', ({ purpose, unitPriceFen, refused }) => {
    const known = { asked: { unitPriceFen }, state: product(purpose, 'call') }
    expect(brokenBy(setPrice, known)).toEqual(refused)
    expect(brokenBy(setPrice, known, false)).toEqual([])
  })

  it.each([
    { unit: 'call', refused: [] },
    { unit: undefined, refused: ['N3-8'] },
  ])('N3-8 a paid product charged by $unit: refused under $refused', ({ unit, refused }) => {
    const known = { asked: { unitPriceFen: 1 }, state: product('industry-development', unit) }
    expect(brokenBy(setPrice, known)).toEqual(refused)
    expect(brokenBy(setPrice, known, false)).toEqual([])
  })
})

it('A1 every rule of the overlay is upheld by an act', () => {
  const byActs = upheldByActs()
  expect(overlayRuleIds.filter((id) => !byActs.has(id))).toEqual([])
})

it('A1 every rule of the overlay is told in both languages, with its point and how far it may be trusted', () => {
  const odd = Object.entries(overlayRules).filter(
    ([id, { document, point, gist }]) =>
      !id.startsWith(`${document}-`) || [point, gist].some(({ zh, en }) => !/[一-鿿]/.test(zh) || /[一-鿿]/.test(en) || /[,;:]/.test(zh)),
  )
  expect(odd.map(([id]) => id)).toEqual([])
})
