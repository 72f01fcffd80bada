/** A case as a lawyer tells it: what has happened, who then does what on which day, and what the law says. */
import type { RuleId } from './articles.ts'
import { type Act, closedBy, decide, type Happening, type Procedure } from './kernel/act.ts'
import type { Actor } from './kernel/actor.ts'
import type { AttachedFile } from './kernel/attached-file.ts'
import { day, dayOf, type Instant, instant } from './kernel/days.ts'
import type { Refusal } from './kernel/rule.ts'
import { type Parameters, parametersOn } from './parameters.ts'

/** When it is done and what is known, where that differs from the scene. */
export interface Circumstances<Facts> {
  /** At noon of this day, */
  readonly on?: string
  /** or at this very moment. */
  readonly at?: string
  readonly facts?: Partial<Facts>
  /** Numbers that were changed: `{ nationalOverlay: true }`. */
  readonly parameters?: Partial<Parameters>
  /** Article 4: the region of the case that this one rests on. */
  readonly region?: string
  /** Article 24: files that are there for whoever acts. */
  readonly files?: readonly AttachedFile[]
}

export interface Outcome<Event> {
  readonly events: readonly Event[]
  /** Ids of the broken rules in their order; empty when it was done. */
  readonly refusedUnder: readonly RuleId[]
  readonly codes: readonly string[]
  readonly refusals: readonly Refusal[]
  /** Codes of the rules that keep the button closed before anything is asked. */
  readonly closedBy: readonly string[]
}

// biome-ignore lint/suspicious/noExplicitAny: acts of one case ask for different things; the form is parsed before it is held against the law
type AnyAct<State, Facts, Event extends Happening> = Act<State, Facts, any, Event>

export interface Scene<State, Facts, Event extends Happening> {
  readonly state: State
  /** From here on it is this day and these facts are known. */
  readonly where: (circumstances: Circumstances<Facts>) => Scene<State, Facts, Event>
  /** An act that must succeed: the scene goes on from its events. */
  readonly does: (
    act: AnyAct<State, Facts, Event>,
    by: Actor,
    asked?: object,
    circumstances?: Circumstances<Facts>,
  ) => Scene<State, Facts, Event>
  /** An act whose outcome is the point. */
  readonly tries: (act: AnyAct<State, Facts, Event>, by: Actor, asked?: object, circumstances?: Circumstances<Facts>) => Outcome<Event>
}

/** An empty case of this kind, on a day and with facts that later steps may change. */
export const scene = <State, Facts, Event extends Happening>(
  procedure: Procedure<State, Facts, Event>,
  known: { readonly facts: NoInfer<Facts>; readonly on: string },
): Scene<State, Facts, Event> => from(procedure, procedure.start, known.facts, instant(`${known.on}T12:00:00+08:00`))

const from = <State, Facts, Event extends Happening>(
  procedure: Procedure<State, Facts, Event>,
  state: State,
  known: Facts,
  now: Instant,
  changed: Partial<Parameters> = {},
): Scene<State, Facts, Event> => {
  const circumstancesOf = ({ on, at, facts, parameters }: Circumstances<Facts>) => ({
    at: at !== undefined ? instant(at) : on !== undefined ? instant(`${day(on)}T12:00:00+08:00`) : now,
    facts: { ...known, ...facts } as Facts,
    numbers: { ...changed, ...parameters },
  })
  // The act as its case has it: bound to the region of the case.
  const inItsCase = (act: AnyAct<State, Facts, Event>): AnyAct<State, Facts, Event> =>
    procedure.acts.find(({ name }) => name === act.name) ?? act
  const tries: Scene<State, Facts, Event>['tries'] = (given, by, asked = {}, circumstances = {}) => {
    const act = inItsCase(given)
    const { at, facts, numbers } = circumstancesOf(circumstances)
    const matter = {
      state,
      facts,
      by,
      at,
      on: dayOf(at),
      parameters: { ...parametersOn(dayOf(at)), ...numbers },
      region: circumstances.region,
      files: circumstances.files,
    }
    const decision = decide(act, { ...matter, asked: act.asks.parse(asked) })
    const refusals = decision.ok ? [] : decision.refusals
    return {
      events: decision.ok ? decision.events : [],
      refusals,
      refusedUnder: refusals.map(({ rule }) => rule),
      codes: refusals.map(({ code }) => code),
      closedBy: closedBy(act, matter).map(({ code }) => code),
    }
  }
  return {
    state,
    where: (circumstances) => {
      const { at, facts, numbers } = circumstancesOf(circumstances)
      return from(procedure, state, facts, at, numbers)
    },
    tries,
    does: (act, by, asked, circumstances = {}) => {
      const { events, refusals } = tries(act, by, asked, circumstances)
      if (refusals.length > 0)
        throw new Error(
          `could not set the scene: ${act.name} was refused under ${refusals.map((one) => `${one.rule} ${one.code}`).join(', ')}`,
        )
      const { at } = circumstancesOf(circumstances)
      const next = events.reduce((past, event) => procedure.evolve(past, event, { at, by, under: [] }), state)
      return from(procedure, next, known, now, changed)
    },
  }
}
