/** Article 24: anybody objects to the registration of a product while it stands in public notice, under a real name and with evidence; the registrar checks and answers. */
import { z } from 'zod'
import { actsOf, procedure, type Turn } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import type { NoticeObjections } from '../kernel/notice-objections.ts'
import { type Rule, rule } from '../kernel/rule.ts'
import { reasonShape, referenceTo } from '../kernel/shapes.ts'
import { joined } from '../kernel/title.ts'
import { calendar, published, workdaysAfter } from '../kernel/workdays.ts'

export type ObjectionConclusion = 'upheld' | 'dismissed'

/** Who objects, why and with what evidence stays in the shreddable entries; the case itself carries none of it. */
export interface RegistrationObjection {
  readonly stage: 'none' | 'raised' | ObjectionConclusion
  readonly product: string
  /** The change in the register that is objected to; empty where it is the registration of the product itself. */
  readonly matter: string
  readonly productName: string
  readonly operator: string
  /** The version of the product that stands in notice; 0 of a change in the register. */
  readonly version: number
  readonly raisedOn: Day | undefined
  readonly checkDue: Day | undefined
  /** What the objector is told. */
  readonly answer: string
  readonly decidedOn: Day | undefined
  /** What the registrar wants to know of the operator; empty while nothing is asked. */
  readonly question: string
  readonly comments: readonly { readonly on: Day; readonly text: string }[]
}

export interface RegistrationObjectionFacts {
  /** What the objection names; no notice where nothing of that name stands in public notice. */
  readonly noticed: {
    readonly productName: string
    readonly operator: string
    readonly version: number
    readonly notice: { readonly from: Day; readonly until: Day } | undefined
  }
  /** Who applied for the change in the register: that person does not judge an objection to it. */
  readonly matterPerson: string
}

export type RegistrationObjectionEvent =
  | {
      readonly type: 'RegistrationObjectionRaised'
      readonly product: string
      readonly matter: string
      readonly productName: string
      readonly operator: string
      readonly version: number
      readonly realName: string
      readonly contact: string
      readonly ground: string
      readonly evidence: string
      readonly raisedOn: Day
      readonly checkDue: Day | undefined
    }
  | { readonly type: 'RegistrationObjectionPut'; readonly question: string }
  | { readonly type: 'RegistrationObjectionCommented'; readonly text: string; readonly on: Day }
  | {
      readonly type: 'RegistrationObjectionDecided'
      readonly conclusion: ObjectionConclusion
      readonly finding: string
      readonly answer: string
      readonly on: Day
    }

const act = actsOf<RegistrationObjection, RegistrationObjectionFacts, RegistrationObjectionEvent>()
const stage = stageIs<RegistrationObjection, RegistrationObjectionFacts, unknown>
type Told = { readonly realName: string; readonly contact: string; readonly evidence: string }

/** Left empty is a refusal with its rule, not a malformed form. */
const needed = (code: string, zh: string, en: string, field: keyof Told): Rule<RegistrationObjection, RegistrationObjectionFacts, Told> =>
  rule('A24', code, { zh, en }, ({ asked }) => asked[field] !== '', field)

const nameShape = z.string().trim().max(80).default('')

/** On the public pages, which ask for no account: what is said there is said in a name that can be checked. */
export const raise = act(
  z.object({
    product: referenceTo('products'),
    matter: referenceTo('registrations').optional(),
    realName: nameShape,
    contact: nameShape,
    ground: reasonShape,
    evidence: z.string().trim().max(5_000).default('').meta({ format: 'document' }),
  }),
  {
    name: 'registration-objection.raise',
    title: { zh: '对登记公示提出异议', en: 'Object to a registration in public notice' },
    when: [onlyBy('A24', 'public'), stage('A24', 'already-raised', { zh: '该异议已经提出', en: 'this objection has been raised' }, 'none')],
    provided: [
      rule(
        'A24',
        'not-in-notice',
        {
          zh: '该产品登记不在公示期内，不能提出异议',
          en: 'the registration does not stand in public notice: there is nothing to object to',
        },
        ({ facts }) => facts.noticed.notice !== undefined,
        'product',
      ),
      rule(
        'A24',
        'notice-over',
        { zh: '公示期已届满，不再受理异议', en: 'the public notice is over: objections are taken to the end of its last day' },
        ({ facts: { noticed }, on }) => noticed.notice === undefined || on <= noticed.notice.until,
        'product',
      ),
      needed('no-real-name', '异议应当实名提出，请填写姓名或者单位名称', 'an objection is made under a real name', 'realName'),
      needed('no-contact', '请填写联系方式，以便核实', 'give a way to reach you, so that the objection can be checked', 'contact'),
      needed('no-evidence', '异议应当附具证据，请写明证据', 'an objection comes with its evidence', 'evidence'),
    ],
    records: ({ asked, facts: { noticed }, on, parameters }) => {
      const { productName, operator, version } = noticed
      const due = workdaysAfter(calendar, on, parameters.objectionWorkdays)
      return [
        {
          type: 'RegistrationObjectionRaised',
          ...asked,
          matter: asked.matter ?? '',
          productName,
          operator,
          version,
          raisedOn: on,
          checkDue: published(due) ? due : undefined,
        },
      ]
    },
  },
)

const isRaised = stage(
  'A24',
  'not-open',
  { zh: '该异议不存在或者已经答复', en: 'there is no such objection, or it has been answered' },
  'raised',
)
const notOwnMatter: Rule<RegistrationObjection, RegistrationObjectionFacts, unknown> = rule(
  'A24',
  'own-matter',
  { zh: '提出登记事项的人员不得核查对该事项的异议', en: 'whoever applied for the change does not judge an objection to it' },
  ({ facts, by }) => facts.matterPerson !== by.person,
)

/** The operator is heard without being told who objects: the registrar puts the matter in words of their own. */
export const put = act(z.object({ question: reasonShape }), {
  name: 'registration-objection.put',
  title: { zh: '请运营单位说明（不写明异议人）', en: 'Ask the operator to comment, without saying who objects' },
  when: [onlyBy('A24', 'registrar'), isRaised, notOwnMatter],
  provided: [],
  records: ({ asked }) => [{ type: 'RegistrationObjectionPut', ...asked }],
})

/** Asked or not: whose registration is objected to may speak to it until it is answered. */
export const comment = act(z.object({ text: reasonShape }), {
  name: 'registration-objection.comment',
  title: { zh: '提交说明', en: 'Comment on the objection' },
  when: [
    onlyBy('A24', 'operator'),
    ownedBy(
      'A24',
      'not-your-registration',
      { zh: '只能由被提出异议的运营单位说明', en: 'only the operator whose registration is objected to comments' },
      ({ operator }) => operator,
    ),
    isRaised,
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'RegistrationObjectionCommented', ...asked, on }],
})

/** Whoever objected is answered, also where the registration has come to its end meanwhile. */
export const decide = act(z.object({ conclusion: z.enum(['upheld', 'dismissed']), finding: reasonShape, answer: reasonShape }), {
  name: 'registration-objection.decide',
  title: { zh: '核查并答复异议', en: 'Check the objection and answer it' },
  when: [onlyBy('A24', 'registrar'), isRaised, notOwnMatter],
  provided: [],
  records: ({ asked, on }) => [{ type: 'RegistrationObjectionDecided', ...asked, on }],
})

const start: RegistrationObjection = {
  stage: 'none',
  product: '',
  matter: '',
  productName: '',
  operator: '',
  version: 0,
  raisedOn: undefined,
  checkDue: undefined,
  answer: '',
  decidedOn: undefined,
  question: '',
  comments: [],
}

const evolve = (state: RegistrationObjection, event: RegistrationObjectionEvent): RegistrationObjection => {
  switch (event.type) {
    case 'RegistrationObjectionRaised': {
      const { type: _, realName: _name, contact: _contact, ground: _ground, evidence: _evidence, ...raised } = event
      return { ...state, stage: 'raised', ...raised }
    }
    case 'RegistrationObjectionPut':
      return { ...state, question: event.question }
    case 'RegistrationObjectionCommented':
      return { ...state, question: '', comments: [...state.comments, { on: event.on, text: event.text }] }
    case 'RegistrationObjectionDecided':
      return { ...state, stage: event.conclusion, checkDue: undefined, question: '', answer: event.answer, decidedOn: event.on }
  }
}

const check: ClockRule<RegistrationObjection, RegistrationObjectionFacts> = {
  name: 'registration-objection',
  title: { zh: '核查登记公示异议', en: 'check of an objection to a registration' },
  kind: 'task',
  rule: 'A24',
  ends: { zh: '提示数据主管部门', en: 'the data authority is alarmed' },
  remind: 'taskRemindDays',
  running: ({ stage: at, raisedOn, checkDue }) =>
    at === 'raised' && raisedOn && checkDue ? [{ start: raisedOn, due: checkDue, whose: [{ role: 'registrar' }] }] : [],
}

const turnsOf = ({ stage: at, checkDue, question, operator }: RegistrationObjection): readonly Turn[] => {
  if (at !== 'raised') return []
  const due = checkDue && { due: checkDue }
  return [{ role: 'registrar', ...due }, ...(question === '' ? [] : [{ role: 'operator', organization: operator, ...due } as const])]
}

/** The key under which the objections to one notice are found. */
export const objectedKey = ({ product, matter }: Pick<RegistrationObjection, 'product' | 'matter'>): string =>
  `objected:${matter || product}`

/** Those to the notice of one version of a product, or to the one notice of a change in the register. */
export const objectionsTo = (
  { matter, version }: Pick<RegistrationObjection, 'matter' | 'version'>,
  all: readonly RegistrationObjection[],
): readonly RegistrationObjection[] => all.filter((one) => one.matter === matter && one.version === version)

export const countedObjections = (all: readonly RegistrationObjection[]): NoticeObjections => ({
  openObjections: all.filter(({ stage: at }) => at === 'raised').length,
  upheldObjections: all.filter(({ stage: at }) => at === 'upheld').length,
})

export const registrationObjections = procedure<RegistrationObjection, RegistrationObjectionFacts, RegistrationObjectionEvent>({
  name: 'registration-objection',
  plural: 'registration-objections',
  title: { zh: '产品登记异议', en: 'Objection to a registration' },
  start,
  evolve,
  acts: [raise, put, comment, decide],
  stages: {
    none: { zh: '未提出', en: 'not raised' },
    raised: { zh: '待核查', en: 'to be checked' },
    upheld: { zh: '异议成立', en: 'upheld' },
    dismissed: { zh: '异议不成立', en: 'dismissed' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ productName, raisedOn }) => joined(productName, raisedOn),
  // The operator learns that there is one and what was answered; who objects, why and with what, it does not.
  concerns: ({ operator }) => ({ organizations: [operator], roles: ['registrar', 'data-authority', 'audit-admin'] }),
  turns: (state) => turnsOf(state),
  clocks: [check],
  keysOf: (state) => [objectedKey(state), ...(state.matter ? [`product:${state.product}`] : [])],
  personal: true,
})
