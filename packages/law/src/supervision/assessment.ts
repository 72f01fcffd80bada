/** Article 29: each contract year a third party assesses and grades the operator; the result weighs on article 10 and on renewal. */

import { procedure, type Turn } from '../kernel/act.ts'
import { bilingual, joined, titleOfCase } from '../kernel/title.ts'
import { clocks } from './assessment/clocks.ts'
import { answerEvidence, noteRefusals, requestEvidence } from './assessment/evidence.ts'
import { declare, plan, replace } from './assessment/planning.ts'
import { finalize, giveFeedback, score } from './assessment/result.ts'
import { type Assessment, type AssessmentEvent, type AssessmentFacts, evolve, start } from './assessment/state.ts'

export { type Arithmetic, arithmeticOf, type Sensitivity, sensitivityOf } from './assessment/sensitivity.ts'
export {
  type Assessment,
  type AssessmentEvent,
  type AssessmentFacts,
  contractYears,
  resultOf,
  yearsWithoutResult,
} from './assessment/state.ts'

const turnsOf = ({ stage, assessor, operator, authority, due, requests, feedback }: Assessment): readonly Turn[] => {
  switch (stage) {
    case 'planned':
      return [{ role: 'assessor', organization: assessor, due }]
    case 'recused':
      return [{ role: 'data-authority', organization: authority }]
    case 'evidence': {
      const open = requests.filter(({ standing }) => standing === 'open')
      return open.length === 0
        ? [{ role: 'assessor', organization: assessor, due }]
        : open.map((one): Turn => ({ role: 'operator', organization: operator, due: one.due }))
    }
    case 'scored':
      return [
        ...(feedback?.text === undefined
          ? [{ role: 'operator', organization: operator, ...(feedback && { due: feedback.due }) } as const]
          : []),
        { role: 'data-authority', organization: authority, due },
      ]
    default:
      return []
  }
}

export const assessments = procedure<Assessment, AssessmentFacts, AssessmentEvent>({
  name: 'assessment',
  plural: 'assessments',
  title: { zh: '年度评估', en: 'Yearly assessment' },
  start,
  evolve,
  acts: [plan, declare, replace, requestEvidence, answerEvidence, noteRefusals, score, giveFeedback, finalize],
  stages: {
    none: { zh: '未委托', en: 'not planned' },
    planned: { zh: '待声明独立性', en: 'waiting for the declaration' },
    recused: { zh: '评估机构已回避', en: 'assessor stepped back' },
    evidence: { zh: '取证中', en: 'at its evidence' },
    scored: { zh: '已评分', en: 'scored' },
    final: { zh: '已办结', en: 'final' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ operator, authorization, year }) =>
    joined(
      titleOfCase('organization', operator),
      titleOfCase('authorization', authorization),
      year === 0 ? '' : bilingual({ zh: `第 ${year} 个协议年度`, en: `contract year ${year}` }),
    ),
  concerns: ({ operator, assessor }) => ({
    organizations: [operator, assessor],
    roles: ['data-authority', 'mechanism', 'joint-reviewer', 'expert', 'audit-admin'],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ authorization, operator, assessor }) => [`authorization:${authorization}`, `operator:${operator}`, `assessor:${assessor}`],
  personal: false,
})
