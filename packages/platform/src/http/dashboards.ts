/** The operation dashboards: those of the reader's roles, the city's for everybody, and the table of all figures. */
import { dayOf, type Instant } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import type { Outside } from '../commands/reading.ts'
import { dashboardNames, dashboards, dashboardsOf, figureIds, figureNamed, isDashboard, routes } from '../contract/index.ts'
import type { Db } from '../store/postgres.ts'
import { dashboardFor, guardedMonths, isOf, type Moment } from '../views/figures/dashboard.ts'
import { figureLine } from '../views/figures/table.ts'
import { readerOf, serve } from './serve.ts'
import { notFound } from './speak.ts'

export interface DashboardDoor {
  readonly db: Db
  readonly clock: () => Instant
  readonly outside: Outside
}

export const serveDashboards = (app: FastifyInstance, { db, clock, outside }: DashboardDoor): void => {
  const now = (): Moment => {
    const at = clock()
    return { db, at, numbers: outside.numbersOn(dayOf(at)) }
  }
  serve(app, routes.dashboards, async ({ request }) =>
    dashboardsOf(readerOf(request)).map((name) => ({ name, title: dashboards[name].title })),
  )
  serve(app, routes.dashboard, async ({ params: { name }, query: { months }, request }) => {
    const reader = readerOf(request)
    if (!isDashboard(name) || !isOf(reader, name)) throw notFound()
    return dashboardFor(now(), reader, { name, months })
  })
  serve(app, routes.city, async () => dashboardFor(now(), 'anybody', { name: 'city', months: guardedMonths }))
  serve(app, routes.figureTable, async () => figureIds.map((id) => figureLine(id, figureNamed(id), dashboardNames)))
}
