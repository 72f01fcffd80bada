import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { openFile, opening, sealFile, sealing } from './envelope.ts'
import { suiteNames, suites } from './suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'yunhe-envelope-'))
afterAll(() => rmSync(folder, { recursive: true }))

const key = Buffer.alloc(32, 5)
const chunk = 1 << 20
const header = 40
const path = (name: string) => join(folder, name)

describe.each(suiteNames)('a sealed file, suite %s', (name) => {
  const suite = suites[name]
  const sealedChunk = chunk + suite.aead.tagBytes
  const sealedOf = async (plain: Uint8Array) => {
    writeFileSync(path('plain'), plain)
    await sealFile(path('plain'), path('sealed'), key, 'dataset/d1 part 1', suite)
    return readFileSync(path('sealed'))
  }
  const opened = async (sealed: Uint8Array, context = 'dataset/d1 part 1', under: Uint8Array = key) => {
    rmSync(path('opened'), { force: true })
    writeFileSync(path('sealed'), sealed)
    await openFile(path('sealed'), path('opened'), under, context)
    return readFileSync(path('opened'))
  }

  it.each([0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 17])('of %i bytes opens to the same bytes', async (size) => {
    const plain = randomBytes(size)
    const sealed = await sealedOf(plain)
    const chunks = Math.max(1, Math.ceil(size / chunk))
    expect(sealed.length).toBe(header + size + chunks * suite.aead.tagBytes)
    expect((await opened(sealed)).equals(plain)).toBe(true)
  })

  it('does not open, and leaves nothing behind, when it is changed, cut, lengthened or its chunks are moved', async () => {
    const plain = Buffer.concat([Buffer.alloc(chunk, 1), Buffer.alloc(chunk, 2), Buffer.alloc(100, 3)])
    const sealed = await sealedOf(plain)
    const [head, one, two, last] = [
      sealed.subarray(0, header),
      sealed.subarray(header, header + sealedChunk),
      sealed.subarray(header + sealedChunk, header + 2 * sealedChunk),
      sealed.subarray(header + 2 * sealedChunk),
    ]
    const flippedAt = (place: number) => {
      const copy = Buffer.from(sealed)
      copy.writeUInt8((sealed[place] ?? 0) ^ 0x10, place)
      return copy
    }
    const wrong = {
      'a flipped magic': flippedAt(1),
      'a flipped suite': flippedAt(4),
      'a flipped salt': flippedAt(20),
      'a flip in the first chunk': flippedAt(header + 9),
      'a flip in the last tag': flippedAt(sealed.length - 1),
      'one byte less': sealed.subarray(0, -1),
      'the last chunk gone': Buffer.concat([head, one, two]),
      'a cut in the middle': sealed.subarray(0, header + sealedChunk + 500),
      'nothing but the header': head,
      'half a header': sealed.subarray(0, 20),
      'one byte more': Buffer.concat([sealed, Buffer.of(0)]),
      'two chunks swapped': Buffer.concat([head, two, one, last]),
      'a chunk twice': Buffer.concat([head, one, one, two, last]),
      'a chunk left out': Buffer.concat([head, two, last]),
    }
    for (const [what, bytes] of Object.entries(wrong)) {
      await expect(opened(bytes), what).rejects.toThrow('could not open')
      expect(existsSync(path('opened')), what).toBe(false)
    }
    expect(readdirSync(folder).filter((file) => file.endsWith('.part'))).toEqual([])
  })

  it('does not open in another context or with another key', async () => {
    const sealed = await sealedOf(Buffer.from('rows'))
    await expect(opened(sealed, 'dataset/d1 part 2')).rejects.toThrow('could not open')
    await expect(opened(sealed, undefined, Buffer.alloc(32, 6))).rejects.toThrow('could not open')
  })

  it('a chunk of one file does not fit into another under the same key and context', async () => {
    const [one, two] = [await sealedOf(Buffer.alloc(10, 1)), await sealedOf(Buffer.alloc(10, 1))]
    await expect(opened(Buffer.concat([one.subarray(0, header), two.subarray(header)]))).rejects.toThrow('could not open')
  })

  it('streams in pieces of any size', async () => {
    const plain = randomBytes(2 * chunk + 5)
    const drips = async function* () {
      for (let at = 0; at < plain.length; at += 70_001) yield plain.subarray(at, at + 70_001)
    }
    const sealed = await buffer(Readable.from(sealing(suite, key, 'c')(drips())))
    const singles = async function* () {
      for (let at = 0; at < sealed.length; at += 33) yield sealed.subarray(at, at + 33)
    }
    expect((await buffer(Readable.from(opening(key, 'c')(singles())))).equals(plain)).toBe(true)
  })

  it('is none where somebody writes to the file while it is sealed: nothing is cut in silence', async () => {
    writeFileSync(path('growing'), Buffer.alloc(4 * chunk))
    const writing = setInterval(() => appendFileSync(path('growing'), 'one row more'), 0)
    await expect(sealFile(path('growing'), path('cut'), key, 'c', suite).finally(() => clearInterval(writing))).rejects.toThrow('meanwhile')
    expect(existsSync(path('cut'))).toBe(false)
  })
})
