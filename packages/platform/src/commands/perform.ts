/** Reads what stands, asks the law, writes what it decides. Every change to the platform passes here. */
import {
  type Act,
  type Actor,
  type Day,
  type Decision,
  dayOf,
  decide,
  type Happening,
  type Instant,
  type Refusal,
  startOfDay,
} from '@yunhe/law'
import type { Log } from '../store/log.ts'
import type { Command } from './command.ts'
import { keptOf } from './kept.ts'
import { fold, type Outside, readingOf } from './reading.ts'

export interface Asking {
  readonly id: string
  readonly asked: Readonly<Record<string, unknown>>
  readonly by: Actor
  /** The legal day it counts for, where the platform catches up with a day it missed. */
  readonly legalDay?: Day | undefined
}

export type Outcome =
  | { readonly ok: true; readonly refs: readonly string[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }

/** The measures as published; the national overlay will be a second set. */
export const ruleSet = 'wuxi-2024-03-01'

/** @throws Conflict when another act on the same case or on a case it rests on was faster */
export const perform =
  (log: Log, clock: () => Instant, outside: Outside) =>
  async <State, Facts, Event extends Happening>(
    { procedure, facts: gather }: Command<State, Facts, Event>,
    act: Act<State, Facts, Readonly<Record<string, unknown>>, Event>,
    { id, asked, by, legalDay }: Asking,
  ): Promise<Outcome> => {
    const past = await log.read(`${procedure.name}/${id}`)
    const state = fold(procedure, past)
    const at = clock()
    const on = legalDay ?? dayOf(at)
    // As it would have been done in time: facts and rules see that day, the entry says when it was written.
    const asOf = legalDay === undefined ? at : startOfDay(legalDay)
    const read = readingOf(log, outside)
    const facts = await gather({ id, state, asked, by, at: asOf }, read)
    const decision: Decision<Event> = decide(act, { state, facts, asked, by, at: asOf, on, parameters: outside.numbersOn(on) })
    if (!decision.ok) return decision
    const ground = { at, ...(legalDay && { on: legalDay }), by, under: decision.under }
    const folded = decision.events.reduce((before, event) => procedure.evolve(before, event, ground), state)
    const refs = await log.append({
      procedure: procedure.name,
      id,
      expected: past.length,
      seen: read.seen,
      seenKeys: read.seenKeys,
      events: decision.events,
      asking: keptOf(act, asked, decision.events),
      ground,
      basis: read.shownBy(),
      rules: ruleSet,
      personal: procedure.personal,
      folded,
      keys: procedure.keysOf(folded),
    })
    return { ok: true, refs }
  }
