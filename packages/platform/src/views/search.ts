/** Finds a text in what lists and case pages show this reader anyway, and in nothing else. */
import { type Actor, articleNumbers, articleOf, articles, gistOf, hardRuleIds, type RuleId, type Words } from '@yunhe/law'
import { sql } from 'kysely'
import type { AnyCommand } from '../commands/command.ts'
import type { CaseRow, LawAct } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import { lawActs } from './acts.ts'
import { type Line, linesOf, mostCounted } from './lists.ts'
import { isTitled } from './saying.ts'
import { likeOf, sought } from './sought.ts'
import { visibleTo } from './who.ts'

const mostCases = 60
const mostOthers = 20

export interface Search {
  readonly q: string
  readonly kind?: string | undefined
}

export const search = async (db: Db, commands: readonly AnyCommand[], reader: Actor, wanted: Search) => {
  const procedure = commands.find((one) => one.procedure.plural === wanted.kind)?.procedure.name
  const isKnown = wanted.kind === undefined || procedure !== undefined
  const found = isKnown ? await casesWith(db, reader, wanted.q, procedure) : { rows: [], areMore: false, kinds: [] }
  return {
    cases: found.rows,
    areMoreCases: found.areMore,
    kinds: found.kinds,
    acts: wanted.kind === undefined ? actsWith(commands, reader, wanted.q) : [],
    rules: wanted.kind === undefined ? rulesWith(wanted.q) : [],
  }
}

interface Kind {
  readonly plural: string
  readonly words: Words
  readonly count: number
}

/** Exact numbers first, then titles, then what was found further inside; the newest of each before the older. */
const casesWith = async (db: Db, reader: Actor, q: string, procedure: string | undefined) => {
  const { says, borrows } = await sought(db, reader, q, { procedure, isDeep: true })
  const seen = sql<boolean>`${visibleTo(reader)} and ${procedure === undefined ? sql`true` : sql`procedure = ${procedure}`}`
  const most = sql.lit(mostCounted)
  const asked = sql`select procedure, id, stage, title, region, organizations, turns, due, updated_at,
    case when lower(id) = lower(${q}) then 0 when ${isTitled(likeOf(q))} then 1 else 2 end as place from cases`
  // Titles that borrow the name are looked for only where not enough say it themselves.
  const others =
    borrows && sql`(${asked} where (select count(*) from saying) < ${most} and ${seen} and ${borrows} and not ${says} limit ${most})`
  const { rows } = await sql<{ kinds: Readonly<Record<string, number>> | null; lines: Line[] | null }>`
    with saying as materialized (${asked} where ${seen} and ${says} limit ${most}),
    found as materialized (${others === undefined ? sql`select * from saying` : sql`select * from saying union all ${others} limit ${most}`})
    select (select json_object_agg(procedure, count) from (select procedure, count(*) as count from found group by procedure) as counted) as kinds,
      (select json_agg(shown) from (select * from found order by place, updated_at desc, procedure, id limit ${mostCases + 1}) as shown) as lines`.execute(
    db,
  )
  const { kinds, lines } = rows[0] ?? { kinds: null, lines: null }
  return {
    rows: await linesOf(db, reader, (lines ?? []).slice(0, mostCases)),
    areMore: (lines ?? []).length > mostCases,
    kinds: Object.entries(kinds ?? {}).map(([name, count]): Kind => {
      const { plural, title } = procedureNamed(name)
      return { plural, words: title, count }
    }),
  } satisfies { rows: CaseRow[]; areMore: boolean; kinds: Kind[] }
}

const holds =
  (q: string) =>
  (...texts: readonly string[]): boolean =>
    texts.some((text) => text.toLowerCase().includes(q.toLowerCase()))

const actsWith = (commands: readonly AnyCommand[], reader: Actor, q: string): LawAct[] => {
  const has = holds(q)
  return lawActs(commands, reader)
    .filter(({ name, title }) => has(name, title.zh, title.en))
    .toSorted((one, other) => Number(other.isYours) - Number(one.isYours))
    .slice(0, mostOthers)
}

const rulesWith = (q: string) => {
  const has = holds(q)
  const ids: readonly RuleId[] = [...articleNumbers.map((number) => `A${number}` as const), ...hardRuleIds]
  return ids
    .map((rule) => ({ rule, name: articles[articleOf(rule)].name, gist: gistOf(rule) }))
    .filter(({ rule, name, gist }) => has(rule, gist.zh, gist.en, ...(rule.startsWith('A') ? [name.zh, name.en] : [])))
    .slice(0, mostOthers)
}
