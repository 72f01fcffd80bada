/** Article 27: bad information goes into the credit file on a decision of the competent body, for a term; it can be objected to and repaired. */

import { z } from 'zod'
import { actsOf, procedure, type Turn } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { rule } from '../kernel/rule.ts'
import { dayShape, documentShape, organizationShape, reasonShape } from '../kernel/shapes.ts'
import { joined, titleOfCase } from '../kernel/title.ts'

type Stage = 'none' | 'standing' | 'objected' | 'repaired' | 'withdrawn' | 'expired'

/** An ordinary entry is weighed by whoever chooses an operator; a serious one shuts the organization out while it stands. */
export const creditWeights = ['ordinary', 'serious'] as const
export type CreditWeight = (typeof creditWeights)[number]

export interface CreditRecord {
  readonly stage: Stage
  /** The organization the entry is about. */
  readonly organization: string
  readonly body: string
  readonly weight: CreditWeight
  readonly finding: string
  readonly basis: string
  readonly decisionNumber: string
  readonly from: Day
  /** Last day on which it is shown and counts. */
  readonly until: Day
  readonly objections: readonly { readonly ground: string; readonly outcome: 'open' | 'upheld' | 'dismissed'; readonly answer: string }[]
  readonly repair: { readonly basis: string; readonly on: Day } | undefined
}

export interface CreditRecordFacts {
  /** Whether the organization asked about is registered on the platform. */
  readonly registered: boolean
  /** Entries of the same body under the same decision number about the same organization. */
  readonly sameDecision: number
}

export type CreditRecordEvent =
  | {
      readonly type: 'CreditRecorded'
      readonly organization: string
      readonly body: string
      readonly weight: CreditWeight
      readonly finding: string
      readonly basis: string
      readonly decisionNumber: string
      readonly from: Day
      readonly until: Day
    }
  | { readonly type: 'CreditObjected'; readonly ground: string }
  | { readonly type: 'CreditObjectionAnswered'; readonly outcome: 'upheld' | 'dismissed'; readonly reason: string }
  | { readonly type: 'CreditRepaired'; readonly basis: string; readonly on: Day }
  | { readonly type: 'CreditRecordExpired'; readonly on: Day }

const act = actsOf<CreditRecord, CreditRecordFacts, CreditRecordEvent>()
const stage = stageIs<CreditRecord, CreditRecordFacts, unknown>

const yoursToDecide = ownedBy<CreditRecord, CreditRecordFacts, unknown>(
  'A27',
  'not-your-decision',
  { zh: '由作出处理决定的主管单位办理', en: 'only the body that took the decision may do this' },
  ({ body }) => body,
)

export const record = act(
  z.object({
    organization: organizationShape,
    weight: z.enum(creditWeights),
    finding: documentShape,
    attachments: attachmentsShape,
    basis: z.string().trim().max(1000).default('').meta({ format: 'reason' }),
    decisionNumber: z.string().trim().max(80).default(''),
    from: dayShape,
    until: dayShape.optional(),
  }),
  {
    name: 'credit-record.record',
    title: { zh: '记入信用档案', en: 'Enter into the credit file' },
    when: [
      onlyBy('W27-1', 'market'),
      stage('A27', 'already-recorded', { zh: '该信用记录已记入', en: 'this entry has been made already' }, 'none'),
    ],
    provided: [
      rule(
        'W27-1',
        'decision-number-missing',
        { zh: '没有主管单位处理决定文号，不得记入信用档案', en: 'without the number of the decision nothing goes into the credit file' },
        ({ asked }) => asked.decisionNumber !== '',
        'decisionNumber',
      ),
      rule(
        'W27-1',
        'basis-missing',
        { zh: '应当载明处理依据', en: 'name the basis the decision rests on' },
        ({ asked }) => asked.basis !== '',
        'basis',
      ),
      rule(
        'W27-1',
        'recorded-twice',
        { zh: '同一处理决定对同一单位只能记入一次', en: 'one decision about one organization is entered once' },
        ({ facts }) => facts.sameDecision === 0,
        'decisionNumber',
      ),
      rule(
        'W27-3',
        'term-missing',
        { zh: '信用记录应当载明截止日，且不早于起始日', en: 'an entry has a last day, not before its first' },
        ({ asked }) => asked.until !== undefined && asked.until >= asked.from,
        'until',
      ),
      rule(
        'A27',
        'organization-not-registered',
        { zh: '该单位未入驻平台', en: 'the organization is not registered on the platform' },
        ({ facts }) => facts.registered,
        'organization',
      ),
    ],
    records: ({ asked: { until, ...asked }, by }) =>
      until === undefined ? [] : [{ type: 'CreditRecorded', ...asked, until, body: by.organization }],
  },
)

export const object = act(z.object({ ground: documentShape, attachments: attachmentsShape }), {
  name: 'credit-record.object',
  title: { zh: '对信用记录提出异议', en: 'Object to the entry' },
  when: [
    onlyBy('W27-3', 'operator', 'applicant'),
    ownedBy(
      'W27-3',
      'not-about-you',
      { zh: '只能由被记录的单位提出异议', en: 'only the organization the entry is about may object' },
      ({ organization }) => organization,
    ),
    stage('W27-3', 'not-standing', { zh: '没有可提出异议的信用记录', en: 'no entry stands that could be objected to' }, 'standing'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'CreditObjected', ...asked }],
})

export const answer = act(z.object({ outcome: z.enum(['upheld', 'dismissed']), reason: reasonShape }), {
  name: 'credit-record.answer',
  title: { zh: '答复信用异议', en: 'Answer the objection' },
  when: [
    onlyBy('W27-3', 'market'),
    yoursToDecide,
    stage('W27-3', 'no-objection', { zh: '没有待答复的异议', en: 'no objection waits for an answer' }, 'objected'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'CreditObjectionAnswered', ...asked }],
})

export const repair = act(z.object({ basis: reasonShape }), {
  name: 'credit-record.repair',
  title: { zh: '信用修复', en: 'Repair' },
  when: [
    onlyBy('A27', 'market'),
    yoursToDecide,
    stage('A27', 'not-standing', { zh: '没有可修复的信用记录', en: 'no entry stands that could be repaired' }, 'standing', 'objected'),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'CreditRepaired', ...asked, on }],
})

export const expire = act(z.object({}), {
  name: 'credit-record.expire',
  title: { zh: '信用记录到期', en: 'Let the entry run out' },
  when: [
    onlyBy('W27-3', 'platform'),
    stage('W27-3', 'not-standing', { zh: '没有在期的信用记录', en: 'no entry stands' }, 'standing', 'objected'),
    rule('W27-3', 'term-still-runs', { zh: '记录期限尚未届满', en: 'its term still runs' }, ({ state, on }) => on > state.until),
  ],
  provided: [],
  records: ({ state }) => [{ type: 'CreditRecordExpired', on: state.until }],
})

/** W27-2, W27-3: counts and is shown on that day, whether or not somebody has noted that it ran out; an open objection does not hold it up. */
export const creditStandsOn = ({ stage: at, from, until }: CreditRecord, on: Day): boolean =>
  ['standing', 'objected'].includes(at) && from <= on && on <= until

const start: CreditRecord = {
  stage: 'none',
  organization: '',
  body: '',
  weight: 'ordinary',
  finding: '',
  basis: '',
  decisionNumber: '',
  from: '' as Day,
  until: '' as Day,
  objections: [],
  repair: undefined,
}

const evolve = (state: CreditRecord, event: CreditRecordEvent): CreditRecord => {
  switch (event.type) {
    case 'CreditRecorded': {
      const { type: _, ...recorded } = event
      return { ...state, stage: 'standing', ...recorded }
    }
    case 'CreditObjected':
      return { ...state, stage: 'objected', objections: [...state.objections, { ground: event.ground, outcome: 'open', answer: '' }] }
    case 'CreditObjectionAnswered':
      return {
        ...state,
        stage: event.outcome === 'upheld' ? 'withdrawn' : 'standing',
        objections: state.objections.map((one) =>
          one.outcome === 'open' ? { ...one, outcome: event.outcome, answer: event.reason } : one,
        ),
      }
    case 'CreditRepaired':
      return { ...state, stage: 'repaired', repair: { basis: event.basis, on: event.on } }
    case 'CreditRecordExpired':
      return { ...state, stage: 'expired' }
  }
}

const turnsOf = ({ stage: at, body }: CreditRecord): readonly Turn[] => (at === 'objected' ? [{ role: 'market', organization: body }] : [])

/** W27-3: who weighs it sees it while it stands; afterwards only whom it was about, who entered it and who audits. */
const readers = ['data-authority', 'joint-reviewer', 'expert', 'mechanism', 'audit-admin'] as const

const clocks: readonly ClockRule<CreditRecord, CreditRecordFacts>[] = [
  {
    name: 'credit-term',
    title: { zh: '信用记录期限', en: 'term of the credit entry' },
    kind: 'validity',
    rule: 'W27-3',
    ends: { zh: '记录到期，不再展示', en: 'the entry runs out and is no longer shown' },
    act: 'expire',
    running: ({ stage: at, organization, from, until }) =>
      ['standing', 'objected'].includes(at) ? [{ start: from, due: until, whose: [{ role: 'operator', organization }] }] : [],
  },
]

export const creditRecords = procedure<CreditRecord, CreditRecordFacts, CreditRecordEvent>({
  name: 'credit-record',
  plural: 'credit-records',
  title: { zh: '信用记录', en: 'Credit record' },
  start,
  evolve,
  acts: [record, object, answer, repair, expire],
  stages: {
    none: { zh: '未记入', en: 'not entered' },
    standing: { zh: '在期', en: 'standing' },
    objected: { zh: '异议处理中', en: 'objected to' },
    repaired: { zh: '已修复', en: 'repaired' },
    withdrawn: { zh: '异议成立，已撤下', en: 'withdrawn' },
    expired: { zh: '已到期', en: 'run out' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ organization, decisionNumber }) => joined(titleOfCase('organization', organization), decisionNumber),
  concerns: ({ stage: at, organization, body }) => ({
    organizations: [organization, body],
    roles: ['standing', 'objected'].includes(at) ? readers : ['audit-admin'],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ organization, body, decisionNumber }) => [`credit:${organization}`, `decision:${body}:${decisionNumber}:${organization}`],
  personal: false,
})
