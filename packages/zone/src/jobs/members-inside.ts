/** Inside the sandbox: who stands in which cell, from the zone's own texts. */
import { randomBytes } from 'node:crypto'
import type { Parameters, SqlRunner } from '../engine/engine.ts'
import type { Membership } from '../sql/membership.ts'
import { collecting, type Looked } from './look.ts'

/** Beyond this many combinations of cells, looking at all queries at once no longer saves anything. */
const mostClasses = 500_000

/**
 * For queries over the same rows, who stands in the cells of each, from one look at the rows; from one look for each where they stand too
 * differently. The looks have the queries in their order.
 * @param memberships have one `rest`
 */
export const looksAt = async (
  runner: SqlRunner,
  { memberships, parameters }: { readonly memberships: readonly Membership[]; readonly parameters: Parameters },
  mostCells: number,
  tooMany: () => Error,
): Promise<readonly Looked[]> => {
  const together = memberships.length > 1
  const [first] = memberships
  if (first === undefined) return []
  const cells = memberships.map(({ cell }) => cell)
  const names = cells.map((cell, index) => `${cell} AS __k${index}`)
  const sql = `SELECT ${[...names, ...(together ? [`${classOf(cells)} AS __c`] : []), first.rest].join(', ')}`
  const firstTable = cells.length + Number(together)
  let collected: ReturnType<typeof collecting> | undefined
  let areTooMany = false
  await runner.words(sql, parameters, (columns, count, width) => {
    collected ??= collecting(cells.length, width - firstTable)
    collected.add(columns, count)
    if (collected.cellCount() > mostCells) throw tooMany()
    areTooMany = together && collected.classCount() > mostClasses
    return !areTooMany
  })
  if (!areTooMany) return [(collected ?? collecting(cells.length, 0)).done()]
  const apart: Looked[] = []
  for (const membership of memberships)
    apart.push(...(await looksAt(runner, { memberships: [membership], parameters }, mostCells, tooMany)))
  return apart
}

/** Numbers of this look alone are mixed in: which combinations of cells would share a name cannot be known beforehand. */
const classOf = (cells: readonly string[]): string =>
  `hash(${cells.map((cell) => `xor(${cell}, CAST(${randomBytes(8).readBigUInt64LE()} AS UBIGINT))`).join(', ')})`

const pieceBytes = 8 * 1024 * 1024

export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}
