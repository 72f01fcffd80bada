/** Article 9: the formal check and the opinions of the joint-review bodies. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { knownDay, ownedBy, stageIs } from '../../kernel/common.ts'
import { type Matter, type Rule, rule } from '../../kernel/rule.ts'
import { reasonShape } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import type { Application, ApplicationEvent, ApplicationFacts } from './state.ts'

const act = actsOf<Application, ApplicationFacts, ApplicationEvent>()
type OnCase = Rule<Application, ApplicationFacts, unknown>

/** The body that called is the body that decides. */
export const yoursToDecide: OnCase = ownedBy(
  'A9',
  'not-your-call',
  { zh: '由发布通告的数据主管部门办理', en: 'the data authority that called does this' },
  ({ authority }) => authority,
)

const submitted = stageIs<Application, ApplicationFacts, unknown>(
  'A9',
  'not-submitted',
  { zh: '申请不在待受理状态', en: 'the application does not wait for the formal check' },
  'submitted',
)
export const underReview = stageIs<Application, ApplicationFacts, unknown>(
  'A9',
  'not-under-review',
  { zh: '申请未受理或已结束审核', en: 'the application is not under review' },
  'accepted',
)

export const accept = act(z.object({}), {
  name: 'application.accept',
  title: { zh: '形式审查通过并受理', en: 'Accept after the formal check' },
  when: [onlyBy('A9', 'data-authority'), submitted, yoursToDecide],
  provided: [],
  records: () => [{ type: 'ApplicationAccepted' }],
})

const correctionDue = ({ on, parameters }: Matter<Application, ApplicationFacts, unknown>) =>
  workdaysAfter(calendar, on, parameters.correctionWorkdays)

/** All defects are told at once, and once. */
export const returnOnce = act(z.object({ defects: reasonShape }), {
  name: 'application.return-once',
  title: { zh: '一次性告知并退回补正', en: 'Return once for correction' },
  when: [
    onlyBy('A9', 'data-authority'),
    submitted,
    yoursToDecide,
    rule(
      'A9',
      'returned-already',
      { zh: '申请已退回补正一次，不得再次退回', en: 'it has been returned once; there is no second time' },
      ({ state }) => state.returned === undefined,
    ),
    rule(
      'A9',
      'working-days-not-published',
      { zh: '补正期限所及年份的工作日安排尚未公布，暂不能计算', en: 'the working days of the year are not published yet' },
      (matter) => published(correctionDue(matter)),
    ),
  ],
  provided: [],
  records: (matter) => [{ type: 'ApplicationReturned', ...matter.asked, due: knownDay(correctionDue(matter)) }],
})

export const opine = act(
  z.object({ conclusion: z.enum(['agree', 'refuse']), reason: z.string().trim().max(1000).default('').meta({ format: 'reason' }) }),
  {
    name: 'application.opine',
    title: { zh: '出具会同审核意见', en: 'Give the joint-review opinion' },
    when: [
      onlyBy('A9', 'joint-reviewer'),
      underReview,
      rule(
        'A9',
        'not-a-required-body',
        { zh: '本单位不是该通告确定的会同审核单位', en: 'your body is not among the joint reviewers of this call' },
        ({ state, by }) => state.reviewBodies.includes(by.organization),
      ),
      rule('A9', 'opinion-given', { zh: '本单位已出具意见', en: 'your body has given its opinion' }, ({ state, by }) =>
        state.opinions.every(({ body }) => body !== by.organization),
      ),
    ],
    provided: [
      rule(
        'A9',
        'opinion-without-reason',
        { zh: '会同审核意见应当说明理由', en: 'an opinion must carry its reason, whether it agrees or not' },
        ({ asked }) => asked.reason !== '',
        'reason',
      ),
    ],
    records: ({ asked, by }) => [{ type: 'JointOpinionGiven', ...asked, body: by.organization, person: by.person }],
  },
)
