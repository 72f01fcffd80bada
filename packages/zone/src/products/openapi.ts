/** The description of one product, OpenAPI 3.1, made from its specification as one key may call it (article 17). */
import type { ResponseMask } from '../orders.ts'
import type { IssuedKey, Product } from '../state.ts'
import { rowsPerAnswer } from './asked.ts'
import { kindsOf } from './copies.ts'
import { type Plan, planFor } from './plan.ts'

type Schema = Readonly<Record<string, unknown>>

export const openApiOf = (product: Product, key: IssuedKey): Schema => {
  const { spec } = product
  const plan = planFor(product, key)
  return {
    openapi: '3.1.1',
    info: { title: spec.name, version: String(spec.version), description: `${spec.delivery.by} · ${spec.operator}` },
    servers: [{ url: '/' }],
    paths: { [`/v1/${spec.product}`]: { get: operation(product, key, plan) } },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', bearerFormat: '<key>.<secret>' } },
      schemas: { Row: rowSchema(plan), Problem: problem },
    },
    security: [{ key: [] }],
  }
}

const operation = (product: Product, key: IssuedKey, plan: Plan): Schema => ({
  operationId: 'call',
  summary: product.spec.name,
  parameters: [
    scenario(key, product),
    header('Idempotency-Key', 'A call sent again under it is answered again and billed once.', {
      type: 'string',
      minLength: 8,
      maxLength: 100,
    }),
    header('Accept-Signature', 'With any value the answer is signed: RFC 9421, Ed25519.', { type: 'string' }),
    ...[...plan.parameterByName].map(([name, { column, match, type, required }]) => ({
      name,
      in: 'query',
      required,
      description: { equals: `${column} = …`, from: `${column} ≥ …`, to: `${column} ≤ …` }[match],
      schema: typeSchema(type),
    })),
    ...ownParameters(product, plan),
  ],
  responses: {
    200: { description: 'The answer.', headers: answerHeaders, content: contentOf(product) },
    ...(product.spec.cacheSeconds > 0 && { 304: { description: 'What the consumer holds still stands; metered as a call.' } }),
    default: {
      description: 'A refusal, with its article and a way out.',
      content: { 'application/problem+json': { schema: ref('Problem') } },
    },
  },
})

const scenario = (key: IssuedKey, { spec }: Product): Schema => ({
  ...header('Yunhe-Scenario', 'The scenario the use was approved for.', {
    type: 'string',
    enum: key.scenarios.filter((one) => spec.scenarios.includes(one)),
  }),
  required: true,
})

const ownParameters = (product: Product, plan: Plan): readonly Schema[] => {
  const { spec } = product
  const names = plan.shown.map(({ name }) => name)
  switch (spec.delivery.by) {
    case 'look-up':
      return [
        query('fields', `Which fields, parted by commas: ${names.join(', ')}.`, { type: 'string' }),
        query('limit', 'Most rows of the answer.', { type: 'integer', minimum: 1, maximum: rowsPerAnswer, default: rowsPerAnswer }),
        query('cursor', 'Where the next page begins: `next` of the page before.', { type: 'string', pattern: '^[0-9]{1,9}-[0-9]{1,15}$' }),
      ]
    case 'aggregates':
      return [
        query('group', `Columns to group by, parted by commas: ${names.join(', ')}.`, { type: 'string' }),
        query('measure', '`count`, or `sum:`, `avg:`, `min:`, `max:` before a column, parted by commas.', {
          type: 'string',
          default: 'count',
        }),
      ]
    case 'file':
    case 'report': {
      const kinds = kindsOf(spec)
      return [query('format', 'The format of the file.', { type: 'string', enum: kinds, default: kinds[0] })]
    }
    case 'dashboard':
    case 'score':
      return []
  }
}

const contentOf = ({ spec }: Product): Schema => {
  const binary = { schema: { type: 'string', format: 'binary' } }
  switch (spec.delivery.by) {
    case 'look-up':
    case 'score':
      return { 'application/json': { schema: answerSchema } }
    case 'aggregates':
      return { 'application/json': { schema: { ...answerSchema, required: ['version', 'count', 'rows'] } } }
    case 'dashboard':
      return { 'text/html': { schema: { type: 'string' } } }
    default:
      return Object.fromEntries(kindsOf(spec).map((kind) => [mediaTypes[kind] ?? 'application/octet-stream', binary]))
  }
}

const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  html: 'text/html',
  pdf: 'application/pdf',
}

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const header = (name: string, description: string, schema: Schema): Schema => ({ name, in: 'header', description, schema })
const query = (name: string, description: string, schema: Schema): Schema => ({ name, in: 'query', description, schema })

const answerSchema: Schema = {
  type: 'object',
  required: ['version', 'count', 'more', 'rows'],
  properties: {
    version: { type: 'integer' },
    count: { type: 'integer' },
    more: { type: 'boolean' },
    next: { type: 'string', description: 'The cursor of the next page, where there is one.' },
    rows: { type: 'array', items: ref('Row') },
  },
}

const rowSchema = ({ shown, typeByColumn }: Plan): Schema => ({
  type: 'object',
  properties: Object.fromEntries(
    shown.map(({ name, mask }) => [
      name,
      { ...typeSchema(shownType(typeByColumn.get(name) ?? 'text', mask)), ...(mask && { description: maskWords[mask.kind] }) },
    ]),
  ),
})

const maskWords: Readonly<Record<ResponseMask['kind'], string>> = {
  round: 'rounded',
  partial: 'partly hidden',
  year: 'the year alone',
  hide: 'hidden',
}

const shownType = (type: string, mask: ResponseMask | undefined): string => (mask === undefined || mask.kind === 'round' ? type : 'text')

/** A value may be missing in any row. */
const typeSchema = (type: string): Schema => {
  switch (type) {
    case 'integer':
      return { type: ['integer', 'null'] }
    case 'number':
      return { type: ['number', 'null'] }
    case 'boolean':
      return { type: ['boolean', 'null'] }
    case 'date':
      return { type: ['string', 'null'], format: 'date' }
    default:
      return { type: ['string', 'null'] }
  }
}

const answerHeaders: Schema = Object.fromEntries(
  [
    ['RateLimit-Policy', 'Calls allowed a day and a second.'],
    ['RateLimit', 'Calls left, and seconds until the window begins again.'],
    ['ETag', 'Where the product may be kept.'],
    ['Content-Digest', 'SHA-256 of the body, in a signed answer.'],
    ['Signature-Input', 'What was signed.'],
    ['Signature', 'Ed25519 by the zone.'],
  ].map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
)

const words: Schema = { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } }
const problem: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'refusals'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    article: { type: 'integer', description: 'The article of the measures it rests on.' },
    wayOut: words,
    refusals: {
      type: 'array',
      items: {
        type: 'object',
        properties: { rule: { type: 'string' }, code: { type: 'string' }, words, fields: { type: 'array', items: { type: 'string' } } },
      },
    },
  },
}
