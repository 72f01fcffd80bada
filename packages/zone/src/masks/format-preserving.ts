/** Pseudonyms that are well-formed numbers again: FF1 under the key of the grant, walked on until the result is one (NIST SP 800-38G). */
import { type Batch, type BatchFunction, cellBytes } from '../engine/batch.ts'
import { checkSignOf, isIdNumber } from '../identity-numbers.ts'
import { type Ff1, ff1 } from './ff1.ts'
import type { MaskKind, MaskOf } from './mask.ts'
import { textOf } from './mask.ts'

type Of = MaskOf<'format-preserving'>['of']

const functionOf = { 'id-number': 'mask_id_number', 'id-number-in-region': 'mask_id_number_in_region', mobile: 'mask_mobile' } as const

/**
 * What stays of the shape:
 * - `id-number`: eighteen signs, a day of birth from 1900 to 2099, a right check sign. Its first six digits are any, so most name no district at all.
 * - `id-number-in-region`: the same, and the first six digits are those of the value; each district is permuted for itself.
 * - `mobile`: eleven digits that begin with 1 and then 3 to 9.
 * Day of birth, sex and order are permuted together and say nothing of the person. What is not well formed is left out.
 */
export const formatPreserving: MaskKind<'format-preserving'> = {
  kind: 'format-preserving',
  inverse: 'with-the-key',
  leaks: {
    zh: '同一授权内可看出取值是否相同、出现几次；保留地区的，还可看出证件的地区代码；生成的号码可能恰为他人的真实号码，不得用于联系或者核验任何人',
    en: 'equality and frequency of values inside one grant, and the district of an id number where it is kept; a made number may happen to be some other person’s, so nobody is to be called or checked by it',
  },
  fits: ['text'],
  toSql: ({ of }, column) => {
    const text = textOf(column)
    const taken = of === 'mobile' ? text : `left(${text}, 12), substr(${text}, 13, 7)`
    return { sql: `${functionOf[of]}(${taken})`, bind: {}, type: 'text' }
  },
}

export const formatPreservingUnder = (key: Uint8Array): readonly BatchFunction[] =>
  shapes.map((shape) => {
    const permutation = ff1(key, { radix: 10, length: shape.digits, tweakBytes: shape.tweakBytes })
    return {
      name: functionOf[shape.of],
      takes: shape.takes,
      gives: 'text',
      of: (batch) => ({ texts: permuted(batch, shape, permutation) }),
    }
  })

interface Shape {
  readonly of: Of
  readonly takes: readonly 'text'[]
  readonly digits: number
  readonly tweakBytes: number
  /** The digits that are permuted, as one number; -1 where the text is not well formed. */
  readonly read: (text: string) => number
  readonly accepts: (digits: number) => boolean
  /** Puts the permuted digits back; `from` is the text that they were read from. */
  readonly write: (digits: number, from: string) => string
}

const permuted = (batch: Batch, shape: Shape, permutation: Ff1): readonly (string | undefined)[] => {
  const texts = textsIn(batch, shape.takes.length)
  const numbers = Float64Array.from(texts, shape.read)
  walk(numbers, texts, shape, permutation)
  return texts.map((text, row) => ((numbers[row] ?? -1) < 0 ? undefined : shape.write(numbers[row] ?? 0, text)))
}

/** A result outside the shape is permuted again until it is inside: still a permutation, as every walk comes back to where it began. */
const walk = (numbers: Float64Array, texts: readonly string[], { digits, tweakBytes, accepts }: Shape, permutation: Ff1): void => {
  const base = 10 ** (digits - Math.floor(digits / 2))
  let rows = Array.from(numbers.keys()).filter((row) => (numbers[row] ?? -1) >= 0)
  while (rows.length > 0) {
    const left = Float64Array.from(rows, (row) => Math.floor((numbers[row] ?? 0) / base))
    const right = Float64Array.from(rows, (row) => (numbers[row] ?? 0) % base)
    const tweaks = new Uint8Array(Buffer.from(rows.map((row) => texts[row]?.slice(0, tweakBytes) ?? '').join(''), 'latin1'))
    permutation.encrypt({ left, right, tweaks })
    rows = rows.filter((row, at) => {
      numbers[row] = (left[at] ?? 0) * base + (right[at] ?? 0)
      return !accepts(numbers[row] ?? 0)
    })
  }
}

/** A text of two cells; what is longer than a cell is no number of ours and is read as nothing. */
const textsIn = (batch: Batch, columns: number): readonly string[] => {
  const cells = Array.from({ length: columns }, (_, column) => batch.cells(column))
  return Array.from({ length: batch.rows }, (_, row) => (batch.isPresent(row) ? cells.map((one) => shortText(one, row)).join('') : ''))
}

const shortText = (cells: Uint8Array, row: number): string => {
  const at = row * cellBytes
  const length = cells[at] ?? 0
  return length > cellBytes - 4 ? '' : String.fromCharCode(...cells.subarray(at + 4, at + 4 + length))
}

/** Days from 1900-01-01 to 2099-12-31, each with a thousand orders: fewer than ten to the eighth. */
const firstDay = Date.UTC(1900, 0, 1) / 86_400_000
const ranks = (Date.UTC(2100, 0, 1) / 86_400_000 - firstDay) * 1000
const ranksBase = 10 ** 8

const rankOf = (text: string): number => {
  if (!isIdNumber(text)) return -1
  const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)].map(Number)
  const at = Date.UTC(year ?? 0, (month ?? 0) - 1, day) / 86_400_000 - firstDay
  return isoOf(at) !== text.slice(6, 14) || at < 0 ? -1 : at * 1000 + Number(text.slice(14, 17))
}

const isoOf = (day: number): string => new Date((day + firstDay) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')

const idNumberOf = (region: string, rank: number): string => {
  const start = `${region}${isoOf(Math.floor(rank / 1000))}${String(rank % 1000).padStart(3, '0')}`
  return `${start}${checkSignOf(start)}`
}

const isRegion = (digits: number): boolean => digits >= 100_000

const shapes: readonly Shape[] = [
  {
    of: 'id-number',
    takes: ['text', 'text'],
    digits: 14,
    tweakBytes: 0,
    read: (text) => (rankOf(text) < 0 ? -1 : Number(text.slice(0, 6)) * ranksBase + rankOf(text)),
    accepts: (digits) => digits % ranksBase < ranks && isRegion(Math.floor(digits / ranksBase)),
    write: (digits) => idNumberOf(String(Math.floor(digits / ranksBase)), digits % ranksBase),
  },
  {
    of: 'id-number-in-region',
    takes: ['text', 'text'],
    digits: 8,
    tweakBytes: 6,
    read: rankOf,
    accepts: (digits) => digits < ranks,
    write: (digits, from) => idNumberOf(from.slice(0, 6), digits),
  },
  {
    of: 'mobile',
    takes: ['text'],
    digits: 10,
    tweakBytes: 0,
    read: (text) => (/^1[3-9]\d{9}$/.test(text) ? Number(text.slice(1)) : -1),
    accepts: (digits) => digits >= 3 * 10 ** 9,
    write: (digits) => `1${digits}`,
  },
]
