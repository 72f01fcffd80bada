/** Articles 18 and 29: figures beside a report, the arithmetic of a grade, yearly results; each to whoever may see the case it belongs to. */
import { dayOf, reportPeriod } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import { readingOf } from '../commands/reading.ts'
import { recordedIn } from '../commands/report-figures.ts'
import { routes } from '../contract/index.ts'
import type { Sources } from '../views/case.ts'
import { arithmeticFor, yearlyResultsFor } from '../views/evaluation.ts'
import { maySee } from '../views/who.ts'
import { readerOf, serve } from './serve.ts'
import { notFound } from './speak.ts'

export const serveEvaluation = (app: FastifyInstance, { db, log, clock, outside }: Sources): void => {
  serve(app, routes.recordedFigures, async ({ query: { authorization, period: name }, request }) => {
    if (!(await maySee(db, readerOf(request), 'authorization', authorization))) throw notFound()
    const period = reportPeriod(name, outside.numbersOn(dayOf(clock())))
    if (period === undefined) throw notFound()
    return { period, recorded: await recordedIn(readingOf(log, outside), authorization, period) }
  })
  serve(app, routes.gradeArithmetic, async ({ params, request }) => {
    if (!(await maySee(db, readerOf(request), 'assessment', params.id))) throw notFound()
    const arithmetic = await arithmeticFor(log, params.id)
    if (arithmetic === undefined) throw notFound()
    return arithmetic
  })
  serve(app, routes.yearlyResults, async ({ params, request }) => {
    if (!(await maySee(db, readerOf(request), 'application', params.id))) throw notFound()
    return yearlyResultsFor(log, params.id, dayOf(clock()))
  })
}
