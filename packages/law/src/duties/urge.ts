/** Article 6: the data authority urges who is late. An alarm that a day is over comes by itself; an urge is the authority's own word and wants an answer. */

import { z } from 'zod'
import { actsOf, type Ground, procedure, type Turn } from '../kernel/act.ts'
import { onlyBy, type Role } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import { type Day, dayOf, type Instant } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { type Rule, rule } from '../kernel/rule.ts'
import { choiceMeta, choiceOf, dayShape, documentShape, organizationShape, reasonShape } from '../kernel/shapes.ts'
import { bilingual, joined, titleOfCase } from '../kernel/title.ts'
import type { Words } from '../kernel/words.ts'

type Stage = 'none' | 'issued' | 'answered' | 'closed'

/** What is late: a clock of a case, by the case's path and id. */
export interface LateMatter {
  readonly caseKind: string
  readonly caseId: string
  readonly clock: string
  /** Which of several clocks of that name; empty where there is one. */
  readonly clockSubject: string
}

export interface Urge extends LateMatter {
  readonly stage: Stage
  readonly clockTitle: Words
  readonly authority: string
  readonly body: string
  readonly role: Role
  readonly text: string
  readonly since: Day | undefined
  readonly due: Day
  /** 1 as issued; one more each time it was escalated. */
  readonly level: number
  readonly answers: readonly { readonly on: Day; readonly answer: string }[]
}

export interface UrgeFacts {
  /** The clock that is urged, where it runs and its last day is over; as whose role the body answers for it. */
  readonly late: { readonly title: Words; readonly due: Day; readonly role: Role | undefined } | undefined
  /** Urges on the same clock and body that are not closed. */
  readonly openUrges: number
}

export type UrgeEvent =
  | ({
      readonly type: 'UrgeIssued'
      readonly clockTitle: Words
      readonly authority: string
      readonly body: string
      readonly role: Role
      readonly due: Day
      readonly text: string
    } & LateMatter)
  | { readonly type: 'UrgeAnswered'; readonly answer: string }
  | { readonly type: 'UrgeEscalated'; readonly level: number; readonly due: Day; readonly text: string }
  | { readonly type: 'UrgeClosed'; readonly conclusion: string }

const act = actsOf<Urge, UrgeFacts, UrgeEvent>()
const stage = stageIs<Urge, UrgeFacts, unknown>

const yoursToUrge = ownedBy<Urge, UrgeFacts, unknown>(
  'A6',
  'not-your-urge',
  { zh: '由发出督办的数据主管部门办理', en: 'only the data authority that urged may do this' },
  ({ authority }) => authority,
)
const dueAhead: Rule<Urge, UrgeFacts, { readonly due: Day }> = rule(
  'A6',
  'due-in-the-past',
  { zh: '督办期限不得早于今日', en: 'its last day is before today' },
  ({ asked, on }) => asked.due >= on,
  'due',
)

export const issue = act(
  z.object({
    caseKind: choiceOf('case-kinds'),
    caseId: choiceOf('late-cases', 'caseKind'),
    clock: choiceOf('late-clocks', 'caseKind', 'caseId'),
    clockSubject: z
      .string()
      .trim()
      .max(120)
      .default('')
      .meta(choiceMeta('late-subjects', 'caseKind', 'caseId', 'clock')),
    body: organizationShape,
    due: dayShape,
    text: reasonShape,
  }),
  {
    name: 'urge.issue',
    title: { zh: '发出督办', en: 'Urge' },
    when: [onlyBy('A6', 'data-authority'), stage('A6', 'already-issued', { zh: '该督办已发出', en: 'this urge has been issued' }, 'none')],
    provided: [
      rule(
        'A6',
        'nothing-late',
        { zh: '该事项没有逾期，不得督办', en: 'nothing of that name is late there: there is nothing to urge' },
        ({ facts }) => facts.late !== undefined,
        'caseId',
        'clock',
      ),
      rule(
        'A6',
        'not-theirs-to-do',
        { zh: '该事项不由所列单位办理', en: 'that is not for this body to do' },
        ({ facts }) => facts.late === undefined || facts.late.role !== undefined,
        'body',
      ),
      rule(
        'A6',
        'urges-itself',
        { zh: '本部门的逾期事项应当自行办理，不得督办本部门', en: 'what you are late with yourself you do; nobody urges itself' },
        ({ asked, by }) => asked.body !== by.organization,
        'body',
      ),
      rule(
        'A6',
        'urged-already',
        { zh: '该事项已督办，尚未办结', en: 'it is urged already and not closed: escalate that urge' },
        ({ facts }) => facts.openUrges === 0,
        'caseId',
      ),
      dueAhead,
    ],
    records: ({ asked, facts, by }) =>
      facts.late?.role === undefined
        ? []
        : [{ type: 'UrgeIssued', ...asked, clockTitle: facts.late.title, role: facts.late.role, authority: by.organization }],
  },
)

/** Whoever can be late can be urged, and so answers. */
const bodies = [
  'agency',
  'data-center',
  'registrar',
  'data-authority',
  'joint-reviewer',
  'mechanism',
  'security-authority',
  'finance',
  'market',
  'assessor',
  'operator',
  'applicant',
  'consumer',
] as const satisfies readonly Role[]

export const answer = act(z.object({ answer: documentShape, attachments: attachmentsShape }), {
  name: 'urge.answer',
  title: { zh: '答复督办', en: 'Answer the urge' },
  when: [
    onlyBy('A6', ...bodies),
    stage('A6', 'no-urge-open', { zh: '没有待答复的督办', en: 'no urge waits for an answer' }, 'issued'),
    ownedBy('A6', 'not-urged-of-you', { zh: '由被督办的单位答复', en: 'only the body that is urged answers' }, ({ body }) => body),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'UrgeAnswered', ...asked }],
})

/** Silence beyond the day, or an answer that does not do. */
export const escalate = act(z.object({ due: dayShape, text: reasonShape }), {
  name: 'urge.escalate',
  title: { zh: '升级督办', en: 'Escalate the urge' },
  when: [
    onlyBy('A6', 'data-authority'),
    stage('A6', 'not-open', { zh: '督办未发出或者已办结', en: 'the urge is not open' }, 'issued', 'answered'),
    yoursToUrge,
    rule(
      'A6',
      'time-to-answer-left',
      { zh: '督办期限未满且尚未答复，不得升级', en: 'there is still time to answer' },
      ({ state, on }) => state.stage === 'answered' || on > state.due,
    ),
  ],
  provided: [dueAhead],
  records: ({ asked, state }) => [{ type: 'UrgeEscalated', level: state.level + 1, ...asked }],
})

export const close = act(z.object({ conclusion: reasonShape }), {
  name: 'urge.close',
  title: { zh: '督办办结', en: 'Close the urge' },
  when: [
    onlyBy('A6', 'data-authority'),
    stage('A6', 'not-open', { zh: '督办未发出或者已办结', en: 'the urge is not open' }, 'issued', 'answered'),
    yoursToUrge,
    rule(
      'A6',
      'not-answered',
      { zh: '尚未答复且事项仍逾期，不得办结', en: 'it is neither answered nor done' },
      ({ state, facts }) => state.stage === 'answered' || facts.late === undefined,
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'UrgeClosed', ...asked }],
})

const start: Urge = {
  stage: 'none',
  caseKind: '',
  caseId: '',
  clock: '',
  clockSubject: '',
  clockTitle: { zh: '', en: '' },
  authority: '',
  body: '',
  role: 'agency',
  text: '',
  since: undefined,
  due: '' as Day,
  level: 0,
  answers: [],
}

const evolve = (state: Urge, event: UrgeEvent, { at }: Pick<Ground, 'at'>): Urge => {
  const on = dayOf(at as Instant)
  switch (event.type) {
    case 'UrgeIssued': {
      const { type: _, ...issued } = event
      return { ...state, stage: 'issued', since: on, level: 1, ...issued }
    }
    case 'UrgeAnswered':
      return { ...state, stage: 'answered', answers: [...state.answers, { on, answer: event.answer }] }
    case 'UrgeEscalated':
      return { ...state, stage: 'issued', since: on, level: event.level, due: event.due, text: event.text }
    case 'UrgeClosed':
      return { ...state, stage: 'closed' }
  }
}

const turnsOf = ({ stage: at, role, body, due, authority }: Urge): readonly Turn[] => {
  if (at === 'issued') return [{ role, organization: body, due }]
  return at === 'answered' ? [{ role: 'data-authority', organization: authority }] : []
}

const clocks: readonly ClockRule<Urge, UrgeFacts>[] = [
  {
    name: 'urge-answer',
    title: { zh: '答复督办', en: 'answer to an urge' },
    kind: 'task',
    rule: 'A6',
    ends: { zh: '可以升级督办', en: 'the urge can be escalated' },
    remind: 'taskRemindDays',
    running: ({ stage: at, since, due, role, body, authority }) =>
      at === 'issued'
        ? [
            {
              ...(since && { start: since }),
              due,
              whose: [
                { role, organization: body },
                { role: 'data-authority', organization: authority },
              ],
            },
          ]
        : [],
  },
]

/** Under this name a second urge on the same clock and body is found. */
export const urgedKey = ({ caseKind, caseId, clock, clockSubject }: LateMatter, body: string): string =>
  `urged:${body} ${caseKind}/${caseId} ${clock} ${clockSubject}`.trim()

export const urges = procedure<Urge, UrgeFacts, UrgeEvent>({
  name: 'urge',
  plural: 'urges',
  title: { zh: '督办', en: 'Urge' },
  start,
  evolve,
  acts: [issue, answer, escalate, close],
  stages: {
    none: { zh: '未发出', en: 'not issued' },
    issued: { zh: '待答复', en: 'waiting for an answer' },
    answered: { zh: '已答复', en: 'answered' },
    closed: { zh: '已办结', en: 'closed' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ clockTitle, caseKind, caseId }) => joined(clockTitle.zh && bilingual(clockTitle), titleOfCase(caseKind, caseId)),
  concerns: ({ body, authority }) => ({ organizations: [body, authority], roles: ['data-authority', 'audit-admin'] }),
  turns: turnsOf,
  clocks,
  keysOf: ({ body, ...matter }) => [urgedKey(matter, body), `body:${body}`],
  personal: false,
})
