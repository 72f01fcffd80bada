/** The way of data as one reader may see it: each node by the case that decides on it, and by nothing else. */
import type { Actor } from '@yunhe/law'
import { sql } from 'kysely'
import type { LineageNodeView, LineageView } from '../contract/lineage.ts'
import { procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import { namesOf } from './names.ts'
import { visibleTo } from './who.ts'

/** As the zone tells it. */
export interface ToldLineage {
  readonly nodes: readonly Omit<LineageNodeView, 'holderName' | 'case' | 'calls'>[]
  readonly edges: LineageView['edges']
}

interface CaseOf {
  readonly procedure: string
  readonly id: string
}

const nameIn = (node: string): string => node.slice(node.indexOf(':') + 1).replace(/@\d+$/, '')

/** Which case a node is of; that of a dataset is found by its key. */
const caseOf = ({ id, kind, workspace }: ToldLineage['nodes'][number], items: ReadonlyMap<string, string>): CaseOf | undefined => {
  switch (kind) {
    case 'dataset': {
      const item = items.get(nameIn(id))
      return item === undefined ? undefined : { procedure: 'catalog-item', id: item }
    }
    case 'import':
      return { procedure: 'social-data', id: nameIn(id) }
    case 'product':
      return { procedure: 'product', id: nameIn(id) }
    case 'export':
      return { procedure: 'export', id: nameIn(id) }
    case 'subscription':
      return { procedure: 'subscription', id: nameIn(id) }
    default:
      return workspace === undefined ? undefined : { procedure: 'data-request', id: workspace }
  }
}

interface Shown {
  readonly node: ToldLineage['nodes'][number]
  readonly of: (CaseOf & { readonly title: string }) | undefined
}

/** An agency sees what became of its own data, by name, also where the cases are not its to open (article 6). */
const isProviders = (reader: Actor, start: string, { nodes }: ToldLineage): boolean =>
  nodes.some(({ id, kind, holder }) => kind === 'dataset' && id.replace(/@\d+$/, '') === start && holder === reader.organization)

export const lineageSeenBy = async (db: Db, reader: Actor, start: string, told: ToldLineage): Promise<LineageView> => {
  const items = await itemsOf(
    db,
    told.nodes.filter(({ kind }) => kind === 'dataset').map(({ id }) => nameIn(id)),
  )
  const named = told.nodes.map((node) => ({ node, of: caseOf(node, items) }))
  const seen = await titlesSeen(
    db,
    reader,
    named.flatMap(({ of }) => (of === undefined ? [] : [of])),
  )
  const all = isProviders(reader, start, told)
  const shown = named.flatMap(({ node, of }): readonly Shown[] => {
    const title = of && seen.get(`${of.procedure}/${of.id}`)
    if (of !== undefined && title !== undefined) return [{ node, of: { ...of, title } }]
    return all ? [{ node, of: undefined }] : []
  })
  const names = await namesOf(
    db,
    shown.map(({ node }) => node.holder),
  )
  const calls = await callsServed(
    db,
    shown.flatMap(({ node }) => (node.kind === 'subscription' ? [nameIn(node.id)] : [])),
  )
  const nodes = shown.map(({ node, of }) => ({
    ...node,
    holderName: names[node.holder] ?? '',
    ...(of && { case: { plural: procedureNamed(of.procedure).plural, id: of.id, title: of.title } }),
    ...(node.kind === 'subscription' && { calls: calls.get(nameIn(node.id)) ?? 0 }),
  }))
  const ids = new Set(nodes.map(({ id }) => id))
  const edges = told.edges.filter(({ from, to }) => ids.has(from) && ids.has(to))
  return { start, nodes, edges, hidden: told.nodes.length - nodes.length }
}

/** Catalog items by the name of their dataset. */
const itemsOf = async (db: Db, datasets: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (datasets.length === 0) return new Map()
  const rows = await db
    .selectFrom('stream_keys')
    .select(['key', 'stream'])
    .where(
      'key',
      'in',
      datasets.map((dataset) => `dataset:${dataset}`),
    )
    .where('stream', 'like', 'catalog-item/%')
    .execute()
  return new Map(rows.map(({ key, stream }) => [key.slice('dataset:'.length), stream.slice('catalog-item/'.length)]))
}

const titlesSeen = async (db: Db, reader: Actor, cases: readonly CaseOf[]): Promise<ReadonlyMap<string, string>> => {
  const names = [...new Set(cases.map(({ procedure, id }) => `${procedure}/${id}`))]
  if (names.length === 0) return new Map()
  const rows = await db
    .selectFrom('cases')
    .select(['procedure', 'id', 'title'])
    .where(
      sql<boolean>`(procedure, id) in (select split_part(name, '/', 1), split_part(name, '/', 2) from unnest(${names}::text[]) as named(name))`,
    )
    .where(visibleTo(reader))
    .execute()
  return new Map(rows.map(({ procedure, id, title }) => [`${procedure}/${id}`, title || id]))
}

/** Calls served to each subscription: those of its consumer on its product. */
const callsServed = async (db: Db, subscriptions: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  if (subscriptions.length === 0) return new Map()
  const { rows } = await sql<{ id: string; served: string }>`
    select cases.id, coalesce(sum(calls.served), 0) as served
    from cases left join calls_by_day calls
      on calls.product = cases.state ->> 'product' and calls.consumer = cases.state ->> 'consumer'
    where cases.procedure = 'subscription' and cases.id = any(${[...subscriptions]}::text[])
    group by cases.id`.execute(db)
  return new Map(rows.map(({ id, served }) => [id, Number(served)]))
}
