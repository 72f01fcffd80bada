/** A case as the platform carries it out: its procedure, and the facts its rules need. */
import type { Actor, Happening, Instant, Procedure } from '@yunhe/law'
import type { Reading } from './reading.ts'

/** What the gatherer of a case's facts may look at. `asked` is absent while the form is still empty. */
export interface Question<State> {
  readonly id: string
  readonly state: State
  readonly asked: Readonly<Record<string, unknown>> | undefined
  readonly by: Actor
  readonly at: Instant
}

/** A case with the facts its rules need. */
export interface Command<State, Facts, Event extends Happening> {
  readonly procedure: Procedure<State, Facts, Event>
  readonly facts: (question: Question<State>, read: Reading) => Promise<Facts>
  /** The id of a new case; a random one where this is absent. Natural ids make doubles impossible. */
  readonly idFor?: (asked: Readonly<Record<string, unknown>>, by: Actor) => string
}

export const command = <State, Facts, Event extends Happening>(table: Command<State, Facts, Event>): Command<State, Facts, Event> => table

// biome-ignore lint/suspicious/noExplicitAny: the list of all cases holds cases of different types; each is used with its own
export type AnyCommand = Command<any, any, any>
