/** Rows that too few are like are not written, where a decision would rather lose a few rows than generalize all of them (articles 12 and 16). */
import { rename } from 'node:fs/promises'
import { type DataEngine, parquet } from './engine/data.ts'
import { quoted } from './engine/engine.ts'
import type { Grant } from './orders.ts'

export type LeaveOut = NonNullable<Grant['leaveOut']>

export interface Kept {
  readonly rows: number
  /** Of the rows that there were. */
  readonly leftOutShare: number
}

/** Classes are those of the masked rows; empty values count as alike. Nothing is left out of a table without quasi-identifiers. */
export const leaveOutSmallClasses = async (
  engine: DataEngine,
  file: string,
  quasiIdentifiers: readonly string[],
  { below }: LeaveOut,
): Promise<Kept> => {
  const rows = `SELECT * FROM ${parquet([file])}`
  const by = quasiIdentifiers.map(quoted).join(', ')
  const sizes = quasiIdentifiers.length === 0 ? `SELECT count(*) AS n FROM (${rows})` : `SELECT count(*) AS n FROM (${rows}) GROUP BY ${by}`
  const [found] = await engine.rows(
    `SELECT coalesce(sum(n), 0)::BIGINT AS whole, coalesce(sum(n) FILTER (n < ${below}), 0)::BIGINT AS small FROM (${sizes})`,
  )
  const [whole, small] = [Number(found?.whole ?? 0), Number(found?.small ?? 0)]
  if (quasiIdentifiers.length === 0 || small === 0) return { rows: whole, leftOutShare: 0 }
  const alike = quasiIdentifiers.map((name) => `one.${quoted(name)} IS NOT DISTINCT FROM few.${quoted(name)}`).join(' AND ')
  const kept = `${file}.kept`
  const count = await engine.copy(
    `SELECT one.* FROM (${rows}) AS one ANTI JOIN (SELECT ${by} FROM (${rows}) GROUP BY ${by} HAVING count(*) < ${below}) AS few ON ${alike}`,
    kept,
  )
  await rename(kept, file)
  return { rows: count, leftOutShare: small / whole }
}
