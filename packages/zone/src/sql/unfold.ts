/** Steps of a notebook written as one text: what a step only selects and filters is unfolded into the text that reads it, everything else becomes WITH. The result passes the same gate as any text (articles 12 and 16). */
import { isAggregate } from './guard.ts'
import { allTrees, isTree, type Json, listOf, type Tree, textOf, treeOf, treesOf } from './tree.ts'

/** A step by its name, already written in terms of granted tables. */
export interface Written {
  readonly name: string
  readonly root: Tree
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** Names of tables that a text reads anywhere, as it writes them. */
export const tablesIn = (root: Tree): readonly string[] => [
  ...new Set(allTrees(root).flatMap((tree) => (tree.type === 'BASE_TABLE' ? [textOf(tree.table_name).toLowerCase()] : []))),
]

/** Names that WITH gives anywhere in a text. */
export const namesGiven = (root: Tree): readonly string[] =>
  allTrees(treeOf(root)).flatMap((tree) => treesOf(treeOf(tree.cte_map).map).map(({ key }) => textOf(key).toLowerCase()))

/**
 * The step's tree over granted tables alone. Never changes what a text means: what it cannot unfold it puts under WITH, and the gate judges.
 * @param before the steps before, each written already
 */
export const written = (root: Tree, before: readonly Written[]): Tree => {
  const unfolded = unfold(root, before)
  const read = tablesIn(unfolded)
  const left = before.filter(({ name }) => read.some((table) => sameName(table, name)))
  if (left.length === 0) return unfolded
  const entries = left.map(({ name, root: step }) => ({ key: name, value: withEntry(step) }))
  return { ...unfolded, cte_map: { map: [...entries, ...listOf(treeOf(unfolded.cte_map).map)] } }
}

const withEntry = (node: Tree): Tree => ({
  aliases: [],
  query: { node, named_param_map: [] },
  materialized: 'CTE_MATERIALIZE_DEFAULT',
  key_targets: [],
})

/** What a step gives under a name, as an expression over the tables it stands on. */
type Given = ReadonlyMap<string, Tree>

interface Unfolding {
  readonly from: Tree
  readonly where: readonly Json[]
  readonly byAlias: ReadonlyMap<string, Given>
}

/** The steps of FROM put in place, or the text as it is where that could change what it means. */
const unfold = (root: Tree, before: readonly Written[]): Tree => {
  if (treesOf(treeOf(root.cte_map).map).length > 0 || hasSubquery(root) || starsOver(root)) return root
  const aliases = aliasesOf(treeOf(root.from_table))
  const answer = unfoldFrom(treeOf(root.from_table), before, { inner: true, aliases, counter: { next: 0 } })
  if (answer === undefined || answer.byAlias.size === 0) return root
  const scope = { byAlias: answer.byAlias, only: aliases.length === 1 ? aliases[0] : undefined, outputs: outputsOf(root) }
  const isKnown = [...asNames([root.select_list ?? [], root.where_clause ?? null, conditionsIn(treeOf(root.from_table))])].every(
    (name) => scope.only !== undefined && answer.byAlias.get(scope.only)?.has(name),
  )
  if (!isKnown) return root
  const put = (value: Json): Json => substituted(value, scope, 'columns')
  const conditions = [...answer.where, ...(root.where_clause == null ? [] : [put(root.where_clause)])]
  return {
    ...root,
    select_list: treesOf(root.select_list).map((item) => withItsName(item, treeOf(put(item)))),
    from_table: joinConditions(answer.from, put),
    where_clause: conjunction(conditions),
    group_expressions: treesOf(root.group_expressions).map((expression) => substituted(expression, scope, 'columns-then-outputs')),
    having: root.having == null ? null : substituted(root.having, scope, 'columns-then-outputs'),
    modifiers: treesOf(root.modifiers).map((modifier) => substituted(modifier, scope, 'outputs-then-columns')),
  }
}

/** Columns that are written without their table. */
const asNames = (value: Json): ReadonlySet<string> =>
  new Set(columnsIn(value).flatMap((names) => (names.length === 1 ? [(names[0] ?? '').toLowerCase()] : [])))
const conditionsIn = (from: Tree): Json =>
  from.type === 'JOIN' ? [from.condition ?? null, conditionsIn(treeOf(from.left)), conditionsIn(treeOf(from.right))] : null
const outputsOf = (root: Tree): ReadonlyMap<string, Tree> =>
  new Map(
    treesOf(root.select_list).flatMap((item) => (textOf(item.alias) === '' ? [] : [[textOf(item.alias).toLowerCase(), item] as const])),
  )

/** A column that was named stays named so, whatever it is unfolded to. */
const withItsName = (before: Tree, after: Tree): Tree => {
  const name = textOf(before.alias) || (before.class === 'COLUMN_REF' ? textOf(listOf(before.column_names).at(-1)) : '')
  return { ...after, alias: name }
}

const hasSubquery = (root: Tree): boolean =>
  allTrees(root).some(
    (tree) => tree.class === 'SUBQUERY' || tree.type === 'SUBQUERY' || tree.type === 'TABLE_FUNCTION' || tree.class === 'WINDOW',
  )
const starsOver = (root: Tree): boolean => treesOf(root.select_list).some((item) => item.class === 'STAR')

/** Selects, renames, computes and filters; nothing that gathers, orders, counts or cuts. */
const isSimple = (root: Tree): boolean =>
  root.type === 'SELECT_NODE' &&
  !isAggregate(root) &&
  listOf(root.modifiers).length === 0 &&
  treesOf(treeOf(root.cte_map).map).length === 0 &&
  !starsOver(root) &&
  !hasSubquery(root) &&
  root.from_table !== undefined &&
  treeOf(root.from_table).type !== 'EMPTY' &&
  treesOf(root.select_list).every((item) => nameOf(item) !== undefined) &&
  new Set(treesOf(root.select_list).map(nameOf)).size === listOf(root.select_list).length

const nameOf = (item: Tree): string | undefined => {
  const name = textOf(item.alias) || (item.class === 'COLUMN_REF' ? textOf(listOf(item.column_names).at(-1)) : '')
  return name === '' ? undefined : name.toLowerCase()
}

interface Place {
  /** Whether a condition of the step may move to WHERE: only where no outer join could bring back the rows it took out. */
  readonly inner: boolean
  /** Names of tables that are taken in the text that reads the step. */
  readonly aliases: readonly string[]
  readonly counter: { next: number }
}

const unfoldFrom = (from: Tree, before: readonly Written[], place: Place): Unfolding | undefined => {
  if (from.type === 'JOIN') {
    const kind = textOf(from.join_type)
    if (listOf(from.using_columns).length > 0) return kept(from)
    const left = unfoldFrom(treeOf(from.left), before, { ...place, inner: place.inner && (kind === 'INNER' || kind === 'LEFT') })
    const right = unfoldFrom(treeOf(from.right), before, { ...place, inner: place.inner && (kind === 'INNER' || kind === 'RIGHT') })
    if (left === undefined || right === undefined) return undefined
    return {
      from: { ...from, left: left.from, right: right.from },
      where: [...left.where, ...right.where],
      byAlias: new Map([...left.byAlias, ...right.byAlias]),
    }
  }
  if (from.type !== 'BASE_TABLE') return kept(from)
  const step = before.find(({ name }) => sameName(name, textOf(from.table_name)))
  if (step === undefined || !place.inner || !isSimple(step.root)) return kept(from)
  const alias = (textOf(from.alias) || step.name).toLowerCase()
  return renamed(step.root, alias, place)
}

const kept = (from: Tree): Unfolding => ({ from, where: [], byAlias: new Map() })

/** The step's own tables under names of this place, so that a step read twice does not meet itself. */
const renamed = (root: Tree, alias: string, { aliases, counter }: Place): Unfolding | undefined => {
  const inside = aliasesOf(treeOf(root.from_table))
  if (new Set(inside).size !== inside.length) return undefined
  counter.next += 1
  const newName = new Map(inside.map((name, index) => [name, `${alias}_${counter.next}_${index}`]))
  if ([...newName.values()].some((name) => aliases.includes(name))) return undefined
  const only = inside.length === 1 ? newName.get(inside[0] ?? '') : undefined
  const put = (value: Json): Json => requalified(value, newName, only)
  // With several tables an unqualified column could be of any of them: that is for the engine to say, so the step stays under WITH.
  if (only === undefined && columnsIn([root.select_list ?? [], root.where_clause ?? null]).some((names) => names.length < 2))
    return undefined
  const given = new Map(treesOf(root.select_list).map((item) => [nameOf(item) ?? '', { ...treeOf(put(item)), alias: '' }]))
  return {
    from: renamedTables(treeOf(root.from_table), newName, put),
    where: root.where_clause == null ? [] : [put(root.where_clause)],
    byAlias: new Map([[alias, given]]),
  }
}

const aliasesOf = (from: Tree): readonly string[] => {
  if (from.type === 'JOIN') return [...aliasesOf(treeOf(from.left)), ...aliasesOf(treeOf(from.right))]
  return [(textOf(from.alias) || textOf(from.table_name)).toLowerCase()]
}

const renamedTables = (from: Tree, newName: ReadonlyMap<string, string>, put: (value: Json) => Json): Tree =>
  from.type === 'JOIN'
    ? {
        ...from,
        left: renamedTables(treeOf(from.left), newName, put),
        right: renamedTables(treeOf(from.right), newName, put),
        condition: from.condition == null ? null : put(from.condition),
      }
    : { ...from, alias: newName.get((textOf(from.alias) || textOf(from.table_name)).toLowerCase()) ?? textOf(from.alias) }

const joinConditions = (from: Tree, put: (value: Json) => Json): Tree =>
  from.type === 'JOIN'
    ? {
        ...from,
        left: joinConditions(treeOf(from.left), put),
        right: joinConditions(treeOf(from.right), put),
        condition: from.condition == null ? null : put(from.condition),
      }
    : from

const columnsIn = (value: Json): readonly (readonly string[])[] =>
  allTrees(value).flatMap((tree) => (tree.class === 'COLUMN_REF' ? [listOf(tree.column_names).map(textOf)] : []))

const mapped = (value: Json, change: (tree: Tree) => Tree | undefined): Json => {
  if (Array.isArray(value)) return value.map((one) => mapped(one, change))
  if (!isTree(value)) return value
  return change(value) ?? Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, mapped(inside, change)]))
}

const requalified = (value: Json, newName: ReadonlyMap<string, string>, only: string | undefined): Json =>
  mapped(value, (tree) => {
    if (tree.class !== 'COLUMN_REF') return undefined
    const names = listOf(tree.column_names).map(textOf)
    const to = names.length > 1 ? newName.get((names[0] ?? '').toLowerCase()) : only
    return to === undefined ? tree : { ...tree, column_names: [to, ...(names.length > 1 ? names.slice(1) : names)] }
  })

interface Scope {
  readonly byAlias: ReadonlyMap<string, Given>
  /** The one table of FROM: a column without its table is of it. */
  readonly only: string | undefined
  readonly outputs: ReadonlyMap<string, Tree>
}
type Precedence = 'columns' | 'columns-then-outputs' | 'outputs-then-columns'

/** Columns of unfolded steps become what the steps made of them; names of results, where the engine would look for them, what they stand for. */
const substituted = (value: Json, scope: Scope, precedence: Precedence): Json =>
  mapped(value, (tree) => {
    if (tree.class !== 'COLUMN_REF') return undefined
    const names = listOf(tree.column_names).map((name) => textOf(name).toLowerCase())
    const [first = '', second] = names
    if (second !== undefined) return inPlaceOf(tree, scope.byAlias.get(first)?.get(second))
    const column = scope.only === undefined ? undefined : scope.byAlias.get(scope.only)?.get(first)
    const output = scope.outputs.get(first)
    if (precedence === 'outputs-then-columns' && output !== undefined) return tree
    if (column !== undefined) return inPlaceOf(tree, column)
    return precedence === 'columns-then-outputs' && output !== undefined
      ? treeOf(substituted({ ...output, alias: '' }, scope, 'columns'))
      : tree
  })

const inPlaceOf = (tree: Tree, given: Tree | undefined): Tree => (given === undefined ? tree : { ...given, alias: textOf(tree.alias) })

const conjunction = (conditions: readonly Json[]): Json => {
  if (conditions.length < 2) return conditions[0] ?? null
  return { class: 'CONJUNCTION', type: 'CONJUNCTION_AND', alias: '', query_location: 0, children: conditions }
}
