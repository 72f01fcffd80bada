/** Calls that are sent again: under one `Idempotency-Key` a consumer is billed once, also after a restart (article 17). */
import { hash } from 'node:crypto'

/** Most ids remembered of one key: the oldest goes first, so that no key fills the memory of others. */
const mostPerKey = 10_000

export type Seen =
  | { readonly is: 'fresh' }
  /** The same call was served before. */
  | { readonly is: 'repeated' }
  /** The first one has not been answered yet. */
  | { readonly is: 'under-way' }
  /** The id stood for another call. */
  | { readonly is: 'another-call' }

export interface Once {
  /** What is known of this id of this key; a fresh one is under way from here on. */
  readonly begin: (key: string, id: string, call: string) => Seen
  /** The call was served and metered: its id is taken. */
  readonly served: (key: string, id: string) => void
  /** It was not served: the id is free again. */
  readonly free: (key: string, id: string) => void
  /** Takes up what the meter had recorded before a restart. */
  readonly remember: (key: string, mark: string) => void
}

interface Known {
  readonly call: string
  done: boolean
}

/** Ids of one key are never compared with those of another. */
export const openOnce = (): Once => {
  const byKey = new Map<string, Map<string, Known>>()
  const of = (key: string): Map<string, Known> => {
    const known = byKey.get(key) ?? new Map<string, Known>()
    byKey.set(key, known)
    return known
  }
  const put = (key: string, id: string, known: Known): void => {
    const ids = of(key)
    const [oldest] = ids.keys()
    if (ids.size >= mostPerKey && oldest !== undefined) ids.delete(oldest)
    ids.set(id, known)
  }
  return {
    begin: (key, id, call) => {
      const known = of(key).get(id)
      if (known === undefined) {
        put(key, id, { call, done: false })
        return { is: 'fresh' }
      }
      if (known.call !== call) return { is: 'another-call' }
      return known.done ? { is: 'repeated' } : { is: 'under-way' }
    },
    served: (key, id) => {
      const known = of(key).get(id)
      if (known !== undefined) known.done = true
    },
    free: (key, id) => void of(key).delete(id),
    remember: (key, mark) => {
      const [id, call] = mark.split('.')
      if (id !== undefined && call !== undefined) put(key, id, { call, done: true })
    },
  }
}

/** The id and the call as the meter keeps them: hashes, because a stranger's text does not enter the record. */
export const idOf = (once: string): string => hash('sha256', once, 'hex').slice(0, 32)

export const callHash = (product: string, scenario: string, query: Readonly<Record<string, unknown>>): string =>
  hash('sha256', JSON.stringify([product, scenario, Object.entries(query).sort(([one], [other]) => (one < other ? -1 : 1))]), 'hex').slice(
    0,
    32,
  )

export const markOf = (id: string, call: string): string => `${id}.${call}`
