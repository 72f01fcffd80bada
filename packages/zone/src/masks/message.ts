/** A text as the blocks of a message, for a keyed function over many rows: no two texts give the same message. */
import { type Batch, cellBytes } from '../engine/batch.ts'
import type { Cmac } from './cmac.ts'

/** The two arguments that carry a text into a batch: its first twelve signs, and what comes after them. */
export const textArguments = (text: string): string => `substr(${text}, 1, 12), substr(${text}, 13)`
export const textTakes = ['text', 'text'] as const

/** Of most texts (24 bytes and fewer) the message is their two cells, which is what the engine holds anyway. The others are spelt out row by row. */
export const tagsOfTexts = (batch: Batch, mac: Cmac): Uint8Array => {
  const [head, tail] = [batch.cells(0), batch.cells(1)]
  const tags = mac.tags([head, tail])
  const [first, second] = [lengthsIn(head), lengthsIn(tail)]
  for (let row = 0, at = 0; row < batch.rows; row += 1, at += 4) {
    if ((first[at] ?? 0) <= inPlace && (second[at] ?? 0) <= inPlace) continue
    if (batch.isPresent(row)) tags.set(mac.tag(spelt(batch.text(0, row) + batch.text(1, row))), row * cellBytes)
  }
  return tags
}

const lengthsIn = (cells: Uint8Array): Uint32Array =>
  cells.byteOffset % 4 === 0
    ? new Uint32Array(cells.buffer, cells.byteOffset, cells.length >> 2)
    : new Uint32Array(new Uint8Array(cells).buffer)

/** The longest text that its cell holds in place, in bytes. */
const inPlace = cellBytes - 4

/** Begins with a length that no cell has, so that it is no message of two cells. */
const spelt = (text: string): Uint8Array => {
  const bytes = Buffer.from(text, 'utf8')
  const head = Buffer.alloc(cellBytes)
  head.writeUInt32LE(0xffffffff, 0)
  head.writeUInt32LE(bytes.length, 4)
  return new Uint8Array(Buffer.concat([head, bytes]))
}
