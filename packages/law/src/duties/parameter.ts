/** Articles 1, 6 and 32: a number that the measures leave open changes by an act of the data authority, from a later day, with its source and reason. */

import { z } from 'zod'
import { articleNumbers } from '../articles.ts'
import { kindShape } from '../identifiers/kinds.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy, roles } from '../kernel/actor.ts'
import { stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { type Matter, type Rule, rule } from '../kernel/rule.ts'
import { dayShape, reasonShape } from '../kernel/shapes.ts'
import { bilingual } from '../kernel/title.ts'
import type { Words } from '../kernel/words.ts'
import { inOrder, isSaidByMeasures, readValue } from '../parameter-bounds.ts'
import {
  type ParameterChange,
  type ParameterKey,
  type Parameters,
  type ParameterValue,
  parameters,
  type Standing,
  standings,
} from '../parameters.ts'

type Stage = 'none' | 'changed'

/** One value that was set, in the order of the acts. */
export interface SetValue {
  readonly number: number
  readonly from: Day
  readonly value: Exclude<ParameterValue, undefined>
  readonly standing: Standing
  readonly source: string
  readonly reason: string
  readonly setOn: Day
  /** Why it never came into force: withdrawn, or another value was set for the same day. */
  readonly dropped: { readonly on: Day; readonly reason: string } | undefined
}

export interface ParameterCase {
  readonly stage: Stage
  readonly parameter: ParameterKey | ''
  readonly set: readonly SetValue[]
}

export interface ParameterFacts {
  /** All numbers as they would stand on the first day of the value that is asked. */
  readonly together: Parameters | undefined
}

export type ParameterEvent =
  | ({ readonly type: 'ParameterSet'; readonly parameter: ParameterKey; readonly on: Day } & Omit<SetValue, 'dropped' | 'setOn'>)
  | { readonly type: 'ParameterWithdrawn'; readonly number: number; readonly reason: string; readonly on: Day }

const act = actsOf<ParameterCase, ParameterFacts, ParameterEvent>()

const wordsByParameter = Object.fromEntries(Object.entries(parameters).map(([key, { words }]) => [key, words])) as Readonly<
  Record<ParameterKey, Words>
>
const { measures: _, ...settable } = standings

const valueFields = {
  value: z.string().trim().min(1).max(200),
  from: dayShape,
  valueStanding: kindShape(settable),
  source: z.string().trim().max(300).default(''),
  reason: reasonShape,
}
const changeShape = z.object(valueFields)
type Change = z.infer<typeof changeShape>
type OfParameter = Matter<ParameterCase, ParameterFacts, Change & { readonly parameter?: ParameterKey }>

/** Named by the first act, by the case from then on. */
const keyOf = ({ state, asked }: OfParameter): ParameterKey | undefined => (state.parameter === '' ? asked.parameter : state.parameter)

const valueAsked = (matter: OfParameter): Exclude<ParameterValue, undefined> | undefined => {
  const key = keyOf(matter)
  return key && readValue(key, matter.asked.value)
}

const fixedBy = (number: number): readonly ParameterKey[] =>
  (Object.keys(parameters) as ParameterKey[]).filter((key) => parameters[key].article === number && isSaidByMeasures(key))

/** One rule an article that says a number itself, so that the refusal cites the article that is in the way. */
const saidByMeasures: readonly Rule<ParameterCase, ParameterFacts, Change & { readonly parameter?: ParameterKey }>[] = articleNumbers
  .filter((number) => fixedBy(number).length > 0)
  .map((number) =>
    rule(
      `A${number}`,
      'said-by-the-measures',
      {
        zh: `办法第${number}条已有明文规定，不得调整（${fixedBy(number)
          .map((key) => parameters[key].words.zh)
          .join('、')}）`,
        en: `article ${number} says it itself and nobody may change it: ${fixedBy(number)
          .map((key) => parameters[key].words.en)
          .join('; ')}`,
      },
      (matter) => {
        const key = keyOf(matter)
        return key === undefined || parameters[key].article !== number || !isSaidByMeasures(key)
      },
      'value',
    ),
  )

const valueRules: readonly Rule<ParameterCase, ParameterFacts, Change & { readonly parameter?: ParameterKey }>[] = [
  ...saidByMeasures,
  rule(
    'A1',
    'value-out-of-bounds',
    {
      zh: '取值不符合该参数的类型或者范围，可取值见参数一览',
      en: 'the value is not of the kind of this parameter, or outside its bounds: the list of parameters shows what may be set',
    },
    (matter) => valueAsked(matter) !== undefined,
    'value',
  ),
  rule(
    'A1',
    'values-out-of-order',
    {
      zh: '与相关参数的大小关系不符，下限不得高于上限',
      en: 'it does not fit a related parameter: a lower limit never lies above its upper limit',
    },
    (matter) => fitsTogether(matter),
    'value',
  ),
  rule(
    'A32',
    'looks-back',
    {
      zh: '参数自次日起方可调整，不溯及已经办理的事项',
      en: 'a value begins tomorrow at the earliest: nothing that was done is judged by it',
    },
    ({ asked, on }) => asked.from > on,
    'from',
  ),
  rule(
    'A1',
    'source-missing',
    {
      zh: '应当注明来源；尚未核实的不得注明来源',
      en: 'name the source; a value that is not confirmed has none',
    },
    ({ asked: { valueStanding, source } }) => (valueStanding === 'unconfirmed') === (source === ''),
    'source',
  ),
]

const fitsTogether = (matter: OfParameter): boolean => {
  const { together } = matter.facts
  const key = keyOf(matter)
  const value = valueAsked(matter)
  if (together === undefined || key === undefined || value === undefined) return true
  const then = { ...together, [key]: value }
  return inOrder.filter((pair) => pair.includes(key)).every(([lesser, greater]) => Number(then[lesser]) <= Number(then[greater]))
}

const records = (matter: OfParameter): readonly ParameterEvent[] => {
  const { asked, state, on } = matter
  const parameter = keyOf(matter)
  const value = valueAsked(matter)
  if (parameter === undefined || value === undefined) return []
  const { valueStanding: standing, from, source, reason } = asked
  return [{ type: 'ParameterSet', parameter, number: state.set.length + 1, value, from, standing, source, reason, on }]
}

export const set = act(z.object({ parameter: kindShape(wordsByParameter), ...valueFields }), {
  name: 'parameter.set',
  title: { zh: '调整参数', en: 'Set a parameter' },
  when: [
    onlyBy('A6', 'data-authority'),
    stageIs(
      'A1',
      'changed-before',
      { zh: '该参数已有调整记录，请在其页面继续调整', en: 'this parameter was changed before: go on from its own page' },
      'none',
    ),
  ],
  provided: valueRules,
  records,
})

const changedBefore = stageIs<ParameterCase, ParameterFacts, unknown>(
  'A1',
  'not-changed-yet',
  { zh: '该参数没有调整记录', en: 'this parameter was never changed' },
  'changed',
)

/** For a day for which a value is planned already it takes the place of that one. */
export const change = act(changeShape, {
  name: 'parameter.change',
  title: { zh: '再次调整', en: 'Set another value' },
  when: [onlyBy('A6', 'data-authority'), changedBefore],
  provided: valueRules,
  records,
})

const isPlanned = ({ set: all }: ParameterCase, number: number, on: Day): boolean =>
  all.some((one) => one.number === number && one.dropped === undefined && one.from > on)

export const withdraw = act(z.object({ number: z.int().min(1), reason: reasonShape }), {
  name: 'parameter.withdraw',
  title: { zh: '撤回未施行的调整', en: 'Withdraw a value not yet in force' },
  when: [onlyBy('A6', 'data-authority'), changedBefore],
  provided: [
    rule(
      'A32',
      'not-planned',
      { zh: '没有该项调整，或者已经施行、已经撤回', en: 'there is no such value, or it is in force already, or withdrawn' },
      ({ asked, state, on }) => isPlanned(state, asked.number, on),
      'number',
    ),
  ],
  records: ({ asked, on }) => [{ type: 'ParameterWithdrawn', ...asked, on }],
})

/** What the data authority's acts make of the numbers: every value that was set and not dropped before its day. */
export const changesIn = ({ parameter, set: all }: ParameterCase): readonly ParameterChange[] =>
  parameter === ''
    ? []
    : all
        .filter(({ dropped }) => dropped === undefined)
        .map(({ from, value, standing, source }) => ({ parameter, from, value, standing, source: { zh: source, en: source } }))

const start: ParameterCase = { stage: 'none', parameter: '', set: [] }

const evolve = (state: ParameterCase, event: ParameterEvent): ParameterCase => {
  if (event.type === 'ParameterWithdrawn') {
    const { number, on, reason } = event
    return { ...state, set: state.set.map((one) => (one.number === number ? { ...one, dropped: { on, reason } } : one)) }
  }
  const { type: _, parameter, on, ...value } = event
  const others = state.set.map((one) =>
    one.from === value.from && one.dropped === undefined ? { ...one, dropped: { on, reason: value.reason } } : one,
  )
  return { stage: 'changed', parameter, set: [...others, { ...value, setOn: on, dropped: undefined }] }
}

export const parameterCases = procedure<ParameterCase, ParameterFacts, ParameterEvent>({
  name: 'parameter',
  plural: 'parameters',
  title: { zh: '参数调整', en: 'Parameter' },
  start,
  evolve,
  acts: [set, change, withdraw],
  stages: {
    none: { zh: '未调整', en: 'never changed' },
    changed: { zh: '已有调整', en: 'changed' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ parameter }) => (parameter === '' ? '' : bilingual(parameters[parameter].words)),
  concerns: () => ({ organizations: [], roles }),
  turns: () => [],
  keysOf: () => ['parameters'],
  personal: false,
})
