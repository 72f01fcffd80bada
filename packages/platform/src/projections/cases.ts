/** Keeps the table of cases in step with the log, in the transaction of each act; `replay` makes it anew. */
import type { Follower, Tx } from '../store/log.ts'
import { type CaseRow, caseRow } from './case-row.ts'
import type { AnyProcedure } from './procedures.ts'

/** @param procedureNamed the case's kind; a kind that is not known is a fault */
export const projectCases =
  (procedureNamed: (name: string) => AnyProcedure): Follower =>
  async (tx, { procedure, id, expected, events, folded, ground }) => {
    const row = caseRow(procedureNamed(procedure), id, expected + events.length, folded)
    await writeCase(tx, row, ground.at)
  }

export const writeCase = async (tx: Tx, { turnList, state, organizations, roles, turns, ...row }: CaseRow, at: string): Promise<void> => {
  const values = {
    ...row,
    organizations: [...organizations],
    roles: [...roles],
    turns: [...turns],
    turn_list: JSON.stringify(turnList),
    state: state === null ? null : JSON.stringify(state),
    updated_at: at,
  }
  await tx
    .insertInto('cases')
    .values({ ...values, opened_at: at })
    .onConflict((clash) => clash.columns(['procedure', 'id']).doUpdateSet(values))
    .execute()
}
