/** A text as the blocks of a message, for a keyed function over many rows: no two texts give the same message. */
import { type Batch, cellBytes } from '../engine/batch.ts'
import type { Cmac } from './cmac.ts'

/** The three arguments that carry a text into a batch: its first twelve signs, the next twelve, and all of it. */
export const textArguments = (text: string): string => `left(${text}, 12), substr(${text}, 13, 12), ${text}`
export const textTakes = ['text', 'text', 'text'] as const

/** Of most texts (24 bytes and fewer) the message is their two cells, which is what the engine holds anyway. The others are spelt out row by row. */
export const tagsOfTexts = (batch: Batch, mac: Cmac): Uint8Array => {
  const [head, tail, all] = [batch.cells(0), batch.cells(1), batch.cells(2)]
  const tags = mac.tags([head, tail])
  const lengths = [head, tail, all].map(lengthsIn)
  for (let row = 0; row < batch.rows; row += 1)
    if (!fits(lengths, row) && batch.isPresent(row)) tags.set(mac.tag(spelt(batch.text(2, row))), row * cellBytes)
  return tags
}

const lengthsIn = (cells: Uint8Array): Uint32Array =>
  cells.byteOffset % 4 === 0
    ? new Uint32Array(cells.buffer, cells.byteOffset, cells.length >> 2)
    : new Uint32Array(new Uint8Array(cells).buffer)

const inPlace = cellBytes - 4

/** Both cells hold their text in place, and nothing comes after the second. */
const fits = ([head, tail, all]: readonly Uint32Array[], row: number): boolean => {
  const at = row * 4
  const [first = 0, second = 0] = [head?.[at], tail?.[at]]
  return first <= inPlace && second <= inPlace && first + second === (all?.[at] ?? 0)
}

/** Begins with a length that no cell has, so that it is no message of two cells. */
const spelt = (text: string): Uint8Array => {
  const bytes = Buffer.from(text, 'utf8')
  const head = Buffer.alloc(cellBytes)
  head.writeUInt32LE(0xffffffff, 0)
  head.writeUInt32LE(bytes.length, 4)
  return new Uint8Array(Buffer.concat([head, bytes]))
}
