/** An act is a table of rules: when it is open, what may be asked, what it records. */
import type { z } from 'zod'
import type { RuleId } from '../articles.ts'
import { isInForce } from '../rule-sets.ts'
import type { AttachedFile } from './attached-file.ts'
import type { ClockRule } from './clocks.ts'
import type { Day } from './days.ts'
import { fileFields, fileRules, withFiles, withoutFiles } from './files.ts'
import { keptInPlace, placed, placeRules } from './place.ts'
import type { Actor, Role } from './roles.ts'
import { type Matter, type Refusal, type Rule, refusalBy } from './rule.ts'
import { plainTextOnly } from './text.ts'
import type { Words } from './words.ts'

/** A thing that happened, in the past tense. Its fields are the payload that may be shredded. */
export interface Happening {
  readonly type: string
  /** What was handed in with the act that recorded it. */
  readonly attachments?: readonly AttachedFile[] | undefined
}

export interface Act<State, Facts, Asked, Event extends Happening> {
  readonly name: string
  readonly title: Words
  /** The form: the same shape is parsed at the door, drawn on the screen and documented. */
  readonly asks: z.ZodType<Asked>
  /** Rules known before the form is filled: they open and close the button. */
  readonly when: readonly Rule<State, Facts, unknown>[]
  /** Rules on what is asked: they mark fields. */
  readonly provided: readonly Rule<State, Facts, Asked>[]
  readonly records: (matter: Matter<State, Facts, Asked>) => readonly Event[]
  /** Of which values of a field the form offers only some, because the rules would refuse the others in this case: by field. */
  readonly offers?: (matter: Omit<Matter<State, Facts, unknown>, 'asked'>) => Readonly<Record<string, readonly string[]>>
}

/**
 * Fixes the types of a case once, so that its acts read as tables: `const act = actsOf<Call, CallFacts, CallEvent>()`, then
 * `act(form, { … })`. The form stands first because the rules of the table take the type of what is asked from it.
 */
export const actsOf =
  <State, Facts, Event extends Happening>() =>
  <Asked>(asks: z.ZodType<Asked>, table: Omit<Act<State, Facts, Asked, Event>, 'asks'>): Act<State, Facts, Asked, Event> => ({
    asks: plainTextOnly(asks),
    ...table,
    provided: [...table.provided, ...fileRules(fileFields(asks))],
    records: (matter) => withFiles(matter.asked, table.records(matter)),
  })

/** Who is concerned by a case as it stands: who sees it, and for whom it waits. */
export interface Concern {
  /** Organizations (USCC) that see the case. */
  readonly organizations: readonly string[]
  /** Roles that see every such case. */
  readonly roles: readonly Role[]
}

/** Whose turn it is: a role, narrowed to one organization where the case names it. */
export interface Turn {
  readonly role: Role
  readonly organization?: string
  /** Last day it may take, where a clock runs. */
  readonly due?: string
}

/** A case: one stream of events, folded by `evolve` from `start`. */
export interface Procedure<State, Facts, Event extends Happening> {
  /** Singular, also the first part of the stream's name: `authorization/a1`. */
  readonly name: string
  /** The part of a path: `authorizations`. */
  readonly plural: string
  readonly title: Words
  readonly start: State
  readonly evolve: (state: State, event: Event, ground: Ground) => State
  // biome-ignore lint/suspicious/noExplicitAny: acts of one case ask for different things; each act's own type guards its use
  readonly acts: readonly Act<State, Facts, any, Event>[]
  /** The stages of the case in their usual order, with the words a person reads. */
  readonly stages: Readonly<Record<string, Words>>
  readonly stageOf: (state: State) => string
  /** One line that names the case to a person; never personal data. */
  readonly titleOf: (state: State) => string
  readonly concerns: (state: State) => Concern
  readonly turns: (state: State) => readonly Turn[]
  /** The clocks that run in it: what the calendar shows, what reminds, what the platform does as a last day is over. */
  readonly clocks?: readonly ClockRule<State, Facts>[]
  /** Further names under which facts find this case: `operator:9132…`, `call:c1`. */
  readonly keysOf: (state: State) => readonly string[]
  /** Whether payloads hold personal content and get a key of their own, so that they can be destroyed alone. */
  readonly personal: boolean
}

/** What every recorded event rests on. */
export interface Ground {
  readonly at: string
  /** The legal day it counts for, where the platform caught up with a day it had missed; the day of `at` otherwise. */
  readonly on?: Day
  readonly by: Actor
  readonly under: readonly RuleId[]
}

/** A case, bound to its region: every act of a public body stands under article 4, and every event keeps the region that the first one set. */
export const procedure = <State, Facts, Event extends Happening>(
  table: Procedure<State, Facts, Event>,
): Procedure<State, Facts, Event> => ({
  ...table,
  evolve: (state, event, ground) => keptInPlace(state, event, table.evolve(state, withoutFiles(event), ground)),
  acts: table.acts.map((act) => ({
    ...act,
    when: [...act.when, ...placeRules(table, whoMay(act))],
    records: (matter) => placed(table, matter, act.records(matter)),
  })),
})

/** The roles that an act names; none where everybody may. */
const whoMay = ({ when }: { readonly when: readonly { readonly actors?: readonly Role[] }[] }): readonly Role[] =>
  when.flatMap(({ actors = [] }) => actors)

export type Decision<Event> =
  | { readonly ok: true; readonly events: readonly Event[]; readonly under: readonly RuleId[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }

/** The rules that close an act before anything is asked; empty when it is open. Only rules in force that day judge. */
export const closedBy = <State, Facts, Asked, Event extends Happening>(
  { when }: Act<State, Facts, Asked, Event>,
  matter: Omit<Matter<State, Facts, unknown>, 'asked'>,
): readonly Refusal[] => broken(when, { ...matter, asked: undefined })

const broken = <State, Facts, Asked>(
  rules: readonly Rule<State, Facts, Asked>[],
  matter: Matter<State, Facts, Asked>,
): readonly Refusal[] => rules.filter((one) => isInForce(one.id, matter) && !one.holds(matter)).map(refusalBy)

/** Holds an act against a case: all broken rules at once, or the events and the rules they stand under. */
export const decide = <State, Facts, Asked, Event extends Happening>(
  act: Act<State, Facts, Asked, Event>,
  matter: Matter<State, Facts, Asked>,
): Decision<Event> => {
  const refusals = [...closedBy(act, matter), ...broken(act.provided, matter)]
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, events: act.records(matter), under: rulesInForce(act, matter) }
}

interface Cited {
  readonly when: readonly { readonly id: RuleId }[]
  readonly provided: readonly { readonly id: RuleId }[]
}

const rulesByAct = new WeakMap<Cited, readonly RuleId[]>()

/** The ids of all rules of an act of whatever case and set, each once, in their order. */
export const rulesOf = (act: Cited): readonly RuleId[] => {
  const known = rulesByAct.get(act)
  if (known) return known
  const found = [...new Set([...act.when, ...act.provided].map(({ id }) => id))]
  rulesByAct.set(act, found)
  return found
}

/** Those of its rules that judge on that day: what an event stands under. */
export const rulesInForce = (act: Cited, today: Pick<Matter<unknown, unknown, unknown>, 'on' | 'parameters'>): readonly RuleId[] =>
  rulesOf(act).filter((id) => isInForce(id, today))
