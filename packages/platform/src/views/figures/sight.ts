/** Which cases and calls a figure may look at: what the lists and the meter of its reader show, or all of them where the rules of outputs stand before the answer. */
import { type Actor, actsAs, type Role } from '@yunhe/law'
import { type RawBuilder, sql } from 'kysely'
import type { Source } from '../../contract/figures.ts'
import { callsSeenBy, watchesCalls } from '../meter.ts'
import { visibleTo } from '../who.ts'
import type { Sight } from './grain.ts'

/** Of the catalog only what every operator may see: of secret items not even the number leaves. */
const countedForAnybody = sql<boolean>`(procedure <> 'catalog-item' or roles && array['operator'])`

/** A condition on `cases`. */
export const casesIn = (sight: Sight): RawBuilder<boolean> => (sight === 'anybody' ? countedForAnybody : visibleTo(sight))

/** A condition on `calls_by_day`. */
export const callsIn = (sight: Sight): RawBuilder<boolean> => (sight === 'anybody' ? sql<boolean>`true` : callsSeenBy(sight))

const allParties: readonly Role[] = ['data-authority', 'finance', 'audit-admin', 'security-authority']

/** Whether a reader sees what each agency and party gave and got, and not its own part alone. */
export const seesAllParties = (sight: Sight): boolean => sight === 'anybody' || allParties.some((role) => actsAs(sight, role))

/** Which parts of a case concern this reader: all, those of its own organization, or all in the cases that it operates. */
export const partsOf = (sight: Sight, party: RawBuilder<unknown>, operator: RawBuilder<unknown>): RawBuilder<boolean> =>
  seesAllParties(sight) ? sql<boolean>`true` : sql<boolean>`(${party} = ${organizationOf(sight)} or ${operator} = ${organizationOf(sight)})`

/** A condition on `usage_by_day`: the data center runs the zone and sees what all of it takes. */
export const workspacesIn = (sight: Sight): RawBuilder<boolean> =>
  runsTheZone(sight)
    ? sql<boolean>`true`
    : sql<boolean>`workspace in (select id from cases where procedure = 'data-request' and ${casesIn(sight)})`

const runsTheZone = (sight: Sight): boolean => sight !== 'anybody' && actsAs(sight, 'data-center')

/**
 * Whether a figure counts what its reader could not look up: then the rules of outputs stand before the answer. An agency learns what its
 * data is called for, and sees no consumer.
 */
export const isBeyond = (sight: Sight, source: Source): boolean => {
  if (sight === 'anybody') return true
  return source.from === 'agencies' && source.what === 'calls' && !watchesCalls(sight) && !sight.roles.includes('operator')
}

/** Whether the reader has the list of what a figure counts. */
export const hasList = (sight: Sight, source: Source): boolean => {
  if (isBeyond(sight, source)) return false
  if (source.from === 'usage') return !runsTheZone(sight)
  return !(
    source.from === 'agencies' &&
    source.what === 'products' &&
    !seesAllParties(sight) &&
    !(sight as Actor).roles.includes('operator')
  )
}

const organizationOf = (sight: Sight): string => (sight === 'anybody' ? '' : (sight as Actor).organization)
