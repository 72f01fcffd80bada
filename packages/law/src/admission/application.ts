/** Articles 7, 9 and 11: an application from its filing to the confirmation of the operator. */

import type { Turn } from '../kernel/act.ts'
import { procedure } from '../kernel/act.ts'
import { sitting } from '../kernel/expert-panel.ts'
import { listed, nameOfScenario } from '../kernel/title.ts'
import { select } from './application/choosing.ts'
import { clocks } from './application/clocks.ts'
import { callPanel, declareConflict, drawExperts, excuseExpert, expertOpine } from './application/experts.ts'
import { bar, correct, lapse, renewEvidence, submit, withdraw } from './application/filing.ts'
import { checkLists, noteListChecks, requestListCheck } from './application/lists.ts'
import { answerObjection, closeNotice, confirm, correctNotice, object, openNotice, reject, returnToReview } from './application/notice.ts'
import { accept, opine, returnOnce } from './application/review.ts'
import { type Application, type ApplicationEvent, type ApplicationFacts, evolve, start } from './application/state.ts'

export type { Application, ApplicationEvent, ApplicationFacts } from './application/state.ts'

export const applications = procedure<Application, ApplicationFacts, ApplicationEvent>({
  name: 'application',
  plural: 'applications',
  title: { zh: '授权运营申请', en: 'Application' },
  start,
  evolve,
  acts: [
    submit,
    correct,
    lapse,
    withdraw,
    returnOnce,
    accept,
    opine,
    requestListCheck,
    noteListChecks,
    checkLists,
    renewEvidence,
    callPanel,
    drawExperts,
    declareConflict,
    excuseExpert,
    expertOpine,
    select,
    openNotice,
    object,
    answerObjection,
    correctNotice,
    closeNotice,
    returnToReview,
    confirm,
    reject,
    bar,
  ],
  stages: {
    none: { zh: '未提交', en: 'not filed' },
    submitted: { zh: '已提交', en: 'filed' },
    returned: { zh: '退回补正', en: 'returned for correction' },
    accepted: { zh: '审核论证中', en: 'under review' },
    selected: { zh: '已初步确定', en: 'chosen preliminarily' },
    'in-notice': { zh: '公示中', en: 'in public notice' },
    noticed: { zh: '公示期满', en: 'notice over' },
    confirmed: { zh: '已确定', en: 'confirmed' },
    rejected: { zh: '不予确定', en: 'rejected' },
    withdrawn: { zh: '已撤回', en: 'withdrawn' },
    barred: { zh: '因禁入终结', en: 'ended by a ban' },
    lapsed: { zh: '逾期未补正，已失效', en: 'lapsed' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ scenarios, plan }) => `${listed(scenarios.map(nameOfScenario))} ${plan.from} — ${plan.until}`.trim(),
  concerns: ({ stage, applicant, authority, reviewBodies }) => ({
    organizations: [applicant, authority, ...reviewBodies],
    roles: [
      'data-authority',
      'mechanism',
      'expert',
      'security-authority',
      'audit-admin',
      ...(['in-notice', 'noticed', 'confirmed'].includes(stage) ? (['public'] as const) : []),
    ],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ call, applicant, renews }) => [`call:${call}`, `applicant:${applicant}`, ...(renews ? [`renews:${renews}`] : [])],
  personal: true,
})

const turnsOf = (state: Application): readonly Turn[] => {
  const authority: Turn = { role: 'data-authority', organization: state.authority }
  switch (state.stage) {
    case 'returned':
      return [{ role: 'applicant', organization: state.applicant, ...(state.returned && { due: state.returned.due }) }]
    case 'accepted':
      return reviewTurns(state, authority)
    case 'in-notice':
      return openObjections(state).map(({ due }) => ({ ...authority, ...(due && { due }) }))
    case 'submitted':
    case 'selected':
    case 'noticed':
      return [authority]
    default:
      return []
  }
}

const openObjections = ({ objections }: Application) => objections.filter(({ standing }) => standing === 'open')

const reviewTurns = (state: Application, authority: Turn): readonly Turn[] => {
  const { reviewBodies, opinions, expertOpinions, panel } = state
  const silent = sitting(panel).some(({ person }) => expertOpinions.every((one) => one.person !== person))
  const waiting = reviewBodies.filter((body) => opinions.every((one) => one.body !== body))
  return [
    ...waiting.map((organization): Turn => ({ role: 'joint-reviewer', organization })),
    ...(silent ? [{ role: 'expert' } as const] : []),
    authority,
  ]
}
