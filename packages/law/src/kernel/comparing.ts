/** Two decisions on the same act, one as it was and one under other numbers: what of it would have gone otherwise. */
import type { Decision, Happening } from './act.ts'
import type { Refusal } from './rule.ts'

export type Otherwise =
  | { readonly outcome: 'same' }
  /** It was done and would have been refused, under rules that it kept as it was. */
  | { readonly outcome: 'refused'; readonly refusals: readonly Refusal[] }
  /** It would have been done and have recorded something else. */
  | { readonly outcome: 'differs'; readonly changes: readonly Change[] }
  /** As it was it would be refused too: what it rested on cannot be put together again. */
  | { readonly outcome: 'not-reproduced'; readonly refusals: readonly Refusal[] }

export interface Change {
  /** Type of the event and path within it: `NoticeOpened.until`. */
  readonly place: string
  readonly was: unknown
  readonly would: unknown
}

export const compared = <Event extends Happening>(was: Decision<Event>, would: Decision<Event>): Otherwise => {
  if (!was.ok) return { outcome: 'not-reproduced', refusals: was.refusals }
  if (!would.ok) return { outcome: 'refused', refusals: would.refusals }
  const changes = changesBetween(was.events, would.events)
  return changes.length === 0 ? { outcome: 'same' } : { outcome: 'differs', changes }
}

const changesBetween = (were: readonly Happening[], would: readonly Happening[]): readonly Change[] =>
  Array.from({ length: Math.max(were.length, would.length) }, (_, at) => {
    const [one, other] = [were[at], would[at]]
    if (one?.type !== other?.type) return [{ place: one?.type ?? other?.type ?? '', was: one?.type, would: other?.type }]
    return differing(one?.type ?? '', one, other)
  }).flat()

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const differing = (place: string, was: unknown, would: unknown): readonly Change[] => {
  if (Object.is(was, would)) return []
  if (isRecord(was) && isRecord(would))
    return [...new Set([...Object.keys(was), ...Object.keys(would)])].flatMap((name) =>
      differing(`${place}.${name}`, was[name], would[name]),
    )
  return isSameList(place, was, would) ? [] : [{ place, was, would }]
}

/** Lists are told as a whole: one by one they would say less. */
const isSameList = (place: string, was: unknown, would: unknown): boolean =>
  Array.isArray(was) &&
  Array.isArray(would) &&
  was.length === would.length &&
  was.every((one, at) => differing(place, one, would[at]).length === 0)
