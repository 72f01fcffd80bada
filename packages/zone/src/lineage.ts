/** What came from what, in one answer: datasets to workspace tables to jobs and products, columns where the bound plan shows them (article 3). */
import type { Lineage } from './sql/check.ts'
import type { ZoneState } from './state.ts'

/** A node is `dataset:flights`, `import:s1`, `table:w1/flights`, `product:d1@1`; an edge leads from what was used to what came of it. */
export interface LineageNode {
  readonly id: string
  readonly kind: 'dataset' | 'table' | 'product'
  readonly name: string
}

export interface LineageEdge {
  readonly from: string
  readonly to: string
  /** Output column by the columns it comes from, or granted column by its mask. */
  readonly columns: readonly { readonly output: string; readonly from: readonly string[]; readonly how: string }[]
}

export interface LineageAnswer {
  readonly nodes: readonly LineageNode[]
  readonly edges: readonly LineageEdge[]
}

export const lineageFor = (
  asked: { readonly product?: string | undefined; readonly workspace?: string | undefined },
  state: ZoneState,
): LineageAnswer => {
  const workspaces = workspacesFor(asked, state)
  const products = [...state.products.values()].filter(
    ({ spec }) => workspaces.includes(spec.workspace) && (asked.product === undefined || asked.product === spec.product),
  )
  const provisioned = workspaces.flatMap((workspace) => tablesOf(workspace, state))
  const published = products.map(({ spec }) => {
    const product = { id: `product:${spec.product}@${spec.version}`, kind: 'product' as const, name: spec.name }
    return { node: product, edges: productEdges(product.id, spec.workspace, state.lineage.get(spec.product) ?? []) }
  })
  const used = new Set(published.flatMap(({ edges }) => edges.map(({ from }) => from)))
  const kept = asked.product === undefined ? provisioned : provisioned.filter(({ table }) => used.has(table.id))
  return {
    nodes: once([...kept.flatMap(({ dataset, table }) => [dataset, table]), ...published.map(({ node }) => node)]),
    edges: [...kept.map(({ edge }) => edge), ...published.flatMap(({ edges }) => edges)],
  }
}

const workspacesFor = (
  { product, workspace }: { readonly product?: string | undefined; readonly workspace?: string | undefined },
  state: ZoneState,
): readonly string[] => {
  if (workspace !== undefined) return state.workspaces.has(workspace) ? [workspace] : []
  if (product === undefined) return [...state.workspaces.keys()]
  const known = state.products.get(product)
  return known === undefined ? [] : [known.spec.workspace]
}

const sourcesOf = (workspace: string, state: ZoneState) => {
  const known = state.workspaces.get(workspace)
  return [
    ...(known?.grant.tables ?? []).map((table) => ({ ...table, source: `dataset:${table.dataset}` })),
    ...(known?.admitted ?? []).map((one) => ({ ...one.table, source: `import:${one.import}` })),
  ]
}

const tablesOf = (workspace: string, state: ZoneState) =>
  sourcesOf(workspace, state).map(({ dataset, columns, source }) => {
    const from: LineageNode = { id: source, kind: 'dataset', name: dataset }
    const table: LineageNode = { id: `table:${workspace}/${dataset}`, kind: 'table', name: dataset }
    const kept = columns.filter(({ disclosure }) => disclosure !== 'hidden')
    const edge: LineageEdge = {
      from: from.id,
      to: table.id,
      columns: kept.map(({ name, disclosure, mask }) => ({
        output: name,
        from: [name],
        how: mask === undefined ? disclosure : `${disclosure}, ${mask.kind}`,
      })),
    }
    return { dataset: from, table, edge }
  })

const productEdges = (product: string, workspace: string, lineage: readonly Lineage[]): readonly LineageEdge[] => {
  const tables = new Set(lineage.flatMap(({ from }) => from.map(({ table }) => table)))
  return [...tables].map((table) => ({
    from: `table:${workspace}/${table}`,
    to: product,
    columns: lineage
      .map(({ output, from }) => ({ output, from: from.filter((one) => one.table === table).map(({ column }) => column), how: 'query' }))
      .filter(({ from }) => from.length > 0),
  }))
}

const once = (nodes: readonly LineageNode[]): readonly LineageNode[] => [...new Map(nodes.map((node) => [node.id, node])).values()]
