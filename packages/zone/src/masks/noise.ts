/** Multiplies a number by a factor that the key of the grant draws for whose number it is and for the number itself: even between minus and plus the given percent. */
import { createHash } from 'node:crypto'
import { type BatchFunction, cellBytes } from '../engine/batch.ts'
import { quoted } from '../engine/engine.ts'
import { cmac, reused } from './cmac.ts'
import type { MaskKind } from './mask.ts'
import { pseudonymSql } from './pseudonym.ts'

/** Drawn by person and value, not by row: writing out again, a later version of the data, and several rows that say the same of one person all show the same number, so there is nothing to average. */
export const noise: MaskKind<'noise'> = {
  kind: 'noise',
  inverse: 'none',
  leaks: {
    zh: '真值在给定百分比之内；零和较小的整数可能不变；大量行的平均值接近真实',
    en: 'the size of the number within the given percent; a zero and a small whole number may stay as they are; the mean of many rows is nearly true',
  },
  fits: ['integer', 'number'],
  /** Whose number it is goes in as the first twelve signs of a pseudonym, which the engine makes once where the subject is granted as one too. */
  toSql: ({ percent }, column, { whose }) => {
    const share = `${column.slot}_share`
    const value = `CAST(${quoted(column.name)} AS DOUBLE)`
    const drawn = `mask_noise(${pseudonymSql(whose)}.a, ${value}, ${tagOf(column.name)}::BIGINT)`
    const noisy = `${value} * (1 + CAST($${share} AS DOUBLE) * ${drawn})`
    const sql = column.type === 'integer' ? `CAST(round(${noisy}) AS BIGINT)` : noisy
    return { sql, bind: { [share]: percent / 100 }, type: column.type }
  },
}

/** Keeps two columns of one person apart; not the place of the column, which the next decision may change. */
const tagOf = (name: string): bigint => createHash('sha256').update(`yunhe/noise/${name}`).digest().readBigInt64LE(0) >> 1n

/** Even between -1 and 1. */
export const noiseUnder = (key: Uint8Array): BatchFunction => {
  const mac = cmac(key)
  const [blocks, drawings] = [reused((bytes) => new Uint8Array(bytes)), reused((bytes) => new Uint8Array(bytes))]
  return {
    name: 'mask_noise',
    takes: ['text', 'number', 'integer'],
    gives: 'number',
    of: (batch) => {
      const block = blocks(batch.rows * cellBytes)
      interleave(block, batch.numbers(1), batch.integers(2))
      const tags = mac.tags([batch.cells(0), block])
      const drawn = drawings(batch.rows * 8)
      const numbers = new Float64Array(drawn.buffer, drawn.byteOffset, batch.rows)
      for (let row = 0; row < batch.rows; row += 1) numbers[row] = 2 * fraction(tags, row) - 1
      return { numbers }
    },
  }
}

/** Beside the text a block of the number and the tag of its column; as words, because a copied number may lose bits of what is none. */
const interleave = (into: Uint8Array, values: Float64Array, tags: BigInt64Array): void => {
  const block = wordsOf(into)
  const [numbers, marks] = [wordsOf(values), wordsOf(tags)]
  for (let at = 0, to = 0; at < numbers.length; at += 2, to += 4) {
    block[to] = numbers[at] ?? 0
    block[to + 1] = numbers[at + 1] ?? 0
    block[to + 2] = marks[at] ?? 0
    block[to + 3] = marks[at + 1] ?? 0
  }
}

const wordsOf = (array: Uint8Array | Float64Array | BigInt64Array): Uint32Array =>
  new Uint32Array(array.buffer, array.byteOffset, array.byteLength / 4)

/** 52 bits of the tag as a fraction from 0 to 1: more would not fit a double. */
const fraction = (tags: Uint8Array, row: number): number => {
  const at = row * cellBytes
  const high = ((tags[at] ?? 0) << 16) | ((tags[at + 1] ?? 0) << 8) | (tags[at + 2] ?? 0)
  const low = ((tags[at + 3] ?? 0) << 20) | ((tags[at + 4] ?? 0) << 12) | ((tags[at + 5] ?? 0) << 4) | ((tags[at + 6] ?? 0) >> 4)
  return (high * 2 ** 28 + low) / 2 ** 52
}
