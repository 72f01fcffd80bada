/** From the tables of a workspace to what is published, and on to the keys that call it (articles 17 and 24). */
import type { Lineage } from '../sql/check.ts'
import type { IssuedKey, Product, ZoneState } from '../state.ts'
import type { LineageNode, Step } from './graph.ts'
import { groundOf, lastDone } from './grounds.ts'
import { edgeFromModel } from './models.ts'
import { tableId } from './tables.ts'

export const servedSteps = (state: ZoneState): readonly Step[] => [
  ...[...state.products.values()].map((product) => published(product, state)),
  ...[...state.keys.values()].flatMap((key) => called(key, state)),
]

const productId = ({ spec }: Product): string => `product:${spec.product}@${spec.version}`

const published = (product: Product, state: ZoneState): Step => {
  const { spec, stage } = product
  const node: LineageNode = {
    id: productId(product),
    kind: 'product',
    name: spec.name,
    holder: spec.operator,
    workspace: spec.workspace,
    stage,
  }
  const grant = state.workspaces.get(spec.workspace)?.grant
  const order = lastDone(state, 'publish', (body) => body.spec.product === spec.product && body.spec.version === spec.version)
  const ground = groundOf(order, { authorization: grant?.authorization ?? '', grant: grant?.grant ?? '' })
  if (spec.source.from === 'model') {
    const said = product.served?.columns.at(-1)?.name ?? 'score'
    return { nodes: [node], edges: edgeFromModel(spec.source.model, node.id, { outputs: [said], how: 'score', ground }, state) }
  }
  const lineage = state.lineage.get(spec.product) ?? []
  return {
    nodes: [node],
    edges: tablesIn(lineage).map((table) => ({
      from: tableId(spec.workspace, table),
      to: node.id,
      columns: lineage
        .map(({ output, from }) => ({ output, from: from.filter((one) => one.table === table).map(({ column }) => column), how: 'query' }))
        .filter(({ from }) => from.length > 0),
      ground,
    })),
  }
}

const tablesIn = (lineage: readonly Lineage[]): readonly string[] => [
  ...new Set(lineage.flatMap(({ from }) => from.map(({ table }) => table))),
]

/** A key sees every column that is served; how often it called is the meter's to say. */
const called = (key: IssuedKey, state: ZoneState): readonly Step[] => {
  const product = state.products.get(key.product)
  if (product === undefined) return []
  const node: LineageNode = {
    id: `subscription:${key.key}`,
    kind: 'subscription',
    name: key.key,
    holder: key.consumer,
    workspace: product.spec.workspace,
    stage: key.withdrawn ? 'withdrawn' : 'issued',
  }
  const grant = state.workspaces.get(product.spec.workspace)?.grant
  const order = lastDone(state, 'issue-key', ({ accessKey }) => accessKey.key === key.key)
  return [
    {
      nodes: [node],
      edges: [
        {
          from: productId(product),
          to: node.id,
          columns: (product.served?.columns ?? []).map(({ name }) => ({ output: name, from: [name], how: 'call' })),
          ground: groundOf(order, { authorization: grant?.authorization ?? '', grant: grant?.grant ?? '' }),
        },
      ],
    },
  ]
}
