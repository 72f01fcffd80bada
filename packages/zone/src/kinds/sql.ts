/** One checked query: what a person runs on the workbench, and what a product is made of (article 16). */
import { sqlWork } from '../jobs/work.ts'
import type { CheckedSql } from '../sql/check.ts'
import type { AskedSql } from './asked.ts'
import { type Finished, type Prepare, type Prepared, released, standardLimits } from './kind.ts'

export const prepareSql: Prepare<AskedSql> = async ({ sql, parameters = {} }, { checked }) => {
  const answer = await checked(sql, Object.keys(parameters))
  if (!answer.ok) return answer
  return { ok: true, prepared: sqlPrepared(answer, { parameters, ...(answer.addsFractions && { threads: 1 }) }) }
}

/** @param as names the result among what the workspace has released; the job by its id where it is left out */
export const sqlPrepared = (
  checked: CheckedSql,
  {
    parameters = {},
    limits = standardLimits,
    priority = 'interactive',
    threads,
    as,
  }: Partial<Pick<Prepared, 'limits' | 'priority'>> & SqlMore,
): Prepared => ({
  work: { ...sqlWork(checked.canonical, checked.membership, parameters), ...(threads !== undefined && { threads }) },
  reads: checked.reads,
  outputs: checked.lineage.map(({ from }) => from),
  limits,
  priority,
  finish: async ({ results: [result] }, job): Promise<Finished> => {
    if (result === undefined) throw new Error(`could not finish job ${job.job}: its query gave no result`)
    const step = await released(job, { name: result.name, checked, parameters, result, limits, as: as ?? `job ${job.job}` })
    const { checks } = step
    return step.outcome === 'released' ? { end: 'done', steps: [step], checks } : { end: 'withheld', code: 'output-checks', checks }
  },
})

interface SqlMore {
  readonly parameters?: NonNullable<AskedSql['parameters']>
  readonly as?: string
  readonly threads?: number
}
