/** A ZIP archive read the wary way: by its directory, nothing written to disk, every size believed only as far as it was counted. */
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'

/** Why an archive is not read; a refusal of the whole file. */
export class ZipRefusal extends Error {
  readonly code: 'xlsx-broken' | 'xlsx-path' | 'xlsx-bomb' | 'xlsx-encrypted'
  readonly place: string
  constructor(code: ZipRefusal['code'], place: string) {
    super(`could not read an archive: ${code} at ${place}`)
    this.code = code
    this.place = place
  }
}

export type ZipEntry = {
  readonly name: string
  readonly method: 0 | 8
  readonly crc: number
  readonly packedBytes: number
  readonly bytes: number
  readonly at: number
}

export type Zip = {
  readonly entries: ReadonlyMap<string, ZipEntry>
  /** The unpacked bytes of an entry, counted against what the directory promised. */
  readonly bytesOf: (entry: ZipEntry) => AsyncIterable<Buffer>
}

const mostEntries = 2_000
const directoryAtMost = 8 * 2 ** 20
/** Text packs about twenty to one, the dullest sheets a hundred to one; beyond this an archive is a bomb. */
const steepest = 200
const harmlessBytes = 64 * 2 ** 20
const mostBytes = 4 * 2 ** 30

export const openZip = async (file: string): Promise<Zip> => {
  const handle = await open(file)
  try {
    const entries = await directoryOf(handle)
    refuseBombs(entries)
    for (const entry of entries) await holdLocalHeader(handle, entry)
    refuseOverlaps(entries)
    return { entries: new Map(entries.map((entry) => [entry.name, entry])), bytesOf: (entry) => unpacked(file, entry) }
  } finally {
    await handle.close()
  }
}

const readAt = async (handle: FileHandle, at: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, at)
  if (bytesRead !== length) throw new ZipRefusal('xlsx-broken', `byte ${at}`)
  return bytes
}

/** An encrypted or an old workbook is no archive but a compound file, known by its first signs. */
const compoundFile = 'd0cf11e0'

const directoryOf = async (handle: FileHandle): Promise<readonly ZipEntry[]> => {
  const { size } = await handle.stat()
  if (size < 22) throw new ZipRefusal('xlsx-broken', `byte ${size}`)
  const head = (await readAt(handle, 0, 4)).toString('hex')
  if (head === compoundFile) throw new ZipRefusal('xlsx-encrypted', 'byte 0')
  if (head !== '504b0304') throw new ZipRefusal('xlsx-broken', 'byte 0')
  const tailBytes = Math.min(size, 65_557)
  const tail = await readAt(handle, size - tailBytes, tailBytes)
  const end = tail.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0 || end + 22 > tail.length) throw new ZipRefusal('xlsx-broken', `byte ${size}`)
  const [count, length, from] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  if (count > mostEntries) throw new ZipRefusal('xlsx-bomb', `${count} entries`)
  if (length > directoryAtMost || from + length > size) throw new ZipRefusal('xlsx-broken', `byte ${from}`)
  return entriesIn(await readAt(handle, from, length), count)
}

const entriesIn = (directory: Buffer, count: number): readonly ZipEntry[] => {
  const entries: ZipEntry[] = []
  let at = 0
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw new ZipRefusal('xlsx-broken', `entry ${index + 1}`)
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    const method = directory.readUInt16LE(at + 10)
    if ((directory.readUInt16LE(at + 8) & 1) === 1) throw new ZipRefusal('xlsx-encrypted', `entry ${index + 1}`)
    if (!isHarmless(name)) throw new ZipRefusal('xlsx-path', `entry ${index + 1}`)
    if (entries.some((one) => one.name === name) || (method !== 0 && method !== 8))
      throw new ZipRefusal('xlsx-broken', `entry ${index + 1}`)
    const [crc, packedBytes, bytes, local] = [16, 20, 24, 42].map((offset) => directory.readUInt32LE(at + offset))
    entries.push({ name, method, crc: crc ?? 0, packedBytes: packedBytes ?? 0, bytes: bytes ?? 0, at: local ?? 0 })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

/** No entry is ever written anywhere; one that names a place outside is meant to harm all the same. */
const isHarmless = (name: string): boolean =>
  name !== '' &&
  !name.startsWith('/') &&
  !name.includes('\\') &&
  !name.includes('\0') &&
  !/^[A-Za-z]:/.test(name) &&
  name.split('/').every((part) => part !== '..' && part !== '.')

const refuseBombs = (entries: readonly ZipEntry[]): void => {
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  const packed = entries.reduce((sum, entry) => sum + entry.packedBytes, 0)
  if (bytes > mostBytes || (bytes > harmlessBytes && bytes > packed * steepest))
    throw new ZipRefusal('xlsx-bomb', `${bytes} bytes unpacked`)
}

const dataAt = new WeakMap<ZipEntry, number>()

/** What the directory says and what stands before the bytes must be the same: two readers must not see two archives. */
const holdLocalHeader = async (handle: FileHandle, entry: ZipEntry): Promise<void> => {
  const header = await readAt(handle, entry.at, 30)
  const nameLength = header.readUInt16LE(26)
  const name = (await readAt(handle, entry.at + 30, nameLength)).toString('utf8')
  if (header.readUInt32LE(0) !== 0x04034b50 || name !== entry.name || header.readUInt16LE(8) !== entry.method)
    throw new ZipRefusal('xlsx-broken', `byte ${entry.at}`)
  dataAt.set(entry, entry.at + 30 + nameLength + header.readUInt16LE(28))
}

/** Entries that share their bytes unpack to more than the archive holds. */
const refuseOverlaps = (entries: readonly ZipEntry[]): void => {
  let reached = 0
  for (const entry of entries.toSorted((one, other) => one.at - other.at)) {
    if (entry.at < reached) throw new ZipRefusal('xlsx-bomb', `byte ${entry.at}`)
    reached = (dataAt.get(entry) ?? entry.at) + entry.packedBytes
  }
}

async function* unpacked(file: string, entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.packedBytes === 0) return
  const start = dataAt.get(entry) ?? 0
  const packed = createReadStream(file, { start, end: start + entry.packedBytes - 1, highWaterMark: 1 << 18 })
  const source: AsyncIterable<Buffer> = entry.method === 0 ? packed : inflated(packed)
  let counted = 0
  let crc = 0
  try {
    for await (const chunk of source) {
      counted += chunk.length
      if (counted > entry.bytes) throw new ZipRefusal('xlsx-bomb', `more than ${entry.bytes} bytes`)
      crc = crc32(chunk, crc)
      yield chunk
    }
  } catch (fault) {
    if (fault instanceof ZipRefusal) throw fault
    throw new ZipRefusal('xlsx-broken', `byte ${start}`)
  } finally {
    packed.destroy()
  }
  if (counted !== entry.bytes || crc !== entry.crc) throw new ZipRefusal('xlsx-broken', `byte ${start}`)
}

/** What goes wrong comes out where it is read. */
const inflated = (packed: NodeJS.ReadableStream): AsyncIterable<Buffer> => {
  const inflate = createInflateRaw()
  pipeline(packed, inflate, () => undefined)
  return inflate
}
