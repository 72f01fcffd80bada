/** Facts from a past that is not the log as it stands: as an entry found it, without what a reader may not see, or as it would have been. */
import type { Happening, Procedure } from '@yunhe/law'
import { keysEver } from '../projections/keys.ts'
import type { AnyProcedure } from '../projections/procedures.ts'
import type { Log, Recorded } from '../store/log.ts'
import type { Standing } from './memory.ts'
import { fold, type Outside, type Reading } from './reading.ts'

/** Cases and the names they are found by, at one moment. */
export interface Past {
  readonly standing: (procedure: AnyProcedure, stream: string) => Promise<Standing>
  readonly streamsUnder: (procedure: AnyProcedure, key: string) => Promise<readonly string[]>
}

export interface NotedReading extends Reading {
  /** Newest entry of every case that was read and is there, by its stream. */
  readonly newestByStream: ReadonlyMap<string, string>
}

/** The log as it stands, each case read once. */
export const pastNow = (log: Pick<Log, 'read' | 'keyed'>): Past => {
  const entries = once(log.read)
  return {
    standing: async (procedure, stream) => standingAfter(procedure, await entries(stream)),
    streamsUnder: async ({ name }, key) => (await log.keyed(key)).filter((stream) => stream.startsWith(`${name}/`)),
  }
}

const standingAfter = (procedure: AnyProcedure, past: readonly Recorded[]): Standing => ({
  version: past.length,
  last: past.at(-1)?.ref,
  state: fold(procedure, past),
})

/** The log as an entry found it: its basis names the newest entry of every case that was read. */
export const pastAsOf = (log: Pick<Log, 'read'>, basis: readonly string[]): Past => {
  const versionByStream = new Map(basis.map((ref) => [ref.slice(0, ref.lastIndexOf('@')), Number(ref.slice(ref.lastIndexOf('@') + 1))]))
  const entries = once(async (stream: string) => (await log.read(stream)).slice(0, versionByStream.get(stream) ?? 0))
  const isKnownAs = async (procedure: AnyProcedure, stream: string, key: string) => {
    const past = (await entries(stream)).filter(({ event }) => event !== undefined)
    return keysEver(procedure, past).ever.has(key)
  }
  return {
    standing: async (procedure, stream) => standingAfter(procedure, await entries(stream)),
    streamsUnder: async (procedure, key) => {
      const kind = [...versionByStream.keys()].filter((stream) => stream.startsWith(`${procedure.name}/`)).sort()
      const isFound = await Promise.all(kind.map((stream) => isKnownAs(procedure, stream, key)))
      return kind.filter((_, at) => isFound[at])
    },
  }
}

/** The same past as if these cases had never been. */
export const without = ({ standing, streamsUnder }: Past, hidden: ReadonlySet<string>): Past => ({
  standing: async (procedure, stream) => (hidden.has(stream) ? standingAfter(procedure, []) : standing(procedure, stream)),
  streamsUnder: async (procedure, key) => (await streamsUnder(procedure, key)).filter((stream) => !hidden.has(stream)),
})

export const readingFrom = (past: Past, outside: Outside): NotedReading => {
  const newestByStream = new Map<string, string>()
  const seen = new Map<string, number>()
  const seenKeys = new Map<string, number>()
  const standing = async <State, Facts, Event extends Happening>(procedure: Procedure<State, Facts, Event>, id: string) =>
    (await past.standing(procedure as AnyProcedure, `${procedure.name}/${id}`)) as Standing & { readonly state: State }
  const one: Reading['one'] = async (procedure, id) => {
    const { version, last, state } = await standing(procedure, id)
    seen.set(`${procedure.name}/${id}`, version)
    if (last !== undefined) newestByStream.set(`${procedure.name}/${id}`, last)
    return state
  }
  const all: Reading['all'] = async (procedure, key) => {
    const streams = await past.streamsUnder(procedure as AnyProcedure, key)
    seenKeys.set(key, streams.length)
    const ids = streams.map((stream) => stream.slice(procedure.name.length + 1))
    return Promise.all(ids.map(async (id) => ({ id, state: await one(procedure, id) })))
  }
  const shownBy = () => [...newestByStream.values()]
  return { ...outside, standing, one, all, seen, seenKeys, shownBy, isRemembered: () => false, newestByStream }
}

const once = <Value>(load: (name: string) => Promise<Value>) => {
  const known = new Map<string, Promise<Value>>()
  return (name: string): Promise<Value> => {
    const value = known.get(name) ?? load(name)
    known.set(name, value)
    return value
  }
}
