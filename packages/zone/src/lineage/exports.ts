/** From the job whose result was frozen, or the model, to the export that left, with the decision that released it (article 16). */
import type { KnownExport } from '../export/state.ts'
import type { ZoneState } from '../state.ts'
import type { LineageNode, Step } from './graph.ts'
import { groundOf, lastDone } from './grounds.ts'
import { edgeFromModel } from './models.ts'

export const exportSteps = (state: ZoneState): readonly Step[] => [...state.exports.values()].map((one) => stepOf(one, state))

const stepOf = (one: KnownExport, state: ZoneState): Step => {
  const grant = state.workspaces.get(one.workspace)?.grant
  const node: LineageNode = {
    id: `export:${one.export}`,
    kind: 'export',
    name: one.export,
    holder: one.organization,
    workspace: one.workspace,
    stage: one.stage,
  }
  const order = lastDone(state, 'release-export', ({ terms }) => terms.export === one.export)
  const ground = groundOf(order, { authorization: grant?.authorization ?? '', grant: grant?.grant ?? '' })
  const jobs = (one.jobs ?? []).filter((job) => state.jobs.has(job))
  return {
    nodes: [node],
    edges: [
      ...jobs.map((job) => ({ from: `job:${job}`, to: node.id, columns: columnsOf(job, state), ground })),
      ...(one.models ?? []).flatMap((model) => edgeFromModel(model, node.id, { outputs: ['model'], how: 'export', ground }, state)),
    ],
  }
}

/** Every column of the result leaves, by its number. */
const columnsOf = (job: string, state: ZoneState) =>
  (state.jobs.get(job)?.outputs ?? []).map((_, at) => ({ output: String(at + 1), from: [String(at + 1)], how: 'export' }))
