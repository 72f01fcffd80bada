/** Article 30: an honest mistake or a risk of reform is filed with its basis and facts; it lifts no block, it only weighs when liability is looked at. */
import { z } from 'zod'
import { actsOf, procedure, type Turn } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import { stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { rule } from '../kernel/rule.ts'
import { documentShape, reasonShape, referenceTo, titleShape } from '../kernel/shapes.ts'

type Stage = 'none' | 'filed' | 'recognized' | 'declined'

export interface Tolerance {
  readonly stage: Stage
  readonly title: string
  readonly authorization: string
  readonly organization: string
  readonly filer: string
  readonly basis: string
  readonly filedOn: Day | undefined
  readonly decision: { readonly body: string; readonly reason: string } | undefined
}

export interface ToleranceFacts {
  readonly authorizationExists: boolean
}

export type ToleranceEvent =
  | {
      readonly type: 'ToleranceFiled'
      readonly title: string
      readonly authorization: string
      readonly organization: string
      readonly filer: string
      readonly basis: string
      readonly statement: string
      readonly on: Day
    }
  | { readonly type: 'ToleranceDecided'; readonly outcome: 'recognized' | 'declined'; readonly body: string; readonly reason: string }

const act = actsOf<Tolerance, ToleranceFacts, ToleranceEvent>()

export const file = act(
  z.object({
    title: titleShape,
    authorization: referenceTo('authorizations'),
    basis: reasonShape,
    statement: documentShape,
    attachments: attachmentsShape,
  }),
  {
    name: 'tolerance.file',
    title: { zh: '容错备案', en: 'File for tolerance' },
    when: [
      onlyBy('A30', 'data-authority', 'agency', 'operator'),
      stageIs('A30', 'already-filed', { zh: '该事项已备案', en: 'it has been filed' }, 'none'),
    ],
    provided: [
      rule(
        'A30',
        'no-such-authorization',
        { zh: '没有该授权', en: 'there is no such authorization' },
        ({ facts }) => facts.authorizationExists,
        'authorization',
      ),
    ],
    records: ({ asked, by, on }) => [{ type: 'ToleranceFiled', ...asked, organization: by.organization, filer: by.person, on }],
  },
)

/** Nobody recognizes a mistake of their own body. */
export const decide = act(z.object({ outcome: z.enum(['recognized', 'declined']), reason: reasonShape }), {
  name: 'tolerance.decide',
  title: { zh: '认定容错备案', en: 'Decide on the filing' },
  when: [
    onlyBy('A30', 'data-authority', 'mechanism'),
    stageIs('A30', 'not-filed', { zh: '没有待认定的备案', en: 'no filing waits for a decision' }, 'filed'),
    rule(
      'A30',
      'own-filing',
      { zh: '备案单位不得自行认定', en: 'the body that filed does not decide' },
      ({ state, by }) => state.organization !== by.organization,
    ),
  ],
  provided: [],
  records: ({ asked, by }) => [{ type: 'ToleranceDecided', ...asked, body: by.organization }],
})

const start: Tolerance = {
  stage: 'none',
  title: '',
  authorization: '',
  organization: '',
  filer: '',
  basis: '',
  filedOn: undefined,
  decision: undefined,
}

const evolve = (state: Tolerance, event: ToleranceEvent): Tolerance => {
  switch (event.type) {
    case 'ToleranceFiled': {
      const { type: _, statement: __, on, ...filed } = event
      return { ...state, stage: 'filed', filedOn: on, ...filed }
    }
    case 'ToleranceDecided':
      return { ...state, stage: event.outcome, decision: { body: event.body, reason: event.reason } }
  }
}

const turnsOf = ({ stage }: Tolerance): readonly Turn[] => (stage === 'filed' ? [{ role: 'data-authority' }, { role: 'mechanism' }] : [])

export const tolerances = procedure<Tolerance, ToleranceFacts, ToleranceEvent>({
  name: 'tolerance',
  plural: 'tolerances',
  title: { zh: '容错备案', en: 'Tolerance filing' },
  start,
  evolve,
  acts: [file, decide],
  stages: {
    none: { zh: '未备案', en: 'not filed' },
    filed: { zh: '待认定', en: 'filed' },
    recognized: { zh: '予以认定', en: 'recognized' },
    declined: { zh: '不予认定', en: 'declined' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ title }) => title,
  concerns: ({ organization }) => ({ organizations: [organization], roles: ['data-authority', 'mechanism', 'audit-admin'] }),
  turns: (state) => turnsOf(state),
  keysOf: ({ authorization, organization }) => [`authorization:${authorization}`, `organization:${organization}`],
  personal: false,
})
