import { newSigner, suites } from '@yunhe/keys'
import { describe, expect, it } from 'vitest'
import { treeHash } from './hashing.ts'
import { noteSigner } from './note.ts'
import { bundleFiles, noteOf, tileFile } from './publish.ts'
import { flippedAt, textEntries } from './testing.ts'
import { appendLeaves, emptyEdge } from './tree.ts'
import { verifyLog } from './verify.ts'

const origin = 'yunhe.example/log'
const signer = noteSigner(origin, newSigner('ed25519'))
const hash = treeHash(suites.intl)

/** A log of 600 entries, small enough to flip every part of. */
const logOf = (count: number, suite = hash) => {
  const entries = textEntries(count)
  const { edge, tiles } = appendLeaves(suite, emptyEdge, entries.map(suite.leaf))
  const files = new Map([...bundleFiles(0, entries), ...tiles.map(tileFile)].map(({ path, bytes }) => [path, bytes]))
  files.set('checkpoint', Buffer.from(noteOf(suite, origin, edge, [signer])))
  return files
}
const check = (files: ReadonlyMap<string, Uint8Array>, keys = [signer], suite = hash) =>
  verifyLog({ read: async (path) => files.get(path) }, { hash: suite, keys })
const changed = (path: string, change: (bytes: Uint8Array) => Uint8Array) => {
  const files = logOf(600)
  files.set(path, change(files.get(path) ?? new Uint8Array(0)))
  return files
}

describe('an outsider who checks a log', () => {
  it('finds a sound one sound, and says who signed', async () => {
    expect(await check(logOf(600))).toMatchObject({ ok: true, origin, size: 600, signedBy: [origin], unchecked: [] })
    expect(await check(logOf(600), [])).toMatchObject({ ok: true, signedBy: [], unchecked: [origin] })
    expect(await check(logOf(0))).toMatchObject({ ok: true, size: 0 })
    expect(await check(logOf(300, treeHash(suites.gm)), [signer], treeHash(suites.gm))).toMatchObject({ ok: true, size: 300 })
  })

  it('names the entry and the byte where one was changed', async () => {
    const report = await check(changed('tile/entries/001', (bytes) => flippedAt(bytes, 8 * 40)))
    expect(report).toMatchObject({ ok: false, entry: 259 })
    expect(report).toMatchObject({
      fault: expect.stringMatching(/^entry 259 \(byte 35 of tile\/entries\/001\) differs from its leaf .* so the entry was changed$/),
    })
  })

  it('names the tile where a leaf was changed', async () => {
    expect(await check(changed('tile/0/000', (bytes) => flippedAt(bytes, 8 * 32 * 12)))).toMatchObject({
      ok: false,
      fault: expect.stringMatching(/^entry 12 .*differs from its leaf \(byte 384 of tile\/0\/000\); .* so the tile was changed$/),
    })
  })

  it('names the tile above where that was changed', async () => {
    expect(await check(changed('tile/1/000.p/2', (bytes) => flippedAt(bytes, 8 * 40)))).toMatchObject({
      ok: false,
      fault: 'hash 1 (byte 32) of tile/1/000.p/2 does not follow from the tiles below it',
    })
  })

  it('does not take entries and tiles that were changed together', async () => {
    const forged = logOf(600)
    const entries = textEntries(600).with(7, Buffer.from('forged'))
    const { tiles } = appendLeaves(hash, emptyEdge, entries.map(hash.leaf))
    for (const { path, bytes } of [...bundleFiles(0, entries), ...tiles.map(tileFile)]) forged.set(path, bytes)
    expect(await check(forged)).toEqual({
      ok: false,
      fault: 'neither the entries nor the tiles lead to the root of the checkpoint at size 600',
    })
  })

  it('names what is missing, cut or malformed', async () => {
    const without = logOf(600)
    without.delete('tile/entries/001')
    expect(await check(without)).toEqual({ ok: false, fault: 'could not read tile/entries/001: there is no such tile' })
    expect(await check(changed('tile/entries/000', (bytes) => bytes.subarray(0, -1)))).toEqual({
      ok: false,
      fault: 'could not read tile/entries/000: it ends inside its entry 255',
    })
    expect(await check(changed('checkpoint', () => Buffer.from('x')))).toEqual({ ok: false, fault: 'the checkpoint is malformed' })
    expect(await check(new Map())).toEqual({ ok: false, fault: 'there is no checkpoint' })
  })

  it('does not take a checkpoint of another signer, size, root or origin', async () => {
    const stranger = noteSigner(origin, newSigner('ed25519'))
    expect(await check(logOf(600), [stranger])).toMatchObject({
      ok: false,
      fault: expect.stringContaining('no key that is known here signed it'),
    })
    const files = changed('checkpoint', (bytes) => Buffer.from(Buffer.from(bytes).toString().replace('\n600\n', '\n599\n')))
    expect(await check(files)).toMatchObject({ ok: false, fault: expect.stringContaining('is not over this text') })
    const log = logOf(3)
    expect(await verifyLog({ read: async (path) => log.get(path) }, { hash, origin: 'another' })).toEqual({
      ok: false,
      fault: 'the checkpoint is of yunhe.example/log, not of another',
    })
  })

  it('is not content with any flipped bit anywhere', async () => {
    const paths = [...logOf(600).keys()]
    for (const path of paths)
      for (const turn of [0, 1, 2]) {
        const files = changed(path, (bytes) => flippedAt(bytes, (turn * 2_654_435_761 + 13) % (bytes.length * 8)))
        expect(await check(files), path).toMatchObject({ ok: false })
      }
  })
})
