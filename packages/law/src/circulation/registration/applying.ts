/** Article 24: who may ask for which change of a registration, with what papers. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import { addDays, type Day } from '../../kernel/days.ts'
import { attachmentsShape } from '../../kernel/files.ts'
import { type Matter, type Rule, rule } from '../../kernel/rule.ts'
import { documentShape, reasonShape, referenceTo } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import { type Particulars, particularsShape } from '../shapes.ts'
import type { MatterType, Registration, RegistrationEvent, RegistrationFacts } from './state.ts'

export const act = actsOf<Registration, RegistrationFacts, RegistrationEvent>()
export const stage = stageIs<Registration, RegistrationFacts, unknown>
export type OnCase = Rule<Registration, RegistrationFacts, unknown>
export type Given = Matter<Registration, RegistrationFacts, unknown>
type With<Asked> = Rule<Registration, RegistrationFacts, Asked>

const product = referenceTo('products')
const ground = reasonShape
const evidence = documentShape

const notApplied = stage('A24', 'already-applied', { zh: '该登记事项已申请', en: 'this matter has been applied for' }, 'none')

const yourProduct: With<unknown> = rule(
  'A24',
  'not-your-product',
  { zh: '由取得登记的运营单位申请', en: 'the operator whose product is registered applies' },
  ({ facts, by }) => by.organization !== '' && facts.product.operator === by.organization,
  'product',
)

const certificateStands: With<unknown> = rule(
  'A24',
  'no-certificate-stands',
  { zh: '产品没有有效的登记证书', en: 'no certificate of the product stands' },
  ({ facts }) => facts.product.certificate?.standing === 'issued',
  'product',
)

const nothingElseOpen: With<unknown> = rule(
  'A24',
  'matter-open',
  { zh: '该产品已有未办结的登记事项', en: 'another matter of this product is not decided' },
  ({ facts }) => facts.openMatters === 0,
  'product',
)

const names = ['form', 'meteringUnit', 'summary'] as const
type OfParticulars = { readonly particulars: Particulars }

const somethingChanges: With<OfParticulars> = rule(
  'A24',
  'nothing-changes',
  {
    zh: '所填内容与登记内容一致；产品名称、查询逻辑、参数和场景属于版本内容，应当修订形成新版本',
    en: 'nothing differs from the register; name, query, parameters and scenarios belong to the version: revise the product',
  },
  ({ asked, facts }) =>
    names.some((name) => asked.particulars[name] !== undefined && asked.particulars[name] !== facts.product.particulars[name]),
  'particulars',
)

const unitOffTheShelf: With<OfParticulars> = rule(
  'A22',
  'unit-is-priced',
  {
    zh: '有偿产品发布期间不得改变计量单位，请先下架',
    en: 'the metering unit of a paid product on the shelf stays: take the product down first',
  },
  ({ asked: { particulars }, facts }) =>
    particulars.meteringUnit === undefined ||
    particulars.meteringUnit === facts.product.particulars.meteringUnit ||
    !facts.product.isPaid ||
    !['publishing', 'published', 'suspended'].includes(facts.product.stage),
  'particulars',
)

/** A year that is not published makes no review late. */
const reviewDue = ({ on, parameters }: Pick<Given, 'on' | 'parameters'>): Day | undefined => {
  const due = workdaysAfter(calendar, on, parameters.registrationReviewWorkdays)
  return published(due) ? due : undefined
}

interface Papers {
  readonly product: string
  readonly particulars?: Particulars
  readonly ground: string
  readonly evidence?: string
}

const applied = (matterType: MatterType, given: Matter<Registration, RegistrationFacts, Papers>): RegistrationEvent => {
  const { asked, facts, by } = given
  return {
    type: 'RegistrationMatterApplied',
    matterType,
    product: asked.product,
    productName: facts.product.name,
    code: facts.product.code,
    operator: facts.product.operator,
    applicant: by.organization,
    person: by.person,
    particulars: asked.particulars ?? {},
    ground: asked.ground,
    evidence: asked.evidence ?? '',
    reviewDue: reviewDue(given),
  }
}

export const applyChange = act(z.object({ product, particulars: particularsShape, ground, evidence, attachments: attachmentsShape }), {
  name: 'registration.apply-change',
  title: { zh: '申请变更登记', en: 'Apply for a change' },
  when: [onlyBy('A24', 'operator'), notApplied],
  provided: [yourProduct, certificateStands, nothingElseOpen, somethingChanges, unitOffTheShelf],
  records: (given) => [applied('change', given)],
})

/** Whoever is concerned may point at an error, with evidence. */
export const applyCorrection = act(z.object({ product, particulars: particularsShape, ground, evidence, attachments: attachmentsShape }), {
  name: 'registration.apply-correction',
  title: { zh: '申请更正登记', en: 'Apply for a correction' },
  when: [onlyBy('A24', 'operator', 'agency', 'consumer'), notApplied],
  provided: [
    rule(
      'A24',
      'not-concerned',
      { zh: '由登记主体或者利害关系人申请', en: 'the registrant applies, or whoever the error concerns' },
      ({ facts, by }) => by.organization !== '' && facts.concerned.includes(by.organization),
      'product',
    ),
    certificateStands,
    nothingElseOpen,
    somethingChanges,
    unitOffTheShelf,
  ],
  records: (given) => [applied('correction', given)],
})

export const applyRenewal = act(z.object({ product, ground }), {
  name: 'registration.apply-renewal',
  title: { zh: '申请续期登记', en: 'Apply for renewal' },
  when: [onlyBy('A24', 'operator'), notApplied],
  provided: [
    yourProduct,
    certificateStands,
    nothingElseOpen,
    rule(
      'A24',
      'outside-renewal-window',
      { zh: '续期应当在有效期届满前的规定期间内申请', en: 'renewal is applied for in the set days before the certificate runs out' },
      ({ facts: { product: known }, on, parameters }) =>
        known.certificate === undefined ||
        (on >= addDays(known.certificate.validTo, -parameters.registrationRenewalDays) && on <= known.certificate.validTo),
      'product',
    ),
    rule(
      'A24',
      'authorization-ends-first',
      {
        zh: '登记有效期已至授权期限届满之日，不能再续',
        en: 'the certificate runs to the last day of the authorization: there is nothing to renew',
      },
      ({ facts }) => facts.product.certificate === undefined || facts.authorizationUntil > facts.product.certificate.validTo,
      'product',
    ),
  ],
  records: (given) => [applied('renewal', given)],
})

/** By the operator; by the registrar where the operator is gone or the law demands it. */
export const applyCancellation = act(z.object({ product, ground, evidence, attachments: attachmentsShape }), {
  name: 'registration.apply-cancellation',
  title: { zh: '申请注销登记', en: 'Apply for cancellation' },
  when: [onlyBy('A24', 'operator', 'registrar'), notApplied],
  provided: [
    rule(
      'A24',
      'not-your-product',
      {
        zh: '由取得登记的运营单位申请，或者由登记机构依职权办理',
        en: 'the operator whose product is registered applies, or the registrar of its own motion',
      },
      (given) => given.by.roles.includes('registrar') || yourProduct.holds(given),
      'product',
    ),
    rule(
      'A24',
      'not-registered',
      { zh: '产品未登记或者登记已注销', en: 'the product is not registered, or its registration has been cancelled' },
      ({ facts }) => facts.product.certificate !== undefined && facts.product.stage !== 'cancelled',
      'product',
    ),
    nothingElseOpen,
  ],
  records: (given) => [applied('cancellation', given)],
})

const yoursToMend: OnCase = ownedBy(
  'A24',
  'not-your-matter',
  { zh: '由申请该登记事项的单位办理', en: 'the organization that applied does this' },
  ({ applicant }) => applicant,
)

export const resubmit = act(z.object({ particulars: particularsShape.optional(), ground, evidence, attachments: attachmentsShape }), {
  name: 'registration.resubmit',
  title: { zh: '补正后重新提交', en: 'Mend and hand in again' },
  when: [
    onlyBy('A24', 'operator', 'agency', 'consumer', 'registrar'),
    yoursToMend,
    stage('A24', 'not-returned', { zh: '登记事项未被退回', en: 'the matter was not returned' }, 'returned'),
  ],
  provided: [],
  records: (given) => [
    {
      type: 'RegistrationMatterResubmitted',
      particulars: given.asked.particulars ?? given.state.particulars,
      ground: given.asked.ground,
      evidence: given.asked.evidence,
      reviewDue: reviewDue(given),
    },
  ],
})

export const withdraw = act(z.object({ reason: reasonShape }), {
  name: 'registration.withdraw',
  title: { zh: '撤回登记申请', en: 'Withdraw the application' },
  when: [
    onlyBy('A24', 'operator', 'agency', 'consumer', 'registrar'),
    yoursToMend,
    stage(
      'A24',
      'decided-already',
      { zh: '登记事项未申请或者已办结', en: 'the matter is not applied for, or is decided' },
      'applied',
      'returned',
      'reviewed',
      'in-notice',
    ),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'RegistrationMatterWithdrawn', ...asked, on }],
})
