/** Article 24: form review by the registrar, the public notice, the registration code and the certificate. */
import { z } from 'zod'
import type { RegistrationType } from '../../identifiers/kinds.ts'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { stageIs } from '../../kernel/common.ts'
import { type Day, yearsAfter } from '../../kernel/days.ts'
import { noObjectionOpen, noObjectionUpheld } from '../../kernel/notice-objections.ts'
import { type Matter, type Rule, rule } from '../../kernel/rule.ts'
import { reasonShape } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import { authorizationInForce, madeInZone } from './making.ts'
import { bothPassed, reviewsNotExpired } from './review.ts'
import type { Content, Product, ProductEvent, ProductFacts } from './state.ts'
import { statusPlaceOf } from './status-place.ts'

const act = actsOf<Product, ProductFacts, ProductEvent>()
const stage = stageIs<Product, ProductFacts, unknown>
type OnCase = Rule<Product, ProductFacts, unknown>

const readyForForm = stage(
  'A24',
  'not-reviewed',
  { zh: '产品未通过审核或者已进入登记程序', en: 'the product has not passed its reviews, or its registration has gone on' },
  'reviewed',
)

const measurable: OnCase = rule(
  'W3-1',
  'form-or-unit-missing',
  {
    zh: '产品未明确产品形式或者计量单位，不予登记，请运营单位修订补充',
    en: 'without form and metering unit a product is not registrable: the operator adds them in a revision',
  },
  ({ state }) => state.content.form !== undefined && state.content.meteringUnit !== undefined,
)

/** A product that was coded before is registered as a change of the same entry. */
export const register = act(z.object({ finding: reasonShape }), {
  name: 'product.register',
  title: { zh: '形式审核通过并登记', en: 'Register after the form review' },
  when: [onlyBy('A24', 'registrar'), readyForForm, measurable, madeInZone, bothPassed, reviewsNotExpired],
  provided: [],
  records: ({ asked, state, on }) => [
    { type: 'ProductRegistered', registrationType: state.code === '' ? 'initial' : 'change', ...asked, on },
  ],
})

export const returnRegistration = act(z.object({ defects: reasonShape }), {
  name: 'product.return-registration',
  title: { zh: '一次性告知并退回登记', en: 'Return the registration with its defects' },
  when: [onlyBy('A24', 'registrar'), readyForForm],
  provided: [],
  records: ({ asked }) => [{ type: 'RegistrationReturned', ...asked }],
})

const lastNoticeDay = ({ on, parameters }: Matter<Product, ProductFacts, unknown>) =>
  workdaysAfter(calendar, on, parameters.registrationNoticeWorkdays)

export const openRegistrationNotice = act(z.object({}), {
  name: 'product.open-registration-notice',
  title: { zh: '发布登记公示', en: 'Open the notice of the registration' },
  when: [
    onlyBy('A24', 'registrar'),
    stage(
      'A24',
      'not-registered',
      { zh: '产品未通过形式审核或者已公示', en: 'the form review is not passed, or the notice has been opened' },
      'registered',
    ),
    rule(
      'A24',
      'working-days-not-published',
      {
        zh: '公示期所及年份的工作日安排尚未公布，请待国务院办公厅通知公布后办理',
        en: 'the working days of the year are not published yet; wait for the State Council notice',
      },
      (matter) => published(lastNoticeDay(matter)),
    ),
  ],
  provided: [],
  records: (matter) => {
    const until = lastNoticeDay(matter)
    if (!published(until)) throw new Error(`could not name the last day of the notice: ${until.notPublished} is not published`)
    return [{ type: 'RegistrationNoticeOpened', from: matter.on, until }]
  },
})

/** Our own code; the national one has no published format, so none is made up. */
const registrationCode = (on: Day, serial: number): string => `YH3202-${on.slice(0, 4)}-${String(serial).padStart(6, '0')}`

const inNotice = stage('A24', 'not-in-notice', { zh: '产品登记未公示', en: 'the registration is not in public notice' }, 'in-notice')

export const code = act(z.object({}), {
  name: 'product.code',
  title: { zh: '赋予登记编码', en: 'Assign the registration code' },
  when: [
    onlyBy('A24', 'registrar'),
    inNotice,
    rule(
      'A24',
      'notice-still-runs',
      { zh: '登记公示未满规定的工作日，不得赋码', en: 'the working days of the notice are not over' },
      ({ state, on }) => state.notice === undefined || on > state.notice.until,
    ),
    noObjectionOpen({ zh: '公示异议尚未核查完毕，不得赋码', en: 'an objection is still open: the code is given after its answer' }),
    noObjectionUpheld({
      zh: '公示异议成立，不得赋码，应当退回登记',
      en: 'an objection was upheld: return the registration',
    }),
  ],
  provided: [],
  records: ({ state, facts, on }) => [
    { type: 'RegistrationCodeAssigned', code: state.code || registrationCode(on, facts.codedThisYear + 1), on },
  ],
})

/** The operator puts right what the objection showed in a new version, which is reviewed, registered and noticed anew. */
export const returnAfterObjection = act(z.object({ defects: reasonShape }), {
  name: 'product.return-after-objection',
  title: { zh: '异议成立，退回登记', en: 'Return the registration after an objection' },
  when: [
    onlyBy('A24', 'registrar'),
    inNotice,
    rule(
      'A24',
      'no-objection-upheld',
      { zh: '没有成立的公示异议', en: 'no objection was upheld' },
      ({ facts }) => facts.upheldObjections > 0,
    ),
    noObjectionOpen({ zh: '公示异议尚未核查完毕，请先逐件答复', en: 'an objection is still open: answer each first' }),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'RegistrationReturned', ...asked }],
})

/** Three years by the national rule, and not longer than the operator may run the data. */
export const longestFrom = (
  { facts, parameters }: Pick<Matter<Product, ProductFacts, unknown>, 'facts' | 'parameters'>,
  from: Day,
): Day => {
  const longest = yearsAfter(from, parameters.registrationYears)
  return facts.authorization.until < longest ? facts.authorization.until : longest
}

/** The next version of the certificate: the code, and how many there have been. */
export const certificateFor = (
  { state, on }: Pick<Matter<Product, ProductFacts, unknown>, 'state' | 'on'>,
  registrationType: RegistrationType,
  { name, form, meteringUnit, summary, scenarios }: Content,
  validTo: Day,
) => ({
  type: 'CertificateIssued' as const,
  number: `${state.code}-${state.certificates.length + 1}`,
  registrationType,
  versionHash: state.versionHash,
  issuedOn: on,
  validTo,
  says: { name, summary, scenarios, ...(form && { form }), ...(meteringUnit && { meteringUnit }) },
})

/** Without a place in the status lists nobody could learn that the certificate has ended. */
export const placeLeft: OnCase = rule(
  'A24',
  'no-place-in-status-list',
  { zh: '该登记编码的证书版本已满，请注销后重新登记', en: 'the versions of this registration are used up: cancel it and register anew' },
  ({ state }) => state.code === '' || statusPlaceOf(`${state.code}-${state.certificates.length + 1}`) !== undefined,
)

export const certify = act(z.object({}), {
  name: 'product.certify',
  title: { zh: '颁发登记证书', en: 'Issue the certificate' },
  when: [
    onlyBy('A24', 'registrar', 'data-authority'),
    stage('A24', 'not-coded', { zh: '产品未赋码或者已发证', en: 'the product has no code, or has its certificate' }, 'coded'),
    bothPassed,
    reviewsNotExpired,
    authorizationInForce,
    placeLeft,
  ],
  provided: [],
  records: (matter) => [
    certificateFor(matter, matter.state.registration?.type ?? 'initial', matter.state.content, longestFrom(matter, matter.on)),
  ],
})
