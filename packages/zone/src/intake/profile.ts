/** What is said of an accepted version: counts and shapes; no value, because the least and the greatest of a column are some person's. */
import type { DataEngine } from '../engine/data.ts'
import { parquet } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import type { DatasetContract } from '../orders.ts'
import type { Suggestion } from './classify.ts'
import { classify } from './classify.ts'

export type ColumnProfile = {
  readonly name: string
  readonly empty: number
  /** Estimated; about 2 % off. */
  readonly distinct: number
  readonly suggestions: readonly Suggestion[]
}
export type Profile = { readonly rows: number; readonly columns: readonly ColumnProfile[] }

const sampledRows = 2000

export const profileOf = async (engine: DataEngine, contract: DatasetContract, file: string): Promise<Profile> => {
  const counts = contract.columns.map(
    ({ name }, index) => `count(*) - count(${quoted(name)}) AS e${index}, approx_count_distinct(${quoted(name)}) AS d${index}`,
  )
  const [counted = {}] = await engine.rows(`SELECT count(*) AS n, ${counts.join(', ')} FROM ${parquet([file])}`)
  const sample = await engine.rows(`SELECT * FROM ${parquet([file])} LIMIT ${sampledRows}`)
  const columns = contract.columns.map(({ name }, index) => ({
    name,
    empty: Number(counted[`e${index}`]),
    distinct: Number(counted[`d${index}`]),
    suggestions: classify(
      sample
        .map((row) => row[name])
        .filter((value) => value !== null)
        .map(String),
    ),
  }))
  return { rows: Number(counted.n), columns }
}
