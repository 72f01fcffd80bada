/** Article 9: the public notice of the preliminary choice, the objections to it, and the decision. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { knownDay, stageIs } from '../../kernel/common.ts'
import { attachmentsShape } from '../../kernel/files.ts'
import { type Matter, rule } from '../../kernel/rule.ts'
import { documentShape, reasonShape } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import { conditionRules } from './lists.ts'
import { allYearsAssessed } from './renewal.ts'
import { yoursToDecide } from './review.ts'
import type { Application, ApplicationEvent, ApplicationFacts } from './state.ts'

const act = actsOf<Application, ApplicationFacts, ApplicationEvent>()
const stage = stageIs<Application, ApplicationFacts, unknown>

const inNotice = stage('W9-4', 'not-in-notice', { zh: '申请不在公示期内', en: 'no public notice is running' }, 'in-notice')

const lastNoticeDay = ({ state, on }: Matter<Application, ApplicationFacts, unknown>) =>
  state.noticeWorkdays > 0 ? workdaysAfter(calendar, on, state.noticeWorkdays) : on

const daysKnown = rule<Application, ApplicationFacts, unknown>(
  'W9-4',
  'working-days-not-published',
  {
    zh: '公示期所及年份的工作日安排尚未公布，无法确定公示截止日，请待国务院办公厅通知公布后办理',
    en: 'the working days of the year are not published yet, so nobody can say when the notice ends; wait for the State Council notice',
  },
  (matter) => published(lastNoticeDay(matter)),
)

export const openNotice = act(z.object({ text: documentShape }), {
  name: 'application.open-notice',
  title: { zh: '发布公示', en: 'Open the public notice' },
  when: [
    onlyBy('A9', 'data-authority'),
    stage('A9', 'not-selected', { zh: '尚未初步确定，不得公示', en: 'nothing has been chosen preliminarily' }, 'selected'),
    yoursToDecide,
    daysKnown,
  ],
  provided: [],
  records: (matter) => [{ type: 'NoticeOpened', from: matter.on, until: knownDay(lastNoticeDay(matter)), text: matter.asked.text }],
})

/** What was published is never changed: a mistake in it is put right by a new notice, which runs its whole time. */
export const correctNotice = act(z.object({ text: documentShape, reason: reasonShape }), {
  name: 'application.correct-notice',
  title: { zh: '更正并重新公示', en: 'Correct the notice by a new one' },
  when: [
    onlyBy('A9', 'data-authority'),
    stage('A9', 'no-notice', { zh: '申请未公示', en: 'there has been no public notice' }, 'in-notice', 'noticed'),
    yoursToDecide,
    daysKnown,
  ],
  provided: [],
  records: (matter) => [{ type: 'NoticeCorrected', from: matter.on, until: knownDay(lastNoticeDay(matter)), ...matter.asked }],
})

/** W9-5: an objection that holds sends the case back; the bodies speak again, and a new notice follows a new choice. */
export const returnToReview = act(z.object({ reason: reasonShape }), {
  name: 'application.return-to-review',
  title: { zh: '异议成立，退回重新审核', en: 'Send it back to the review' },
  when: [
    onlyBy('A9', 'data-authority'),
    stage('A9', 'no-notice', { zh: '申请未公示', en: 'there has been no public notice' }, 'in-notice', 'noticed'),
    yoursToDecide,
    rule('W9-5', 'no-objection-upheld', { zh: '没有成立的公示异议', en: 'no objection was upheld' }, ({ state }) =>
      state.objections.some(({ standing }) => standing === 'upheld'),
    ),
    rule('W9-5', 'objection-open', { zh: '公示异议尚未处理完毕', en: 'an objection is still open' }, ({ state }) =>
      state.objections.every(({ standing }) => standing !== 'open'),
    ),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'ReturnedToReview', on, ...asked }],
})

/** Anyone may object. Without a name and a way to answer it is kept as a lead. */
export const object = act(
  z.object({
    realName: z.string().trim().max(80).default(''),
    contact: z.string().trim().max(120).default(''),
    ground: reasonShape,
    evidence: z.string().trim().max(5000).default('').meta({ format: 'document' }),
    attachments: attachmentsShape,
  }),
  {
    name: 'application.object',
    title: { zh: '对公示提出异议', en: 'Object to the public notice' },
    when: [
      inNotice,
      rule(
        'W9-4',
        'notice-is-over',
        { zh: '公示期已满，不再受理异议', en: 'the public notice is over' },
        ({ state, on }) => state.notice === undefined || on <= state.notice.until,
      ),
    ],
    provided: [
      rule(
        'A9',
        'objection-without-evidence',
        { zh: '实名提出异议的，应当附具证据', en: 'an objection under a real name comes with its evidence' },
        ({ asked }) => asked.realName === '' || asked.contact === '' || asked.evidence !== '',
        'evidence',
      ),
    ],
    records: ({ asked, state, on, parameters }) => {
      const due = workdaysAfter(calendar, on, parameters.objectionWorkdays)
      return [
        {
          type: 'NoticeObjectionReceived',
          number: state.objections.length + 1,
          standing: asked.realName !== '' && asked.contact !== '' ? 'open' : 'lead',
          ...asked,
          receivedOn: on,
          due: published(due) ? due : undefined,
        },
      ]
    },
  },
)

export const answerObjection = act(z.object({ number: z.int().min(1), outcome: z.enum(['upheld', 'dismissed']), reason: reasonShape }), {
  name: 'application.answer-objection',
  title: { zh: '处理公示异议', en: 'Answer an objection' },
  when: [
    onlyBy('A9', 'data-authority'),
    stage('A9', 'no-notice', { zh: '申请未公示', en: 'there has been no public notice' }, 'in-notice', 'noticed'),
    yoursToDecide,
    rule('W9-5', 'no-open-objection', { zh: '没有待处理的异议', en: 'no objection waits for an answer' }, ({ state }) =>
      state.objections.some(({ standing }) => standing === 'open' || standing === 'lead'),
    ),
  ],
  provided: [
    rule(
      'W9-5',
      'objection-not-open',
      { zh: '该异议不存在或已处理', en: 'there is no such objection, or it has been answered' },
      ({ asked, state }) =>
        state.objections.some(({ number, standing }) => number === asked.number && (standing === 'open' || standing === 'lead')),
      'number',
    ),
  ],
  records: ({ asked }) => [{ type: 'NoticeObjectionAnswered', ...asked }],
})

export const closeNotice = act(z.object({}), {
  name: 'application.close-notice',
  title: { zh: '公示期满', en: 'Close the public notice' },
  when: [
    onlyBy('A9', 'data-authority', 'platform'),
    inNotice,
    rule(
      'W9-4',
      'notice-still-runs',
      { zh: '公示未满规定的工作日，不得结束', en: 'the working days of the notice are not over' },
      ({ state, on }) => state.notice !== undefined && on > state.notice.until,
    ),
  ],
  provided: [],
  records: () => [{ type: 'NoticeClosed' }],
})

export const confirm = act(z.object({}), {
  name: 'application.confirm',
  title: { zh: '确定运营单位', en: 'Confirm the operator' },
  when: [
    onlyBy('A9', 'data-authority'),
    stage('A9', 'notice-not-closed', { zh: '公示尚未结束，不得确定', en: 'the public notice is not closed' }, 'noticed'),
    yoursToDecide,
    rule('W9-5', 'objection-open', { zh: '公示异议尚未处理完毕，不得确定', en: 'an objection is still open' }, ({ state }) =>
      state.objections.every(({ standing }) => standing !== 'open'),
    ),
    rule(
      'W9-5',
      'objection-upheld',
      {
        zh: '公示异议成立，不得确定，应当退回重新审核或者不予确定',
        en: 'an objection was upheld: send it back to the review, or reject it',
      },
      ({ state }) => state.objections.every(({ standing }) => standing !== 'upheld'),
    ),
    ...conditionRules,
    allYearsAssessed,
  ],
  provided: [],
  records: () => [{ type: 'OperatorConfirmed' }],
})

export const reject = act(z.object({ reason: reasonShape }), {
  name: 'application.reject',
  title: { zh: '不予确定', en: 'Reject' },
  when: [
    onlyBy('A9', 'data-authority'),
    stage(
      'A9',
      'not-live',
      { zh: '申请未提交或已办结', en: 'the application is not under way' },
      'submitted',
      'accepted',
      'selected',
      'in-notice',
      'noticed',
    ),
    yoursToDecide,
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'ApplicationRejected', on, ...asked }],
})
