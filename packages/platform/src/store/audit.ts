/** Holds the table of entries against the published log: a row that was changed afterwards is named, whoever changed it. */
import { readEntries, tileWidth } from '@yunhe/ledger'
import type { Tree } from './checkpoints.ts'
import { databaseTiles } from './database-tiles.ts'
import type { Db } from './postgres.ts'
import { newestCheckpoint } from './tiles.ts'

/** Names (`stream@version`) of entries whose row is not what the log has at their index; `missing` for a leaf without a row. */
export const entriesThatDiffer = async (db: Db, { origin }: Pick<Tree, 'origin'>): Promise<readonly string[]> => {
  const size = (await newestCheckpoint(db, origin))?.size ?? 0
  const tiles = databaseTiles(db, origin)
  const differing: string[] = []
  for (let from = 0; from < size; from += tileWidth) {
    const leaves = await readEntries(tiles, size, from / tileWidth)
    const rows = await db
      .selectFrom('entries')
      .select(['stream', 'version', 'leaf_index', 'canonical', 'type', 'at'])
      .where('leaf_index', '>=', from)
      .where('leaf_index', '<', from + tileWidth)
      .execute()
    const rowByIndex = new Map(rows.map((row) => [row.leaf_index, row]))
    for (const [place, leaf] of leaves.entries()) {
      const row = rowByIndex.get(from + place)
      if (row === undefined) differing.push(`missing: leaf ${from + place}`)
      else if (!isSame(row, leaf)) differing.push(`${row.stream}@${row.version}`)
    }
  }
  return differing
}

interface Row {
  readonly stream: string
  readonly version: number
  readonly canonical: Buffer
  readonly type: string
  readonly at: string
}

/** The columns beside the bytes are copies for searching: they must say what the bytes say. */
const isSame = ({ canonical, stream, version, type, at }: Row, leaf: Uint8Array): boolean => {
  if (Buffer.compare(canonical, leaf) !== 0) return false
  const entry = JSON.parse(canonical.toString('utf8')) as { stream: string; version: number; type: string; at: string }
  return entry.stream === stream && entry.version === version && entry.type === type && entry.at === at
}
