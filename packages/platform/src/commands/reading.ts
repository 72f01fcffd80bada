/** What a command reads of other cases: each read is noted, so that the decision names what it rests on and loses to whoever changed it meanwhile. */
import type { Day, Happening, Parameters, Procedure } from '@yunhe/law'
import type { Log, Recorded } from '../store/log.ts'

/** What facts rest on outside of the log. */
export interface Outside {
  /** Keyed hash of a person's number, by a key that only the platform has, hex. */
  readonly keyedHash: (text: string) => string
  /** Calls the gateway served, both days included. */
  readonly servedCalls: (product: string, consumer: string, from: string, to: string) => Promise<number>
  /** Every number the measures leave open, as it stands on a day. */
  readonly numbersOn: (on: Day) => Parameters
}

export interface Reading extends Outside {
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

export const readingOf = (log: Log, outside: Outside): Reading => {
  const seen = new Map<string, number>()
  const seenKeys = new Map<string, number>()
  const newest = new Map<string, string>()
  const one: Reading['one'] = async (procedure, id) => {
    const stream = `${procedure.name}/${id}`
    const past = await log.read(stream)
    seen.set(stream, past.length)
    const last = past.at(-1)
    if (last) newest.set(stream, last.ref)
    return fold(procedure, past)
  }
  const all: Reading['all'] = async (procedure, key) => {
    const streams = await log.keyed(key)
    seenKeys.set(key, streams.length)
    const ids = streams.filter((stream) => stream.startsWith(`${procedure.name}/`)).map((stream) => stream.slice(procedure.name.length + 1))
    return Promise.all(ids.map(async (id) => ({ id, state: await one(procedure, id) })))
  }
  return { ...outside, one, all, seen, seenKeys, shownBy: () => [...newest.values()] }
}
