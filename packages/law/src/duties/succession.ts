/** Article 33: who took over the duties of a body that the measures name, as the city's reorganizations go on. */

import { z } from 'zod'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy, roles } from '../kernel/actor.ts'
import { stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { rule } from '../kernel/rule.ts'
import { dayShape, organizationShape, reasonShape, titleShape } from '../kernel/shapes.ts'
import { titleOfCase } from '../kernel/title.ts'

type Stage = 'none' | 'recorded' | 'withdrawn'

export interface Succession {
  readonly stage: Stage
  /** The body as the measures or an earlier document name it; it may have no code any more. */
  readonly predecessor: string
  readonly successor: string
  readonly matters: string
  readonly documentNumber: string
  readonly from: Day
  readonly withdrawnFor: string
}

export interface SuccessionFacts {
  /** Whether the successor is registered on the platform. */
  readonly successorRegistered: boolean
}

export type SuccessionEvent =
  | {
      readonly type: 'SuccessionRecorded'
      readonly predecessor: string
      readonly successor: string
      readonly matters: string
      readonly documentNumber: string
      readonly from: Day
    }
  | { readonly type: 'SuccessionWithdrawn'; readonly reason: string }

const act = actsOf<Succession, SuccessionFacts, SuccessionEvent>()

export const record = act(
  z.object({ predecessor: titleShape, successor: organizationShape, matters: reasonShape, documentNumber: titleShape, from: dayShape }),
  {
    name: 'succession.record',
    title: { zh: '登记职能承继', en: 'Record who took over' },
    when: [
      onlyBy('A33', 'data-authority'),
      stageIs('A33', 'already-recorded', { zh: '职能承继已经登记', en: 'this succession was recorded already' }, 'none'),
    ],
    provided: [
      rule(
        'A33',
        'successor-not-registered',
        { zh: '承继单位尚未在平台登记', en: 'the body that took over is not registered on the platform' },
        ({ facts }) => facts.successorRegistered,
        'successor',
      ),
    ],
    records: ({ asked }) => [{ type: 'SuccessionRecorded', ...asked }],
  },
)

export const withdraw = act(z.object({ reason: reasonShape }), {
  name: 'succession.withdraw',
  title: { zh: '撤销登记', en: 'Withdraw the record' },
  when: [
    onlyBy('A33', 'data-authority'),
    stageIs('A33', 'not-recorded', { zh: '没有登记的职能承继', en: 'no succession is recorded' }, 'recorded'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'SuccessionWithdrawn', ...asked }],
})

const start: Succession = {
  stage: 'none',
  predecessor: '',
  successor: '',
  matters: '',
  documentNumber: '',
  from: '' as Day,
  withdrawnFor: '',
}

const evolve = (state: Succession, event: SuccessionEvent): Succession => {
  if (event.type === 'SuccessionWithdrawn') return { ...state, stage: 'withdrawn', withdrawnFor: event.reason }
  const { type: _, ...recorded } = event
  return { ...state, stage: 'recorded', ...recorded }
}

export const successions = procedure<Succession, SuccessionFacts, SuccessionEvent>({
  name: 'succession',
  plural: 'successions',
  title: { zh: '机构职能承继', en: 'Succession of bodies' },
  start,
  evolve,
  acts: [record, withdraw],
  stages: {
    none: { zh: '未登记', en: 'not recorded' },
    recorded: { zh: '已登记', en: 'recorded' },
    withdrawn: { zh: '已撤销', en: 'withdrawn' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ predecessor, successor }) => [predecessor, successor].flatMap((one) => titleOfCase('organization', one) || []).join(' → '),
  concerns: ({ successor }) => ({ organizations: successor === '' ? [] : [successor], roles }),
  turns: () => [],
  keysOf: ({ successor }) => [`successor:${successor}`],
  personal: false,
})
