/** "What if", for the city's data authority alone: to everybody else there is nothing here. */
import { type Actor, actsAs, coversRegion, type Day, inForceFrom, type ParameterKey, parameters, readValue } from '@yunhe/law'
import { cityCode } from '@yunhe/law/identifiers/region'
import type { FastifyInstance } from 'fastify'
import { routes } from '../contract/index.ts'
import type { Db } from '../store/postgres.ts'
import { whatIfView } from '../views/what-if.ts'
import type { WhatIfDesk } from '../what-if/desk.ts'
import { readerOf, serve } from './serve.ts'
import { busy, malformed, notFound } from './speak.ts'

export interface WhatIfDoor {
  readonly db: Db
  readonly whatIf: WhatIfDesk
}

export const serveWhatIf = (app: FastifyInstance, { db, whatIf }: WhatIfDoor): void => {
  serve(app, routes.whatIfStart, async ({ body, request }) => {
    const reader = allowed(readerOf(request))
    const run = whatIf.start(supposedBy(body), reader.person)
    if (run === 'busy') throw busy()
    return whatIfView(db, run, reader)
  })
  serve(app, routes.whatIfRun, async ({ params, request }) => {
    const reader = allowed(readerOf(request))
    const run = whatIf.of(params.id, reader.person)
    if (run === undefined) throw notFound()
    return whatIfView(db, run, reader)
  })
  serve(app, routes.whatIfStop, async ({ params, request }) => {
    if (!whatIf.stop(params.id, allowed(readerOf(request)).person)) throw notFound()
    return {}
  })
}

const allowed = (reader: Actor): Actor => {
  if (!actsAs(reader, 'data-authority') || !coversRegion(reader, cityCode)) throw notFound()
  return reader
}

const supposedBy = ({
  parameter,
  value,
  from,
}: {
  readonly parameter: string
  readonly value: string
  readonly from?: string | undefined
}) => {
  if (!isParameter(parameter)) throw malformed([{ place: 'body.parameter', message: 'no such parameter' }])
  const read = readValue(parameter, value)
  if (read === undefined) throw malformed([{ place: 'body.value', message: 'not a value that this parameter can have' }])
  return { parameter, value: read, from: (from ?? inForceFrom) as Day }
}

const isParameter = (name: string): name is ParameterKey => Object.hasOwn(parameters, name)
