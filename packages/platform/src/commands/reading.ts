/** What a command reads of other cases: each read is noted, so that the decision names what it rests on and loses to whoever changed it meanwhile. */
import type { Day, Happening, Parameters, Procedure } from '@yunhe/law'
import type { Log, Recorded } from '../store/log.ts'
import type { Memory, Standing } from './memory.ts'

/** What facts rest on outside of the log. */
export interface Outside {
  /** Keyed hash of a person's number, by a key that only the platform has, hex. */
  readonly keyedHash: (text: string) => string
  /** Calls the gateway served, both days included. */
  readonly servedCalls: (product: string, consumer: string, from: string, to: string) => Promise<number>
  /** Every number the measures leave open, as it stands on a day. */
  readonly numbersOn: (on: Day) => Parameters
  /** The root of the log whose last entry is the one of this type and moment in a case; nothing before the log has taken it up. */
  readonly rootAfter: (
    stream: string,
    type: string,
    at: string,
  ) => Promise<{ readonly index: number; readonly root: Uint8Array } | undefined>
}

export interface Reading extends Outside {
  /** The case itself that is acted on: its version is expected, not noted. */
  readonly standing: <State, Facts, Event extends Happening>(
    procedure: Procedure<State, Facts, Event>,
    id: string,
  ) => Promise<Standing & { readonly state: State }>
  /** One case as it stands; its start where there is none. */
  readonly one: <State, Facts, Event extends Happening>(procedure: Procedure<State, Facts, Event>, id: string) => Promise<State>
  /** All cases of a kind that are known under a key, as `operator:9132…`. */
  readonly all: <State, Facts, Event extends Happening>(
    procedure: Procedure<State, Facts, Event>,
    key: string,
  ) => Promise<readonly Found<State>[]>
  readonly seen: ReadonlyMap<string, number>
  readonly seenKeys: ReadonlyMap<string, number>
  /** The newest entry of every case read: what shows the facts. */
  readonly shownBy: () => readonly string[]
  /** Whether anything was remembered instead of read. */
  readonly isRemembered: () => boolean
}

export interface Found<State> {
  readonly id: string
  readonly state: State
}

/** Folds what happened; what was destroyed is passed over. */
export const fold = <State, Facts, Event extends Happening>(
  { start, evolve }: Procedure<State, Facts, Event>,
  past: readonly Recorded[],
): State => past.reduce((state, { event, ground }) => (event === undefined ? state : evolve(state, event as Event, ground)), start)

export interface Remembering {
  readonly memory: Memory
  /** Whether what is remembered may be used; otherwise all is read, and remembered for the next. */
  readonly isTrusted: boolean
}

/** @param remembering absent: everything is read from the log, once */
export const readingOf = (log: Log, outside: Outside, remembering?: Remembering): Reading => {
  const seen = new Map<string, number>()
  const seenKeys = new Map<string, number>()
  const newest = new Map<string, string>()
  let isRemembered = false
  const remembered = <Value>(value: Value | undefined): Value | undefined => {
    if (value !== undefined) isRemembered = true
    return value
  }
  const trusted = remembering?.isTrusted ? remembering.memory : undefined
  const pastOf = together(log.readAll)
  const streamsUnder = together(log.keyedAll)

  const standing: Reading['standing'] = async (procedure, id) => {
    const stream = `${procedure.name}/${id}`
    const known = remembered(trusted?.standingOf(stream))
    if (known !== undefined) return known as Standing & { readonly state: typeof procedure.start }
    const past = await pastOf(stream)
    const state = fold(procedure, past)
    const found = { version: past.length, last: past.at(-1)?.ref, state }
    // What can be destroyed is not remembered: destroyed, it must be gone everywhere at once.
    if (!procedure.personal) remembering?.memory.keepStanding(stream, found)
    return found
  }
  const one: Reading['one'] = async (procedure, id) => {
    const stream = `${procedure.name}/${id}`
    const { version, last, state } = await standing(procedure, id)
    seen.set(stream, version)
    if (last !== undefined) newest.set(stream, last)
    return state
  }
  const all: Reading['all'] = async (procedure, key) => {
    const streams = remembered(trusted?.streamsOf(key)) ?? (await streamsUnder(key))
    remembering?.memory.keepStreams(key, streams)
    seenKeys.set(key, streams.length)
    const ids = streams.filter((stream) => stream.startsWith(`${procedure.name}/`)).map((stream) => stream.slice(procedure.name.length + 1))
    return Promise.all(ids.map(async (id) => ({ id, state: await one(procedure, id) })))
  }
  return { ...outside, standing, one, all, seen, seenKeys, shownBy: () => [...newest.values()], isRemembered: () => isRemembered }
}

/** Gathers what is asked for in one moment into one reading, and reads nothing twice. */
const together = <Value>(load: (names: readonly string[]) => Promise<ReadonlyMap<string, readonly Value[]>>) => {
  const asked = new Map<string, Promise<readonly Value[]>>()
  let gathered: { readonly names: string[]; readonly loaded: Promise<ReadonlyMap<string, readonly Value[]>> } | undefined
  const gather = () => {
    const names: string[] = []
    const loaded = Promise.resolve().then(() => {
      gathered = undefined
      return load(names)
    })
    gathered = { names, loaded }
    return gathered
  }
  return (name: string): Promise<readonly Value[]> => {
    const before = asked.get(name)
    if (before !== undefined) return before
    const { names, loaded } = gathered ?? gather()
    names.push(name)
    const answer = loaded.then((found) => found.get(name) ?? [])
    asked.set(name, answer)
    return answer
  }
}
