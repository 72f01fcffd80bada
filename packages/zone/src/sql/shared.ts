/** Texts of one job that group the same rows by the same keys: the rows are read once, and each text answers from what that gave (article 16). */
import { createHash } from 'node:crypto'
import type { SqlReader } from '../engine/engine.ts'
import { type Combined, combined, keysOfRows, paysText } from './finest.ts'
import { aggregateFunctions } from './functions.ts'
import { isTree, type Json, listOf, readTree, type Tree, textOf, treeOf, treesOf, writeTree } from './tree.ts'
import { column, document, named } from './write.ts'

/** A table of groups that several texts answer from. */
export interface Grouping {
  readonly name: string
  readonly sql: string
}

/** What a text is over a grouping: the same answer. */
export interface OverGrouping {
  readonly grouping: string
  readonly sql: string
}

interface Canonical {
  readonly sql: string
  /** Names of the columns that a person sees. */
  readonly outputs: readonly string[]
}

/** The groups of several groupings of the same rows, from which each can be made. */
export interface Finest extends Grouping {
  /** Answers whether there are so few groups that it saves anything. */
  readonly pays: string
  /** The same groupings, each over this one. */
  readonly groupings: readonly Grouping[]
}

export interface Shared {
  readonly groupings: readonly Grouping[]
  readonly finest: readonly Finest[]
  /** By number of the text; undefined where it shares nothing and runs as it is. */
  readonly over: readonly (OverGrouping | undefined)[]
}

/** Texts that answer from one grouping. */
interface Alike {
  readonly name: string
  readonly rows: Tree
  readonly source: string
  readonly keys: ReadonlyMap<string, Tree>
  readonly aggregates: ReadonlyMap<string, Tree>
  readonly texts: number
}

/**
 * @param texts canonical, over the same tables with the same parameters
 * @param regrouping whether sums may be added up in another order: not where the same inputs then give another output
 */
export const sharedAmong = async ({ parse, print }: SqlReader, texts: readonly Canonical[], regrouping: boolean): Promise<Shared> => {
  const written = (tree: Tree) => print(writeTree(document(tree, [])))
  const read = await Promise.all(
    texts.map(async ({ sql, outputs }) => parted(treeOf(treesOf(treeOf(readTree(await parse(sql))).statements)[0]?.node), outputs)),
  )
  const alike = alikeAmong(read.filter((one) => one !== undefined))
  const finest = regrouping ? await Promise.all(finestAmong(alike, written)) : []
  const regrouped = new Set(finest.flatMap(({ groupings }) => groupings.map(({ name }) => name)))
  const shared = alike.filter(({ name, texts: count }) => count > 1 || regrouped.has(name))
  return {
    groupings: await Promise.all(
      shared.map(async ({ name, rows, keys, aggregates }) => ({
        name,
        sql: await written(selecting(rows, new Map([...keys, ...aggregates]))),
      })),
    ),
    finest,
    over: await Promise.all(
      read.map(async (one) => {
        const grouping = shared.find(({ name }) => name === one?.name)?.name
        return one === undefined || grouping === undefined ? undefined : { grouping, sql: await written(one.over(tableCalled(grouping))) }
      }),
    ),
  }
}

const nameOfGrouping = (source: string, keys: ReadonlyMap<string, Tree>): string =>
  `__grouping_${hashOf(JSON.stringify([source, [...keys.keys()].toSorted()]))}`

const selecting = (rows: Tree, columns: ReadonlyMap<string, Tree>): Tree => ({
  ...rows,
  select_list: Array.from(columns, ([name, tree]) => named(tree, name)),
})

const alikeAmong = (read: readonly Parted[]): readonly Alike[] => {
  const alikeByName = new Map<string, Alike>()
  for (const { name, source, rows, keys, aggregates } of read) {
    const known = alikeByName.get(name)
    alikeByName.set(name, {
      ...(known ?? { name, rows, source, keys }),
      aggregates: new Map([...(known?.aggregates ?? []), ...aggregates]),
      texts: (known?.texts ?? 0) + 1,
    })
  }
  return [...alikeByName.values()]
}

/** For rows that are grouped in more ways than one, the groupings whose figures groups tell as well as rows. */
const finestAmong = (alike: readonly Alike[], written: (tree: Tree) => Promise<string>): readonly Promise<Finest>[] =>
  [...new Set(alike.map(({ source }) => source))].flatMap((source) => {
    const made = alike.filter((one) => one.source === source).flatMap(fromGroups)
    const [first] = made
    return first === undefined || made.length < 2 ? [] : [finestOf(first.rows, made, written)]
  })

interface FromGroups extends Alike {
  readonly combined: ReadonlyMap<string, Combined>
}

const fromGroups = (one: Alike): readonly FromGroups[] => {
  const all = Array.from(one.aggregates, ([name, tree]) => [name, combined(tree, nameOf)] as const)
  const known = all.flatMap(([name, how]) => (how === undefined ? [] : [[name, how] as const]))
  return known.length < all.length ? [] : [{ ...one, combined: new Map(known) }]
}

const finestOf = async (rows: Tree, made: readonly FromGroups[], written: (tree: Tree) => Promise<string>): Promise<Finest> => {
  const keys = new Map(made.flatMap((one) => [...one.keys]))
  const parts = new Map(made.flatMap((one) => [...one.combined.values()].flatMap((how) => [...how.parts])))
  const name = `__finest_${hashOf(made.map((one) => one.name).join())}`
  const grouped = { group_expressions: [...keys.values()], group_sets: [Array.from(keys.values(), (_, index) => index)] }
  return {
    name,
    sql: await written(selecting({ ...rows, ...grouped }, new Map([...keys, ...parts]))),
    pays: paysText(await written(keysOfRows(rows, keys))),
    groupings: made.map((one) => ({ name: one.name, sql: overFinest(name, one) })),
  }
}

const overFinest = (finest: string, { keys, combined: columns }: FromGroups): string => {
  const selected = [...keys.keys(), ...Array.from(columns, ([name, { text }]) => `${text} AS ${name}`)]
  return `SELECT ${selected.join(', ')} FROM ${finest}${keys.size > 0 ? ` GROUP BY ${[...keys.keys()].join(', ')}` : ''}`
}

const tableCalled = (name: string): Tree => ({
  type: 'BASE_TABLE',
  alias: '',
  sample: null,
  query_location: 0,
  schema_name: '',
  table_name: name,
  column_name_alias: [],
  catalog_name: '',
  at_clause: null,
})

/** A text in two: what is read and counted, and what is said of it. */
export interface Parted {
  /** Of the grouping: texts of one name read the same rows and have the same keys. */
  readonly name: string
  /** Texts of one source read the same rows. */
  readonly source: string
  /** By the names that `over` calls them, as the aggregates. */
  readonly keys: ReadonlyMap<string, Tree>
  readonly aggregates: ReadonlyMap<string, Tree>
  /** The whole text over a table that has these columns, one row for each group. */
  readonly over: (table: Tree) => Tree
  /** The text that makes such a table, but for its columns. */
  readonly rows: Tree
}

/**
 * @param root of a canonical text, in which positions and aliases in GROUP BY are resolved · @param outputs names of its columns; those beyond have their own
 * @returns undefined where the text is not one grouping, or says something that is neither a key, an aggregate, nor made of these alone
 */
export const parted = (root: Tree, outputs: readonly string[]): Parted | undefined => {
  if (!isOneGrouping(root)) return undefined
  const keys = treesOf(root.group_expressions).map((key) => named(key, ''))
  const grouped = new Map(keys.map((key) => [nameOf(key), key]))
  if (keys.some((key) => standsForAnother(key, treesOf(root.select_list)))) return undefined
  const aggregates = new Map<string, Tree>()
  const said = saidBy(grouped, aggregates)
  const items = treesOf(root.select_list).map((item, at) => {
    const own = said(item)
    return own && named(own, textOf(item.alias) || (outputs[at] ?? ''))
  })
  const having = isTree(root.having) ? said(root.having) : null
  const modifiers = treesOf(root.modifiers).map((modifier) => modified(modifier, said, items.map(aliasOf)))
  // Without both, each row that is read is a row of the result.
  const isGrouped = keys.length > 0 || aggregates.size > 0
  if (!isGrouped || having === undefined || items.some(isMissing) || modifiers.some(isMissing)) return undefined
  const source = JSON.stringify([root.from_table, root.where_clause ?? null])
  return {
    name: nameOfGrouping(source, grouped),
    source,
    keys: grouped,
    aggregates,
    over: (table) => ({
      ...root,
      ...plain,
      select_list: items.flatMap(present),
      from_table: table,
      where_clause: having,
      modifiers: modifiers.flatMap(present),
    }),
    rows: { ...root, modifiers: [], having: null },
  }
}

const plain = { group_expressions: [], group_sets: [], aggregate_handling: 'STANDARD_HANDLING', having: null } as const

const isMissing = (tree: Tree | undefined): boolean => tree === undefined
const present = (tree: Tree | undefined): readonly Tree[] => (tree === undefined ? [] : [tree])
const aliasOf = (tree: Tree | undefined): string => textOf(tree?.alias).toLowerCase()

const isOneGrouping = (root: Tree): boolean =>
  root.type === 'SELECT_NODE' &&
  root.aggregate_handling === 'STANDARD_HANDLING' &&
  listOf(root.group_sets).length <= 1 &&
  (root.sample ?? null) === null &&
  (root.qualify ?? null) === null &&
  treesOf(treeOf(root.cte_map).map).length === 0 &&
  treesOf(root.group_expressions).every((key) => key.class !== 'CONSTANT')

/** A bare column that something else is called by: after the grouping the name might mean either. */
const standsForAnother = (key: Tree, items: readonly Tree[]): boolean => {
  const name = textOf(listOf(key.column_names).at(-1)).toLowerCase()
  return key.class === 'COLUMN_REF' && items.some((item) => aliasOf(item) === name && nameOf(item) !== nameOf(key))
}

/** Two trees of one meaning have one name; names of columns are no place for texts, which differ by capitals too. */
const nameOf = (tree: Tree): string => {
  const known = nameByTree.get(tree)
  if (known !== undefined) return known
  const name = `__g${hashOf(JSON.stringify(Object.entries(tree).map(([key, value]) => [key, key === 'alias' ? '' : saidOf(value)])))}`
  nameByTree.set(tree, name)
  return name
}
/** Made from the inside: a tree is looked at once, however many stand around it. */
const nameByTree = new WeakMap<Tree, string>()
const saidOf = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(saidOf)
  if (!isTree(value)) return value
  if (value.class !== undefined) return [nameOf(value), textOf(value.alias)]
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, saidOf(inside)]))
}
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** Classes of expressions that say nothing but what stands in them. */
const passing: ReadonlySet<Json | undefined> = new Set([
  'FUNCTION',
  'CONSTANT',
  'PARAMETER',
  'CAST',
  'OPERATOR',
  'COMPARISON',
  'CONJUNCTION',
  'CASE',
  'BETWEEN',
])

type Saying = (tree: Tree) => Tree | undefined

/** Puts the columns of the grouping in place of keys and aggregates, and remembers the aggregates; undefined where anything else is left. */
const saidBy = (keys: ReadonlyMap<string, Tree>, aggregates: Map<string, Tree>): Saying => {
  const put = (tree: Tree): Tree | undefined => {
    const name = nameOf(tree)
    if (keys.has(name)) return column(name)
    if (tree.class === 'FUNCTION' && aggregateFunctions.has(textOf(tree.function_name))) {
      aggregates.set(name, named(tree, ''))
      return column(name)
    }
    if (tree.class !== undefined && !passing.has(tree.class)) return undefined
    const parts = Object.entries(tree).map(([key, value]) => [key, within(value)] as const)
    return parts.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(parts) as Tree)
  }
  const within = (value: Json): Json | undefined => {
    if (isTree(value)) return put(value)
    if (!Array.isArray(value)) return value
    const all = value.map(within)
    return all.includes(undefined) ? undefined : (all as readonly Json[])
  }
  return put
}

/** An order by the name of a result column stays as it is: the column keeps its name. Where two have the name, the engine looks at what they are. */
const modified = (modifier: Tree, said: Saying, aliases: readonly string[]): Tree | undefined => {
  if (modifier.type !== 'ORDER_MODIFIER') return said(modifier)
  const orders = treesOf(modifier.orders).map((order) => {
    const by = treeOf(order.expression)
    const names = listOf(by.column_names)
    const meant = by.class === 'COLUMN_REF' && names.length === 1 ? textOf(names[0]).toLowerCase() : ''
    const called = aliases.filter((alias) => alias !== '' && alias === meant).length
    if (called > 1) return undefined
    const expression = called === 1 ? by : said(by)
    return expression && { ...order, expression }
  })
  return orders.some(isMissing) ? undefined : { ...modifier, orders: orders.flatMap(present) }
}
