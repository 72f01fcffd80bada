/** Article 24: the form review of a matter of registration, its public notice where one is demanded, and its end. */
import { z } from 'zod'
import { onlyBy } from '../../kernel/actor.ts'
import { knownDay } from '../../kernel/common.ts'
import { noObjectionOpen, noObjectionUpheld } from '../../kernel/notice-objections.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { reasonShape } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import { act, type Given, type OnCase, stage } from './applying.ts'
import type { Registration, RegistrationFacts } from './state.ts'

const byRegistrar = onlyBy<Registration, RegistrationFacts, unknown>('A24', 'registrar')
const underReview = stage(
  'A24',
  'not-under-review',
  { zh: '登记事项不在形式审核阶段', en: 'the matter is not at its form review' },
  'applied',
)

const notYourOwn: OnCase = rule(
  'A24',
  'own-matter',
  { zh: '提出登记事项的人员不得自行审核', en: 'whoever applied does not review it' },
  ({ state, by }) => state.person !== by.person,
)

export const returnOnce = act(z.object({ defects: reasonShape }), {
  name: 'registration.return-once',
  title: { zh: '一次性告知并退回补正', en: 'Return with all its defects' },
  when: [
    byRegistrar,
    underReview,
    notYourOwn,
    rule(
      'A24',
      'told-already',
      { zh: '应当一次性告知，不得再次退回', en: 'all defects are told once: it is not returned again' },
      ({ state }) => state.defects === '',
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'RegistrationMatterReturned', ...asked }],
})

export const review = act(z.object({ finding: reasonShape }), {
  name: 'registration.review',
  title: { zh: '形式审核通过', en: 'Pass the form review' },
  when: [byRegistrar, underReview, notYourOwn],
  provided: [],
  records: ({ asked }) => [{ type: 'RegistrationMatterReviewed', ...asked }],
})

/** Working days of the notice; 0 where none is demanded. */
const noticeWorkdays = ({ state, parameters }: Given): number =>
  state.matterType === 'change' ? parameters.registrationNoticeWorkdays : parameters.minorRegistrationNoticeWorkdays

const reviewed = stage(
  'A24',
  'not-reviewed',
  { zh: '登记事项未通过形式审核或者已公示', en: 'the form review is not passed, or the notice has been opened' },
  'reviewed',
)

const lastNoticeDay = (given: Given) => workdaysAfter(calendar, given.on, noticeWorkdays(given))

export const openNotice = act(z.object({}), {
  name: 'registration.open-notice',
  title: { zh: '发布登记事项公示', en: 'Open the public notice' },
  when: [
    byRegistrar,
    reviewed,
    rule(
      'A24',
      'no-notice-demanded',
      { zh: '该类登记事项无须公示，可直接办结', en: 'this kind of matter needs no notice: complete it' },
      (given) => noticeWorkdays(given) > 0,
    ),
    rule(
      'A24',
      'working-days-not-published',
      { zh: '公示期所及年份的工作日安排尚未公布', en: 'the working days of the year are not published yet' },
      (given) => noticeWorkdays(given) === 0 || published(lastNoticeDay(given)),
    ),
  ],
  provided: [],
  records: (given) => [{ type: 'RegistrationMatterNoticeOpened', from: given.on, until: knownDay(lastNoticeDay(given)) }],
})

const certificateToAmend: Rule<Registration, RegistrationFacts, unknown> = rule(
  'A24',
  'certificate-ended',
  { zh: '登记证书已失效，不能办结该登记事项', en: 'the certificate has ended meanwhile: the matter cannot be completed' },
  ({ state, facts }) => {
    const standing = facts.product.certificate?.standing
    return state.matterType === 'cancellation' || standing === 'issued' || (standing === 'expired' && state.matterType === 'renewal')
  },
)

/** The platform then changes the register and issues the next certificate. */
export const complete = act(z.object({}), {
  name: 'registration.complete',
  title: { zh: '办结登记事项', en: 'Complete the matter' },
  when: [
    byRegistrar,
    notYourOwn,
    stage(
      'A24',
      'not-ready',
      { zh: '登记事项未通过形式审核或者已办结', en: 'the form review is not passed, or the matter is decided' },
      'reviewed',
      'in-notice',
    ),
    rule(
      'A24',
      'notice-demanded',
      { zh: '该类登记事项应当公示后办结', en: 'this kind of matter is completed after its public notice' },
      (given) => given.state.stage !== 'reviewed' || noticeWorkdays(given) === 0,
    ),
    rule(
      'A24',
      'notice-still-runs',
      { zh: '公示未满规定的工作日', en: 'the working days of the notice are not over' },
      ({ state, on }) => state.notice === undefined || on > state.notice.until,
    ),
    noObjectionOpen({ zh: '公示异议尚未核查完毕，不得办结', en: 'an objection is still open: the matter is completed after its answer' }),
    noObjectionUpheld({ zh: '公示异议成立，不得办结，应当不予登记', en: 'an objection was upheld: reject the matter' }),
    certificateToAmend,
  ],
  provided: [],
  records: ({ on }) => [{ type: 'RegistrationMatterCompleted', on }],
})

export const reject = act(z.object({ reason: reasonShape }), {
  name: 'registration.reject',
  title: { zh: '不予登记', en: 'Reject the matter' },
  when: [
    byRegistrar,
    notYourOwn,
    stage(
      'A24',
      'decided-already',
      { zh: '登记事项未申请或者已办结', en: 'the matter is not applied for, or is decided' },
      'applied',
      'reviewed',
      'in-notice',
    ),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'RegistrationMatterRejected', ...asked, on }],
})
