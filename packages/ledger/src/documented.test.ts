import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { opening, suites, verifierFrom } from '@yunhe/keys'
import { describe, expect, it } from 'vitest'
import { canonicalBytes, entryFrom, isPayloadOf, payloadHash } from './entry.ts'
import { treeHash } from './hashing.ts'
import { openNote, verifierFromVkey } from './note.ts'
import { checkProofFile } from './proof-file.ts'
import { bundleFiles, tileFile } from './publish.ts'
import { appendLeaves, emptyEdge, rootOf } from './tree.ts'

/** The vectors in docs/formats are what strangers build against: here our own code is held against them. */
const vectorsOf = (file: string) => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/formats', file), 'utf8')
  return JSON.parse(/```json vectors\n([\s\S]*?)```/.exec(text)?.[1] ?? 'null')
}
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const unhex = (text: string) => Buffer.from(text, 'hex')
const [sha256, sm3] = [treeHash(suites.intl), treeHash(suites.gm)]

describe('the documented formats', () => {
  it('ledger-entry.md', () => {
    const one = vectorsOf('ledger-entry.md')
    const bytes = Buffer.from(one.entry)
    const entry = entryFrom(bytes)
    expect(Buffer.from(canonicalBytes(one.payload)).toString()).toBe(one.canonicalPayload)
    expect(payloadHash(suites.intl, unhex(one.salt), one.payload)).toBe(one.payloadHashSha256)
    expect(payloadHash(suites.gm, unhex(one.salt), one.payload)).toBe(one.payloadHashSm3)
    expect(entry && isPayloadOf(entry, unhex(one.salt), one.payload)).toBe(true)
    expect(hex(sha256.leaf(bytes))).toBe(one.leafSha256)
    expect(hex(sm3.leaf(bytes))).toBe(one.leafSm3)
  })

  it('checkpoint.md', () => {
    const one = vectorsOf('checkpoint.md')
    const entries: readonly Buffer[] = one.entries.map((text: string) => Buffer.from(text))
    const { edge, tiles } = appendLeaves(sha256, emptyEdge, entries.map(sha256.leaf))
    expect(entries.map(sha256.leaf).map(hex)).toEqual(one.leavesSha256)
    expect(hex(rootOf(sha256, edge))).toBe(one.rootSha256)
    expect(hex(rootOf(sm3, appendLeaves(sm3, emptyEdge, entries.map(sm3.leaf)).edge))).toBe(one.rootSm3)
    expect(bundleFiles(0, entries).map(({ path, bytes }) => [path, hex(bytes)])).toEqual([[one.bundlePath, one.bundle]])
    expect(tiles.map(tileFile).map(({ path, bytes }) => [path, hex(bytes)])).toEqual([[one.tilePath, one.tile]])
    const keys = [one.logKey, one.sm2Key, one.witnessKey].map(verifierFromVkey)
    expect(openNote(one.checkpoint, keys)).toMatchObject({ ok: true, signedBy: [{}, {}, {}] })
    const log = { origin: 'yunhe.example/log', keys }
    expect(checkProofFile(sha256, one.receiptOfEntry2, entries[2] ?? new Uint8Array(0), log)).toMatchObject({ ok: true, index: 2 })
  })

  it('suites.md', async () => {
    const one = vectorsOf('suites.md')
    for (const suite of [suites.intl, suites.gm]) {
      const { sealed, envelope, sealKey } = one[suite.name]
      expect(hex(suite.kdf(unhex(one.key), 'yunhe/seal/1', suite.aead.keyBytes))).toBe(sealKey)
      expect(Buffer.from(suite.open(unhex(one.key), unhex(sealed), Buffer.from(one.associated))).toString()).toBe(one.plaintext)
      const opened = opening(unhex(one.key), one.context)(Readable.from([unhex(envelope)]))
      expect((await buffer(Readable.from(opened))).toString()).toBe(one.plaintext)
    }
    const { publicKey, message, signature } = one.sm2
    expect(verifierFrom('sm2', unhex(publicKey)).verify(Buffer.from(message), unhex(signature))).toBe(true)
  })
})
