/** The whole log in the order in which it was written, page by page: what is folded may be long, what is held is one page. */
import { type Recorded, type Row, recordedFrom } from './past.ts'
import type { PayloadKeys } from './payloads.ts'
import { type Db, poolOf } from './postgres.ts'

export interface Written {
  readonly stream: string
  readonly entry: Recorded
}

const page = {
  name: 'page_of_history',
  text: `select no, stream, version, type, at, canonical, leaf_index, scope, sealed from entries left join payloads using (stream, version)
    where no > $1 order by no limit $2`,
}

export const history = async function* (db: Db, payloads: PayloadKeys, pageSize = 500): AsyncGenerator<readonly Written[]> {
  let after: string | number = 0
  for (;;) {
    const { rows }: { rows: (Row & { readonly no: string | number })[] } = await poolOf(db).query({ ...page, values: [after, pageSize] })
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.no
    yield await Promise.all(rows.map(async (row) => ({ stream: row.stream, entry: await recordedFrom(payloads, row) })))
  }
}

export const lengthOfHistory = async (db: Db): Promise<number> => {
  const { rows } = await poolOf(db).query<{ count: string | number }>('select count(*) as count from entries')
  return Number(rows[0]?.count ?? 0)
}
