/** A query on the synthetic twins: refused as it would be on the data, and otherwise shown whole, because nobody stands behind it (article 16). */
import { sqlWork } from '../jobs/work.ts'
import type { AskedSql } from './asked.ts'
import { type Prepare, standardLimits } from './kind.ts'

export const prepareOnTwin: Prepare<AskedSql> = async ({ sql, parameters = {} }, { checked, checkedOnTwin }) => {
  const names = Object.keys(parameters)
  const onData = await checked(sql, names)
  if (!onData.ok) return onData
  const answer = await checkedOnTwin(sql, names)
  if (!answer.ok) return answer
  return {
    ok: true,
    prepared: {
      work: sqlWork(answer.canonical, undefined, parameters),
      reads: answer.reads,
      // What comes of a twin comes from no column of the data.
      outputs: answer.lineage.map(() => []),
      onTwin: true,
      limits: standardLimits,
      priority: 'interactive',
      finish: async ({ results: [result] }, { job }) => {
        if (result === undefined) throw new Error(`could not finish job ${job}: its query gave no result`)
        const { name, columns, rows } = result
        const step = { name, outcome: 'released', columns, rows, suppressed: 0, checks: [], lineage: answer.lineage } as const
        return { end: 'done', steps: [step], checks: [] }
      },
    },
  }
}
