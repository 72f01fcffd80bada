/** docs/openapi.json (OpenAPI 3.1): the routes of the contract, and in place of the two routes for all acts one path for each act. */
import { isRuleId, rulesOf } from '@yunhe/law'
import * as contract from '@yunhe/platform/contract'
import { z } from 'zod'
import type { Document } from './document.ts'
import { type AnyAct, type AnyProcedure, cases, wordOf } from './law.ts'
import { movesOf } from './moves.ts'
import { type Json, reference, shapesOf, withoutDialect } from './shapes.ts'

type AnyRoute = contract.Route<string, z.ZodType, z.ZodType, z.ZodType>
type Operation = Readonly<Record<string, Json>>

const problem = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: reference('problem') } },
})

const answers = (reply: Json, refusable: boolean, media = 'application/json'): Json => ({
  200: { description: 'Done.', content: { [media]: { schema: reply } } },
  400: problem('The input could not be read; `places` says where.'),
  401: problem('Nobody is signed in.'),
  404: problem('There is nothing here that the reader may see.'),
  ...(refusable && {
    403: problem('The request did not carry the token of its session.'),
    409: problem('The case, or one it rests on, has changed meanwhile. Nothing was written.'),
    422: problem('The measures do not allow it; `refusals` names every rule that does not hold.'),
  }),
  429: { description: 'Too many requests.' },
  500: problem('A fault on our side.'),
})

const body = (schema: Json): Json => ({ required: true, content: { 'application/json': { schema } } })

const parameter = (place: 'path' | 'query', name: string, schema: Json, required: boolean): Json => ({ name, in: place, required, schema })

const pathParameters = (path: string): readonly Json[] =>
  [...path.matchAll(/:([a-z]+)/gi)].map(([, name = '']) => parameter('path', name, { type: 'string' }, true))

const queryParameters = (query: z.ZodType | undefined): readonly Json[] => {
  if (query === undefined) return []
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, schema]) => parameter('query', name, schema as Json, required.includes(name)))
}

const operationOf = (name: string, { method, path, summary, query, body: asked, takes, reply, media, isPublic }: AnyRoute): Operation => ({
  operationId: name,
  summary,
  tags: [path.split('/')[2] ?? ''],
  parameters: [...pathParameters(path), ...queryParameters(query)],
  ...(asked && { requestBody: body(withoutDialect(z.toJSONSchema(asked, { io: 'input', unrepresentable: 'any' }))) }),
  ...(takes && { requestBody: { required: true, content: { [takes]: { schema: {} } } } }),
  responses: answers(shapesOf.use(reply), method !== 'GET', media),
  ...(isPublic ? { security: [] } : method === 'GET' ? { security: [{ session: [] }] } : {}),
})

const actOperation = (procedure: AnyProcedure, act: AnyAct, operationId: string, parameters: readonly Json[]): Operation => ({
  operationId,
  summary: `${act.title.en} ${act.title.zh}`,
  description: `Stands under ${rulesOf(act).filter(isRuleId).join(', ')}.`,
  tags: [procedure.plural],
  parameters,
  requestBody: body(withoutDialect(z.toJSONSchema(act.asks, { io: 'input', unrepresentable: 'any' }))),
  responses: answers(reference('performed'), true),
})

/** Acts of the platform itself have no door that a person could use. */
const isForPeople = ({ when }: AnyAct): boolean => !when.some(({ actors }) => actors?.every((role) => role === 'platform'))

const actPaths = (): readonly (readonly [string, Json])[] =>
  cases.flatMap((procedure) =>
    procedure.acts.filter(isForPeople).flatMap((act) => {
      const { from } = movesOf(procedure, act)
      const [base, word] = [`/api/cases/${procedure.plural}`, wordOf(act)]
      const goesOn = from.some((stage) => stage !== 'none')
      const opening = actOperation(procedure, act, goesOn ? `${act.name}.opening` : act.name, [])
      return [
        ...(from.includes('none') ? [[`${base}/acts/${word}`, { post: opening }] as const] : []),
        ...(goesOn
          ? [[`${base}/{id}/acts/${word}`, { post: actOperation(procedure, act, act.name, pathParameters('/:id')) }] as const]
          : []),
      ]
    }),
  )

const routePaths = (): Readonly<Record<string, Record<string, Json>>> => {
  const paths: Record<string, Record<string, Json>> = {}
  for (const [name, one] of Object.entries<AnyRoute>(contract.routes)) {
    if (name === 'open' || name === 'act') continue
    const path = one.path.replace(/:([a-z]+)/gi, '{$1}')
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operationOf(name, one) }
  }
  return paths
}

export const openApiDocument = (): Readonly<Record<string, Json>> => ({
  openapi: '3.1.0',
  info: {
    title: 'Yunhe',
    version: '0.1.0',
    summary: 'The platform for the authorized operation of public data.',
    description:
      'One path for each act of the law. What the law refuses is answered with 422 and every rule that does not hold. The zone has an interface of its own, see routes.md.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: 'http://127.0.0.1:8300' }],
  security: [{ session: [], csrf: [] }],
  paths: { ...routePaths(), ...Object.fromEntries(actPaths()) },
  components: {
    schemas: shapesOf.all(),
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: 'yunhe_session' },
      csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
    },
  },
})

export const openApi = (): Document => ({ path: 'docs/openapi.json', text: `${JSON.stringify(openApiDocument(), null, 1)}\n` })
