/** Cases as they stood when they were last read. What is decided on a memory counts only if the log still has the same versions as it is written. */

/** A case at one version of its stream. */
export interface Standing {
  readonly version: number
  /** Name of its newest entry; absent where there is none. */
  readonly last: string | undefined
  readonly state: unknown
}

export interface Memory {
  readonly standingOf: (stream: string) => Standing | undefined
  readonly keepStanding: (stream: string, standing: Standing) => void
  readonly streamsOf: (key: string) => readonly string[] | undefined
  readonly keepStreams: (key: string, streams: readonly string[]) => void
  readonly forget: (streams: Iterable<string>, keys: Iterable<string>) => void
  /** A moment, for `isContested`. */
  readonly now: () => number
  /** Notes that an act is about to change what is known under these names; to be called again when it has, or has not. */
  readonly writing: (names: readonly string[]) => () => void
  /** Whether another act has changed any of these since, or is about to. `own` is what this act is writing itself. */
  readonly isContested: (since: number, names: readonly string[], own: readonly string[]) => boolean
}

/** A case is a few kilobytes: at most about a hundred megabytes. */
const mostCases = 20_000
const mostKeys = 50_000

export const newMemory = (): Memory => {
  const standings = newestOf<Standing>(mostCases)
  const streams = newestOf<readonly string[]>(mostKeys)
  const changed = newestOf<number>(mostKeys)
  const underWay = new Map<string, number>()
  let moment = 0
  return {
    standingOf: standings.get,
    keepStanding: standings.set,
    streamsOf: streams.get,
    keepStreams: streams.set,
    forget: (cases, keys) => {
      for (const one of cases) standings.delete(one)
      for (const one of keys) streams.delete(one)
    },
    now: () => moment,
    writing: (names) => {
      for (const one of names) underWay.set(one, (underWay.get(one) ?? 0) + 1)
      return () => {
        moment += 1
        for (const one of names) {
          changed.set(one, moment)
          const others = (underWay.get(one) ?? 1) - 1
          if (others > 0) underWay.set(one, others)
          else underWay.delete(one)
        }
      }
    },
    isContested: (since, names, own) =>
      names.some((one) => (changed.get(one) ?? 0) > since || (underWay.get(one) ?? 0) > (own.includes(one) ? 1 : 0)),
  }
}

/** A map that lets go of what was longest not asked for. */
const newestOf = <Value>(most: number) => {
  const values = new Map<string, Value>()
  const set = (key: string, value: Value): void => {
    values.delete(key)
    values.set(key, value)
    const [oldest] = values.keys()
    if (values.size > most && oldest !== undefined) values.delete(oldest)
  }
  const get = (key: string): Value | undefined => {
    const value = values.get(key)
    if (value !== undefined) set(key, value)
    return value
  }
  return { get, set, delete: (key: string) => values.delete(key) }
}
