/** Inside the sandbox: who stands in which cell, from the zone's own query. */
import type { Parameters, SqlRunner } from '../engine/engine.ts'
import { collecting, packed } from './members.ts'

/** A first column names the cell, each further one numbers a row of one table. */
export const membersFrom = async (
  runner: SqlRunner,
  { sql, parameters }: { readonly sql: string; readonly parameters: Parameters },
  mostCells: number,
  tooMany: () => Error,
): Promise<Uint8Array> => {
  let collected: ReturnType<typeof collecting> | undefined
  await runner.words(sql, parameters, ([cells = new Uint32Array(), ...rows], count) => {
    collected ??= collecting(rows.length)
    collected.add(cells, rows, count)
    if (collected.cellCount() > mostCells) throw tooMany()
  })
  return packed((collected ?? collecting(0)).done())
}

const pieceBytes = 6 * 1024 * 1024

export function* piecesOf(bytes: Uint8Array): Generator<string> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield Buffer.from(bytes.subarray(at, at + pieceBytes)).toString('base64')
}
