/** Keeps the table of running clocks in step with the log, in the transaction of each act; the clocks come from the folded case alone. */
import { isDeepStrictEqual } from 'node:util'
import { type Clock, clocksOf, type Day, type NumbersOn, type Parameters } from '@yunhe/law'
import { sql } from 'kysely'
import type { Follower, Tx } from '../store/log.ts'
import { writeFixed } from '../store/pen.ts'
import type { ClockTable } from '../store/tables.ts'
import { turnKey } from './case-row.ts'
import type { AnyProcedure } from './procedures.ts'

export const clockRows = (procedure: AnyProcedure, id: string, state: unknown, numbersOn: NumbersOn): readonly ClockTable[] =>
  clocksOf(procedure, id, state, remembering(numbersOn)).map((clock) => rowOf(procedure.name, id, clock))

/** @param procedureNamed the case's kind; a kind that is not known is a fault */
export const projectClocks =
  (procedureNamed: (name: string) => AnyProcedure, numbersOn: NumbersOn): Follower =>
  async (tx, { procedure, id, folded }) => {
    const kind = procedureNamed(procedure)
    if (kind.clocks !== undefined) await writeClocks(tx, procedure, id, clockRows(kind, id, folded, numbersOn))
  }

/** One statement: those that stopped go, those that run stay or come. A last day that other cases gave is kept. */
export const writeClocks = async (tx: Tx, procedure: string, id: string, rows: readonly ClockTable[]): Promise<void> => {
  await writeFixed(
    tx,
    rows.length === 0 ? stopAll : keepRunning,
    rows.length === 0 ? [procedure, id] : [procedure, id, JSON.stringify(rows)],
  )
}

const stopAll = 'delete from clocks where procedure = $1 and id = $2'
const keepRunning = `with fresh as (select * from jsonb_to_recordset($3::jsonb) as row(
      procedure text, id text, name text, subject text, kind text, rule text, started text, due text, not_published integer,
      by_facts boolean, whose text[], act text, remind text, answered_by text)),
    stopped as (delete from clocks old where old.procedure = $1 and old.id = $2
      and not exists (select from fresh where fresh.name = old.name and fresh.subject = old.subject))
    insert into clocks (procedure, id, name, subject, kind, rule, started, due, not_published, by_facts, whose, act, remind, answered_by)
    select procedure, id, name, subject, kind, rule, started, due, not_published, by_facts, whose, act, remind, answered_by from fresh
    on conflict (procedure, id, name, subject) do update set kind = excluded.kind, rule = excluded.rule, started = excluded.started,
      due = case when excluded.by_facts then clocks.due else excluded.due end, not_published = excluded.not_published,
      by_facts = excluded.by_facts, whose = excluded.whose, act = excluded.act, remind = excluded.remind,
      answered_by = excluded.answered_by`

export interface ClocksOfCase {
  readonly stream: string
  readonly clocks: readonly ClockTable[]
}

/** Names what the table says otherwise of these cases; mends it where asked to. */
export const replayClocks = async (tx: Tx, refolded: readonly ClocksOfCase[], rebuild: boolean): Promise<readonly string[]> => {
  const [procedures, ids] = [0, 1].map((part) => refolded.map(({ stream }) => partsOf(stream)[part])) as [string[], string[]]
  const rows = await tx
    .selectFrom('clocks')
    .selectAll()
    .where(sql<boolean>`(procedure, id) in (select * from unnest(${procedures}::text[], ${ids}::text[]))`)
    .execute()
  const standing = new Map<string, ClockTable[]>()
  for (const row of rows) {
    const stream = `${row.procedure}/${row.id}`
    standing.set(stream, [...(standing.get(stream) ?? []), row])
  }
  const differing = refolded.filter(({ stream, clocks }) => !isDeepStrictEqual(comparable(clocks), comparable(standing.get(stream) ?? [])))
  if (rebuild) for (const { stream, clocks } of differing) await writeClocks(tx, ...partsOf(stream), clocks)
  return differing.map(({ stream }) => `${stream}: clocks`)
}

/** Clocks of cases that are not in the log at all. */
export const clocksOfNoCase = async (tx: Tx, rebuild: boolean): Promise<readonly string[]> => {
  const { rows } = await sql<{ stream: string }>`select distinct procedure || '/' || id as stream from clocks
    where procedure || '/' || id not in (select stream from streams) order by 1`.execute(tx)
  if (rebuild) for (const { stream } of rows) await writeClocks(tx, ...partsOf(stream), [])
  return rows.map(({ stream }) => `${stream}: clocks not in the log`)
}

const partsOf = (stream: string): [procedure: string, id: string] => {
  const at = stream.indexOf('/')
  return [stream.slice(0, at), stream.slice(at + 1)]
}

/** What other cases gave is no part of the case's own clocks. */
const comparable = (rows: readonly ClockTable[]): ReadonlyMap<string, ClockTable> =>
  new Map(
    rows
      .map((row) => ({ ...row, due: row.by_facts ? null : row.due }))
      .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
      .map((row) => [keyOf(row), row]),
  )

const keyOf = ({ name, subject }: ClockTable): string => `${name} ${subject}`

const rowOf = (procedure: string, id: string, clock: Clock): ClockTable => ({
  procedure,
  id,
  name: clock.name,
  subject: clock.subject,
  kind: clock.kind,
  rule: clock.rule,
  started: clock.start ?? null,
  due: clock.due ?? null,
  not_published: clock.notPublished ?? null,
  by_facts: clock.byFacts,
  whose: [...new Set(clock.whose.map(turnKey))],
  act: clock.act ?? null,
  remind: clock.remind ?? null,
  answered_by: clock.answeredBy ?? null,
})

/** One case asks for the numbers of the same days again and again. */
const remembering = (numbersOn: NumbersOn): NumbersOn => {
  const known = new Map<Day, Parameters>()
  return (on) => {
    const found = known.get(on) ?? numbersOn(on)
    known.set(on, found)
    return found
  }
}
