/** The route of choices: what a form offers instead of an id typed by hand. */
import { dayOf } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import { routes } from '../contract/index.ts'
import type { Sources } from '../views/case.ts'
import { choicesOf } from '../views/choices.ts'
import { readerOf, serve } from './serve.ts'
import { notFound } from './speak.ts'
import { languageOf } from './titles.ts'

export const serveChoices = (app: FastifyInstance, { db, log, clock, outside }: Sources): void => {
  serve(app, routes.choices, async ({ params, query: { q, page, on, beside }, request }) => {
    const today = dayOf(clock())
    const found = await choicesOf(db, readerOf(request), {
      kind: params.kind,
      q,
      page,
      on: caseIn(on),
      beside: answersIn(beside),
      today,
      national: outside.numbersOn(today).nationalOverlay,
      language: languageOf(request),
      log,
    })
    if (found === undefined) throw notFound()
    return found
  })
}

const caseIn = (on = '') => {
  const [plural = '', ...rest] = on.split('/')
  return rest.length === 0 ? undefined : { plural, id: rest.join('/') }
}

/** `call:c1,request:r2`: ids hold neither sign. */
const answersIn = (beside = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(
    beside.split(',').flatMap((one) => {
      const at = one.indexOf(':')
      return at < 1 ? [] : [[one.slice(0, at), one.slice(at + 1)]]
    }),
  )
