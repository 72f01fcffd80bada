/** Parquet as the engine reads it; a file that was cut or overwritten is told by its place. */
import { open } from 'node:fs/promises'
import { EngineFault } from '../engine/data.ts'
import { literal, quoted } from '../engine/engine.ts'
import type { Opened, Reading } from './reading.ts'
import { type DeliveryRefusal, deliveryRefusal } from './refusals.ts'

export const openParquet = async ({ file, engine }: Reading): Promise<Opened | readonly DeliveryRefusal[]> => {
  const cut = await cutAt(file)
  if (cut !== undefined) return [deliveryRefusal('parquet-cut', `byte ${cut}`)]
  const source = `read_parquet(${literal(file)})`
  const broken = [deliveryRefusal('parquet-broken', 'footer')]
  const columns = await orBroken(() => engine.columnsOf(`SELECT * FROM ${source}`))
  if (columns === undefined) return broken
  return {
    names: columns.map(({ name }) => name),
    types: columns.map(({ type }) => type),
    chosen: {},
    take: async (places) => {
      const counted = await orBroken(() => engine.rows(`SELECT count(*) AS records FROM ${source}`))
      if (counted === undefined) return broken
      const promised = [...places].map(([name, at]) => ({ as: name, name: columns[at]?.name ?? '', type: columns[at]?.type ?? '' }))
      const selected = promised.map(({ name, as }) => `${quoted(name)} AS ${quoted(as)}`).join(', ')
      return {
        relation: `SELECT file_row_number + 1 AS place, NULL AS broken, ${selected} FROM ${source}`,
        typeByColumn: new Map(promised.map(({ as, type }) => [as, type])),
        placed: 'row',
        records: Number(counted[0]?.records),
        setAside: 0,
        mark: undefined,
      }
    },
  }
}

const orBroken = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await ask()
  } catch (fault) {
    if (fault instanceof EngineFault) return undefined
    throw fault
  }
}

/** A Parquet file begins and ends with four signs; where the last are missing it was cut. @returns the byte at which it stops */
const cutAt = async (file: string): Promise<number | undefined> => {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const ends = Buffer.alloc(8)
    await handle.read(ends, 0, 4, 0)
    await handle.read(ends, 4, 4, Math.max(0, size - 4))
    return size >= 12 && ends.toString('latin1') === 'PAR1PAR1' ? undefined : size
  } finally {
    await handle.close()
  }
}
