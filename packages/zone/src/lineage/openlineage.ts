/** The graph in the words of OpenLineage 2-0-2, for tools that we did not write: each step a run with a start and an end, columns by facet. */
import { createHash } from 'node:crypto'
import type { ColumnStep, LineageEdge, LineageGraph, LineageNode } from './graph.ts'

const schema = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent'
const facets = 'https://openlineage.io/spec/facets'
const columnLineage = `${facets}/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet`
const schemaFacet = `${facets}/1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet`
const jobType = `${facets}/2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet`

export type OpenLineageEvent = Readonly<Record<string, unknown>>

export interface Told {
  readonly zone: string
  /** The address of whoever tells it. */
  readonly producer: string
  /** For what the log has no time of its own. */
  readonly at: string
}

/** What a step is called, by what it made. What nobody made here is only ever an input. */
const made: Readonly<Partial<Record<LineageNode['kind'], string>>> = {
  table: 'PROVISION',
  job: 'QUERY',
  model: 'TRAIN',
  export: 'EXPORT',
  product: 'PUBLISH',
  subscription: 'ISSUE',
}

export const openLineageOf = ({ nodes, edges }: LineageGraph, told: Told): readonly OpenLineageEvent[] =>
  nodes.flatMap((node) => {
    const type = made[node.kind]
    const into = edges.filter(({ to }) => to === node.id)
    return type === undefined || into.length === 0 ? [] : eventsOf(node, type, into, told)
  })

const eventsOf = (node: LineageNode, type: string, into: readonly LineageEdge[], told: Told): readonly OpenLineageEvent[] => {
  const namespace = `yunhe://${told.zone}`
  const { producer } = told
  const base = {
    eventTime: node.at ?? told.at,
    producer,
    schemaURL: schema,
    run: {
      runId: runIdOf(node.id),
      facets: { yunhe_ground: { _producer: producer, _schemaURL: `${producer}/docs/formats/lineage`, ...groundsOf(into) } },
    },
    job: {
      namespace,
      name: node.id,
      facets: { jobType: { _producer: producer, _schemaURL: jobType, processingType: 'BATCH', integration: 'YUNHE', jobType: type } },
    },
  }
  const inputs = into.map(({ from }) => ({ namespace, name: from }))
  const end = endOf(node)
  const outputs = end === 'COMPLETE' ? [{ namespace, name: node.id, facets: facetsOf(into, { namespace, producer }) }] : []
  return [
    { ...base, eventType: 'START', inputs, outputs: [] },
    ...(end === undefined ? [] : [{ ...base, eventType: end, inputs, outputs }]),
  ]
}

/** Undefined while it runs. */
const endOf = ({ kind, stage }: LineageNode): 'COMPLETE' | 'FAIL' | 'ABORT' | undefined => {
  if (kind !== 'job') return 'COMPLETE'
  if (stage === 'running') return undefined
  if (stage === 'done') return 'COMPLETE'
  return stage === 'cancelled' || stage === 'killed' ? 'ABORT' : 'FAIL'
}

const groundsOf = (into: readonly LineageEdge[]) => {
  const [first] = into
  return {
    authorization: first?.ground.authorization ?? '',
    grant: first?.ground.grant ?? '',
    decisions: [...new Set(into.map(({ ground }) => ground.decision))],
    under: [...new Set(into.flatMap(({ ground }) => ground.under))],
  }
}

const facetsOf = (into: readonly LineageEdge[], { namespace, producer }: { readonly namespace: string; readonly producer: string }) => {
  const names = [...new Set(into.flatMap(({ columns }) => columns.map(({ output }) => output)))]
  return {
    schema: { _producer: producer, _schemaURL: schemaFacet, fields: names.map((name) => ({ name })) },
    columnLineage: {
      _producer: producer,
      _schemaURL: columnLineage,
      fields: Object.fromEntries(names.map((name) => [name, { inputFields: into.flatMap((edge) => inputsOf(edge, name, namespace)) }])),
    },
  }
}

const inputsOf = ({ from, columns }: LineageEdge, name: string, namespace: string) =>
  columns
    .filter(({ output }) => output === name)
    .flatMap((step) => step.from.map((field) => ({ namespace, name: from, field, transformations: [transformationOf(step)] })))

/** A column that came as it was is an identity; what a mask or a query made of it is a transformation. */
const transformationOf = ({ how }: ColumnStep) => ({
  type: 'DIRECT',
  subtype: how === 'plain' || how === 'call' ? 'IDENTITY' : 'TRANSFORMATION',
  description: how,
  masking: how.includes(','),
})

/** The same step has the same run however often it is told: its name, hashed into the form of a UUID. */
const runIdOf = (name: string): string => {
  const hash = createHash('sha256').update(`yunhe/run/1\n${name}`).digest('hex')
  const variant = ((Number.parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(18, 20)}-${hash.slice(20, 32)}`
}
