/** Strangers' SQL: parse, allow, bind, guard, print. What it answers is the only text that may run (articles 12 and 16). */
import { openReader } from '../engine/duckdb.ts'
import type { SqlBinder, SqlReader } from '../engine/engine.ts'
import { addsFractions } from './adding.ts'
import { allowed } from './allow.ts'
import { resultTypes } from './functions.ts'
import { type Guarded, type Guards, guard, tablesAboutSubjects, withContributions } from './guard.ts'
import { infer, type Relation } from './infer.ts'
import { columnsOnce, type Lineage, leaving, lineageOf } from './lineage.ts'
import { type Membership, membershipIn } from './membership.ts'
import { distinct, type SqlRefusal, sqlRefusal } from './refusals.ts'
import { guardRows } from './rows.ts'
import { boundTables, type CheckedTable, type ColumnOfTable } from './tables.ts'
import { allTrees, isReadable, type Json, listOf, readTree, type Tree, textOf, treeOf, treesOf, writeTree } from './tree.ts'
import { type OutputWays, waysOf } from './ways.ts'
import { document } from './write.ts'

export type { Guards } from './guard.ts'
export type { Lineage } from './lineage.ts'
export type { SqlRefusal } from './refusals.ts'
export type { CheckedColumn, CheckedTable } from './tables.ts'

export interface CheckOptions {
  readonly tables: readonly CheckedTable[]
  /** Names of `$parameters` the text may use. */
  readonly parameters?: readonly string[]
}

export interface CheckedSql {
  readonly ok: true
  /** The text to run, exactly. With guards, its last columns are for the airlock alone. */
  readonly canonical: string
  /** Which row stands in which cell, for the comparison with earlier releases; only with guards, and where a table has subjects. */
  readonly membership?: Membership
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly lineage: readonly Lineage[]
  /** The columns once more, each with the ways that lead to it. */
  readonly outputs: OutputWays
  /** Every column the run reads, by table: what a job has to load. */
  readonly reads: readonly { readonly table: string; readonly columns: readonly string[] }[]
  readonly guards?: Guards
  /** Its figures depend on the order in which rows are added up: it runs on one thread. */
  readonly addsFractions?: true
}

export type CheckAnswer = CheckedSql | { readonly ok: false; readonly refusals: readonly SqlRefusal[] }

const longestBytes = 20_000
const refused = (...refusals: readonly SqlRefusal[]): CheckAnswer => ({ ok: false, refusals: distinct(refusals) })

let shared: Promise<SqlReader> | undefined
/** One reader for the whole program: it holds no data and remembers no text. */
export const sharedReader = (): Promise<SqlReader> => {
  shared ??= openReader()
  return shared
}

/** Holds a text against the granted tables. Faults of the engine throw; everything about the text is a refusal. */
export const checkSql = (sql: string, options: CheckOptions): Promise<CheckAnswer> => held(sql, options, bindAndGuard)

/**
 * The same for a text whose result stays inside the sandbox, as a table that only our own code or later texts read: it may use what is
 * granted in the ways that are granted, and since nothing leaves, nothing is guarded. What is made of it must be checked where it leaves.
 */
export const checkInside = (sql: string, options: CheckOptions): Promise<CheckAnswer> => held(sql, options, bindInside)

type Judge = (desk: Desk, printed: Printed) => Promise<CheckAnswer>

const held = async (sql: string, options: CheckOptions, judged: Judge): Promise<CheckAnswer> => {
  if (Buffer.byteLength(sql) > longestBytes) return refused(sqlRefusal('text-too-long'))
  const reader = await sharedReader()
  const parsed = treeOf(readTree(await reader.parse(sql)))
  const statements = treesOf(parsed.statements)
  const root = treeOf(statements[0]?.node)
  if (parsed.error !== false || statements[0] === undefined) return refused(sqlRefusal('not-a-select'))
  if (statements.length > 1) return refused(sqlRefusal('several-statements'))
  if (!isReadable(root)) return refused(sqlRefusal('too-complex'))
  const scope = { tables: options.tables, parameters: options.parameters ?? [] }
  const unknown = allowed(root, scope)
  if (unknown.length > 0) return refused(...unknown)
  const printed = await print(reader, root, statements[0].named_param_map ?? [])
  if (printed === undefined) return refused(sqlRefusal('does-not-print'))
  const inCanonical = allowed(printed.root, scope)
  if (inCanonical.length > 0) return refused(...inCanonical)
  const binder = await reader.openBinder(boundTables(options.tables))
  try {
    return await judged({ reader, binder, tables: options.tables }, printed)
  } finally {
    binder.close()
  }
}

interface Desk {
  readonly reader: SqlReader
  readonly binder: SqlBinder
  readonly tables: readonly CheckedTable[]
}

/** A text and the tree it parses to: what is checked is what runs. */
interface Printed {
  readonly text: string
  readonly root: Tree
  readonly parameters: Json
}

/** The canonical text of a tree; nothing where printing the text again would give another. */
const print = async (reader: SqlReader, root: Tree, parameters: Json): Promise<Printed | undefined> => {
  const text = await reader.print(writeTree(document(root, parameters)))
  const statement = treesOf(treeOf(readTree(await reader.parse(text))).statements)[0]
  if (statement === undefined) return undefined
  const again = await reader.print(writeTree(document(treeOf(statement.node), statement.named_param_map ?? [])))
  return again === text ? { text, root: treeOf(statement.node), parameters: statement.named_param_map ?? [] } : undefined
}

const bindAndGuard = async (desk: Desk, query: Printed): Promise<CheckAnswer> => {
  const bound = await bindText(desk, query.text)
  if (bound === undefined) return refused(...whyNot(query.root, desk.tables))
  const outputs = bound.columns.map(({ name }) => name)
  const refusals = [...bound.relation.refusals, ...leaving(bound.relation, outputs), ...typesOf(bound.columns)]
  if (refusals.length > 0) return refused(...refusals)
  const answer = guard(query.root, desk.tables, outputs)
  if (answer.ok) return withGuards(desk, query, bound, answer.guarded)
  if (bound.relation.needsGuard) return refused(answer.refusal)
  if (tablesAboutSubjects(query.root, desk.tables) === 0) return checked(query.text, bound)
  const rows = guardRows(query.root, desk.tables, outputs, wayOut(bound, outputs))
  return rows.ok ? withGuards(desk, query, bound, rows.guarded) : refused(rows.refusal)
}

const bindInside: Judge = async (desk, query) => {
  const bound = await bindText(desk, query.text)
  if (bound === undefined) return refused(...whyNot(query.root, desk.tables))
  const refusals = [...bound.relation.refusals, ...typesOf(bound.columns)]
  return refusals.length > 0 ? refused(...refusals) : checked(query.text, bound)
}

/** From the first column that reaches the result to the place where it stands there. */
const wayOut = ({ relation }: BoundQuery, outputs: readonly string[]): readonly string[] => {
  const reached = relation.columns.findIndex((flows) => flows.length > 0)
  const [flow] = relation.columns[reached] ?? []
  return flow === undefined ? [] : [...flow.path, outputs[reached] ?? '']
}

const typesOf = (columns: readonly { readonly name: string; readonly type: string }[]) =>
  columns.filter(({ type }) => !resultTypes.test(type)).map(({ name, type }) => sqlRefusal('output-type', name, type))

interface BoundQuery {
  readonly relation: Relation
  readonly columns: CheckedSql['columns']
  readonly reads: readonly ColumnOfTable[]
  readonly addsFractions: boolean
}

const bindText = async ({ binder, tables }: Desk, text: string): Promise<BoundQuery | undefined> => {
  const { plan, columns } = await binder.bind(text)
  const planned = treeOf(readTree(plan))
  const top = treesOf(planned.plans)[0]
  if (planned.error !== false || top === undefined) return undefined
  return { relation: infer(top, { tables, named: new Map() }), columns, reads: columnsRead(top), addsFractions: addsFractions(top) }
}

/** The engine's words stay here; a person learns which hidden column was named, or that the text does not fit. */
const whyNot = (root: Tree, tables: readonly CheckedTable[]): readonly SqlRefusal[] => {
  const hidden = new Set(
    tables.flatMap(({ columns }) => columns.filter(({ disclosure }) => disclosure === 'hidden').map(({ name }) => name)),
  )
  const asked = allTrees(root).flatMap((tree) => (tree.class === 'COLUMN_REF' ? [listOf(tree.column_names).map(textOf).join('.')] : []))
  const named = asked.filter((name) => hidden.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase()))
  return named.length > 0 ? named.map((name) => sqlRefusal('column-hidden', name)) : [sqlRefusal('does-not-bind')]
}

const columnsRead = (plan: Tree): readonly ColumnOfTable[] =>
  allTrees(plan)
    .filter(({ type }) => type === 'LOGICAL_GET')
    .flatMap((node) => {
      const names = listOf(node.names).map(textOf)
      const table = textOf(treeOf(node.function_data).table)
      return treesOf(node.column_indexes).map(({ index }) => ({ table, column: (typeof index === 'number' && names[index]) || '' }))
    })

const checked = (canonical: string, { relation, columns, reads, addsFractions }: BoundQuery): CheckedSql => ({
  ok: true,
  ...(addsFractions && { addsFractions }),
  canonical,
  columns,
  lineage: lineageOf(
    relation,
    columns.map(({ name }) => name),
  ),
  outputs: waysOf(relation, columns),
  reads: byTable(reads),
})

const withGuards = async (
  desk: Desk,
  query: Printed,
  bound: BoundQuery,
  { tree, members, contributions = [], guards }: Guarded,
): Promise<CheckAnswer> => {
  const result = await print(desk.reader, tree, query.parameters)
  if (result === undefined) return refused(sqlRefusal('does-not-print'))
  const resultBound = await bindText(desk, result.text)
  if (resultBound === undefined || !saysTheSame(bound, resultBound)) return refused(sqlRefusal('does-not-bind'))
  const beside = await printedBeside(desk, query, [...(members === undefined ? [] : [members]), ...contributions])
  if (beside === undefined) return refused(sqlRefusal('does-not-bind'))
  const membership = members && (await membershipOf(desk, query, members, beside.texts[0] ?? ''))
  if (members !== undefined && membership === undefined) return refused(sqlRefusal('does-not-print'))
  const contributed = members === undefined ? beside.texts : beside.texts.slice(1)
  const sums = contributed.length === 0 ? 0 : guards.dominance.length / contributed.length
  const canonical = contributed.length === 0 ? result.text : withContributions(result.text, contributed, sums, guards.rule)
  return {
    ...checked(canonical, bound),
    guards,
    reads: byTable([...resultBound.reads, ...beside.reads]),
    ...(membership && { membership }),
  }
}

/** Parted by printing it once more without its first column. */
const membershipOf = async ({ reader }: Desk, { parameters }: Printed, members: Tree, whole: string): Promise<Membership | undefined> => {
  const without = await print(reader, { ...members, select_list: listOf(members.select_list).slice(1) }, parameters)
  return without && membershipIn(whole, without.text)
}

/** Texts of the zone's own that look at the same rows. */
const printedBeside = async (desk: Desk, { parameters }: Printed, trees: readonly Tree[]) => {
  const texts: string[] = []
  const reads: ColumnOfTable[] = []
  for (const tree of trees) {
    const printed = await print(desk.reader, tree, parameters)
    const bound = printed && (await bindText(desk, printed.text))
    if (printed === undefined || bound === undefined) return undefined
    texts.push(printed.text)
    reads.push(...bound.reads)
  }
  return { texts, reads }
}

/** With the guard's columns beside them, the columns a person sees come from where they came from, in groups no other than allowed. */
const saysTheSame = (asked: BoundQuery, guarded: BoundQuery): boolean => {
  const names = asked.columns.map(({ name }) => name)
  const groups = guarded.relation.refusals.filter(({ path }) => path?.at(-1) === 'GROUP BY')
  return groups.length === 0 && JSON.stringify(lineageOf(asked.relation, names)) === JSON.stringify(lineageOf(guarded.relation, names))
}

const byTable = (columns: readonly ColumnOfTable[]): CheckedSql['reads'] => {
  const once = columnsOnce(columns)
  return [...new Set(once.map(({ table }) => table))].map((table) => ({
    table,
    columns: once.filter((one) => one.table === table && one.column !== '').map(({ column }) => column),
  }))
}
