/** Features by SQL: the same gate as any query, seen from inside, because the feature table never leaves the sandbox (articles 12 and 16). */
import { openReader } from '../engine/duckdb.ts'
import type { SqlReader } from '../engine/engine.ts'
import type { ZoneRefusal } from '../refusals.ts'
import { type CheckedSql, type CheckedTable, checkSql, type Lineage } from '../sql/check.ts'
import { isAggregate, type Leaf, leavesOf } from '../sql/guard.ts'
import { columnNamed, tableNamed } from '../sql/tables.ts'
import { allTrees, type Json, listOf, readTree, type Tree, textOf, treeOf, treesOf, writeTree } from '../sql/tree.ts'
import { call, column, constant, document, named } from '../sql/write.ts'
import { subjectColumn } from './read-table.ts'
import { type ModelRefusal, modelRefusal } from './refusals.ts'

export interface CheckedFeatures {
  readonly ok: true
  /** The text to run: the person's columns, and whose each row is. */
  readonly canonical: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly lineage: readonly Lineage[]
  readonly reads: CheckedSql['reads']
  /** Columns whose values may be named: as categories, as classes, as groups. */
  readonly nameable: readonly string[]
  /** The strictest smallest group of the tables that are read. */
  readonly minimumGroup: number
}

export type FeaturesAnswer = CheckedFeatures | { readonly ok: false; readonly refusals: readonly ZoneRefusal[] }

export interface FeatureGround {
  readonly tables: readonly CheckedTable[]
  /** `table.column` of what names people by the contract. */
  readonly identifiers: ReadonlySet<string>
  readonly parameters: readonly string[]
}

const refused = (...codes: readonly (readonly [ModelRefusal, ...string[]])[]): FeaturesAnswer => ({
  ok: false,
  refusals: codes.map(([code, ...fields]) => modelRefusal(code, ...fields)),
})

/** Most columns of a feature table: what a person can still answer for. */
const mostColumns = 200

export const checkFeatures = async (sql: string, { tables, identifiers, parameters }: FeatureGround): Promise<FeaturesAnswer> => {
  const answer = await checkSql(sql, { tables: tables.map((table) => fromInside(table)), parameters })
  const bySubject = answer.ok ? answer : await checkSql(sql, { tables: tables.map((table) => fromInside(table, 'by-subject')), parameters })
  if (!bySubject.ok) return answer.ok ? bySubject : answer
  const { root, parameters: places } = await treeIn(bySubject.canonical)
  if (!answer.ok && !isAggregate(root)) return answer
  const leaves = leavesOf(treeOf(root.from_table), tables)
  if (leaves === undefined || leaves.length === 0 || hasInnerRows(root)) return refused(['features-derived', 'sql'])
  if (choosesByValue(root, leaves)) return refused(['features-chosen-by-value', 'sql'])
  const whose = whoseRows(root, leaves)
  if (typeof whose === 'string') return refused([whose, 'sql'])
  const kept = { ...bySubject, lineage: bySubject.lineage }
  const unfit = unfitColumns(kept, tables, identifiers)
  if (unfit.length > 0) return refused(...unfit)
  const read = leaves.map(({ table }) => table)
  return {
    ok: true,
    canonical: await printed(
      { ...root, select_list: [...listOf(root.select_list), named(call('hash', ...whose.identity), subjectColumn)] },
      places,
    ),
    columns: kept.columns,
    lineage: kept.lineage,
    reads: withColumns(kept.reads, whose.reads),
    nameable: kept.lineage.filter(({ from }) => from.every((one) => mayBeNamed(one, tables))).map(({ output }) => output),
    minimumGroup: Math.max(...read.map(({ minimumGroup }) => minimumGroup)),
  }
}

/**
 * What may be used inside is open inside: rows are not shown, and what is learned is judged before it leaves. Hidden columns stay
 * hidden, join keys join and nothing more, unless rows are gathered by subject.
 */
const fromInside = (table: CheckedTable, how?: 'by-subject'): CheckedTable => ({
  name: table.name,
  minimumGroup: table.minimumGroup,
  about: 'nobody',
  columns: table.columns.map((one) => {
    const isSubject = how === 'by-subject' && one.name === table.subject?.column
    return one.disclosure === 'hidden' || (one.disclosure === 'join-key' && !isSubject) ? one : { ...one, disclosure: 'masked' }
  }),
})

let shared: Promise<SqlReader> | undefined
const reader = (): Promise<SqlReader> => {
  shared ??= openReader()
  return shared
}

const treeIn = async (text: string): Promise<{ readonly root: Tree; readonly parameters: Json }> => {
  const [statement = {}] = treesOf(treeOf(readTree(await (await reader()).parse(text))).statements)
  return { root: treeOf(statement.node), parameters: statement.named_param_map ?? [] }
}

const printed = async (root: Tree, parameters: Json): Promise<string> => (await reader()).print(writeTree(document(root, parameters)))

/** Sorting, cutting off and telling alike rows apart choose people by their values; they have no place in what a model is taught from. */
const hasInnerRows = (root: Tree): boolean => listOf(root.modifiers).length > 0 || treesOf(treeOf(root.cte_map).map).length > 0

/** Conditions decide whom a model is about, and its figures say how many that are: a column that may only be aggregated decides nothing. */
const choosesByValue = (root: Tree, leaves: readonly Leaf[]): boolean => {
  const closed = new Set(
    leaves.flatMap(({ table }) =>
      table.columns.filter(({ disclosure }) => disclosure === 'after-aggregation').map(({ name }) => name.toLowerCase()),
    ),
  )
  const looksAt = (part: Json | undefined) =>
    allTrees(part ?? null).some((tree) => tree.class === 'COLUMN_REF' && closed.has(textOf(listOf(tree.column_names).at(-1)).toLowerCase()))
  // A condition may use the name that a result column was given.
  for (const item of treesOf(root.select_list)) if (textOf(item.alias) !== '' && looksAt(item)) closed.add(textOf(item.alias).toLowerCase())
  return [root.where_clause, root.having, root.from_table].some(looksAt)
}

interface Whose {
  readonly identity: readonly Tree[]
  readonly reads: readonly { readonly table: string; readonly column: string }[]
}

/** Each row is about one subject, the same by whichever table it is looked at; else nobody could count whom a model rests on. */
const whoseRows = (root: Tree, leaves: readonly Leaf[]): Whose | ModelRefusal => {
  const about = leaves.filter(({ table }) => table.about !== 'nobody')
  const told = about.find(({ table }) => table.subject !== undefined)
  if (isAggregate(root)) return told === undefined ? 'features-not-by-subject' : gathered(root, told, about)
  if (usesSubject(root, leaves)) return 'features-name-subjects'
  if (told !== undefined) return joinedBySubject(root, about) ? ofSubject(told) : 'features-of-two-subjects'
  const [only] = leaves
  if (leaves.length > 1 || only === undefined) return 'features-of-two-subjects'
  return { identity: [column(only.alias, 'rowid'), constant(only.table.name)], reads: [] }
}

const ofSubject = ({ table, alias }: Leaf): Whose => {
  const subject = table.subject?.column ?? 'rowid'
  return { identity: [column(alias, subject)], reads: [{ table: table.name, column: subject }] }
}

/** One row a subject: the grouping must name the subject's column. */
const gathered = (root: Tree, told: Leaf, about: readonly Leaf[]): Whose | ModelRefusal => {
  const subject = told.table.subject?.column ?? ''
  const isSubject = (tree: Tree) => {
    const names = listOf(tree.column_names).map(textOf)
    return tree.class === 'COLUMN_REF' && names.at(-1) === subject && (names.length === 1 || names[0] === told.alias)
  }
  const groups = treesOf(root.group_expressions)
  if (!groups.some(isSubject) || listOf(root.group_sets).length !== 1) return 'features-not-by-subject'
  if (usesSubject({ ...root, group_expressions: [] }, [told])) return 'features-name-subjects'
  return joinedBySubject(root, about) ? ofSubject(told) : 'features-of-two-subjects'
}

/** Whether the subject's own name stands anywhere but in a join. */
const usesSubject = (root: Tree, leaves: readonly Leaf[]): boolean => {
  const subjects = new Set(leaves.flatMap(({ table }) => (table.subject === undefined ? [] : [table.subject.column])))
  const places = [root.select_list, root.where_clause, root.having, root.group_expressions].map((part) => part ?? null)
  return places.flatMap(allTrees).some((tree) => tree.class === 'COLUMN_REF' && subjects.has(textOf(listOf(tree.column_names).at(-1))))
}

/** Tables about people meet by their subjects only. */
const joinedBySubject = (root: Tree, about: readonly Leaf[]): boolean => {
  if (about.length < 2) return true
  if (about.some(({ table }) => table.subject === undefined)) return false
  const joins = allTrees(root.from_table ?? null).filter(({ type }) => type === 'JOIN')
  const bySubject = joins.filter((join) => {
    const condition = treeOf(join.condition)
    const using = listOf(join.using_columns).map(textOf)
    const sides = [condition.left, condition.right].map((side) => textOf(listOf(treeOf(side).column_names).at(-1)))
    const names = using.length === 1 ? [using[0], using[0]] : condition.type === 'COMPARE_EQUAL' ? sides : []
    return names.length === 2 && names.every((name) => about.some(({ table }) => table.subject?.column === name))
  })
  return bySubject.length >= about.length - 1
}

const unfitColumns = (
  { columns, lineage }: Pick<CheckedSql, 'columns' | 'lineage'>,
  tables: readonly CheckedTable[],
  identifiers: ReadonlySet<string>,
): readonly (readonly [ModelRefusal, ...string[]])[] => {
  const texts = new Set(columns.filter(({ type }) => type === 'VARCHAR').map(({ name }) => name))
  const odd = columns.filter(({ type }) => /^(TIME|INTERVAL|.*NULL.*)$/.test(type)).map(({ name }) => ['features-type', name] as const)
  return [
    ...(columns.length > mostColumns ? [['features-too-many', 'sql'] as const] : []),
    ...odd,
    ...lineage.flatMap(({ output, from }): readonly (readonly [ModelRefusal, ...string[]])[] => {
      if (from.some((one) => identifiers.has(`${one.table}.${one.column}`))) return [['features-identify', output] as const]
      if (from.some((one) => disclosureOf(one, tables) === 'filter-only')) return [['features-filter-only', output] as const]
      return texts.has(output) && !from.every((one) => mayBeNamed(one, tables)) ? [['features-reveal', output] as const] : []
    }),
  ]
}

const disclosureOf = ({ table, column: name }: Lineage['from'][number], tables: readonly CheckedTable[]) => {
  const found = tableNamed(tables, table)
  return found === undefined ? 'hidden' : (columnNamed(found, name)?.disclosure ?? 'hidden')
}

/** A category is named on screens once enough people share it: its column must be one that may be grouped by. */
const mayBeNamed = (one: Lineage['from'][number], tables: readonly CheckedTable[]): boolean =>
  ['plain', 'masked', 'after-grouping'].includes(disclosureOf(one, tables))

const withColumns = (reads: CheckedSql['reads'], more: Whose['reads']): CheckedSql['reads'] => {
  const tables = [...new Set([...reads.map(({ table }) => table), ...more.map(({ table }) => table)])]
  return tables.map((table) => ({
    table,
    columns: [
      ...new Set([
        ...(reads.find((one) => one.table === table)?.columns ?? []),
        ...more.filter((one) => one.table === table).map(({ column: name }) => name),
      ]),
    ],
  }))
}
