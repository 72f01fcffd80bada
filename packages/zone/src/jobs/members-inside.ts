/** Inside the sandbox: who stands in which cell, from the zone's own texts. */
import type { Parameters, SqlRunner } from '../engine/engine.ts'
import type { Membership } from '../sql/membership.ts'
import { collecting, packed } from './members.ts'

/** Beyond this many combinations of cells, looking at all queries at once no longer saves anything. */
const mostClasses = 500_000

/**
 * For queries over the same rows, who stands in the cells of each, from one look at the rows.
 * @param memberships have one `rest`
 */
export const membersFrom = async (
  runner: SqlRunner,
  { memberships, parameters }: { readonly memberships: readonly Membership[]; readonly parameters: Parameters },
  mostCells: number,
  tooMany: () => Error,
): Promise<readonly Uint8Array[]> => {
  const together = memberships.length > 1
  const [first] = memberships
  if (first === undefined) return []
  const cells = memberships.map(({ cell }) => cell)
  const names = cells.map((cell, index) => `${cell} AS k${index}`)
  const sql = together
    ? `SELECT ${names.join(', ')}, hash(${cells.join(', ')}) AS c, ${first.rest}`
    : `SELECT ${names.join()}, ${first.rest}`
  let collected: ReturnType<typeof collecting> | undefined
  let areTooMany = false
  await runner.words(sql, parameters, (columns, count) => {
    const wide = together ? cells.length + 1 : 1
    collected ??= collecting(cells.length, columns.length - wide)
    collected.add(columns.slice(0, cells.length), columns[wide - 1] ?? new Uint32Array(), columns.slice(wide), count)
    if (collected.cellCount() > mostCells) throw tooMany()
    areTooMany = together && collected.classCount() > mostClasses
    return !areTooMany
  })
  if (!areTooMany) return (collected ?? collecting(cells.length, 0)).done().map(packed)
  const apart: Uint8Array[] = []
  for (const membership of memberships)
    apart.push(...(await membersFrom(runner, { memberships: [membership], parameters }, mostCells, tooMany)))
  return apart
}

const pieceBytes = 6 * 1024 * 1024

export function* piecesOf(bytes: Uint8Array): Generator<string> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield Buffer.from(bytes.subarray(at, at + pieceBytes)).toString('base64')
}
