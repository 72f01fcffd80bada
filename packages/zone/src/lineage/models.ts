/** From the tables of a workspace to what was learned of them, and on to what a model scores, to the file that leaves and to the product that answers (articles 3 and 16). */
import type { KnownModel, ZoneState } from '../state.ts'
import type { ColumnStep, Ground, LineageEdge, LineageNode, Step } from './graph.ts'
import { workspaceGround } from './grounds.ts'
import { tableId } from './tables.ts'

export const modelId = ({ model, version }: Pick<KnownModel, 'model' | 'version'>): string => `model:${model}@${version}`

export const modelSteps = (state: ZoneState): readonly Step[] => [...state.models.values()].map((model) => stepOf(model, state))

/** Features are numbered as the columns of results are: their names are a person's own words. */
const stepOf = (one: KnownModel, state: ZoneState): Step => {
  const { workspace, name, at, lineage, deleted } = one
  const node: LineageNode = {
    id: modelId(one),
    kind: 'model',
    name,
    holder: state.workspaces.get(workspace)?.grant.operator ?? '',
    workspace,
    at,
    stage: deleted ? 'deleted' : 'kept',
  }
  const ground = workspaceGround(workspace, state)
  const tables = new Set(lineage.flatMap(({ from }) => from.map(({ table }) => table)))
  return {
    nodes: [node],
    edges: [...tables].map((table) => ({
      from: tableId(workspace, table),
      to: node.id,
      columns: lineage
        .map(({ from }, at) => ({
          output: String(at + 1),
          from: from.filter((one) => one.table === table).map(({ column }) => column),
          how: 'train',
        }))
        .filter(({ from }) => from.length > 0),
      ground,
    })),
  }
}

/** Everything that was learned goes into whatever a model says. */
export const edgeFromModel = (
  model: string | undefined,
  to: string,
  { outputs, how, ground }: { readonly outputs: readonly string[]; readonly how: ColumnStep['how']; readonly ground: Ground },
  { models }: ZoneState,
): readonly LineageEdge[] => {
  const known = model === undefined ? undefined : models.get(model)
  if (known === undefined) return []
  const from = known.lineage.map((_, at) => String(at + 1))
  return [{ from: modelId(known), to, columns: outputs.map((output) => ({ output, from, how })), ground }]
}
