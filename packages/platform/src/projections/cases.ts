/** Keeps the table of cases in step with the log, in the transaction of each act; `replay` makes it anew. */
import type { Follower, Tx } from '../store/log.ts'
import { writeFixed } from '../store/pen.ts'
import { type CaseRow, caseRow } from './case-row.ts'
import type { AnyProcedure } from './procedures.ts'

/** @param procedureNamed the case's kind; a kind that is not known is a fault */
export const projectCases =
  (procedureNamed: (name: string) => AnyProcedure): Follower =>
  async (tx, { procedure, id, expected, events, folded, ground }) => {
    const row = caseRow(procedureNamed(procedure), id, expected + events.length, folded)
    await writeCase(tx, row, ground.at)
  }

export const writeCase = async (tx: Tx, row: CaseRow, at: string): Promise<void> => {
  await writeFixed(tx, put, [
    row.procedure,
    row.id,
    row.version,
    row.stage,
    row.title,
    row.region,
    row.organizations,
    row.roles,
    row.turns,
    JSON.stringify(row.turnList),
    row.due,
    at,
    row.state === null ? null : JSON.stringify(row.state),
  ])
}

/** All of the line changes with its case, but for when it was opened. */
const put = `insert into cases (procedure, id, version, stage, title, region, organizations, roles, turns, turn_list, due, opened_at, updated_at, state)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13)
  on conflict (procedure, id) do update set version = excluded.version, stage = excluded.stage, title = excluded.title, region = excluded.region,
    organizations = excluded.organizations, roles = excluded.roles, turns = excluded.turns, turn_list = excluded.turn_list, due = excluded.due,
    updated_at = excluded.updated_at, state = excluded.state`
