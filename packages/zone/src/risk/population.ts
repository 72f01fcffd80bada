/** The larger table that granted rows are a part of: as many look like this, masked alike (articles 12 and 16). */
import { join } from 'node:path'
import type { DataEngine } from '../engine/data.ts'
import { parquet } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import { boundBySelect, type TablePlan } from '../grant.ts'
import type { Population } from './sizes.ts'

export interface Source {
  /** With the masks of the grant. */
  readonly engine: DataEngine
  /** Private. */
  readonly folder: string
  /** The whole dataset, in the clear. */
  readonly files: readonly string[]
  readonly dataset: string
  readonly plan: TablePlan
}

/** Undefined where the columns are none: one class needs no comparison. */
export const populationOf = async (
  { engine, folder, files, dataset, plan }: Source,
  quasiIdentifiers: readonly string[],
): Promise<Population | undefined> => {
  if (quasiIdentifiers.length === 0) return undefined
  const columns = quasiIdentifiers.map(quoted).join(', ')
  const to = join(folder, `${dataset}.population.parquet`)
  const masked = `SELECT ${plan.select} FROM ${parquet(files)}`
  await engine.copy(`SELECT ${columns}, count(*) AS people FROM (${masked}) GROUP BY ${columns}`, to, boundBySelect(plan))
  return parquet([to])
}
