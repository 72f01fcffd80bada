/** What each disclosure state lets a column do on its way to a result; the default is nothing. */
import type { Disclosure } from '../orders.ts'
import { type Flow, isProtected } from './flow.ts'
import { type SqlRefusal, type SqlRefusalCode, sqlRefusal } from './refusals.ts'

export type Use = 'filter' | 'join' | 'order' | 'group' | 'output'

const refusedAs: Readonly<Record<Exclude<Disclosure, 'plain' | 'masked'>, SqlRefusalCode>> = {
  hidden: 'column-hidden',
  'join-key': 'identifier-used',
  'filter-only': 'only-filters',
  'after-grouping': 'only-after-grouping',
  'after-aggregation': 'only-after-aggregation',
}

const usesOf: Readonly<Record<Exclude<Disclosure, 'plain' | 'masked'>, readonly Use[]>> = {
  hidden: [],
  'join-key': ['join'],
  'filter-only': ['filter'],
  'after-grouping': ['filter', 'group'],
  'after-aggregation': [],
}

const allows = (flow: Flow, use: Use): boolean => {
  if (flow.mode === 'aggregated' || flow.disclosure === 'plain' || flow.disclosure === 'masked') return true
  if (flow.mode === 'grouped') return flow.disclosure === 'after-grouping'
  return usesOf[flow.disclosure].includes(use)
}

/** Refusals of these columns for this use, each with its way there. @param place where it happens: `WHERE`, the name of a result column */
export const judge = (use: Use, place: string, flows: readonly Flow[]): readonly SqlRefusal[] =>
  flows.flatMap((flow) => {
    const { disclosure } = flow
    if (allows(flow, use) || disclosure === 'plain' || disclosure === 'masked') return []
    return [sqlRefusal(refusedAs[disclosure], ...flow.path, place)]
  })

/** A column that may be counted but never summed, or neither. */
export const judgeAggregated = (place: string, counts: boolean, flows: readonly Flow[]): readonly SqlRefusal[] =>
  flows.filter(isProtected).flatMap(({ disclosure, path }) => {
    if (disclosure === 'hidden' || disclosure === 'filter-only') return [sqlRefusal(refusedAs[disclosure], ...path, place)]
    return disclosure === 'join-key' && !counts ? [sqlRefusal('identifier-used', ...path, place)] : []
  })
