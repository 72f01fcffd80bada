/** Puts values through a mask in the real engine: the table of every mask's test. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDataEngine } from '../engine/data.ts'
import { engineTypes, quoted } from '../engine/engine.ts'
import type { Mask } from '../orders.ts'
import { keyedFunctions } from './keyed.ts'
import type { ColumnType } from './mask.ts'
import { masked } from './masks.ts'

export const throughMask = async (
  mask: Mask,
  type: ColumnType,
  values: readonly (string | null)[],
  secret = 'secret-of-grant-1',
  column = 'it',
): Promise<readonly unknown[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-mask-'))
  const engine = await openDataEngine({
    folders: [folder],
    spillFolder: folder,
    keepsOrder: true,
    functions: keyedFunctions(Buffer.from(secret)),
  })
  try {
    const masking = masked(mask, { name: column, type, slot: 'c0' }, { whose: 'CAST(row AS VARCHAR)' })
    if (masking === undefined) throw new Error(`the mask ${mask.kind} does not fit ${type}`)
    const source = values.map((_, row) => `SELECT ${row} AS row, CAST($v${row} AS ${engineTypes[type]}) AS ${column}`).join(' UNION ALL ')
    const bind = {
      ...masking.bind,
      ...Object.fromEntries(values.map((value, row) => [`v${row}`, value])),
    }
    const rows = await engine.rows(`SELECT ${masking.sql} AS ${quoted('out')} FROM (${source}) ORDER BY row`, bind)
    return rows.map((row) => row.out)
  } finally {
    engine.close()
    await rm(folder, { recursive: true })
  }
}
