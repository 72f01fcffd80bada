/** Cases in memory, twice: as they were, and, where that is another, as they would have been. The tables of the platform are not touched. */
import type { Standing } from '../commands/memory.ts'
import type { Past } from '../commands/reading-from.ts'
import type { AnyProcedure } from '../projections/procedures.ts'

export interface World {
  readonly was: Past
  readonly would: Past
  /** Whether a case stands otherwise than it did. */
  readonly isOtherwise: (stream: string) => boolean
  readonly keep: (procedure: AnyProcedure, stream: string, standing: Standing) => void
  readonly keepOtherwise: (procedure: AnyProcedure, stream: string, standing: Standing) => void
}

export const newWorld = (): World => {
  const [was, would] = [newSide(), newSide()]
  const never = (procedure: AnyProcedure): Standing => ({ version: 0, last: undefined, state: procedure.start })
  return {
    was: {
      standing: async (procedure, stream) => was.standings.get(stream) ?? never(procedure),
      streamsUnder: async ({ name }, key) => [...was.under(name, key)].sort(),
    },
    would: {
      standing: async (procedure, stream) => would.standings.get(stream) ?? was.standings.get(stream) ?? never(procedure),
      streamsUnder: async ({ name }, key) => {
        const same = [...was.under(name, key)].filter((stream) => !would.standings.has(stream))
        return [...new Set([...same, ...would.under(name, key)])].sort()
      },
    },
    isOtherwise: (stream) => would.standings.has(stream),
    keep: was.keep,
    keepOtherwise: (procedure, stream, standing) => {
      // Whatever it was known by before it went another way it is known by still.
      if (!would.standings.has(stream)) would.name(stream, was.keysOf(stream))
      would.keep(procedure, stream, standing)
    },
  }
}

/** Cases and the keys they were ever known by. */
const newSide = () => {
  const standings = new Map<string, Standing>()
  const streamsByKey = new Map<string, Set<string>>()
  const keysByStream = new Map<string, Set<string>>()
  const name = (stream: string, keys: Iterable<string>): void => {
    const known = keysByStream.get(stream) ?? new Set()
    keysByStream.set(stream, known)
    for (const key of keys) {
      if (known.has(key)) continue
      known.add(key)
      streamsByKey.set(key, (streamsByKey.get(key) ?? new Set()).add(stream))
    }
  }
  return {
    standings,
    name,
    keysOf: (stream: string): ReadonlySet<string> => keysByStream.get(stream) ?? new Set(),
    under: (procedure: string, key: string): readonly string[] =>
      [...(streamsByKey.get(key) ?? [])].filter((stream) => stream.startsWith(`${procedure}/`)),
    keep: (procedure: AnyProcedure, stream: string, standing: Standing): void => {
      standings.set(stream, standing)
      name(stream, procedure.keysOf(standing.state))
    },
  }
}
