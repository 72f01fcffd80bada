/** Reads what stands, asks the law, writes what it decides. Every change to the platform passes here. */
import {
  type Act,
  type Actor,
  type Day,
  type Decision,
  dayOf,
  decide,
  filesIn,
  type Happening,
  type Instant,
  type Refusal,
  ruleSetsOn,
  startOfDay,
} from '@yunhe/law'
import type { FilesAtHand } from '../store/files/kept.ts'
import { Conflict, type Log } from '../store/log.ts'
import type { Command } from './command.ts'
import { keptOf } from './kept.ts'
import { newMemory } from './memory.ts'
import { type Outside, type Remembering, readingOf } from './reading.ts'
import { regionRestedOn } from './region.ts'

export interface Asking {
  readonly id: string
  /** Whether the id was made up just now, so that no such case can be there. */
  readonly isNew?: boolean
  readonly asked: Readonly<Record<string, unknown>>
  readonly by: Actor
  /** The legal day it counts for, where the platform catches up with a day it missed. */
  readonly legalDay?: Day | undefined
}

export type Outcome =
  | { readonly ok: true; readonly refs: readonly string[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }

/**
 * First on what is remembered of earlier reads, which the log confirms or not as it is asked to write; then, where it did not, on what it says now.
 * @throws Conflict when another act on the same case or on a case it rests on was faster
 */
export const perform = (log: Log, clock: () => Instant, outside: Outside, filesAtHand: FilesAtHand = none) => {
  const memory = newMemory()
  const ways = { log, clock, outside, filesAtHand }
  return async <State, Facts, Event extends Happening>(
    command: Command<State, Facts, Event>,
    act: ActOf<State, Facts, Event>,
    asking: Asking,
  ): Promise<Outcome> => {
    const quick = await attempt(ways, command, act, asking, { memory, isTrusted: true })
    if (quick !== 'outdated') return quick
    const sure = await attempt(ways, command, act, asking, { memory, isTrusted: false })
    if (sure === 'outdated') throw new Error(`could not perform ${act.name}: what was read just now is called outdated`)
    return sure
  }
}

type ActOf<State, Facts, Event extends Happening> = Act<State, Facts, Readonly<Record<string, unknown>>, Event>

interface Ways {
  readonly log: Log
  readonly clock: () => Instant
  readonly outside: Outside
  readonly filesAtHand: FilesAtHand
}

const none: FilesAtHand = async () => []

const attempt = async <State, Facts, Event extends Happening>(
  { log, clock, outside, filesAtHand }: Ways,
  { procedure, facts: gather }: Command<State, Facts, Event>,
  act: ActOf<State, Facts, Event>,
  { id, isNew, asked, by, legalDay }: Asking,
  remembering: Remembering,
): Promise<Outcome | 'outdated'> => {
  const stream = `${procedure.name}/${id}`
  const at = clock()
  const on = legalDay ?? dayOf(at)
  // As it would have been done in time: facts and rules see that day, the entry says when it was written.
  const asOf = legalDay === undefined ? at : startOfDay(legalDay)
  const read = readingOf(log, outside, remembering)
  const { memory } = remembering
  const begun = memory.now()
  const { version, state } = isNew ? { version: 0, state: procedure.start } : await read.standing(procedure, id)
  const facts = await gather({ id, state, asked, by, at: asOf }, read)
  const region = version === 0 ? await regionRestedOn(act, asked, read) : undefined
  const named = filesIn(asked)
  const files = named.length === 0 ? [] : await filesAtHand(by, stream, named)
  const decision: Decision<Event> = decide(act, { state, facts, asked, by, at: asOf, on, parameters: outside.numbersOn(on), region, files })
  const forget = () => memory.forget([stream, ...read.seen.keys()], read.seenKeys.keys())
  if (!decision.ok) {
    if (!read.isRemembered() || (await log.stands(new Map([...read.seen, [stream, version]]), read.seenKeys))) return decision
    forget()
    return 'outdated'
  }
  const ground = { at, ...(legalDay && { on: legalDay }), by, under: decision.under }
  const folded = decision.events.reduce((before, event) => procedure.evolve(before, event, ground), state)
  const keys = procedure.keysOf(folded)
  const changing = [stream, ...keys]
  const written = memory.writing(changing)
  try {
    const refs = await log.append({
      procedure: procedure.name,
      id,
      expected: version,
      seen: read.seen,
      seenKeys: read.seenKeys,
      events: decision.events,
      asking: keptOf(act, asked, decision.events),
      ground,
      basis: read.shownBy(),
      uploads: files.flatMap(({ upload, sha256 }) => (upload === undefined ? [] : [{ upload, sha256 }])),
      rules: ruleSetsOn({ on, parameters: outside.numbersOn(on) }),
      personal: procedure.personal,
      folded,
      keys,
    })
    return { ok: true, refs }
  } catch (cause) {
    // Raced, and lost: told so. Only what was outdated before we began is looked at again.
    const rested = [stream, ...read.seen.keys(), ...read.seenKeys.keys()]
    if (!(cause instanceof Conflict) || !read.isRemembered() || memory.isContested(begun, rested, changing)) throw cause
    forget()
    return 'outdated'
  } finally {
    written()
    memory.forget([stream], keys)
  }
}
