/** The registrar takes in, reviews the form, opens the notice, hears objections and gives the code. */
import { z } from 'zod'
import { onlyBy } from '../../kernel/actor.ts'
import { knownDay } from '../../kernel/common.ts'
import { yearsAfter } from '../../kernel/days.ts'
import { rule } from '../../kernel/rule.ts'
import { dayShape, reasonShape, titleShape } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import { act, type OnCase, stage } from './filing.ts'

const submitted = stage('A24', 'not-submitted', { zh: '没有待受理的登记申请', en: 'no application waits to be taken in' }, 'submitted')
const accepted = stage('A24', 'not-accepted', { zh: '登记申请尚未受理', en: 'the application has not been taken in' }, 'accepted')
const inNotice = stage('A24', 'not-in-notice', { zh: '登记未在公示', en: 'there is no notice' }, 'in-notice')

export const returnFile = act(z.object({ defects: reasonShape }), {
  name: 'resource-registration.return',
  title: { zh: '一次性告知补正', en: 'Tell all that is missing' },
  when: [
    onlyBy('A24', 'registrar'),
    submitted,
    rule(
      'N1-4',
      'told-once-already',
      { zh: '补正内容应当一次性告知，不得再次退回', en: 'all that is missing is told at once: it does not go back a second time' },
      ({ state }) => state.returnedFor === '',
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'ResourceRegistrationReturned', ...asked }],
})

export const accept = act(z.object({}), {
  name: 'resource-registration.accept',
  title: { zh: '受理登记申请', en: 'Take in the application' },
  when: [onlyBy('A24', 'registrar'), submitted],
  provided: [],
  records: ({ on }) => [{ type: 'ResourceRegistrationAccepted', on }],
})

export const passReview = act(z.object({ finding: reasonShape }), {
  name: 'resource-registration.pass-review',
  title: { zh: '通过形式审核', en: 'Pass the form review' },
  when: [onlyBy('A24', 'registrar'), accepted],
  provided: [],
  records: ({ asked }) => [{ type: 'ResourceFormReviewed', ...asked }],
})

export const refuse = act(z.object({ reason: reasonShape }), {
  name: 'resource-registration.refuse',
  title: { zh: '不予登记', en: 'Refuse the registration' },
  when: [
    onlyBy('A24', 'registrar'),
    stage('A24', 'nothing-to-refuse', { zh: '没有在办的登记申请', en: 'no application is under way' }, 'accepted', 'reviewed', 'in-notice'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'ResourceRegistrationRefused', ...asked }],
})

export const openNotice = act(z.object({ workdays: z.int().min(1).max(60), summary: reasonShape }), {
  name: 'resource-registration.open-notice',
  title: { zh: '发布登记公示', en: 'Open the public notice' },
  when: [
    onlyBy('A24', 'registrar'),
    stage('A24', 'not-reviewed', { zh: '登记申请尚未通过形式审核', en: 'the form review has not been passed' }, 'reviewed'),
  ],
  provided: [
    rule(
      'N1-5',
      'notice-too-short',
      { zh: '公示期短于规定的工作日数', en: 'the public notice is shorter than the set number of working days' },
      ({ asked, parameters }) => asked.workdays >= parameters.registrationNoticeWorkdays,
      'workdays',
    ),
    rule(
      'A24',
      'year-not-published',
      { zh: '公示期涉及尚未公布放假安排的年度', en: 'the notice reaches into a year whose working days are not published' },
      ({ asked, on }) => published(workdaysAfter(calendar, on, asked.workdays)),
      'workdays',
    ),
  ],
  records: ({ asked, on }) => [
    { type: 'ResourceNoticeOpened', from: on, until: knownDay(workdaysAfter(calendar, on, asked.workdays)), summary: asked.summary },
  ],
})

const nameShape = z.string().trim().max(80).default('')

export const object = act(
  z.object({
    realName: nameShape,
    contact: nameShape,
    ground: reasonShape,
    evidence: z.string().trim().max(5_000).default('').meta({ format: 'reason' }),
  }),
  {
    name: 'resource-registration.object',
    title: { zh: '对登记公示提出异议', en: 'Object to the registration' },
    when: [
      onlyBy('A24', 'public', 'agency', 'operator', 'applicant', 'consumer'),
      inNotice,
      rule(
        'A24',
        'notice-over',
        { zh: '公示期已届满', en: 'the notice is over' },
        ({ state, on }) => state.notice !== undefined && on <= state.notice.until,
      ),
    ],
    provided: [
      rule(
        'N1-6',
        'objection-not-in-real-name',
        { zh: '异议应当实名提出并附证据', en: 'an objection is made under a real name, with contact and evidence' },
        ({ asked }) => asked.realName !== '' && asked.contact !== '' && asked.evidence !== '',
        'realName',
        'contact',
        'evidence',
      ),
    ],
    records: ({ asked, state, on }) => [
      { type: 'ResourceObjectionReceived', ...asked, number: state.objections.length + 1, receivedOn: on },
    ],
  },
)

export const answerObjection = act(z.object({ number: z.int().min(1), conclusion: z.enum(['upheld', 'dismissed']), answer: reasonShape }), {
  name: 'resource-registration.answer-objection',
  title: { zh: '答复异议', en: 'Answer an objection' },
  when: [onlyBy('A24', 'registrar'), inNotice],
  provided: [
    rule(
      'A24',
      'no-such-objection',
      { zh: '没有该项待处理的异议', en: 'no such objection is open' },
      ({ asked, state }) => state.objections.some(({ number, standing }) => number === asked.number && standing === 'open'),
      'number',
    ),
  ],
  records: ({ asked }) => [{ type: 'ResourceObjectionAnswered', ...asked }],
})

const noticeOver: OnCase = rule(
  'N1-5',
  'notice-not-over',
  { zh: '公示期尚未届满，不得办结登记', en: 'the notice is not over: nothing is registered before' },
  ({ state, on }) => state.notice !== undefined && on > state.notice.until,
)

const noObjectionOpen: OnCase = rule(
  'N1-6',
  'objection-open',
  { zh: '公示异议尚未处理完毕', en: 'an objection is still open' },
  ({ state }) => state.objections.every(({ standing }) => standing !== 'open'),
)

const noObjectionUpheld: OnCase = rule(
  'A24',
  'objection-upheld',
  { zh: '公示异议成立，不予登记', en: 'an objection was upheld: refuse the registration' },
  ({ state }) => state.objections.every(({ standing }) => standing !== 'upheld'),
)

/** Our own code, given once: which resource of which year. The national code is another field. */
const codeOf = (year: string, codedThisYear: number): string => `WXR-${year}-${String(codedThisYear + 1).padStart(5, '0')}`

export const register = act(z.object({ validTo: dayShape }), {
  name: 'resource-registration.register',
  title: { zh: '登记赋码', en: 'Register and give the code' },
  when: [
    onlyBy('A24', 'registrar'),
    inNotice,
    rule(
      'A24',
      'is-a-cancellation',
      { zh: '注销申请应当办理注销', en: 'the application is for a cancellation' },
      ({ state }) => state.type !== 'cancellation',
    ),
    noticeOver,
    noObjectionOpen,
    noObjectionUpheld,
  ],
  provided: [
    rule(
      'A24',
      'ends-in-the-past',
      { zh: '有效期不得早于今日', en: 'the registration cannot end before today' },
      ({ asked, on }) => asked.validTo >= on,
      'validTo',
    ),
    rule(
      'N1-7',
      'valid-too-long',
      { zh: '登记有效期自赋码之日起最长三年', en: 'a registration is valid for three years from its code at most' },
      ({ asked, on, parameters }) => asked.validTo <= yearsAfter(on, parameters.registrationYears),
      'validTo',
    ),
    rule(
      'N1-11',
      'valid-beyond-authorization',
      { zh: '登记有效期不得超过授权运营期限', en: 'a registration is valid no longer than the authorized period' },
      ({ asked, facts }) => facts.authorizedUntil === undefined || asked.validTo <= facts.authorizedUntil,
      'validTo',
    ),
  ],
  records: ({ asked, state, facts, on }) => [
    {
      type: 'ResourceRegistered',
      code: state.code || codeOf(on.slice(0, 4), facts.codedThisYear),
      on,
      validTo: asked.validTo,
    },
  ],
})

export const cancel = act(z.object({}), {
  name: 'resource-registration.cancel',
  title: { zh: '办结注销', en: 'Cancel the registration' },
  when: [
    onlyBy('A24', 'registrar'),
    inNotice,
    rule(
      'A24',
      'not-a-cancellation',
      { zh: '在办申请不是注销登记', en: 'the application under way is not for a cancellation' },
      ({ state }) => state.type === 'cancellation',
    ),
    noticeOver,
    noObjectionOpen,
    noObjectionUpheld,
  ],
  provided: [],
  records: ({ on }) => [{ type: 'ResourceRegistrationCancelled', on }],
})

/** Only what the national registration platform gave is written here, with the proof of it; no code is ever made up. */
export const recordNationalCode = act(z.object({ nationalCode: titleShape, proof: reasonShape }), {
  name: 'resource-registration.record-national-code',
  title: { zh: '录入国家平台登记编码', en: 'Record the code of the national platform' },
  when: [
    onlyBy('A24', 'registrar'),
    stage('A24', 'not-registered', { zh: '该资源尚未登记', en: 'the resource is not registered' }, 'registered'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'NationalCodeRecorded', ...asked }],
})
