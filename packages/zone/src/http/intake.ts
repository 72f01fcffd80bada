/** What an agency does in the zone, straight from the console: delivers files, has sources read, shows samples, looks at versions (articles 6, 12, 16). */
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { How } from '../deliveries.ts'
import { type Format, formatNames } from '../intake/formats.ts'
import { rhythms } from '../intake/sources/timetable.ts'
import type { ZoneNode } from '../node.ts'
import type { Ticket } from '../orders.ts'
import { datasetScope, deliveryModes, importScope } from '../store/manifest.ts'
import type { Entrance } from '../tickets.ts'
import { sayNo } from './speak.ts'
import { routesOfUploads } from './uploads.ts'

type Within = (
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: readonly Entrance[],
  act: (ticket: Ticket) => Promise<unknown>,
) => Promise<unknown>

const delimiterByName = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const

const deliveryShape = z.object({
  format: z.enum(formatNames),
  delimiter: z.enum(['comma', 'semicolon', 'tab', 'pipe']).optional(),
  encoding: z.enum(['utf-8', 'gb18030']).optional(),
  sheet: z.string().min(1).max(31).optional(),
  mode: z.enum(deliveryModes).optional(),
  drift: z.literal('accepted').optional(),
})
type Asked = z.infer<typeof deliveryShape>

const pullShape = z.strictObject({
  source: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  table: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  mode: z.enum(deliveryModes).optional(),
  drift: z.literal('accepted').optional(),
})

const standingShape = z.strictObject({
  source: pullShape.shape.source,
  table: pullShape.shape.table,
  mode: z.enum(deliveryModes).default('whole'),
  every: z.enum(rhythms),
  hour: z.int().min(0).max(23),
})

const formatOf = ({ format, delimiter, encoding, sheet }: Asked): Format => {
  const read = encoding === undefined ? {} : { encoding }
  switch (format) {
    case 'csv':
      return { kind: 'csv', ...read, ...(delimiter !== undefined && { delimiter: delimiterByName[delimiter] }) }
    case 'json':
      return { kind: 'json-lines', ...read }
    case 'xlsx':
      return { kind: 'xlsx', ...(sheet !== undefined && { sheet }) }
    case 'parquet':
      return { kind: 'parquet' }
  }
}

const howOf = ({ mode, drift }: Pick<Asked, 'mode' | 'drift'>): How => ({
  ...(mode !== undefined && { mode }),
  ...(drift !== undefined && { driftAccepted: true }),
})

const bodyLimit = 64 * 2 ** 30

export const routesOfIntake = (app: FastifyInstance, zone: ZoneNode, within: Within): void => {
  const intake = (scope: string): readonly Entrance[] => [{ purpose: 'intake', scope }]
  const watching: Entrance = { purpose: 'watch', scope: '*' }
  /** From where a dataset may be filled, and what of it is read by itself. */
  const seen = (dataset: string) => {
    const standing = zone.pulls.of(dataset)
    return { sources: zone.intake.sourcesOf(dataset), ...(standing && { standing }) }
  }

  /** A file with what is said of it, or where that is malformed. */
  const withFile = async (
    request: FastifyRequest,
    reply: FastifyReply,
    act: (format: Format, body: Readable, asked: Asked) => Promise<unknown>,
  ): Promise<unknown> => {
    const asked = deliveryShape.safeParse(request.query)
    if (!asked.success || !isStream(request.body)) return sayNo(reply, 'malformed', asked.success ? ['body'] : fieldsOf(asked.error))
    return act(formatOf(asked.data), request.body, asked.data)
  }

  app.post<{ Params: { dataset: string } }>('/datasets/:dataset/files', { bodyLimit }, (request, reply) =>
    within(request, reply, intake(request.params.dataset), (ticket) =>
      withFile(
        request,
        reply,
        async (format, body, asked) =>
          (await zone.deliver(ticket, request.params.dataset, format, body, howOf(asked))) ?? sayNo(reply, 'dataset-unknown'),
      ),
    ),
  )

  app.post<{ Params: { dataset: string } }>('/datasets/:dataset/pulls', (request, reply) =>
    within(request, reply, intake(request.params.dataset), async (ticket) => {
      const asked = pullShape.safeParse(request.body)
      if (!asked.success) return sayNo(reply, 'malformed', fieldsOf(asked.error))
      return (await zone.intake.pull(ticket, request.params.dataset, asked.data, howOf(asked.data))) ?? sayNo(reply, 'source-unknown')
    }),
  )

  app.get<{ Params: { dataset: string } }>('/datasets/:dataset/sources', (request, reply) =>
    within(request, reply, intake(request.params.dataset), async () => seen(request.params.dataset)),
  )

  app.post<{ Params: { dataset: string } }>('/datasets/:dataset/standing-pull', (request, reply) =>
    within(request, reply, intake(request.params.dataset), async (ticket) => {
      const asked = standingShape.safeParse(request.body)
      if (!asked.success) return sayNo(reply, 'malformed', fieldsOf(asked.error))
      const isSet = await zone.pulls.set(ticket, request.params.dataset, asked.data)
      return isSet ? seen(request.params.dataset) : sayNo(reply, 'source-unknown')
    }),
  )

  app.delete<{ Params: { dataset: string } }>('/datasets/:dataset/standing-pull', (request, reply) =>
    within(request, reply, intake(request.params.dataset), async (ticket) => {
      await zone.pulls.end(ticket, request.params.dataset)
      return seen(request.params.dataset)
    }),
  )

  app.post<{ Params: { import: string } }>('/imports/:import/files', { bodyLimit }, (request, reply) =>
    within(request, reply, [{ purpose: 'quarantine', scope: request.params.import }], (ticket) =>
      withFile(request, reply, async (format, body) => {
        const answer = await zone.quarantine(ticket, request.params.import, format, body)
        return answer.ok ? answer.delivered : sayNo(reply, answer.refusal)
      }),
    ),
  )

  /** What is said of a file that has come already, or where that is malformed. */
  const askedOf = (request: FastifyRequest, reply: FastifyReply): Asked | undefined => {
    const asked = deliveryShape.safeParse(request.query)
    if (asked.success) return asked.data
    sayNo(reply, 'malformed', fieldsOf(asked.error))
    return undefined
  }

  routesOfUploads(app, zone.uploads, within, {
    path: '/datasets/:name',
    entrance: (name) => ({ purpose: 'intake', scope: name }),
    scopeOf: datasetScope,
    take: (request, reply, ticket, name) => {
      const asked = askedOf(request, reply)
      return (
        asked &&
        (async (file) => {
          const answer = await zone.deliver(ticket, name, formatOf(asked), file, howOf(asked))
          return answer === undefined ? { ok: false, refusal: 'dataset-unknown' } : { ok: true, answer }
        })
      )
    },
  })

  routesOfUploads(app, zone.uploads, within, {
    path: '/imports/:name',
    entrance: (name) => ({ purpose: 'quarantine', scope: name }),
    scopeOf: importScope,
    take: (request, reply, ticket, name) => {
      const asked = askedOf(request, reply)
      return (
        asked &&
        (async (file) => {
          const answer = await zone.quarantine(ticket, name, formatOf(asked), file)
          return answer.ok ? { ok: true, answer: answer.delivered } : { ok: false, refusal: answer.refusal }
        })
      )
    },
  })

  app.post('/samples', { bodyLimit: 2 ** 30 }, (request, reply) =>
    within(request, reply, [{ purpose: 'sample', scope: '*' }], (ticket) =>
      withFile(request, reply, async (format, body) => zone.intake.sample(ticket, format, body)),
    ),
  )

  app.get<{ Params: { dataset: string } }>('/datasets/:dataset', (request, reply) =>
    within(
      request,
      reply,
      [...intake(request.params.dataset), watching],
      async () => (await zone.dataset(request.params.dataset)) ?? sayNo(reply, 'dataset-unknown'),
    ),
  )

  app.get<{ Params: { dataset: string } }>('/datasets/:dataset/card', (request, reply) =>
    within(
      request,
      reply,
      [{ purpose: 'catalog', scope: request.params.dataset }],
      async () => (await zone.catalogCard(request.params.dataset)) ?? sayNo(reply, 'dataset-unknown'),
    ),
  )

  app.get<{ Params: { dataset: string } }>('/datasets/:dataset/versions', (request, reply) =>
    within(request, reply, intake(request.params.dataset), async () => {
      const versions = await zone.intake.versions(request.params.dataset)
      return versions === undefined ? sayNo(reply, 'dataset-unknown') : { versions }
    }),
  )

  app.get<{ Params: { dataset: string; version: string } }>('/datasets/:dataset/versions/:version', (request, reply) =>
    within(
      request,
      reply,
      intake(request.params.dataset),
      async () => (await zone.intake.notes(request.params.dataset, Number(request.params.version))) ?? sayNo(reply, 'version-unknown'),
    ),
  )

  app.get<{ Params: { dataset: string; version: string } }>('/datasets/:dataset/versions/:version/set-aside', (request, reply) =>
    within(request, reply, intake(request.params.dataset), async (ticket) => {
      const lines = await zone.intake.setAside(ticket, request.params.dataset, Number(request.params.version))
      return lines === undefined ? sayNo(reply, 'version-unknown') : reply.type('application/x-ndjson').send(lines)
    }),
  )
}

const fieldsOf = (error: z.ZodError): readonly string[] => error.issues.map(({ path }) => path.map(String).join('.') || 'format')

const isStream = (body: unknown): body is Readable => typeof body === 'object' && body !== null && 'pipe' in body
