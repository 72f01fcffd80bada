/** Article 5: the coordination mechanism deliberates granting, terminating and revoking; each member body speaks once. */
import { z } from 'zod'
import { type DeliberationType, deliberationTypes, kindShape } from '../identifiers/kinds.ts'
import { actsOf, type Ground, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { rule } from '../kernel/rule.ts'
import { choiceOf, documentShape, organizationShape, titleShape } from '../kernel/shapes.ts'

export const votes = ['in-favour', 'against', 'abstain'] as const
export type Vote = (typeof votes)[number]

type Stage = 'none' | 'convened' | 'passed' | 'rejected'

export interface MemberVote {
  readonly body: string
  readonly person: string
  readonly vote: Vote
  readonly opinion: string
}

export interface Deliberation {
  readonly stage: Stage
  readonly type: DeliberationType
  /** The application, or the authorization, that is deliberated. */
  readonly subject: string
  readonly agenda: string
  readonly secretary: string
  readonly members: readonly string[]
  readonly votes: readonly MemberVote[]
  readonly minutes: string
  /** The rectification it is about: how many had been ordered by then. A resolution holds for no later one. */
  readonly instance: number
  readonly resolvedAt: string
}

export interface DeliberationFacts {
  /** Bodies that hold the role of a mechanism member. */
  readonly mechanismBodies: readonly string[]
  /** Stage of the application of this number; `none` where there is none. */
  readonly application: string
  /** The authorization of this number. */
  readonly authorization: { readonly stage: string; readonly rectifications: number; readonly failed: boolean }
}

/** The key under which an act finds what was resolved on exactly this: a grant on an application, an end on one rectification. */
export const resolutionKey = (type: DeliberationType, subject: string, instance: number): string =>
  type === 'grant' ? `${type}:${subject}` : `${type}:${subject}#${instance}`

export type DeliberationEvent =
  | {
      readonly type: 'DeliberationConvened'
      readonly on: DeliberationType
      readonly subject: string
      readonly agenda: string
      readonly secretary: string
      readonly members: readonly string[]
      readonly instance: number
    }
  | ({ readonly type: 'MemberVoted' } & MemberVote)
  | { readonly type: 'DeliberationResolved'; readonly outcome: 'passed' | 'rejected'; readonly minutes: string }

const act = actsOf<Deliberation, DeliberationFacts, DeliberationEvent>()

const isOpen = stageIs<Deliberation, DeliberationFacts, unknown>(
  'A5',
  'not-convened',
  { zh: '该事项未在审议中', en: 'this item is not under deliberation' },
  'convened',
)

export const convene = act(
  z.object({
    type: kindShape(deliberationTypes),
    subject: choiceOf('deliberated', 'type'),
    agenda: titleShape,
    members: z.array(organizationShape).max(30),
  }),
  {
    name: 'deliberation.convene',
    title: { zh: '提请协调机制审议', en: 'Put to the coordination mechanism' },
    when: [
      onlyBy('A5', 'data-authority'),
      stageIs('A5', 'already-convened', { zh: '该事项已提请审议', en: 'this item has been convened already' }, 'none'),
    ],
    provided: [
      rule(
        'A5',
        'too-few-members',
        { zh: '参加审议的成员单位不得少于三家，且不得重复', en: 'at least three different member bodies take part' },
        ({ asked }) => new Set(asked.members).size === asked.members.length && asked.members.length >= 3,
        'members',
      ),
      rule(
        'A5',
        'not-a-mechanism-member',
        { zh: '所列单位中有非协调机制成员单位，请予更正', en: 'one of the bodies is no member of the coordination mechanism' },
        ({ asked, facts }) => asked.members.every((member) => facts.mechanismBodies.includes(member)),
        'members',
      ),
      rule(
        'W5-1',
        'application-not-confirmed',
        { zh: '申请尚未确定，不得提请审议给予授权', en: 'granting is deliberated once the application is confirmed' },
        ({ asked, facts }) => asked.type !== 'grant' || facts.application === 'confirmed',
        'subject',
      ),
      rule(
        'W5-2',
        'rectification-not-failed',
        {
          zh: '终止授权应当以整改逾期或者整改不通过为前提，当前不具备提请审议的条件',
          en: 'termination is deliberated once a rectification is overdue or turned down',
        },
        ({ asked, facts: { authorization } }) =>
          asked.type !== 'terminate' || (authorization.stage === 'suspended' && authorization.failed),
        'subject',
      ),
      rule(
        'W5-2',
        'nothing-to-revoke',
        { zh: '没有该授权，或者授权已终结', en: 'there is no such authorization, or it has ended' },
        ({ asked, facts: { authorization } }) =>
          asked.type !== 'revoke' || ['pending', 'active', 'suspended'].includes(authorization.stage),
        'subject',
      ),
    ],
    records: ({ asked: { type, ...asked }, by, facts }) => [
      {
        type: 'DeliberationConvened',
        on: type,
        ...asked,
        secretary: by.organization,
        instance: type === 'grant' ? 0 : facts.authorization.rectifications,
      },
    ],
  },
)

export const vote = act(z.object({ vote: z.enum(votes), opinion: z.string().trim().max(2000).default('').meta({ format: 'reason' }) }), {
  name: 'deliberation.vote',
  title: { zh: '发表审议意见', en: 'Vote' },
  when: [
    onlyBy('A5', 'mechanism'),
    isOpen,
    rule(
      'A5',
      'not-a-member-here',
      { zh: '本单位未列入本次审议的成员单位', en: 'your body is not among the members of this deliberation' },
      ({ state, by }) => state.members.includes(by.organization),
    ),
    rule(
      'A5',
      'voted-already',
      { zh: '本单位已经表决，一家单位只表决一次', en: 'your body has voted; each body votes once' },
      ({ state, by }) => state.votes.every(({ body }) => body !== by.organization),
    ),
  ],
  provided: [
    rule(
      'A5',
      'no-without-reason',
      { zh: '不同意或者弃权的，应当说明理由', en: 'who is against or abstains says why' },
      ({ asked }) => asked.vote === 'in-favour' || asked.opinion !== '',
      'opinion',
    ),
  ],
  records: ({ asked, by }) => [{ type: 'MemberVoted', ...asked, body: by.organization, person: by.person }],
})

export const resolve = act(z.object({ minutes: documentShape, attachments: attachmentsShape }), {
  name: 'deliberation.resolve',
  title: { zh: '形成审议决议', en: 'Record the resolution' },
  when: [
    onlyBy('A5', 'data-authority'),
    isOpen,
    ownedBy(
      'A5',
      'not-the-secretary',
      { zh: '会议纪要由提请审议的单位办理', en: 'the body that convened keeps the minutes' },
      ({ secretary }) => secretary,
    ),
    rule('A5', 'votes-missing', { zh: '尚有成员单位未表决，不得形成决议', en: 'some member has not voted yet' }, ({ state }) =>
      state.members.every((member) => state.votes.some(({ body }) => body === member)),
    ),
  ],
  provided: [],
  records: ({ asked, state }) => [{ type: 'DeliberationResolved', outcome: outcomeOf(state.votes), ...asked }],
})

/** Nobody against, and more than half in favour: to deliberate jointly is not to outvote. */
const outcomeOf = (cast: readonly MemberVote[]): 'passed' | 'rejected' => {
  const inFavour = cast.filter((one) => one.vote === 'in-favour').length
  return cast.every((one) => one.vote !== 'against') && inFavour * 2 > cast.length ? 'passed' : 'rejected'
}

const start: Deliberation = {
  stage: 'none',
  type: 'grant',
  subject: '',
  agenda: '',
  secretary: '',
  members: [],
  votes: [],
  minutes: '',
  instance: 0,
  resolvedAt: '',
}

const evolve = (state: Deliberation, event: DeliberationEvent, { at }: Pick<Ground, 'at'>): Deliberation => {
  switch (event.type) {
    case 'DeliberationConvened': {
      const { type: _, on, ...convened } = event
      return { ...state, stage: 'convened', type: on, ...convened }
    }
    case 'MemberVoted': {
      const { type: _, ...cast } = event
      return { ...state, votes: [...state.votes, cast] }
    }
    case 'DeliberationResolved':
      return { ...state, stage: event.outcome, minutes: event.minutes, resolvedAt: at }
  }
}

export const deliberations = procedure<Deliberation, DeliberationFacts, DeliberationEvent>({
  name: 'deliberation',
  plural: 'deliberations',
  title: { zh: '协调机制审议', en: 'Deliberation' },
  start,
  evolve,
  acts: [convene, vote, resolve],
  stages: {
    none: { zh: '未提请', en: 'not convened' },
    convened: { zh: '审议中', en: 'under deliberation' },
    passed: { zh: '审议通过', en: 'passed' },
    rejected: { zh: '未予通过', en: 'not passed' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ agenda }) => agenda,
  concerns: ({ members, secretary }) => ({ organizations: [secretary, ...members], roles: ['data-authority', 'audit-admin'] }),
  turns: ({ stage, members, votes: cast, secretary }) => {
    if (stage !== 'convened') return []
    const waiting = members.filter((member) => cast.every(({ body }) => body !== member))
    if (waiting.length === 0) return [{ role: 'data-authority', organization: secretary }]
    return waiting.map((organization) => ({ role: 'mechanism', organization }))
  },
  keysOf: ({ type, subject, instance }) => [resolutionKey(type, subject, instance), `subject:${subject}`],
  personal: false,
})
