/** From a figure to the cases it counts: the same conditions once more, on the lines of a list. */
import { addDays, type Day, day, type Instant, monthsAfter, startOfDay } from '@yunhe/law'
import { type RawBuilder, sql } from 'kysely'
import { type By, type Figure, type FigureId, figureNamed, isFigure, listOf, type Source } from '../../contract/figures.ts'
import { grantsIn } from './agencies.ts'
import type { Sight } from './grain.ts'
import { dayOfBill, standingBill } from './money.ts'
import { type Month, monthNamed } from './months.ts'
import { callsIn, isBeyond, workspacesIn } from './sight.ts'

/** `month:2026-03`, `stage:active`, `region:320281`; nothing for all that a figure counts. */
export interface PartAsked {
  readonly by: By | 'month'
  readonly key: string
}

export interface Drilled {
  readonly figure: FigureId
  readonly part: PartAsked | undefined
  /** The first month of what flows; what stands knows no beginning. */
  readonly since: Month | undefined
}

export interface AskedOfList {
  readonly figure: string
  readonly part?: string | undefined
  /** `2026-03` */
  readonly since?: string | undefined
}

/** Undefined where it names no figure of this list, or no part of the figure. */
export const drilledIn = (plural: string, { figure, part, since }: AskedOfList): Drilled | undefined => {
  if (!isFigure(figure) || listOf(figureNamed(figure).source) !== plural) return undefined
  const begins = since === undefined ? undefined : monthNamed(since)
  if (since !== undefined && begins === undefined) return undefined
  if (part === undefined) return { figure, part: undefined, since: begins }
  const named = partNamed(figureNamed(figure), part)
  return named && { figure, part: named, since: begins }
}

const partNamed = ({ by: parts, series }: Figure, part: string): PartAsked | undefined => {
  const [by = '', key = ''] = [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)]
  if (by === 'month') return series === undefined || monthNamed(key) === undefined ? undefined : { by, key }
  const known = parts.find((one) => one === by)
  return known && { by: known, key }
}

/** A condition on `cases`; beside it the list's own still holds. Nothing where the figure counts what the reader could not look up. */
export const casesBehind = (sight: Sight, { figure, part, since }: Drilled, today: Day): RawBuilder<boolean> => {
  const { source }: Figure = figureNamed(figure)
  if (isBeyond(sight, source)) return sql<boolean>`false`
  const month = part?.by === 'month' ? monthNamed(part.key) : undefined
  const inRegion = part?.by === 'region' ? sql`region = ${part.key}` : sql`true`
  const span = { month, from: (month ?? since)?.from, to: month?.to }
  return sql<boolean>`(stage <> 'none' and ${inRegion} and ${bySource(sight, source, part, span, today)})`
}

interface Span {
  readonly month: Month | undefined
  readonly from: Day | undefined
  readonly to: Day | undefined
}

const within = (on: RawBuilder<unknown>, { from, to }: Span): RawBuilder<unknown> =>
  sql`${on} is not null and ${from === undefined ? sql`true` : sql`${on} >= ${from}`} and ${to === undefined ? sql`true` : sql`${on} <= ${to}`}`

const bySource = (sight: Sight, source: Source, part: PartAsked | undefined, span: Span, today: Day): RawBuilder<unknown> => {
  const { month } = span
  const keyed = (by: By, column: RawBuilder<unknown>) => (part?.by === by ? sql`${column} = ${part.key}` : sql`true`)
  switch (source.from) {
    case 'cases':
      return sql`${source.stages === undefined ? sql`true` : sql`stage = any(${[...source.stages]}::text[])`}
        and ${keyed('stage', sql`stage`)} and ${month === undefined ? sql`true` : openedIn(month)}`
    case 'terms':
      return inTermOn(month === undefined || month.to > today ? today : month.to)
    case 'calls':
      return sql`id in (select product from calls_by_day where ${sql.ref(source.outcome)} > 0 and ${within(sql`day`, span)}
        and ${keyed('scenario', sql`scenario`)} and ${callsIn(sight)})`
    case 'bills':
      return sql`${standingBill} and ${within(dayOfBill[source.what], span)} and ${keyed('operator', sql`state ->> 'operator'`)}`
    case 'shares':
      return sql`${standingBill} and ${within(sql`state -> 'statement' ->> 'on'`, span)} and exists (
        select from jsonb_array_elements(coalesce(state -> 'statement' -> 'parts', '[]')) as part where ${keyed('party', sql`part ->> 'organization'`)})`
    case 'agencies':
      return byAgency(sight, source.what, part, span)
    case 'usage':
      return sql`id in (select workspace from usage_by_day where ${within(sql`day`, span)} and ${keyed('operator', sql`operator`)}
        and ${workspacesIn(sight)})`
    case 'risk':
      return sql`stage in ('active', 'frozen') and state -> 'provision' ->> 'highestRisk' is not null
        and ${keyed('operator', sql`state ->> 'operator'`)}`
    case 'clocks':
      return sql`false`
  }
}

const openedIn = ({ begins, from }: Month): RawBuilder<unknown> => {
  const ends: Instant = startOfDay(monthsAfter(day(from), 1))
  return sql`opened_at >= ${begins} and opened_at < ${ends}`
}

const inTermOn = (on: Day): RawBuilder<unknown> =>
  sql`state ->> 'activeSince' < ${addDays(on, 1)} and coalesce(state -> 'ended' ->> 'on', '9999') > ${on}`

const byAgency = (sight: Sight, what: 'requests' | 'products' | 'calls', part: PartAsked | undefined, span: Span): RawBuilder<unknown> => {
  const agency = part?.by === 'agency' ? sql`agency = ${part.key}` : sql`true`
  const requests = sql`select request from ${grantsIn(sight)} as grants where ${agency}`
  if (what === 'requests') return sql`id in (${requests}) and ${span.month === undefined ? sql`true` : openedIn(span.month)}`
  if (what === 'products') return sql`stage = 'published' and state ->> 'request' in (${requests})`
  return sql`state ->> 'request' in (${requests}) and id in (select product from calls_by_day where served > 0 and ${within(sql`day`, span)})`
}
