/** Numbers, rule sets and interpretations as they stand on a day: from the law's own tables and the log. */
import {
  articleNumbers,
  articleOf,
  boundsText,
  type DatedValue,
  type Day,
  gistOf,
  hardRuleIds,
  interpretations,
  isInForce,
  isOverlayRuleId,
  isSaidByMeasures,
  overlayRuleIds,
  overlayRules,
  type ParameterCase,
  type ParameterChange,
  type ParameterKey,
  type Parameters,
  type ParameterValue,
  parameterCases,
  parameters,
  type RuleId,
  type RuleSet,
  ruleFrom,
  ruleSets,
  standings,
  units,
  valueOn,
  valuesOf,
  valueText,
} from '@yunhe/law'
import { fold } from '../commands/reading.ts'
import type { InterpretationView, ParameterView, RuleSetView } from '../contract/index.ts'
import type { Log } from '../store/log.ts'

type Value = ParameterView['today']

export const parameterViews = async (log: Log, changes: readonly ParameterChange[], on: Day): Promise<ParameterView[]> => {
  const streams = await log.keyed('parameters')
  const cases = await Promise.all(streams.map(async (stream) => fold(parameterCases, await log.read(stream))))
  const caseByKey = new Map(cases.map((one) => [one.parameter, one]))
  return (Object.keys(parameters) as ParameterKey[]).map((key) => parameterView(key, changes, caseByKey.get(key), on))
}

const parameterView = (
  key: ParameterKey,
  changes: readonly ParameterChange[],
  changed: ParameterCase | undefined,
  on: Day,
): ParameterView => {
  const { article, words, unit } = parameters[key]
  const values = valuesOf(key, changes)
  const today = valueOn({ words, values }, on)
  const stateOf = ({ from }: DatedValue<ParameterValue>): Value['state'] => (from > on ? 'planned' : from === today.from ? 'today' : 'past')
  const live = values.map((one) => valueView(one, stateOf(one), changed))
  const dropped = (changed?.set ?? [])
    .filter((one) => one.dropped !== undefined)
    .map(({ from, value, standing, source, number, setOn, reason }) => ({
      ...plainView({ from, value, standing, source: { zh: source, en: source } }, 'dropped'),
      set: { number, on: setOn, reason },
    }))
  return {
    key,
    article,
    words,
    unit: units[unit],
    bounds: boundsText(key),
    isFixed: isSaidByMeasures(key),
    today: valueView(today, 'today', changed),
    values: [...live, ...dropped].toSorted((one, other) => (one.from < other.from ? 1 : -1)),
    isChanged: changed !== undefined && changed.stage !== 'none',
  }
}

const plainView = ({ from, value, standing, source }: DatedValue<ParameterValue>, state: Value['state']): Value => ({
  from,
  value: valueText(value),
  standing,
  standingWords: standings[standing],
  source,
  state,
})

const valueView = (one: DatedValue<ParameterValue>, state: Value['state'], changed: ParameterCase | undefined): Value => {
  const set = changed?.set.find(({ from, dropped }) => from === one.from && dropped === undefined)
  return { ...plainView(one, state), ...(set && { set: { number: set.number, on: set.setOn, reason: set.reason } }) }
}

interface Today {
  readonly on: Day
  readonly parameters: Parameters
}

const idsBySet: Readonly<Record<keyof typeof ruleSets, readonly RuleId[]>> = {
  // An article stands before the rules drawn from it.
  measures: [...articleNumbers.map((number): RuleId => `A${number}`), ...hardRuleIds].toSorted((a, b) => articleOf(a) - articleOf(b)),
  overlay: overlayRuleIds,
}

export const ruleSetViews = (today: Today): RuleSetView[] =>
  (Object.keys(ruleSets) as (keyof typeof ruleSets)[]).map((key) => ruleSetView(ruleSets[key], idsBySet[key], today))

const ruleSetView = ({ id, name, from, isSwitched, documents }: RuleSet, ids: readonly RuleId[], today: Today): RuleSetView => ({
  id,
  name,
  from,
  isSwitched,
  isInForce: from <= today.on && (!isSwitched || today.parameters.nationalOverlay),
  documents: documents.map(({ issuedOn, ...one }) => ({ ...one, ...(issuedOn && { issuedOn }) })),
  rules: ids.map((rule) => ({
    id: rule,
    article: articleOf(rule),
    gist: gistOf(rule),
    from: ruleFrom(rule),
    isInForce: isInForce(rule, today),
    ...(isOverlayRuleId(rule) && { national: nationalOf(rule) }),
  })),
})

const nationalOf = (id: keyof typeof overlayRules) => {
  const { document, point, mark } = overlayRules[id]
  return { document, point, mark }
}

/** What stands, the newest first. */
export const interpretationViews = async (log: Log): Promise<InterpretationView[]> => {
  const streams = await log.keyed('interpretations')
  const found = await Promise.all(streams.map(async (stream) => ({ stream, state: fold(interpretations, await log.read(stream)) })))
  return found
    .filter(({ state }) => state.stage === 'standing')
    .map(({ stream, state: { ruleOrArticle: about, documentNumber: document, text, textInEnglish, from } }) => ({
      id: stream.slice(interpretations.name.length + 1),
      about,
      document,
      text: { zh: text, en: textInEnglish || text },
      from,
    }))
    .toSorted((one, other) => (one.from < other.from ? 1 : -1))
}
