/** Article 31: a liability case; while it is open nothing that could prove it is destroyed. */
import { z } from 'zod'
import { actsOf, procedure, type Turn } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { rule } from '../kernel/rule.ts'
import { documentShape, fenShape, reasonShape, referenceTo, titleShape } from '../kernel/shapes.ts'

type Stage = 'none' | 'open' | 'liable' | 'not-liable' | 'settled'

export interface Liability {
  readonly stage: Stage
  readonly title: string
  readonly authorization: string
  /** Who answers for it: the operator, directly. */
  readonly operator: string
  readonly body: string
  readonly finding: string
  readonly claims: readonly { readonly claimant: string; readonly amountFen: number; readonly ground: string }[]
  readonly closed: { readonly on: Day; readonly reason: string; readonly toleranceView: string } | undefined
}

export interface LiabilityFacts {
  readonly authorization: { readonly stage: string; readonly operator: string }
  /** Filings under article 30 about the same authorization that were recognized. */
  readonly recognizedTolerances: number
}

export type LiabilityEvent =
  | {
      readonly type: 'LiabilityCaseOpened'
      readonly title: string
      readonly authorization: string
      readonly operator: string
      readonly body: string
      readonly finding: string
    }
  | { readonly type: 'ClaimNoted'; readonly claimant: string; readonly amountFen: number; readonly ground: string }
  | {
      readonly type: 'LiabilityCaseClosed'
      readonly outcome: 'liable' | 'not-liable' | 'settled'
      readonly reason: string
      readonly toleranceView: string
      readonly on: Day
    }

const act = actsOf<Liability, LiabilityFacts, LiabilityEvent>()
const stage = stageIs<Liability, LiabilityFacts, unknown>

const yours = ownedBy<Liability, LiabilityFacts, unknown>(
  'A31',
  'not-your-case',
  { zh: '由立案的单位办理', en: 'only the body that opened the case may do this' },
  ({ body }) => body,
)
const isOpen = stage('A31', 'not-open', { zh: '没有未结的责任案件', en: 'no liability case is open' }, 'open')

export const open = act(
  z.object({ title: titleShape, authorization: referenceTo('authorizations'), finding: documentShape, attachments: attachmentsShape }),
  {
    name: 'liability.open',
    title: { zh: '立案追责', en: 'Open a liability case' },
    when: [
      onlyBy('A31', 'data-authority', 'security-authority', 'market'),
      stage('A31', 'already-open', { zh: '该案件已立案', en: 'the case is open already' }, 'none'),
    ],
    provided: [
      rule(
        'A31',
        'no-such-authorization',
        { zh: '没有该授权', en: 'there is no such authorization' },
        ({ facts }) => facts.authorization.stage !== 'none',
        'authorization',
      ),
    ],
    records: ({ asked, facts, by }) => [
      { type: 'LiabilityCaseOpened', ...asked, operator: facts.authorization.operator, body: by.organization },
    ],
  },
)

/** Harm to others is borne by the operator directly. */
export const noteClaim = act(z.object({ claimant: titleShape, amountFen: fenShape, ground: reasonShape }), {
  name: 'liability.note-claim',
  title: { zh: '登记索赔', en: 'Note a claim' },
  when: [onlyBy('A31', 'data-authority', 'security-authority', 'market'), isOpen, yours],
  provided: [],
  records: ({ asked }) => [{ type: 'ClaimNoted', ...asked }],
})

export const close = act(
  z.object({
    outcome: z.enum(['liable', 'not-liable', 'settled']),
    reason: reasonShape,
    toleranceView: z.string().trim().max(1000).default('').meta({ format: 'reason' }),
  }),
  {
    name: 'liability.close',
    title: { zh: '结案', en: 'Close the case' },
    when: [onlyBy('A31', 'data-authority', 'security-authority', 'market'), isOpen, yours],
    provided: [
      rule(
        'A30',
        'tolerance-not-weighed',
        { zh: '存在予以认定的容错备案，应当说明如何考虑', en: 'a filing under article 30 was recognized: say how it was weighed' },
        ({ asked, facts }) => facts.recognizedTolerances === 0 || asked.toleranceView !== '',
        'toleranceView',
      ),
    ],
    records: ({ asked, on }) => [{ type: 'LiabilityCaseClosed', ...asked, on }],
  },
)

const start: Liability = {
  stage: 'none',
  title: '',
  authorization: '',
  operator: '',
  body: '',
  finding: '',
  claims: [],
  closed: undefined,
}

const evolve = (state: Liability, event: LiabilityEvent): Liability => {
  switch (event.type) {
    case 'LiabilityCaseOpened': {
      const { type: _, ...opened } = event
      return { ...state, stage: 'open', ...opened }
    }
    case 'ClaimNoted': {
      const { type: _, ...claim } = event
      return { ...state, claims: [...state.claims, claim] }
    }
    case 'LiabilityCaseClosed':
      return { ...state, stage: event.outcome, closed: { on: event.on, reason: event.reason, toleranceView: event.toleranceView } }
  }
}

const turnsOf = ({ stage: at, body }: Liability): readonly Turn[] =>
  at === 'open'
    ? [
        { role: 'data-authority', organization: body },
        { role: 'security-authority', organization: body },
        { role: 'market', organization: body },
      ]
    : []

export const liabilities = procedure<Liability, LiabilityFacts, LiabilityEvent>({
  name: 'liability',
  plural: 'liabilities',
  title: { zh: '责任案件', en: 'Liability case' },
  start,
  evolve,
  acts: [open, noteClaim, close],
  stages: {
    none: { zh: '未立案', en: 'not opened' },
    open: { zh: '未结', en: 'open' },
    liable: { zh: '承担责任', en: 'liable' },
    'not-liable': { zh: '不承担责任', en: 'not liable' },
    settled: { zh: '已和解', en: 'settled' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ title }) => title,
  concerns: ({ operator, body }) => ({ organizations: [operator, body], roles: ['data-authority', 'audit-admin'] }),
  turns: (state) => turnsOf(state),
  keysOf: ({ authorization, operator }) => [`authorization:${authorization}`, `liable:${operator}`],
  personal: false,
})
