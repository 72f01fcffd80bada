/** One judgement as its reader sees it: the rules with their articles, the numbers with their sources, the facts and the entries that show them. */
import {
  type Act,
  type Actor,
  type AttachedFile,
  articleOf,
  articles,
  type Day,
  gistOf,
  type Happening,
  type Instant,
  type Judged,
  judgedBy,
  type Matter,
  numbersRecordedBy,
  type ParameterChange,
  type ParameterKey,
  parameters,
  type RuleId,
  standings,
  units,
  valueOn,
  valuesOf,
} from '@yunhe/law'
import type { AnyCommand } from '../../commands/command.ts'
import { type Past, readingFrom } from '../../commands/reading-from.ts'
import { regionRestedOn } from '../../commands/region.ts'
import type { WhyFact, WhyNumber, WhyRule, WhyView } from '../../contract/why.ts'
import type { AnyProcedure } from '../../projections/procedures.ts'
import type { FilesAtHand } from '../../store/files/kept.ts'
import type { Sources } from '../case.ts'
import { stateFor } from '../redaction.ts'
import { type Grounds, groundsOf } from './entries.ts'
import { shownFacts, shownStanding } from './facts.ts'
import { visibleAmong } from './visible.ts'

export interface WhySources extends Sources {
  readonly commands: readonly AnyCommand[]
  /** Values that acts of the data authority have set. */
  readonly changes: () => readonly ParameterChange[]
  readonly filesAtHand: FilesAtHand
}

// biome-ignore lint/suspicious/noExplicitAny: acts of any case, each held against its own
export type AnyAct = Act<any, any, any, Happening>
type Asked = Readonly<Record<string, unknown>>

/** One act at one moment. */
export interface Moment {
  readonly command: AnyCommand
  readonly act: AnyAct
  readonly id: string
  readonly state: unknown
  /** Absent while the form is empty. */
  readonly asked: Asked | undefined
  readonly by: Actor
  readonly at: Instant
  readonly on: Day
  readonly past: Past
  /** Of the files that are asked for, those that are there, or were then. */
  readonly files: readonly AttachedFile[]
}

export interface Chain extends Pick<WhyView, 'rules' | 'numbers' | 'facts'>, Grounds {
  readonly judged: readonly Judged[]
  /** Newest entry of every case that was read. */
  readonly read: readonly string[]
}

export const chainOf = async (sources: WhySources, moment: Moment, reader: Actor, depth: number): Promise<Chain> => {
  const { db, outside } = sources
  const { command, act, id, state, asked, by, at, on, past, files } = moment
  const gather = (from: ReturnType<typeof readingFrom>) => command.facts({ id, state, asked, by, at }, from)
  const read = readingFrom(past, outside)
  const facts: unknown = await gather(read)
  const region = asked && (await regionRestedOn(act, asked, read))
  const matter = { state, facts, asked, by, at, on, parameters: outside.numbersOn(on), region, files }
  const judged = judgedBy(act, matter)
  const visible = await visibleAmong(db, reader, [...read.newestByStream.keys()])
  const known = { past, outside, gather, facts, read, visible: new Set(visible.keys()) }
  const page = stateFor(command.procedure.name, state, reader).state
  return {
    judged,
    rules: judged.map(shownRule),
    numbers: shownNumbers([...judged.flatMap(({ numbers }) => numbers), ...recordedNumbers(act, matter, judged)], on, sources.changes()),
    facts: staged(sources.commands, command.procedure, [
      ...shownStanding(unique(judged.flatMap(({ stands }) => stands)), page),
      ...(await shownFacts(known, [...new Set(judged.flatMap((one) => one.facts.map(({ path }) => path)))])),
    ]),
    read: read.shownBy(),
    ...(await groundsOf(sources, reader, read.shownBy(), depth)),
  }
}

/** The stage of a case is told in the words of its kind: `stage` of the case itself, `call.stage` of a call. */
const staged = (commands: readonly AnyCommand[], own: AnyProcedure, facts: readonly WhyFact[]): WhyFact[] =>
  facts.map((fact) => {
    const [last, before = ''] = fact.name.split('.').reverse()
    if (last !== 'stage' || typeof fact.value !== 'string') return fact
    const kind = fact.of === 'case' ? own : commands.find(({ procedure }) => procedure.name === kebab(before))?.procedure
    const words = kind?.stages[fact.value]
    return words === undefined ? fact : { ...fact, words }
  })

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const unique = <One extends { readonly path: string }>(seen: readonly One[]): readonly One[] => [
  ...new Map(seen.map((one) => [one.path, one])).values(),
]

/** What is recorded is computed only where nothing stands in the way of recording it. */
const recordedNumbers = (act: AnyAct, matter: Matter<unknown, unknown, unknown>, judged: readonly Judged[]): readonly ParameterKey[] =>
  judged.every(({ held }) => held === true) ? numbersRecordedBy(act, matter) : []

const shownRule = ({ rule, code, words, held, fields, numbers, facts, stands }: Judged): WhyRule => ({
  ...citedRule(rule),
  code,
  words,
  ...(held !== undefined && { held }),
  fields: [...fields],
  numbers: [...numbers],
  facts: [...stands.map(({ path }) => path), ...facts.map(({ path }) => path)],
})

/** A rule by its id alone. */
export const citedRule = (rule: RuleId): WhyRule => {
  const article = articles[articleOf(rule)]
  return { rule, article: article.number, articleName: article.name, gist: gistOf(rule), fields: [], numbers: [], facts: [] }
}

export const shownNumbers = (keys: readonly ParameterKey[], on: Day, changes: readonly ParameterChange[]): WhyNumber[] =>
  [...new Set(keys)].map((parameter) => {
    const { words, unit, article } = parameters[parameter]
    const { value, from, standing, source } = valueOn({ words, values: valuesOf(parameter, changes) }, on)
    return {
      parameter,
      words,
      ...(value !== undefined && { value: typeof value === 'object' ? [...value] : value }),
      unit: units[unit],
      from,
      standing,
      standingWords: standings[standing],
      source,
      article,
    }
  })
