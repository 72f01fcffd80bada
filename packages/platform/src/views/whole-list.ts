/** A list from its first line to its last, as it stood at one moment: the pages of the list, one after the other. */
import type { Actor } from '@yunhe/law'
import type { CaseRow, ListSort } from '../contract/index.ts'
import type { Db } from '../store/postgres.ts'
import { list, type Wanted } from './lists.ts'
import { type Language, sayerOf } from './saying.ts'

const pageSize = 2_000

/** Within one transaction that sees no later change: what is sorted by its last change would move under the reader's hands. */
export async function* wholeList(
  db: Db,
  reader: Actor,
  wanted: Wanted,
  sort: ListSort,
  language: Language,
): AsyncGenerator<readonly CaseRow[]> {
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute()
  try {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const { rows, next } = await list(tx, reader, wanted, sort, { page: 1, pageSize, after })
      const say = await sayerOf(
        tx,
        reader,
        language,
        rows.map(({ title }) => title),
      )
      yield rows.map((row) => ({ ...row, title: say(row.title) }))
      after = next
    }
  } finally {
    await tx.rollback().execute()
  }
}
