/** The bytes of a file log: one checksummed frame for each group of entries that was flushed together. */
import { createHash } from 'node:crypto'
import { bundleBytes, entriesFrom } from './tiles.ts'

/** magic 4 ‖ payload length 4 ‖ SHA-256 of the payload 32, then the payload: the entries, each after its length in two bytes. */
export const frameHeadBytes = 40
const magic = Buffer.from('YHL\u0001')

export const frameOf = (entries: readonly Uint8Array[]): Uint8Array => {
  const payload = bundleBytes(entries)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(payload.length)
  return Buffer.concat([magic, length, sha256(payload), payload])
}

export type ReadFrame =
  | { readonly ok: true; readonly entries: readonly Uint8Array[]; readonly end: number }
  /** `tear`: nothing whole follows, so this is what a power cut left of the last write. */
  | { readonly ok: false; readonly tear: boolean }

/** The frame that begins at `start`. */
export const readFrame = (file: Buffer, start: number): ReadFrame => {
  const whole = wholeFrame(file, start)
  return whole ?? { ok: false, tear: !holdsFrameAfter(file, start) }
}

const wholeFrame = (file: Buffer, start: number): ReadFrame | undefined => {
  const body = start + frameHeadBytes
  if (body > file.length || !file.subarray(start, start + 4).equals(magic)) return undefined
  const end = body + file.readUInt32BE(start + 4)
  const payload = file.subarray(body, end)
  if (end > file.length || !sha256(payload).equals(file.subarray(start + 8, body))) return undefined
  return { ok: true, entries: entriesFrom(payload, 'a frame'), end }
}

/** A frame is written only after the one before it was flushed, so a broken frame before a whole one is damage and no tear. */
const holdsFrameAfter = (file: Buffer, start: number): boolean => {
  for (let at = file.indexOf(magic, start + 1); at >= 0; at = file.indexOf(magic, at + 1)) if (wholeFrame(file, at)) return true
  return false
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
