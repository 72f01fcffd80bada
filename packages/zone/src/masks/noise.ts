/** Multiplies a number by a factor that the key of the grant draws for its row: even between minus and plus the given percent. */
import { quoted } from '../engine/engine.ts'
import type { MaskKind } from './mask.ts'

/** 52 bits of the digest as a fraction from 0 to 1: more would not fit a double. The slot is short, to stay within one block of the digest. */
const fraction = (keyName: string, slot: string, row: string): string =>
  `CAST('0x' || left(sha256($${keyName} || '${slot}/' || CAST(${row} AS VARCHAR)), 13) AS BIGINT) / 4503599627370496.0`

export const noise: MaskKind<'noise'> = {
  kind: 'noise',
  inverse: 'none',
  leaks:
    'the size of the number within the given percent; a zero and a small whole number may stay as they are; the mean of many rows is nearly true',
  fits: ['integer', 'number'],
  toSql: ({ percent }, column, { keyName, row }) => {
    const name = `${column.slot}_share`
    const factor = `(1 + CAST($${name} AS DOUBLE) * (2 * ${fraction(keyName, column.slot, row)} - 1))`
    const noisy = `${quoted(column.name)} * ${factor}`
    const sql = column.type === 'integer' ? `CAST(round(${noisy}) AS BIGINT)` : `CAST(${noisy} AS DOUBLE)`
    return { sql, bind: { [name]: percent / 100 }, type: column.type }
  },
}
