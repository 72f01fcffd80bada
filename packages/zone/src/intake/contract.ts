/** Holds a delivered relation against the promised columns: for each an expression of its value, and one of what is wrong with it. */
import { engineTypes, quoted } from '../engine/engine.ts'
import type { ColumnType } from '../masks/mask.ts'
import type { DatasetContract } from '../orders.ts'
import type { Reason } from './quarantine.ts'
import { shapeSql } from './shape.ts'

/** The columns that tell one row from another: those that were named, else the subject where each has one row. */
export const keyOf = ({ key, subject }: DatasetContract): readonly string[] => key ?? (subject?.oneRow === true ? [subject.column] : [])

/** `value` is null where it is empty or wrong; `problem` is a reason or null. */
export type Check = { readonly column: string; readonly value: string; readonly problem: string; readonly shape: string }

/** @param typeByColumn engine types of the delivered columns, which stand under their promised names */
export const checksOf = (contract: DatasetContract, typeByColumn: ReadonlyMap<string, string>): readonly Check[] =>
  contract.columns.map(({ name, type, required: isRequired }) => {
    const required = isRequired || keyOf(contract).includes(name)
    const given = givenValue(quoted(name), type, typeByColumn.get(name) ?? 'VARCHAR')
    const missing = required ? `'${'value-missing' satisfies Reason}'` : 'NULL'
    const problem = `CASE WHEN ${given.raw} IS NULL THEN ${missing} WHEN ${given.value} IS NULL THEN '${reasonByType[type]}' END`
    const shape = `CASE WHEN ${given.raw} IS NOT NULL THEN ${shapeSql(quoted(name))} END`
    return { column: name, shape, value: `CAST(${given.value} AS ${engineTypes[type]})`, problem }
  })

const reasonByType: Record<ColumnType, Reason> = {
  text: 'not-a-text',
  integer: 'not-an-integer',
  number: 'not-a-number',
  date: 'not-a-date',
  timestamp: 'not-a-timestamp',
  boolean: 'not-a-boolean',
}

/** A column that already has the promised type is taken as it is; every other is read as text. */
const givenValue = (column: string, type: ColumnType, delivered: string) => {
  if (nativeByType[type].test(delivered)) {
    const raw = type === 'text' ? `nullif(${column}, '')` : column
    return { raw, value: type === 'number' ? finite(raw) : `TRY_CAST(${raw} AS ${engineTypes[type]})` }
  }
  const text = delivered === 'VARCHAR' ? column : `CAST(${column} AS VARCHAR)`
  const raw = type === 'text' ? `nullif(${text}, '')` : `nullif(trim(${text}), '')`
  return { raw, value: fromText[type](raw) }
}

const nativeByType: Record<ColumnType, RegExp> = {
  text: /^VARCHAR$/,
  integer: /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/,
  number: /^(FLOAT|DOUBLE|DECIMAL.*|U?(TINYINT|SMALLINT|INTEGER|BIGINT))$/,
  date: /^DATE$/,
  timestamp: /^TIMESTAMP(_S|_MS|_NS)?$/,
  boolean: /^BOOLEAN$/,
}

const matching = (raw: string, pattern: string, value: string): string =>
  `CASE WHEN regexp_full_match(${raw}, '${pattern}') THEN ${value} END`

const finite = (raw: string): string => `CASE WHEN isfinite(TRY_CAST(${raw} AS DOUBLE)) THEN TRY_CAST(${raw} AS DOUBLE) END`

/** The engine alone would round 1.5 to 2 and read `2024-1` as a day: each type says which spellings it takes. */
export const fromText: Record<ColumnType, (raw: string) => string> = {
  text: (raw) => raw,
  integer: (raw) => matching(raw, '[+-]?[0-9]{1,18}', `TRY_CAST(${raw} AS BIGINT)`),
  number: finite,
  date: (raw) =>
    `CASE WHEN regexp_full_match(${raw}, '[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{8}') THEN CAST(try_strptime(${raw}, ['%Y-%m-%d', '%Y/%m/%d', '%Y%m%d']) AS DATE) END`,
  timestamp: (raw) => matching(raw, '[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}([ T][0-9:.]+(Z|[+-][0-9:]+)?)?', `TRY_CAST(${raw} AS TIMESTAMP)`),
  boolean: (raw) =>
    `CASE WHEN lower(${raw}) IN ('true', 't', '1', '是', 'yes', 'y') THEN true WHEN lower(${raw}) IN ('false', 'f', '0', '否', 'no', 'n') THEN false END`,
}
