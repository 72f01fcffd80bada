/** Article 5: the experts that the coordination mechanism has in its pool, each for a term, with the organizations they stand close to. */

import { z } from 'zod'
import { type ExpertField, expertFields, kindShape } from '../identifiers/kinds.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { stageIs } from '../kernel/common.ts'
import { type Day, yearsAfter } from '../kernel/days.ts'
import { type Rule, rule } from '../kernel/rule.ts'
import { choiceOf, dayShape, organizationShape, reasonShape } from '../kernel/shapes.ts'
import { bilingual, joined, listed, titleOfCase } from '../kernel/title.ts'

type Stage = 'none' | 'appointed' | 'retired'

export interface Expert {
  readonly stage: Stage
  /** Opaque id of the person, as accounts have it; a name is kept nowhere here. */
  readonly person: string
  readonly fields: readonly ExpertField[]
  readonly employer: string
  /** Organizations the expert advises, holds shares in or is otherwise close to. */
  readonly relations: readonly string[]
  readonly from: Day
  readonly until: Day
}

export interface ExpertFacts {
  /** Whether this person is in the pool already, under another number. */
  readonly inPool: boolean
}

export type ExpertEvent =
  | {
      readonly type: 'ExpertAppointed'
      readonly person: string
      readonly fields: readonly ExpertField[]
      readonly employer: string
      readonly from: Day
      readonly until: Day
    }
  | { readonly type: 'ExpertRelationsDeclared'; readonly relations: readonly string[] }
  | { readonly type: 'ExpertRecordChanged'; readonly fields: readonly ExpertField[]; readonly employer: string }
  | { readonly type: 'ExpertReappointed'; readonly until: Day }
  | { readonly type: 'ExpertRetired'; readonly reason: string }

const act = actsOf<Expert, ExpertFacts, ExpertEvent>()

const appointed = stageIs<Expert, ExpertFacts, unknown>(
  'A5',
  'not-in-the-pool',
  { zh: '该专家未入库或者已出库', en: 'the expert is not in the pool, or has left it' },
  'appointed',
)

const fieldsShape = z.array(kindShape(expertFields)).min(1).max(6)
const unique = (values: readonly string[]): boolean => new Set(values).size === values.length

const fieldsOnce: Rule<Expert, ExpertFacts, { readonly fields: readonly string[] }> = rule(
  'A5',
  'field-twice',
  { zh: '专业不得重复', en: 'a field is named twice' },
  ({ asked }) => unique(asked.fields),
  'fields',
)

const termFits = <Asked extends { readonly until: Day }>(fromOf: (asked: Asked, state: Expert) => Day): Rule<Expert, ExpertFacts, Asked> =>
  rule(
    'A5',
    'expert-term',
    { zh: '聘期的截止日应当晚于起始日，且不超过规定年限', en: 'the term ends before it begins, or lasts longer than an appointment may' },
    ({ asked, state, parameters }) => {
      const from = fromOf(asked, state)
      return from < asked.until && asked.until <= yearsAfter(from, parameters.expertTermYears)
    },
    'until',
  )

const appointment = z.object({
  person: choiceOf('experts-to-appoint'),
  fields: fieldsShape,
  employer: organizationShape,
  from: dayShape,
  until: dayShape,
})

export const appoint = act(appointment, {
  name: 'expert.appoint',
  title: { zh: '聘任专家入库', en: 'Appoint an expert to the pool' },
  when: [
    onlyBy('A5', 'data-authority', 'mechanism'),
    stageIs('A5', 'appointed-already', { zh: '该专家已经入库', en: 'the expert has been appointed already' }, 'none'),
  ],
  provided: [
    rule(
      'A5',
      'person-in-the-pool',
      { zh: '该人员已在专家库内', en: 'this person is in the pool already' },
      ({ facts }) => !facts.inPool,
      'person',
    ),
    fieldsOnce,
    termFits<z.infer<typeof appointment>>(({ from }) => from),
  ],
  records: ({ asked }) => [{ type: 'ExpertAppointed', ...asked }],
})

/** Told by the expert and by nobody else; what was declared before stays in the log. */
export const declareRelations = act(z.object({ relations: z.array(organizationShape).max(100) }), {
  name: 'expert.declare-relations',
  title: { zh: '申报利害关系单位', en: 'Declare related organizations' },
  when: [
    onlyBy('W5-3', 'expert'),
    appointed,
    rule(
      'W5-3',
      'not-your-record',
      { zh: '只能由专家本人申报', en: 'only the expert declares this' },
      ({ state, by }) => state.person === by.person,
    ),
  ],
  provided: [
    rule(
      'W5-3',
      'relation-twice',
      { zh: '所列单位不得重复', en: 'an organization is named twice' },
      ({ asked }) => unique(asked.relations),
      'relations',
    ),
  ],
  records: ({ asked }) => [{ type: 'ExpertRelationsDeclared', ...asked }],
})

export const change = act(z.object({ fields: fieldsShape, employer: organizationShape }), {
  name: 'expert.change',
  title: { zh: '变更专家专业和工作单位', en: 'Change fields and employer' },
  when: [onlyBy('A5', 'data-authority', 'mechanism'), appointed],
  provided: [fieldsOnce],
  records: ({ asked }) => [{ type: 'ExpertRecordChanged', ...asked }],
})

export const reappoint = act(z.object({ until: dayShape }), {
  name: 'expert.reappoint',
  title: { zh: '续聘专家', en: 'Reappoint the expert' },
  when: [onlyBy('A5', 'data-authority', 'mechanism'), appointed],
  provided: [termFits<{ readonly until: Day }>((_, { until }) => until)],
  records: ({ asked }) => [{ type: 'ExpertReappointed', ...asked }],
})

export const retire = act(z.object({ reason: reasonShape }), {
  name: 'expert.retire',
  title: { zh: '专家出库', en: 'Take the expert out of the pool' },
  when: [onlyBy('A5', 'data-authority', 'mechanism'), appointed],
  provided: [],
  records: ({ asked }) => [{ type: 'ExpertRetired', ...asked }],
})

/** Done by the platform as the day after the last begins. */
export const endTerm = act(z.object({}), {
  name: 'expert.end-term',
  title: { zh: '聘期届满出库', en: 'Let the appointment end' },
  when: [
    onlyBy('A5', 'platform'),
    appointed,
    rule('A5', 'appointment-still-runs', { zh: '聘期尚未届满', en: 'the appointment still runs' }, ({ state, on }) => on > state.until),
  ],
  provided: [],
  records: () => [{ type: 'ExpertRetired', reason: '聘期届满' }],
})

const start: Expert = { stage: 'none', person: '', fields: [], employer: '', relations: [], from: '' as Day, until: '' as Day }

const evolve = (state: Expert, event: ExpertEvent): Expert => {
  switch (event.type) {
    case 'ExpertAppointed': {
      const { type: _, ...appointedAs } = event
      return { ...state, stage: 'appointed', ...appointedAs }
    }
    case 'ExpertRelationsDeclared':
      return { ...state, relations: event.relations }
    case 'ExpertRecordChanged':
      return { ...state, fields: event.fields, employer: event.employer }
    case 'ExpertReappointed':
      return { ...state, until: event.until }
    case 'ExpertRetired':
      return { ...state, stage: 'retired' }
  }
}

const clocks: readonly ClockRule<Expert, ExpertFacts>[] = [
  {
    name: 'expert-term',
    title: { zh: '专家聘期', en: 'appointment of an expert' },
    kind: 'term',
    rule: 'A5',
    ends: { zh: '聘期届满，专家出库', en: 'the expert leaves the pool' },
    act: 'end-term',
    remind: 'evidenceRemindDays',
    running: ({ stage, from, until }) => (stage === 'appointed' ? [{ start: from, due: until, whose: [{ role: 'data-authority' }] }] : []),
  },
]

export const isInPoolOn = ({ stage, from, until }: Pick<Expert, 'stage' | 'from' | 'until'>, on: Day): boolean =>
  stage === 'appointed' && from <= on && on <= until

/** Under this key all experts of the pool are found. */
export const poolKey = 'expert-pool'

export const experts = procedure<Expert, ExpertFacts, ExpertEvent>({
  name: 'expert',
  plural: 'experts',
  title: { zh: '专家库专家', en: 'Expert of the pool' },
  start,
  evolve,
  acts: [appoint, declareRelations, change, reappoint, retire, endTerm],
  stages: {
    none: { zh: '未入库', en: 'not appointed' },
    appointed: { zh: '在库', en: 'in the pool' },
    retired: { zh: '已出库', en: 'left the pool' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ fields, employer }) =>
    joined(listed(fields.map((field) => bilingual(expertFields[field]))), titleOfCase('organization', employer)),
  concerns: ({ employer }) => ({ organizations: [employer], roles: ['data-authority', 'mechanism', 'audit-admin'] }),
  turns: () => [],
  clocks,
  keysOf: ({ stage, person }) => [`expert:${person}`, ...(stage === 'appointed' ? [poolKey] : [])],
  personal: false,
})
