/** W29-1: the data authority plans the yearly assessment with an assessor that is neither the operator nor bound to it. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import { addDays } from '../../kernel/days.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { organizationShape, reasonShape, referenceTo } from '../../kernel/shapes.ts'
import { type Assessment, type AssessmentEvent, type AssessmentFacts, contractYears } from './state.ts'

export const act = actsOf<Assessment, AssessmentFacts, AssessmentEvent>()
export const stage = stageIs<Assessment, AssessmentFacts, unknown>

export const yoursToAssess = ownedBy<Assessment, AssessmentFacts, unknown>(
  'W29-1',
  'not-your-assessment',
  { zh: '由受委托的第三方机构办理', en: 'only the assessor that was engaged may do this' },
  ({ assessor }) => assessor,
)
export const yoursToDecide = ownedBy<Assessment, AssessmentFacts, unknown>(
  'A29',
  'not-your-assessment',
  { zh: '由委托评估的数据主管部门办理', en: 'only the data authority that engaged the assessor may do this' },
  ({ authority }) => authority,
)

type OnAssessor = Rule<Assessment, AssessmentFacts, { readonly assessor: string }>

const operatorIn = (state: Assessment, facts: AssessmentFacts): string => state.operator || facts.authorization.operator

const assessorRules: readonly OnAssessor[] = [
  rule(
    'W29-1',
    'assessor-is-operator',
    { zh: '评估机构不得为运营单位', en: 'the assessor is the operator itself' },
    ({ asked, state, facts }) => asked.assessor !== operatorIn(state, facts),
    'assessor',
  ),
  rule(
    'W29-1',
    'assessor-affiliated',
    { zh: '评估机构与运营单位存在利益关系', en: 'the assessor shares in the proceeds of the operator or uses its products' },
    ({ asked, facts }) => !facts.boundToOperator.includes(asked.assessor),
    'assessor',
  ),
  rule(
    'A29',
    'not-an-assessor',
    { zh: '该单位不是入驻的第三方评估机构', en: 'the organization is not registered as an assessor' },
    ({ asked, facts }) => facts.assessors.includes(asked.assessor),
    'assessor',
  ),
]

const planShape = z.object({
  authorization: referenceTo('authorizations'),
  year: z.int().min(1).max(9),
  assessor: organizationShape,
  system: referenceTo('indicator-systems'),
})

export const plan = act(planShape, {
  name: 'assessment.plan',
  title: { zh: '委托年度评估', en: 'Plan the yearly assessment' },
  when: [
    onlyBy('A29', 'data-authority'),
    stage('A29', 'already-planned', { zh: '该年度已委托评估', en: 'this year has its plan' }, 'none'),
  ],
  provided: [
    rule(
      'A29',
      'not-your-authorization',
      { zh: '没有该授权，或者不由本部门管理', en: 'there is no such authorization, or it is not yours' },
      ({ facts, by }) => by.organization !== '' && facts.authorization.authority === by.organization,
      'authorization',
    ),
    rule(
      'A29',
      'no-such-year',
      { zh: '授权期限内没有该协议年度', en: 'the term has no such contract year' },
      ({ asked, facts }) =>
        facts.authorization.operator === '' || contractYears(facts.authorization).some(({ year }) => year === asked.year),
      'year',
    ),
    ...assessorRules,
    rule(
      'A29',
      'system-not-in-force',
      { zh: '该评估指标体系未公布或者已停用', en: 'this system of indicators is not published, or is retired' },
      ({ facts }) => facts.system.stage === 'published',
      'system',
    ),
    rule(
      'A29',
      'system-of-another-class',
      { zh: '该评估指标体系不适用于本授权的方式', en: 'this system is for operators of another class' },
      ({ facts }) => facts.system.stage !== 'published' || facts.system.mode === facts.authorization.mode,
      'system',
    ),
  ],
  records: ({ asked, facts: { authorization, system }, parameters }) =>
    contractYears(authorization)
      .filter(({ year }) => year === asked.year)
      .map(({ from, until }) => ({
        type: 'AssessmentPlanned',
        ...asked,
        mode: system.mode,
        indicators: system.indicators,
        operator: authorization.operator,
        authority: authorization.authority,
        yearFrom: from,
        yearUntil: until,
        due: addDays(until, parameters.assessmentDays),
      })),
})

/** What no record of the platform shows, the assessor declares itself. */
export const declare = act(z.object({ independence: z.enum(['independent', 'affiliated']), statement: reasonShape }), {
  name: 'assessment.declare',
  title: { zh: '声明独立性', en: 'Declare independence' },
  when: [
    onlyBy('W29-1', 'assessor'),
    yoursToAssess,
    stage('W29-1', 'not-planned', { zh: '没有待声明的评估', en: 'no assessment waits for a declaration' }, 'planned'),
  ],
  provided: [],
  records: ({ asked: { independence, statement } }) => [
    { type: independence === 'independent' ? 'IndependenceDeclared' : 'AssessorRecused', statement },
  ],
})

export const replace = act(z.object({ assessor: organizationShape }), {
  name: 'assessment.replace',
  title: { zh: '另行委托评估机构', en: 'Engage another assessor' },
  when: [
    onlyBy('A29', 'data-authority'),
    yoursToDecide,
    stage('A29', 'not-recused', { zh: '评估机构尚未回避', en: 'the assessor has not stepped back' }, 'planned', 'recused'),
  ],
  provided: [
    ...assessorRules,
    rule(
      'W29-1',
      'same-assessor',
      { zh: '应当另行委托其他机构', en: 'engage another one' },
      ({ asked, state }) => asked.assessor !== state.assessor,
      'assessor',
    ),
  ],
  records: ({ asked }) => [{ type: 'AssessorReplaced', ...asked }],
})
