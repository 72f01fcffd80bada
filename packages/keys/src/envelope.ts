/** Files at rest: sealed in chunks of 1 MiB under a key of their own, so that a flip, a cut, a swap and a wrong context all show. */
import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { flushFolder } from './durable.ts'
import { type Piece, pieces } from './pieces.ts'
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

/** Size and SHA-256 in hex of a file as it lies on disk. */
export interface OnDisk {
  readonly sizeBytes: number
  readonly sha256: string
}

/** Sealed bytes stand under their name only when they are whole and flushed. @returns the sealed file: measured on the way, as reading it again would cost as much as sealing it */
export const sealFile = (from: string, to: string, key: Uint8Array, context: string, suite: Suite = suites.intl): Promise<OnDisk> =>
  through(from, to, async (source, write) => {
    const header = newHeader(suite)
    const subkey = subkeyOf(suite, key, header, context)
    const hash = createHash('sha256')
    let sizeBytes = 0
    const add = async (bytes: Uint8Array) => {
      hash.update(bytes)
      sizeBytes += bytes.length
      await write(bytes)
    }
    await add(header)
    for await (const { bytes, index, last } of chunksOf(source, 0, chunkBytes))
      await add(suite.aead.seal(subkey, nonceOf(suite, index, last), bytes, associatedOf(header, index, last)))
    return { sizeBytes, sha256: hash.digest('hex') }
  })

/** Nothing stands under `to` unless every chunk of `from` was in its place. */
export const openFile = (from: string, to: string, key: Uint8Array, context: string): Promise<void> =>
  through(from, to, async (source, write) => {
    const header = Buffer.alloc(headerBytes)
    const { bytesRead } = await source.read(header, 0, headerBytes, 0)
    if (bytesRead < headerBytes) throw tooShort(bytesRead)
    const suite = suiteOfHeader(header)
    const subkey = subkeyOf(suite, key, header, context)
    for await (const { bytes, index, last } of chunksOf(source, headerBytes, chunkBytes + suite.aead.tagBytes))
      await write(suite.aead.open(subkey, nonceOf(suite, index, last), bytes, associatedOf(header, index, last)))
  })

type Write = (bytes: Uint8Array) => Promise<void>

const through = async <T>(from: string, to: string, work: (source: FileHandle, write: Write) => Promise<T>): Promise<T> => {
  const part = `${to}.${randomBytes(6).toString('hex')}.part`
  const target = await open(part, 'wx', 0o600)
  try {
    const source = await open(from, 'r')
    const answer = await work(source, (bytes) => writeWhole(target, bytes)).finally(() => source.close())
    await target.sync()
    await target.close()
    await rename(part, to)
    flushFolder(dirname(to))
    return answer
  } catch (fault) {
    await target.close().catch(() => undefined)
    await rm(part, { force: true })
    throw fault
  }
}

const writeWhole = async (target: FileHandle, bytes: Uint8Array): Promise<void> => {
  for (let done = 0; done < bytes.length; ) done += (await target.write(bytes, done)).bytesWritten
}

/** Of a file that nobody writes to, the pieces that `pieces` would cut. Two buffers take turns: what is given holds until the next is asked for. */
async function* chunksOf(source: FileHandle, start: number, sizeBytes: number): AsyncGenerator<Piece> {
  const { size } = await source.stat()
  const count = Math.max(1, Math.ceil((size - start) / sizeBytes))
  const buffers = [Buffer.allocUnsafeSlow(sizeBytes), Buffer.allocUnsafeSlow(sizeBytes)]
  const read = (index: number): Promise<Uint8Array> => {
    const at = start + index * sizeBytes
    return readWhole(source, (buffers[index % 2] ?? Buffer.alloc(0)).subarray(0, Math.min(sizeBytes, size - at)), at)
  }
  let coming = read(0)
  for (let index = 0; index < count; index += 1) {
    const bytes = await coming
    const last = index === count - 1
    if (!last) {
      coming = read(index + 1)
      coming.catch(() => undefined)
    }
    yield { bytes, index, last }
  }
  if ((await source.stat()).size !== size) throw new Error('could not read a whole file: somebody wrote to it meanwhile')
}

const readWhole = async (source: FileHandle, into: Uint8Array, at: number): Promise<Uint8Array> => {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await source.read(into, done, into.length - done, at + done)
    if (bytesRead === 0) throw new Error(`could not read a file to its end: it lost ${into.length - done} bytes meanwhile`)
    done += bytesRead
  }
  return into
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
    if (next.done) throw tooShort(seen.length)
    seen = Buffer.concat([seen, next.value])
  }
  const rest = async function* () {
    if (seen.length > headerBytes) yield seen.subarray(headerBytes)
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  }
  return { header: seen.subarray(0, headerBytes), rest: rest() }
}

const tooShort = (sizeBytes: number) => new Error(`could not open a sealed file of ${sizeBytes} bytes`)

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
