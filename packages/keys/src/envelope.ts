/** Files at rest: sealed in chunks of 1 MiB under a key of their own, so that a flip, a cut, a swap and a wrong context all show. */
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { flushFolder } from './durable.ts'
import { pieces } from './pieces.ts'
import { type Suite, suites } from './suite.ts'

const chunkBytes = 1 << 20
const headerBytes = 40
const magic = Buffer.from('YHE\u0001')

/** A step of a stream pipeline: `pipeline(source, sealing(…), sink)`. */
export type ByteStep = (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>

/** `context` says what the file is and where it belongs; it is not stored, and must be the same to open. */
export const sealing = (suite: Suite, key: Uint8Array, context: string): ByteStep =>
  async function* (source) {
    const header = newHeader(suite)
    const subkey = subkeyOf(suite, key, header, context)
    yield header
    for await (const { bytes, index, last } of pieces(source, chunkBytes))
      yield suite.aead.seal(subkey, nonceOf(suite, index, last), bytes, associatedOf(header, index, last))
  }

/** Yields only bytes that were checked, but whether the file ends where it should shows at the end: act on nothing before. */
export const opening = (key: Uint8Array, context: string): ByteStep =>
  async function* (source) {
    const { header, rest } = await headerFirst(source)
    const suite = suiteOfHeader(header)
    const subkey = subkeyOf(suite, key, header, context)
    for await (const { bytes, index, last } of pieces(rest, chunkBytes + suite.aead.tagBytes))
      yield suite.aead.open(subkey, nonceOf(suite, index, last), bytes, associatedOf(header, index, last))
  }

/** Sealed bytes stand under their name only when they are whole and flushed. */
export const sealFile = (from: string, to: string, key: Uint8Array, context: string, suite: Suite = suites.intl): Promise<void> =>
  through(from, to, sealing(suite, key, context))

/** Nothing stands under `to` unless every chunk of `from` was in its place. */
export const openFile = (from: string, to: string, key: Uint8Array, context: string): Promise<void> =>
  through(from, to, opening(key, context))

/** The part is created before the first byte flows: a stream that is to open it later can do so after a failure has swept it away. */
const through = async (from: string, to: string, step: ByteStep): Promise<void> => {
  const part = `${to}.${randomBytes(6).toString('hex')}.part`
  const created = await open(part, 'wx', 0o600)
  try {
    await pipeline(createReadStream(from, { highWaterMark: chunkBytes }), step, created.createWriteStream())
    await flushFile(part)
    await rename(part, to)
    flushFolder(dirname(to))
  } catch (fault) {
    await rm(part, { force: true })
    throw fault
  }
}

const flushFile = async (file: string) => {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** magic 4 ‖ suite 1 ‖ log2 of the chunk size 1 ‖ zero 2 ‖ salt 32 */
const newHeader = (suite: Suite): Buffer => Buffer.concat([magic, Buffer.of(suite.id, 20, 0, 0), randomBytes(32)])

const suiteOfHeader = (header: Buffer): Suite => {
  const found = Object.values(suites).find(({ id }) => header.subarray(0, 8).equals(Buffer.concat([magic, Buffer.of(id, 20, 0, 0)])))
  if (!found) throw new Error('could not open a file that does not begin as a sealed file does')
  return found
}

const headerFirst = async (source: AsyncIterable<Uint8Array>) => {
  const iterator = source[Symbol.asyncIterator]()
  let seen = Buffer.alloc(0)
  while (seen.length < headerBytes) {
    const next = await iterator.next()
    if (next.done) throw new Error(`could not open a sealed file of ${seen.length} bytes`)
    seen = Buffer.concat([seen, next.value])
  }
  const rest = async function* () {
    if (seen.length > headerBytes) yield seen.subarray(headerBytes)
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  }
  return { header: seen.subarray(0, headerBytes), rest: rest() }
}

const subkeyOf = (suite: Suite, key: Uint8Array, header: Uint8Array, context: string): Uint8Array => {
  if (key.length !== 32) throw new Error(`could not use a file key of ${key.length} bytes; 32 are needed`)
  return suite.kdf(key, `yunhe/envelope/1\n${context}`, suite.aead.keyBytes, header.subarray(8))
}

/** Last-flag 1 ‖ index 7 ‖ zeros: the low 8 bytes are left to the counter mode of suite gm, so no two chunks share key stream. */
const nonceOf = (suite: Suite, index: number, last: boolean): Uint8Array => {
  const nonce = Buffer.alloc(suite.aead.nonceBytes)
  nonce.writeUInt8(last ? 1 : 0, 0)
  nonce.writeUIntBE(index, 2, 6)
  return nonce
}

const associatedOf = (header: Uint8Array, index: number, last: boolean): Uint8Array => {
  const place = Buffer.alloc(9)
  place.writeBigUInt64BE(BigInt(index))
  place.writeUInt8(last ? 1 : 0, 8)
  return Buffer.concat([header, place])
}
