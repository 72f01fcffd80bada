/** A keyed pseudonym: the same value gives the same word inside one grant and another word in every other grant. */
import { type BatchFunction, cellBytes } from '../engine/batch.ts'
import { cmac, reused } from './cmac.ts'
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
  const spelt = spelling()
  return {
    name: 'mask_pseudonym',
    takes: textTakes,
    gives: 'halves',
    of: (batch) => ({ halves: spelt(tagsOfTexts(batch, mac), batch.rows) }),
  }
}

const signs = Uint8Array.from(Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'))

/** Twelve bits are two signs, the first in the low byte, as a cell lies in memory. */
const pairs = Uint16Array.from({ length: 4096 }, (_, bits) => (signs[bits >> 6] ?? 0) | ((signs[bits & 63] ?? 0) << 8))

/** Nine bytes are twelve signs, the other seven are ten. Both cells begin with their lengths, and only signs are written again. */
const spelling = () => {
  const [heads, tails] = [reused(cellsOfLength(12)), reused(cellsOfLength(10))]
  return (tags: Uint8Array, rows: number): readonly [Uint8Array, Uint8Array] => {
    const [head, tail] = [heads(rows * cellBytes), tails(rows * cellBytes)]
    const [first, second] = [wordsIn(head), wordsIn(tail)]
    for (let row = 0, at = 0, to = 2; row < rows; row += 1, at += cellBytes, to += cellBytes / 2) {
      for (let group = 0, from = at; group < 3; group += 1, from += 3) spellThree(tags, from, first, to + group * 2)
      for (let group = 0, from = at + 9; group < 2; group += 1, from += 3) spellThree(tags, from, second, to + group * 2)
      second[to + 4] = pairs[(tags[at + 15] ?? 0) << 4] ?? 0
    }
    return [head, tail]
  }
}

const spellThree = (tags: Uint8Array, from: number, into: Uint16Array, to: number): void => {
  const bits = ((tags[from] ?? 0) << 16) | ((tags[from + 1] ?? 0) << 8) | (tags[from + 2] ?? 0)
  into[to] = pairs[bits >> 12] ?? 0
  into[to + 1] = pairs[bits & 4095] ?? 0
}

const wordsIn = (cells: Uint8Array): Uint16Array => new Uint16Array(cells.buffer, cells.byteOffset, cells.length / 2)

const cellsOfLength = (length: number) => (bytes: number) => {
  const cells = new Uint8Array(bytes)
  for (let at = 0; at < bytes; at += cellBytes) cells[at] = length
  return cells
}
