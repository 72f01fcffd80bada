/** Article 16 (1) and article 25: a person works in the zone only when verified, filed, vetted, bound by an NDA and trained. */
import { z } from 'zod'
import { idNumberShape } from '../identifiers/id-number.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { actsAs, onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { rule } from '../kernel/rule.ts'
import { dayShape, reasonShape, titleShape } from '../kernel/shapes.ts'

type Stage = 'none' | 'applied' | 'enabled' | 'left'

export interface Nda {
  readonly signedOn: Day
  readonly validTo: Day
}

export interface Person {
  readonly stage: Stage
  readonly organization: string
  readonly displayName: string
  readonly maskedIdNumber: string
  /** Keyed hash of the number: finds a second filing of the same person. */
  readonly realNameRef: string
  readonly login: string
  /** Each gate of article 16 once it is passed. */
  readonly realName: { readonly method: string; readonly reference: string } | undefined
  readonly filing: { readonly number: string } | undefined
  readonly vetting: { readonly conclusion: 'pass' | 'refuse'; readonly reason: string } | undefined
  readonly nda: Nda | undefined
  readonly training: { readonly course: string; readonly on: Day; readonly validTo: Day } | undefined
}

export interface PersonFacts {
  /** Keyed hash of the number, by a key that the platform keeps: links filings of one person, gives the number to nobody. */
  readonly realNameRef: string
  /** Whether the same number stands for another person who is not gone. */
  readonly numberInUse: boolean
}

export type PersonEvent =
  | {
      readonly type: 'PersonApplied'
      readonly organization: string
      readonly displayName: string
      readonly maskedIdNumber: string
      readonly realNameRef: string
      readonly login: string
    }
  | { readonly type: 'RealNameVerified'; readonly method: string; readonly reference: string }
  | { readonly type: 'PersonFiled'; readonly number: string }
  | { readonly type: 'PersonVetted'; readonly conclusion: 'pass' | 'refuse'; readonly reason: string }
  | { readonly type: 'NdaSigned'; readonly signedOn: Day; readonly validTo: Day; readonly breachClause: string }
  | { readonly type: 'PersonTrained'; readonly course: string; readonly on: Day; readonly validTo: Day }
  | { readonly type: 'PersonEnabled' }
  | { readonly type: 'PersonLeft'; readonly on: Day; readonly reason: string }

const act = actsOf<Person, PersonFacts, PersonEvent>()

const present = stageIs<Person, PersonFacts, unknown>(
  'A16',
  'not-on-file',
  { zh: '该人员未申报或已离岗', en: 'the person is not on file, or has left' },
  'applied',
  'enabled',
)
const yours = ownedBy<Person, PersonFacts, unknown>(
  'A16',
  'not-your-person',
  { zh: '只能由该人员所在的运营单位办理', en: "only the person's own operator may do this" },
  ({ organization }) => organization,
)

/** GB 11643: the first six and the last character stay readable, as on a receipt. */
export const maskIdNumber = (idNumber: string): string => `${idNumber.slice(0, 6)}${'*'.repeat(11)}${idNumber.slice(-1)}`

export const apply = act(
  z.object({
    displayName: z.string().trim().min(1).max(60),
    // W16-1: kept by nobody; the record holds it masked and as a keyed hash.
    idNumber: idNumberShape.meta({ kept: false }),
    login: z.string().regex(/^[a-z][a-z0-9._-]{1,59}$/),
  }),
  {
    name: 'person.apply',
    title: { zh: '申报参与人员', en: 'Put a person forward' },
    when: [
      onlyBy('A16', 'operator', 'operator-security'),
      stageIs('A16', 'already-on-file', { zh: '该人员已申报', en: 'the person is on file already' }, 'none'),
    ],
    provided: [
      rule(
        'W16-1',
        'number-in-use',
        {
          zh: '该身份证号码已由在岗人员使用，一人只能申报一次',
          en: 'this number stands for another person on file; one person is filed once',
        },
        ({ facts }) => !facts.numberInUse,
        'idNumber',
      ),
    ],
    records: ({ asked: { displayName, idNumber, login }, facts, by }) => [
      {
        type: 'PersonApplied',
        organization: by.organization,
        displayName,
        maskedIdNumber: maskIdNumber(idNumber),
        realNameRef: facts.realNameRef,
        login,
      },
    ],
  },
)

export const verifyRealName = act(z.object({ method: titleShape, reference: titleShape }), {
  name: 'person.verify-real-name',
  title: { zh: '实名认证', en: 'Verify the real name' },
  when: [onlyBy('A16', 'data-authority'), present],
  provided: [],
  records: ({ asked }) => [{ type: 'RealNameVerified', ...asked }],
})

export const file = act(z.object({ number: titleShape }), {
  name: 'person.file',
  title: { zh: '备案', en: 'File the person' },
  when: [onlyBy('A16', 'data-authority'), present],
  provided: [],
  records: ({ asked }) => [{ type: 'PersonFiled', ...asked }],
})

export const vet = act(
  z.object({ conclusion: z.enum(['pass', 'refuse']), reason: z.string().trim().max(1000).default('').meta({ format: 'reason' }) }),
  {
    name: 'person.vet',
    title: { zh: '审查', en: 'Vet the person' },
    when: [onlyBy('A16', 'security-authority'), present],
    provided: [
      rule(
        'A16',
        'refusal-without-reason',
        { zh: '审查不通过的，应当说明理由', en: 'a refusal must carry its reason' },
        ({ asked }) => asked.conclusion === 'pass' || asked.reason !== '',
        'reason',
      ),
    ],
    records: ({ asked }) => [{ type: 'PersonVetted', ...asked }],
  },
)

export const signNda = act(
  z.object({
    signedOn: dayShape,
    validTo: dayShape.optional(),
    breachClause: z.string().trim().max(5000).default('').meta({ format: 'document' }),
    attachments: attachmentsShape,
  }),
  {
    name: 'person.sign-nda',
    title: { zh: '登记保密协议', en: 'Record the NDA' },
    when: [onlyBy('A16', 'operator', 'operator-security'), present, yours],
    provided: [
      rule(
        'W16-2',
        'nda-without-term',
        { zh: '保密协议应当明确保密期限，未明确的无效', en: 'an NDA without a term is invalid' },
        ({ asked }) => asked.validTo !== undefined,
        'validTo',
      ),
      rule(
        'W16-2',
        'nda-without-breach-clause',
        { zh: '保密协议应当明确违约责任，未明确的无效', en: 'an NDA without a breach clause is invalid' },
        ({ asked }) => asked.breachClause !== '',
        'breachClause',
      ),
      rule(
        'W16-2',
        'nda-over',
        { zh: '保密期限已届满', en: 'the term of the NDA is over already' },
        ({ asked, on }) => asked.validTo === undefined || asked.validTo >= on,
        'validTo',
      ),
      rule(
        'A16',
        'signed-in-the-future',
        { zh: '签订日期不得晚于今日', en: 'it cannot be signed after today' },
        ({ asked, on }) => asked.signedOn <= on,
        'signedOn',
      ),
    ],
    records: ({ asked: { signedOn, validTo, breachClause } }) =>
      validTo === undefined ? [] : [{ type: 'NdaSigned', signedOn, validTo, breachClause }],
  },
)

export const train = act(z.object({ course: titleShape, on: dayShape, validTo: dayShape }), {
  name: 'person.train',
  title: { zh: '登记安全培训', en: 'Record the training' },
  when: [onlyBy('A25', 'operator', 'operator-security', 'security-authority'), present],
  provided: [
    rule(
      'W25-2',
      'trained-in-the-future',
      { zh: '培训日期不得晚于今日', en: 'a training cannot be dated after today' },
      ({ asked, on }) => asked.on <= on,
      'on',
    ),
    rule(
      'W25-2',
      'training-over',
      { zh: '培训有效期已届满', en: 'the training has run out already' },
      ({ asked, on }) => asked.validTo >= on,
      'validTo',
    ),
  ],
  records: ({ asked }) => [{ type: 'PersonTrained', ...asked }],
})

export const enable = act(z.object({}), {
  name: 'person.enable',
  title: { zh: '准入', en: 'Enable the person' },
  when: [
    onlyBy('A16', 'data-authority'),
    stageIs('A16', 'not-waiting', { zh: '该人员未申报、已准入或已离岗', en: 'the person does not wait to be enabled' }, 'applied'),
    rule(
      'W16-1',
      'not-verified',
      { zh: '尚未完成实名认证', en: 'the real name is not verified' },
      ({ state }) => state.realName !== undefined,
    ),
    rule('W16-1', 'not-filed', { zh: '尚未备案', en: 'the person is not filed' }, ({ state }) => state.filing !== undefined),
    rule(
      'W16-1',
      'not-vetted',
      { zh: '尚未通过审查', en: 'the person has not passed vetting' },
      ({ state }) => state.vetting?.conclusion === 'pass',
    ),
    rule(
      'W16-1',
      'no-valid-nda',
      { zh: '没有在保密期限内的保密协议', en: 'no NDA is in force today' },
      ({ state, on }) => state.nda !== undefined && on <= state.nda.validTo,
    ),
    rule(
      'W25-2',
      'not-trained',
      { zh: '没有在有效期内的安全培训记录', en: 'no training is valid today' },
      ({ state, on }) => state.training !== undefined && on <= state.training.validTo,
    ),
  ],
  provided: [],
  records: () => [{ type: 'PersonEnabled' }],
})

/** W16-7: whoever leaves loses every session and key at once; the platform sees to it as this is recorded. */
export const leave = act(z.object({ reason: reasonShape }), {
  name: 'person.leave',
  title: { zh: '离岗', en: 'Record that the person leaves' },
  when: [
    onlyBy('W16-7', 'operator', 'operator-security', 'data-authority'),
    present,
    rule(
      'A16',
      'not-your-person',
      { zh: '只能由该人员所在的运营单位或者数据主管部门办理', en: "only the person's own operator or the data authority may do this" },
      ({ state, by }) => state.organization === by.organization || actsAs(by, 'data-authority'),
    ),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'PersonLeft', on, ...asked }],
})

/** W16-1, W25-2: whether the person may enter the zone on that day; an NDA or a training that has run out closes it by itself. */
export const enabledOn = ({ stage, nda, training }: Person, on: Day): boolean =>
  stage === 'enabled' && nda !== undefined && on <= nda.validTo && training !== undefined && on <= training.validTo

const start: Person = {
  stage: 'none',
  organization: '',
  displayName: '',
  maskedIdNumber: '',
  realNameRef: '',
  login: '',
  realName: undefined,
  filing: undefined,
  vetting: undefined,
  nda: undefined,
  training: undefined,
}

const evolve = (state: Person, event: PersonEvent): Person => {
  switch (event.type) {
    case 'PersonApplied': {
      const { type: _, ...applied } = event
      return { ...state, stage: 'applied', ...applied }
    }
    case 'RealNameVerified':
      return { ...state, realName: { method: event.method, reference: event.reference } }
    case 'PersonFiled':
      return { ...state, filing: { number: event.number } }
    case 'PersonVetted':
      return {
        ...state,
        stage: event.conclusion === 'pass' ? state.stage : 'applied',
        vetting: { conclusion: event.conclusion, reason: event.reason },
      }
    case 'NdaSigned':
      return { ...state, nda: { signedOn: event.signedOn, validTo: event.validTo } }
    case 'PersonTrained':
      return { ...state, training: { course: event.course, on: event.on, validTo: event.validTo } }
    case 'PersonEnabled':
      return { ...state, stage: 'enabled' }
    case 'PersonLeft':
      return { ...state, stage: 'left' }
  }
}

/** W16-1, W25-2: as one of them runs out the zone closes to the person by itself. */
const clocks: readonly ClockRule<Person, PersonFacts>[] = [
  {
    name: 'nda',
    title: { zh: '保密协议期限', en: 'term of the NDA' },
    kind: 'validity',
    rule: 'W16-1',
    ends: { zh: '不得进入授权运营域', en: 'the zone closes to the person' },
    remind: 'evidenceRemindDays',
    running: ({ stage, organization, nda }) =>
      stage !== 'left' && nda ? [{ start: nda.signedOn, due: nda.validTo, whose: [{ role: 'operator', organization }] }] : [],
  },
  {
    name: 'training',
    title: { zh: '安全培训有效期', en: 'validity of the security training' },
    kind: 'validity',
    rule: 'W25-2',
    ends: { zh: '不得进入授权运营域', en: 'the zone closes to the person' },
    remind: 'evidenceRemindDays',
    running: ({ stage, organization, training }) =>
      stage !== 'left' && training ? [{ start: training.on, due: training.validTo, whose: [{ role: 'operator', organization }] }] : [],
  },
]

export const persons = procedure<Person, PersonFacts, PersonEvent>({
  name: 'person',
  plural: 'persons',
  title: { zh: '参与人员', en: 'Person' },
  start,
  evolve,
  acts: [apply, verifyRealName, file, vet, signNda, train, enable, leave],
  stages: {
    none: { zh: '未申报', en: 'not put forward' },
    applied: { zh: '准入办理中', en: 'on the way in' },
    enabled: { zh: '已准入', en: 'enabled' },
    left: { zh: '已离岗', en: 'left' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ login }) => login,
  concerns: ({ organization }) => ({ organizations: [organization], roles: ['data-authority', 'security-authority', 'audit-admin'] }),
  turns: ({ stage, organization, realName, filing, vetting, nda, training }) => {
    if (stage !== 'applied') return []
    return [
      ...(nda === undefined || training === undefined ? [{ role: 'operator', organization } as const] : []),
      ...(vetting === undefined ? [{ role: 'security-authority' } as const] : []),
      ...(realName === undefined || filing === undefined || (vetting && nda && training) ? [{ role: 'data-authority' } as const] : []),
    ]
  },
  clocks,
  keysOf: ({ organization, login, realNameRef }) => [`operator:${organization}`, `login:${login}`, `number:${realNameRef}`],
  personal: true,
})
