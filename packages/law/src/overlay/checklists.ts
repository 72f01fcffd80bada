/** What a call's implementation plan, an agreement and an applicant must state once the national rules judge; optional parts of the forms until then. */
import { z } from 'zod'
import { kindShape } from '../identifiers/kinds.ts'
import { type Day, yearsAfter } from '../kernel/days.ts'
import { type Rule, rule } from '../kernel/rule.ts'
import { dayShape } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

/** Left empty is a refusal with its rule, not a malformed form. */
const partShape = z.string().trim().max(4_000).default('').meta({ format: 'reason' })

const planParts = {
  necessity: partShape,
  dataRange: partShape,
  modeReason: partShape,
  selection: partShape,
  expectedEffects: partShape,
  technicalRoute: partShape,
  pricesAndBenefits: partShape,
  protection: partShape,
  exitAndAssets: partShape,
  oversight: partShape,
}
export const implementationPlanShape = z.object({
  ...planParts,
  decisionNumber: z.string().trim().max(120).default(''),
  decidedOn: dayShape.optional(),
})
type ImplementationPlan = z.infer<typeof implementationPlanShape>

const agreementParts = {
  scopeOfUse: partShape,
  productsAndStandards: partShape,
  pricesAndBenefits: partShape,
  exitAndAssets: partShape,
  protection: partShape,
  emergencies: partShape,
  disclosureDuties: partShape,
  breach: partShape,
  disputes: partShape,
  changeAndRenewal: partShape,
}
export const agreementContentsShape = z.object(agreementParts)
export type AgreementContents = z.infer<typeof agreementContentsShape>

export const legalForms = {
  'legal-person': { zh: '法人组织', en: 'legal person' },
  unincorporated: { zh: '非法人组织', en: 'unincorporated organization' },
} as const satisfies Record<string, Words>
export const legalFormShape = kindShape(legalForms)
export type LegalForm = keyof typeof legalForms

const isFilled = (stated: Readonly<Record<string, unknown>> | undefined, parts: object): boolean =>
  stated !== undefined && Object.keys(parts).every((part) => typeof stated[part] === 'string' && stated[part] !== '')

type WithPlan = { readonly implementationPlan?: ImplementationPlan | undefined }

export const planRules = <State, Facts, Asked extends WithPlan>(): readonly Rule<State, Facts, Asked>[] => [
  rule(
    'N2-1',
    'implementation-plan-incomplete',
    {
      zh: '应当编制实施方案并写明全部十项内容',
      en: 'publish an implementation plan with all of its ten parts',
    },
    ({ asked: { implementationPlan } }) => isFilled(implementationPlan, planParts),
    'implementationPlan',
  ),
  rule(
    'N2-2',
    'plan-not-decided',
    {
      zh: '实施方案应当经集体决策审定，请填写决定文号和日期，日期不得晚于今日',
      en: 'the plan is decided collectively before: give the number and the day of the decision',
    },
    ({ asked: { implementationPlan: plan }, on }) =>
      plan !== undefined && plan.decisionNumber !== '' && plan.decidedOn !== undefined && plan.decidedOn <= on,
    'implementationPlan',
  ),
]

export const agreementRule = <State, Facts, Asked extends { readonly contents?: AgreementContents | undefined }>(): Rule<
  State,
  Facts,
  Asked
> =>
  rule(
    'N2-3',
    'agreement-incomplete',
    { zh: '授权运营协议应当载明全部十项内容', en: 'the agreement states all of its ten contents' },
    ({ asked: { contents } }) => isFilled(contents, agreementParts),
    'contents',
  )

const longestYears = 5

export const termRule = <State, Facts, Asked extends { readonly from: Day; readonly until: Day }>(): Rule<State, Facts, Asked> =>
  rule(
    'N2-4',
    'term-longer-than-five-years',
    { zh: '授权运营期限最长不得超过五年', en: 'the period is longer than five years' },
    ({ asked }) => asked.until <= yearsAfter(asked.from, longestYears),
    'until',
  )

export const legalPersonRule = <State, Facts, Asked extends { readonly legalForm?: LegalForm | undefined }>(): Rule<State, Facts, Asked> =>
  rule(
    'N2-5',
    'not-a-legal-person',
    { zh: '运营机构应当是法人组织', en: 'the operator is a legal person' },
    ({ asked }) => asked.legalForm === 'legal-person',
    'legalForm',
  )
