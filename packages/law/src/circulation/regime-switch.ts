/** Article 23: free use that is found to be commercial ends, and comes back only under conditions that are paid for. */

import { z } from 'zod'
import { actsOf, type Ground, procedure, type Turn } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import { type Day, dayOf, type Instant } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { rule } from '../kernel/rule.ts'
import { documentShape, reasonShape, referenceTo } from '../kernel/shapes.ts'
import { joined, titleOfCase } from '../kernel/title.ts'
import { calendar, published, workdaysAfter } from '../kernel/workdays.ts'

type Stage = 'none' | 'opened' | 'explained' | 'commercial' | 'free'

export interface RegimeSwitch {
  readonly stage: Stage
  readonly subscription: string
  readonly product: string
  readonly operator: string
  readonly consumer: string
  readonly finding: string
  readonly openedOn: Day | undefined
  readonly due: Day | undefined
  readonly explanation: string
  readonly decision: { readonly reason: string; readonly on: Day } | undefined
}

export interface RegimeSwitchFacts {
  /** The use that is doubted; no product where there is no such use. */
  readonly subscription: {
    readonly stage: string
    readonly product: string
    readonly operator: string
    readonly consumer: string
  }
  /** Whether the product is given away free, by its purpose. */
  readonly isFree: boolean
  /** Cases about the same use that are not decided. */
  readonly openCases: number
}

export type RegimeSwitchEvent =
  | {
      readonly type: 'RegimeSwitchOpened'
      readonly subscription: string
      readonly product: string
      readonly operator: string
      readonly consumer: string
      readonly finding: string
      readonly due: Day | undefined
    }
  | { readonly type: 'UseExplained'; readonly explanation: string }
  | { readonly type: 'UseFoundCommercial'; readonly reason: string; readonly on: Day }
  | { readonly type: 'UseFoundFree'; readonly reason: string; readonly on: Day }

const act = actsOf<RegimeSwitch, RegimeSwitchFacts, RegimeSwitchEvent>()
const stage = stageIs<RegimeSwitch, RegimeSwitchFacts, unknown>

const words = {
  zh: '该使用不属于有条件无偿使用，无须变更收费方式',
  en: 'this use is not free under conditions: there is nothing to switch',
}

export const open = act(z.object({ subscription: referenceTo('subscriptions'), finding: documentShape }), {
  name: 'regime-switch.open',
  title: { zh: '启动收费方式变更', en: 'Open a switch of the fee regime' },
  when: [
    onlyBy('W23-5', 'data-authority', 'finance', 'market'),
    stage('W23-5', 'already-open', { zh: '收费方式变更已启动', en: 'the case is open already' }, 'none'),
  ],
  provided: [
    rule(
      'A23',
      'no-such-use',
      { zh: '没有该使用权限，或者已收回', en: 'there is no such use, or it has been revoked' },
      ({ facts }) => ['approved', 'active'].includes(facts.subscription.stage),
      'subscription',
    ),
    rule('W23-5', 'use-not-free', words, ({ facts }) => facts.isFree, 'subscription'),
    rule(
      'W23-5',
      'case-open',
      { zh: '该使用已有未办结的变更', en: 'a case about this use is open' },
      ({ facts }) => facts.openCases === 0,
      'subscription',
    ),
  ],
  records: ({ asked, facts: { subscription }, on, parameters }) => {
    const due = workdaysAfter(calendar, on, parameters.bodyReplyWorkdays)
    const { product, operator, consumer } = subscription
    return [{ type: 'RegimeSwitchOpened', ...asked, product, operator, consumer, due: published(due) ? due : undefined }]
  },
})

export const explain = act(z.object({ explanation: documentShape, attachments: attachmentsShape }), {
  name: 'regime-switch.explain',
  title: { zh: '说明使用情况', en: 'Explain the use' },
  when: [
    onlyBy('A23', 'consumer'),
    ownedBy(
      'A23',
      'not-your-use',
      { zh: '由该使用单位说明', en: 'only the organization that uses it explains' },
      ({ consumer }) => consumer,
    ),
    stage('A23', 'not-open', { zh: '收费方式变更未启动或已办结', en: 'the case is not open, or is decided' }, 'opened'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'UseExplained', ...asked }],
})

/** Whoever is concerned is heard first, or has let the days pass. */
export const decide = act(z.object({ outcome: z.enum(['commercial', 'free']), reason: reasonShape }), {
  name: 'regime-switch.decide',
  title: { zh: '认定使用性质', en: 'Decide what the use is' },
  when: [
    onlyBy('W23-5', 'data-authority'),
    stage('W23-5', 'not-open', { zh: '收费方式变更未启动或已办结', en: 'the case is not open, or is decided' }, 'opened', 'explained'),
    rule(
      'W23-5',
      'not-heard',
      { zh: '使用单位尚未说明，且说明期限未满', en: 'the consumer has not explained, and its days are not over' },
      ({ state, on }) => state.stage !== 'opened' || (state.due !== undefined && on > state.due),
    ),
  ],
  provided: [],
  records: ({ asked: { outcome, reason }, on }) => [{ type: outcome === 'commercial' ? 'UseFoundCommercial' : 'UseFoundFree', reason, on }],
})

const start: RegimeSwitch = {
  stage: 'none',
  subscription: '',
  product: '',
  operator: '',
  consumer: '',
  finding: '',
  openedOn: undefined,
  due: undefined,
  explanation: '',
  decision: undefined,
}

const evolve = (state: RegimeSwitch, event: RegimeSwitchEvent, { at }: Pick<Ground, 'at'>): RegimeSwitch => {
  switch (event.type) {
    case 'RegimeSwitchOpened': {
      const { type: _, ...opened } = event
      return { ...state, stage: 'opened', ...opened, openedOn: dayOf(at as Instant) }
    }
    case 'UseExplained':
      return { ...state, stage: 'explained', explanation: event.explanation }
    case 'UseFoundCommercial':
      return { ...state, stage: 'commercial', decision: { reason: event.reason, on: event.on } }
    case 'UseFoundFree':
      return { ...state, stage: 'free', decision: { reason: event.reason, on: event.on } }
  }
}

const turnsOf = ({ stage: at, consumer, due }: RegimeSwitch): readonly Turn[] => {
  if (at === 'opened') return [{ role: 'consumer', organization: consumer, ...(due && { due }) }, { role: 'data-authority' }]
  return at === 'explained' ? [{ role: 'data-authority' }] : []
}

const clocks: readonly ClockRule<RegimeSwitch, RegimeSwitchFacts>[] = [
  {
    name: 'use-explanation',
    title: { zh: '说明无偿使用情况', en: 'explaining a free use' },
    kind: 'task',
    rule: 'W23-5',
    ends: { zh: '可以不待说明即作出认定', en: 'it may be decided without the explanation' },
    remind: 'taskRemindDays',
    running: ({ stage: at, consumer, openedOn, due }, on) =>
      at === 'opened' && openedOn
        ? [
            {
              start: openedOn,
              due: due ?? workdaysAfter(calendar, openedOn, on(openedOn).bodyReplyWorkdays),
              whose: [{ role: 'consumer', organization: consumer }],
            },
          ]
        : [],
  },
]

export const regimeSwitches = procedure<RegimeSwitch, RegimeSwitchFacts, RegimeSwitchEvent>({
  name: 'regime-switch',
  plural: 'regime-switches',
  title: { zh: '收费方式变更', en: 'Switch of the fee regime' },
  start,
  evolve,
  acts: [open, explain, decide],
  stages: {
    none: { zh: '未启动', en: 'not opened' },
    opened: { zh: '待说明', en: 'waiting for the explanation' },
    explained: { zh: '待认定', en: 'to be decided' },
    commercial: { zh: '认定为商用', en: 'found commercial' },
    free: { zh: '认定为无偿使用', en: 'found free' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ consumer, product }) => joined(titleOfCase('product', product), titleOfCase('organization', consumer)),
  concerns: ({ operator, consumer }) => ({
    organizations: [consumer, operator],
    roles: ['data-authority', 'finance', 'market', 'audit-admin'],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ subscription, product, consumer }) => [`subscription:${subscription}`, `product:${product}`, `use:${product}:${consumer}`],
  personal: false,
})
