/** Articles 5, 7 and 9: formal check, joint review, list checks, expert opinions, and the preliminary choice they allow. */
import { z } from 'zod'
import { kindShape, listKinds } from '../../identifiers/kinds.ts'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { checkedWithin, knownDay, ownedBy, stageIs } from '../../kernel/common.ts'
import { type Matter, type Rule, rule } from '../../kernel/rule.ts'
import { dayShape, reasonShape, titleShape } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import { allYearsAssessed } from './renewal.ts'
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
const underReview = stageIs<Application, ApplicationFacts, unknown>(
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
        'refusal-without-reason',
        { zh: '不同意的，应当说明理由', en: 'a refusal must carry its reason' },
        ({ asked }) => asked.conclusion === 'agree' || asked.reason !== '',
        'reason',
      ),
    ],
    records: ({ asked, by }) => [{ type: 'JointOpinionGiven', ...asked, body: by.organization, person: by.person }],
  },
)

const liveForChecks = stageIs<Application, ApplicationFacts, unknown>(
  'A7',
  'not-live',
  { zh: '申请未受理或已办结', en: 'the application is not under way' },
  'accepted',
  'selected',
  'in-notice',
  'noticed',
)

export const checkLists = act(
  z.object({
    checks: z
      .array(
        z.object({
          list: kindShape(listKinds),
          checkedOn: dayShape,
          source: titleShape,
          result: z.enum(['clear', 'hit']),
        }),
      )
      .max(10),
  }),
  {
    name: 'application.check-lists',
    title: { zh: '记录名单核验结果', en: 'Record the list checks' },
    when: [onlyBy('A7', 'data-authority'), liveForChecks, yoursToDecide],
    provided: [
      rule(
        'W7-2',
        'list-not-checked',
        { zh: '失信被执行人和重大税收违法两类名单均须核验', en: 'both lists must be checked: dishonest debtors and major tax cases' },
        ({ asked }) => Object.keys(listKinds).every((list) => asked.checks.some((check) => check.list === list)),
        'checks',
      ),
      rule(
        'W7-4',
        'check-in-the-future',
        { zh: '核验日期不得晚于今日', en: 'a check cannot be dated after today' },
        ({ asked, on }) => asked.checks.every(({ checkedOn }) => checkedOn <= on),
        'checks',
      ),
    ],
    records: ({ asked }) => [{ type: 'ListsChecked', ...asked }],
  },
)

const isFirstOpinion: OnCase = rule(
  'A9',
  'expert-opinion-given',
  { zh: '您已提交论证意见', en: 'you have given your opinion' },
  ({ state, by }) => state.expertOpinions.every(({ person }) => person !== by.person),
)

export const declareConflict = act(z.object({ conflict: reasonShape }), {
  name: 'application.declare-conflict',
  title: { zh: '申报利益冲突并回避', en: 'Declare a conflict and stand aside' },
  when: [onlyBy('W5-3', 'expert'), underReview, isFirstOpinion],
  provided: [],
  records: ({ asked, by }) => [{ type: 'ExpertRecused', ...asked, person: by.person }],
})

export const expertOpine = act(z.object({ conflict: z.enum(['none', 'declared']), score: z.int().min(0).max(100), opinion: reasonShape }), {
  name: 'application.expert-opine',
  title: { zh: '提交专家论证意见', en: 'Give the expert opinion' },
  when: [
    onlyBy('A9', 'expert'),
    underReview,
    isFirstOpinion,
    rule(
      'W5-3',
      'expert-recused',
      { zh: '您已申报利益冲突，应当回避，不得评分', en: 'you declared a conflict of interest and cannot score' },
      ({ state, by }) => !state.recused.includes(by.person),
    ),
    rule(
      'W5-3',
      'expert-of-the-applicant',
      { zh: '申请单位的人员不得担任本件论证专家', en: 'nobody of the applicant can be its expert' },
      ({ state, by }) => state.applicant !== by.organization,
    ),
  ],
  provided: [
    rule(
      'W5-3',
      'conflict-declared',
      { zh: '存在利益冲突的专家应当回避，不得评分', en: 'an expert with a conflict of interest cannot score' },
      ({ asked }) => asked.conflict === 'none',
      'conflict',
    ),
  ],
  records: ({ asked: { score, opinion }, by }) => [{ type: 'ExpertOpinionGiven', person: by.person, score, opinion }],
})

/** Article 7 at each decision: on neither list, by checks that are not too old. */
export const listRules: readonly OnCase[] = [
  rule(
    'W7-2',
    'on-a-list',
    {
      zh: '该单位被列入失信被执行人或者重大税收违法名单，不予授权',
      en: 'the applicant is on a list of dishonest debtors or major tax cases',
    },
    ({ state }) => state.listChecks.every(({ result }) => result === 'clear'),
  ),
  rule(
    'W7-4',
    'list-check-too-old',
    { zh: '名单未核验，或者核验结果已过有效期，请重新核验', en: 'the lists are not checked, or the check is too old: check again' },
    ({ state, on, parameters }) => checkedWithin(state.listChecks, on, parameters.listCheckWorkdays),
  ),
]

export const select = act(
  z.object({ reason: reasonShape, creditWeighing: z.string().trim().max(1000).default('').meta({ format: 'reason' }) }),
  {
    name: 'application.select',
    title: { zh: '初步确定运营单位', en: 'Choose preliminarily' },
    when: [
      onlyBy('A9', 'data-authority'),
      underReview,
      yoursToDecide,
      rule(
        'W9-3',
        'joint-opinion-missing',
        { zh: '会同审核单位尚未全部出具意见', en: 'some joint-review body has not answered yet' },
        ({ state }) => state.reviewBodies.every((body) => state.opinions.some((one) => one.body === body)),
      ),
      rule(
        'W9-3',
        'joint-review-refused',
        { zh: '有会同审核单位不同意，不得初步确定', en: 'a joint-review body refused; to decide jointly is not to outvote' },
        ({ state }) => state.opinions.every(({ conclusion }) => conclusion === 'agree'),
      ),
      rule(
        'W9-3',
        'expert-opinions-missing',
        { zh: '专家论证意见未达到规定的单数人数', en: 'the expert opinions are too few, or not an odd number' },
        ({ state: { expertOpinions, expertCount } }) => expertOpinions.length >= expertCount && expertOpinions.length % 2 === 1,
      ),
      rule(
        'W27-2',
        'serious-credit-record',
        { zh: '申请单位存在在期的严重不良信用记录，不得确定', en: 'a serious credit entry on the applicant stands' },
        ({ facts }) => facts.creditStanding.serious === 0,
      ),
      ...listRules,
      allYearsAssessed,
    ],
    provided: [
      rule(
        'W27-2',
        'credit-not-weighed',
        { zh: '申请单位存在在期的信用记录，应当说明如何考虑', en: 'credit entries on the applicant stand: say how they were weighed' },
        ({ asked, facts }) => facts.creditStanding.ordinary === 0 || asked.creditWeighing !== '',
        'creditWeighing',
      ),
    ],
    records: ({ asked }) => [{ type: 'OperatorPreliminarilySelected', ...asked }],
  },
)
