/** Measures how well people hide among each other in masked rows: class sizes of the quasi-identifiers, prosecutor model (articles 12 and 16). */
import type { DataEngine, Row } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import type { MeasuredRisk } from '../orders.ts'

/** @param relation the rows as a person of the workspace will meet them; without quasi-identifiers all rows are one class */
export const measureRisk = async (engine: DataEngine, relation: string, quasiIdentifiers: readonly string[]): Promise<MeasuredRisk> => {
  const [measured = {}] = await engine.rows(riskSql(relation, quasiIdentifiers))
  return riskIn(measured, quasiIdentifiers)
}

const sizes = [
  { name: '1', condition: 'size = 1' },
  { name: '2-4', condition: 'size BETWEEN 2 AND 4' },
  { name: '5-9', condition: 'size BETWEEN 5 AND 9' },
  { name: '10-99', condition: 'size BETWEEN 10 AND 99' },
  { name: '100+', condition: 'size >= 100' },
] as const

const riskSql = (relation: string, quasiIdentifiers: readonly string[]): string => {
  const grouping = quasiIdentifiers.length === 0 ? '' : `GROUP BY ${quasiIdentifiers.map(quoted).join(', ')}`
  const bySize = sizes.map(({ condition }, index) => `count(*) FILTER (${condition}) AS s${index}`).join(', ')
  return `SELECT sum(size) AS row_count, min(size) AS k, count(*) AS classes, ${bySize} FROM (SELECT count(*) AS size FROM ${relation} ${grouping}) WHERE size > 0`
}

/** Of each row the risk is 1 / the size of its class: summed over the rows of a class that is 1, so the average is classes / rows. */
const riskIn = (measured: Row, quasiIdentifiers: readonly string[]): MeasuredRisk => {
  const [rows, k, classes] = [Number(measured.row_count ?? 0), Number(measured.k ?? 0), Number(measured.classes ?? 0)]
  return {
    rows,
    quasiIdentifiers: [...quasiIdentifiers],
    k,
    uniqueShare: rows === 0 ? 0 : Number(measured.s0) / rows,
    highestRisk: k === 0 ? 0 : 1 / k,
    averageRisk: rows === 0 ? 0 : classes / rows,
    classesBySize: Object.fromEntries(sizes.map(({ name }, index) => [name, Number(measured[`s${index}`] ?? 0)])),
  }
}
