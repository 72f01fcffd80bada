/** From the tables of a workspace to the results of its jobs. Result columns are numbered: their names are a person's own words and stay in the sealed paper. */
import type { KnownJob, ZoneState } from '../state.ts'
import type { LineageNode, Step } from './graph.ts'
import { workspaceGround } from './grounds.ts'
import { edgeFromModel } from './models.ts'
import { tableId } from './tables.ts'

export const jobSteps = (state: ZoneState): readonly Step[] =>
  [...state.jobs.values()].filter(({ outputs }) => outputs.length > 0).map((job) => stepOf(job, state))

const stepOf = ({ job, workspace, submittedAt, ended, outputs, model }: KnownJob, state: ZoneState): Step => {
  const node: LineageNode = {
    id: `job:${job}`,
    kind: 'job',
    name: job,
    holder: state.workspaces.get(workspace)?.grant.operator ?? '',
    workspace,
    at: ended?.at ?? submittedAt,
    stage: ended?.end ?? 'running',
  }
  const ground = { ...workspaceGround(workspace, state) }
  const tables = new Set(outputs.flatMap((from) => from.map(({ table }) => table)))
  return {
    nodes: [node],
    edges: [
      ...[...tables].map((table) => ({
        from: tableId(workspace, table),
        to: node.id,
        columns: outputs
          .map((from, at) => ({
            output: String(at + 1),
            from: from.filter((one) => one.table === table).map(({ column }) => column),
            how: 'query',
          }))
          .filter(({ from }) => from.length > 0),
        ground,
      })),
      ...edgeFromModel(model, node.id, { outputs: outputs.map((_, at) => String(at + 1)), how: 'score', ground }, state),
    ],
  }
}
