/** A keyed pseudonym: the same value gives the same word inside one grant and another word in every other grant. */
import { type BatchFunction, cellBytes } from '../engine/batch.ts'
import { cmac } from './cmac.ts'
import type { MaskKind } from './mask.ts'
import { textOf } from './mask.ts'
import { tagsOfTexts, textArguments, textTakes } from './message.ts'

export const pseudonym: MaskKind<'pseudonym'> = {
  kind: 'pseudonym',
  inverse: 'none',
  leaks: {
    zh: '同一授权内可看出取值是否相同、出现几次；持有本授权密钥的人可以逐个试出证件号码',
    en: 'equality and frequency of values inside one grant; whoever holds the key of the grant can try every id number',
  },
  fits: ['text', 'integer', 'number', 'date', 'timestamp', 'boolean'],
  toSql: (_, column) => {
    const made = pseudonymSql(textOf(column))
    return { sql: `(${made}.a || ${made}.b)`, bind: {}, type: 'text' }
  },
}

/** Both halves of the pseudonym of a text. */
export const pseudonymSql = (text: string): string => `mask_pseudonym(${textArguments(text)})`

/** The 128 bits of an AES-256-CMAC as 22 signs of base64url. */
export const pseudonymUnder = (key: Uint8Array): BatchFunction => {
  const mac = cmac(key)
  return {
    name: 'mask_pseudonym',
    takes: textTakes,
    gives: 'halves',
    of: (batch) => ({ halves: spelt(tagsOfTexts(batch, mac), batch.rows) }),
  }
}

const signs = Uint8Array.from(Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'))
const sign = (bits: number): number => signs[bits & 63] ?? 0

/** Nine bytes are twelve signs, the other seven are ten. */
const spelt = (tags: Uint8Array, rows: number): readonly [Uint8Array, Uint8Array] => {
  const [head, tail] = [new Uint8Array(rows * cellBytes), new Uint8Array(rows * cellBytes)]
  for (let row = 0, at = 0; row < rows; row += 1, at += cellBytes) {
    head[at] = 12
    tail[at] = 10
    for (let group = 0; group < 6; group += 1) {
      const from = at + group * 3
      const bits = group === 5 ? (tags[from] ?? 0) << 16 : ((tags[from] ?? 0) << 16) | ((tags[from + 1] ?? 0) << 8) | (tags[from + 2] ?? 0)
      const [cells, to] = group < 3 ? [head, at + 4 + group * 4] : [tail, at + 4 + (group - 3) * 4]
      cells[to] = sign(bits >> 18)
      cells[to + 1] = sign(bits >> 12)
      if (group === 5) break
      cells[to + 2] = sign(bits >> 6)
      cells[to + 3] = sign(bits)
    }
  }
  return [head, tail]
}
