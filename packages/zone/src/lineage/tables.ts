/** From delivered data, and from admitted social data, to the tables of a workspace (articles 12 and 16). */
import type { Grant } from '../orders.ts'
import type { Admitted, Workspace, ZoneState } from '../state.ts'
import type { ColumnStep, LineageNode, Step } from './graph.ts'
import { groundOf, lastDone, workspaceGround } from './grounds.ts'

export const tableId = (workspace: string, table: string): string => `table:${workspace}/${table}`

export const tableSteps = (state: ZoneState): readonly Step[] =>
  [...state.workspaces.values()].flatMap((workspace) => [
    ...workspace.grant.tables.map((table) => granted(table, workspace, state)),
    ...workspace.admitted.map((one) => admitted(one, workspace, state)),
  ])

const granted = (table: Grant['tables'][number], workspace: Workspace, state: ZoneState): Step => {
  const { dataset } = table
  const version = workspace.sources.find((source) => source.dataset === dataset)?.version
  const source: LineageNode = {
    id: version === undefined ? `dataset:${dataset}` : `dataset:${dataset}@${version}`,
    kind: 'dataset',
    name: dataset,
    holder: state.datasets.get(dataset)?.provider ?? '',
  }
  const to = tableNode(dataset, workspace)
  return {
    nodes: [source, to],
    edges: [{ from: source.id, to: to.id, columns: columnsOf(table), ground: workspaceGround(workspace.grant.workspace, state) }],
  }
}

const admitted = (one: Admitted, workspace: Workspace, state: ZoneState): Step => {
  const source: LineageNode = { id: `import:${one.import}`, kind: 'import', name: one.table.dataset, holder: one.operator }
  const to = tableNode(one.table.dataset, workspace)
  const order = lastDone(state, 'admit', ({ admission }) => admission.import === one.import)
  return {
    nodes: [source, to],
    edges: [{ from: source.id, to: to.id, columns: columnsOf(one.table), ground: groundOf(order, workspace.grant) }],
  }
}

const tableNode = (table: string, { grant, stage }: Workspace): LineageNode => ({
  id: tableId(grant.workspace, table),
  kind: 'table',
  name: table,
  holder: grant.operator,
  workspace: grant.workspace,
  stage,
})

const columnsOf = ({ columns }: Grant['tables'][number]): readonly ColumnStep[] =>
  columns
    .filter(({ disclosure }) => disclosure !== 'hidden')
    .map(({ name, disclosure, mask }) => ({
      output: name,
      from: [name],
      how: mask === undefined ? disclosure : `${disclosure}, ${mask.kind}`,
    }))
