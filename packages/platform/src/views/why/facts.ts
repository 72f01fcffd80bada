/**
 * The facts that rules looked at, as far as a reader may know them. A fact is told only if it is the same when it is gathered from nothing but
 * the cases that the reader may see: then it tells nothing of the others.
 */
import type { Seen } from '@yunhe/law'
import type { Outside } from '../../commands/reading.ts'
import { type NotedReading, type Past, readingFrom, without } from '../../commands/reading-from.ts'
import type { WhyFact } from '../../contract/why.ts'

/** Gathers the facts of an act from some past. */
export type Gathering = (read: NotedReading) => Promise<unknown>

export interface Known {
  readonly past: Past
  readonly outside: Outside
  readonly gather: Gathering
  /** The facts as the rules saw them, and the reading they came from. */
  readonly facts: unknown
  readonly read: NotedReading
  /** Streams among those read that the reader may see. */
  readonly visible: ReadonlySet<string>
}

/** Beyond this many cases it is not told which of them shows which fact. */
const mostCases = 24

export const shownFacts = async (known: Known, paths: readonly string[]): Promise<readonly WhyFact[]> => {
  const { facts, read, visible } = known
  const streams = [...read.newestByStream.keys()]
  const hidden = new Set(streams.filter((stream) => !visible.has(stream)))
  const openly = hidden.size === 0 ? { facts } : await gatheredWithout(known, hidden)
  const shownByStream = await factsWithoutEach(known, streams.length <= mostCases ? [...visible] : [])
  return paths.map((path) => {
    const value = at(facts, path)
    const isAs = (gathered: Gathered) => gathered !== 'failed' && isSame(value, at(gathered.facts, path))
    if (!isAs(openly)) return { name: path, of: 'others', isShown: false, shownBy: [] }
    const showing = [...shownByStream].filter(([, changed]) => !isAs(changed)).map(([stream]) => stream)
    return {
      name: path,
      of: 'others',
      isShown: true,
      ...told(value),
      shownBy: showing.flatMap((stream) => read.newestByStream.get(stream) ?? []),
    }
  })
}

/** Parts of the case itself, which the reader sees anyway; what the reader's page leaves out is left out here. */
export const shownStanding = (seen: readonly Seen[], page: Readonly<Record<string, unknown>>): readonly WhyFact[] =>
  seen.map(({ path, value }) => {
    const isShown = isSame(value, at(page, path))
    return { name: path, of: 'case', isShown, ...(isShown && told(value)), shownBy: [] }
  })

const factsWithoutEach = async (known: Known, streams: readonly string[]): Promise<ReadonlyMap<string, Gathered>> => {
  const changed = new Map<string, Gathered>()
  for (const stream of streams) changed.set(stream, await gatheredWithout(known, new Set([stream])))
  return changed
}

/** A gatherer that cannot do without a case says so by failing: then everything may rest on it. */
type Gathered = { readonly facts: unknown } | 'failed'

const gatheredWithout = async ({ past, outside, gather }: Known, hidden: ReadonlySet<string>): Promise<Gathered> => {
  try {
    return { facts: await gather(readingFrom(without(past, hidden), outside)) }
  } catch {
    return 'failed'
  }
}

const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, name) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined),
      value,
    )

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const mostListed = 12
const mostLetters = 200

/** A plain value as it is, a short list of plain values as a list; of anything else only how much of it there is. */
const told = (value: unknown): Pick<WhyFact, 'value' | 'count'> => {
  if (value === undefined || value === null) return { value: null }
  if (typeof value === 'string') return { value: value.slice(0, mostLetters) }
  if (typeof value === 'number' || typeof value === 'boolean') return { value }
  if (!Array.isArray(value)) return {}
  const isPlain = value.length <= mostListed && value.every((one) => typeof one === 'string' || typeof one === 'number')
  return isPlain ? { value: value as (string | number)[] } : { count: value.length }
}
