/** Measures the tables of a grant and holds them against what its decision allows: a grant beyond it is not opened (articles 12 and 16). */
import type { DataEngine } from '../engine/data.ts'
import type { Beyond, DatasetContract, Grant, MeasuredRisk } from '../orders.ts'
import type { SensitiveColumn } from './classes.ts'
import { levelOf, writtenOf } from './level.ts'
import { measureRisk } from './measure.ts'
import type { Population } from './sizes.ts'

/** What a decision says of risk; of social data no more than the first two. */
export type RiskTerms = Pick<Grant, 'quasiIdentifiers' | 'maximumRisk'> & Partial<Pick<Grant, 'riskLimits' | 'leaveOut'>>

export interface MeasuredTable {
  readonly granted: Grant['tables'][number]
  readonly contract: DatasetContract
  /** As it was written, with the types after masking. */
  readonly columns: readonly SensitiveColumn[]
  readonly relation: string
  readonly population?: Population | undefined
}

export const measureTable = async (
  engine: DataEngine,
  { granted, contract, columns, relation, population }: MeasuredTable,
  terms: RiskTerms,
): Promise<MeasuredRisk> => {
  const quasiIdentifiers = terms.quasiIdentifiers.filter((name) => columns.some((column) => column.name === name))
  const sensitive = sensitiveOf(granted, contract, columns)
  const measured = await measureRisk(engine, { relation, quasiIdentifiers, sensitive, population, acceptedRisk: terms.maximumRisk })
  if (terms.riskLimits === undefined) return measured
  const all = allQuasiIdentifiers(granted, contract, quasiIdentifiers)
  const { highestRisk } =
    all.length === quasiIdentifiers.length ? measured : await measureRisk(engine, { relation, quasiIdentifiers: all, population })
  return { ...measured, level: levelOf(granted, contract, highestRisk, terms.riskLimits.levelRisk) }
}

/** A column that the catalog calls a quasi-identifier is one, whether or not the decision lists it. */
export const allQuasiIdentifiers = (
  granted: MeasuredTable['granted'],
  contract: DatasetContract,
  listed: readonly string[],
): readonly string[] => [...new Set([...listed, ...writtenOf(granted, contract, 'quasi-identifier').map(({ name }) => name)])]

export const sensitiveOf = (
  granted: MeasuredTable['granted'],
  contract: DatasetContract,
  columns: readonly SensitiveColumn[],
): readonly SensitiveColumn[] => {
  const names = writtenOf(granted, contract, 'sensitive').map(({ name }) => name)
  return columns.filter(({ name }) => names.includes(name))
}

/** Shares that are sums of shares differ in their last digits. */
const tolerance = 1e-9

/** Every measure that is beyond what was decided, table by table. Where nobody named a quasi-identifier, classes say nothing. */
export const beyondOf = (
  risks: readonly { readonly table: string; readonly measured: MeasuredRisk }[],
  { maximumRisk, riskLimits, leaveOut }: RiskTerms,
): readonly Beyond[] =>
  risks.flatMap(({ table, measured }) => {
    const { minimumK, minimumL, maximumT, requiredLevel } = riskLimits ?? {}
    const hasClasses = measured.quasiIdentifiers.length > 0 && measured.rows > 0
    const sensitive = hasClasses ? (measured.sensitive ?? []) : []
    return [
      ...above('highest-risk', hasClasses ? measured.highestRisk : undefined, maximumRisk),
      ...below('k', hasClasses ? measured.k : undefined, minimumK),
      ...sensitive.flatMap(({ column, l }) => below('l', l, minimumL).map((one) => ({ ...one, column }))),
      ...sensitive.flatMap(({ column, t }) => above('t', t, maximumT).map((one) => ({ ...one, column }))),
      ...below('level', measured.level, requiredLevel),
      ...above('left-out', measured.leftOutShare, leaveOut?.most),
    ].map((one) => ({ table, ...one }))
  })

type Judged = Omit<Beyond, 'table' | 'column'>

const above = (measure: Beyond['measure'], measured: number | undefined, allowed: number | undefined): readonly Judged[] =>
  measured !== undefined && allowed !== undefined && measured > allowed + tolerance ? [{ measure, measured, allowed }] : []
const below = (measure: Beyond['measure'], measured: number | undefined, allowed: number | undefined): readonly Judged[] =>
  measured !== undefined && allowed !== undefined && measured < allowed ? [{ measure, measured, allowed }] : []

/** A developer's sentence: names of tables and columns, and figures over whole tables. */
export const sentenceOf = (beyond: readonly Beyond[]): string =>
  beyond
    .map(
      ({ table, column, measure, measured, allowed }) =>
        `in ${table}${column === undefined ? '' : ` of ${column}`} ${measure} is ${Number(measured.toFixed(4))} and ${allowed} is allowed`,
    )
    .join('; ')
    .slice(0, 480)
