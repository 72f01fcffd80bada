/** One dashboard as its reader may see it: every figure with its definition and the moment it is as of. */
import { type Actor, actingRoles, dayOf, type Instant, type Parameters } from '@yunhe/law'
import { type Dashboard, type DashboardName, type DashboardView, dashboards, type FigureView } from '../../contract/dashboards.ts'
import {
  type By,
  type Figure,
  type FigureId,
  figureNamed,
  listOf,
  measures,
  partings,
  type Source,
  sourceWords,
} from '../../contract/figures.ts'
import type { Db } from '../../store/postgres.ts'
import { namesOf } from '../names.ts'
import { scenarioNames } from '../public.ts'
import type { Asking, Sight } from './grain.ts'
import { measured } from './measured.ts'
import { type Month, monthsUpTo } from './months.ts'
import { inOrder, isOrganization, type Names, wordsOfPart } from './parts.ts'
import { asItIs, guarded, guardingBy, type Shown } from './protected.ts'
import { hasList, isBeyond } from './sight.ts'
import { grainsFor } from './sources.ts'

export interface Wanted {
  readonly name: DashboardName
  readonly months: number
}

export interface Moment {
  readonly db: Db
  readonly at: Instant
  readonly numbers: Parameters
}

/**
 * Figures under the rules of outputs always show the same months: whoever could choose them would have a month that was taken out as the
 * difference of two sums.
 */
export const guardedMonths = 12

/** The city's is the same for everybody, so that nobody learns more of it by signing in. */
export const dashboardFor = async (moment: Moment, reader: Sight, { name, months }: Wanted): Promise<DashboardView> => {
  const dashboard: Dashboard = dashboards[name]
  const sight = dashboard.roles.length === 0 ? 'anybody' : reader
  const ids = idsIn(dashboard).filter((id) => mayBeShown(sight, figureNamed(id)))
  const own = ids.filter((id) => !isBeyond(sight, figureNamed(id).source))
  const beyond = ids.filter((id) => isBeyond(sight, figureNamed(id).source))
  const shown = [...(await figuresOf(moment, sight, own, months, false)), ...(await figuresOf(moment, sight, beyond, guardedMonths, true))]
  return {
    name,
    title: dashboard.title,
    asOf: moment.at,
    isProtected: sight === 'anybody',
    heads: dashboard.heads.filter((id) => ids.includes(id)),
    sections: dashboard.sections
      .map((section) => ({ title: section.title, figures: section.figures.filter((id) => ids.includes(id)) }))
      .filter((section) => section.figures.length > 0),
    figures: shown.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)),
  }
}

const idsIn = ({ heads, sections }: Dashboard): readonly FigureId[] => [
  ...new Set([...heads, ...sections.flatMap(({ figures }) => figures)]),
]

const mayBeShown = (sight: Sight, { shownTo, openness }: Figure): boolean =>
  sight === 'anybody' ? openness !== 'closed' : shownTo.some((role) => actingRoles(sight).includes(role))

const figuresOf = async (
  { db, at, numbers }: Moment,
  sight: Sight,
  ids: readonly FigureId[],
  count: number,
  isGuarded: boolean,
): Promise<readonly FigureView[]> => {
  if (ids.length === 0) return []
  const today = dayOf(at)
  const months = monthsUpTo(today, count)
  const asking: Asking = { db, sight, months, today, national: numbers.nationalOverlay }
  const grains = grainsFor(
    asking,
    ids.map((id) => figureNamed(id).source),
  )
  const heard = await heardAt(db)
  const made = await Promise.all(
    ids.map(async (id) => {
      const figure = figureNamed(id)
      const whole = measured(figure, await grains(figure.source), months)
      const open = !isGuarded || figure.openness === 'published'
      return { id, figure, shown: open ? asItIs(whole) : guarded(whole, figure.measure, guardingBy(numbers)), isProtected: !open }
    }),
  )
  const keysOf = (isMeant: (by: By) => boolean): readonly string[] => made.flatMap(({ shown }) => keysIn(shown, isMeant))
  const names = {
    ...(await scenarioNames(
      db,
      keysOf((by) => by === 'scenario'),
    )),
    ...(await namesOf(db, keysOf(isOrganization))),
  }
  return made.map(({ id, figure, shown, isProtected }) => viewOf(id, figure, shown, { sight, at, heard, names, months, isProtected }))
}

const keysIn = ({ breakdowns }: Shown, isMeant: (by: By) => boolean): readonly string[] =>
  breakdowns.flatMap(({ by, parts }) => (isMeant(by) ? parts.map(([key]) => key) : []))

/** When the zones last spoke: what rests on their word is as of then. */
const heardAt = async (db: Db): Promise<string | undefined> =>
  (
    await db
      .selectFrom('zone_words')
      .select(({ fn }) => fn.min<string | null>('received_at').as('at'))
      .executeTakeFirst()
  )?.at ?? undefined

const restsOnTheZone = ({ from, ...source }: Source): boolean =>
  from === 'calls' || from === 'usage' || (from === 'agencies' && 'what' in source && source.what === 'calls')

interface Beside {
  readonly sight: Sight
  readonly at: Instant
  readonly heard: string | undefined
  readonly names: Names
  readonly months: readonly Month[]
  readonly isProtected: boolean
}

const viewOf = (id: FigureId, figure: Figure, shown: Shown, { sight, at, heard, names, isProtected }: Beside): FigureView => {
  const { article, title, definition, source, unit, measure, series } = figure
  const asOf = restsOnTheZone(source) ? heard : at
  return {
    id,
    article,
    title,
    definition,
    source: sourceWords(source),
    unit,
    measure,
    measureWords: measures[measure],
    ...(asOf !== undefined && { asOf }),
    isProtected,
    ...(hasList(sight, source) && { list: listOf(source) }),
    total: shown.total,
    breakdowns: shown.breakdowns.map(({ by, parts }) => ({
      by,
      words: partings[by],
      parts: inOrder(by, parts, source).map(([key, amount]) => ({ key, words: wordsOfPart(by, key, source, names), amount })),
    })),
    ...(series && { series: { words: series, months: shown.months.map(([month, amount]) => ({ month, amount })) } }),
  }
}

/** The reader of a dashboard of roles is somebody; that of the city may be anybody. */
export const isOf = (reader: Actor, name: DashboardName): boolean => {
  const { roles }: Dashboard = dashboards[name]
  return roles.length === 0 || roles.some((role) => actingRoles(reader).includes(role))
}
