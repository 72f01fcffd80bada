import { newSigner, suites } from '@yunhe/keys'
import { describe, expect, it } from 'vitest'
import { treeHash } from './hashing.ts'
import { noteSigner } from './note.ts'
import { checkProofFile, proofFileFrom, proofFileText } from './proof-file.ts'
import { proveInclusion } from './proofs.ts'
import { noteOf } from './publish.ts'
import { flippedAt, leavesReader, textEntries } from './testing.ts'
import { appendLeaves, emptyEdge } from './tree.ts'

const hash = treeHash(suites.intl)
const origin = 'yunhe.example/log'
const signer = noteSigner(origin, newSigner('ed25519'))
const entries = textEntries(13)
const leaves = entries.map(hash.leaf)
const checkpoint = noteOf(hash, origin, appendLeaves(hash, emptyEdge, leaves).edge, [signer])
const fileOf = async (index: number) =>
  proofFileText({ index, proof: await proveInclusion(hash, leavesReader(hash, leaves), index, 13), checkpoint })
const entry = entries[5] ?? new Uint8Array(0)
const log = { origin, keys: [signer] }

describe('a receipt', () => {
  it('shows its entry in its log', async () => {
    expect(checkProofFile(hash, await fileOf(5), entry, log)).toMatchObject({ ok: true, index: 5, checkpoint: { size: 13 } })
  })

  it('goes through its text and back, with and without extra bytes', async () => {
    const file = { index: 5, proof: [Buffer.alloc(32, 1), Buffer.alloc(32, 2)], checkpoint: 'a\n' }
    expect(proofFileFrom(proofFileText(file))).toEqual(file)
    const more = { ...file, extra: Buffer.from('more') }
    expect(proofFileText(more)).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra bW9yZQ==\nindex 5\n/)
    expect(proofFileFrom(proofFileText(more))).toEqual(more)
    expect(proofFileText({ index: 0, proof: [], checkpoint: 'checkpoint\n' })).toBe('c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n')
  })

  it('does not show another entry, another index or a changed one', async () => {
    const text = await fileOf(5)
    expect(checkProofFile(hash, text, entries[6] ?? entry, log)).toMatchObject({ ok: false, why: 'not-included' })
    expect(checkProofFile(hash, text.replace('index 5', 'index 6'), entry, log)).toMatchObject({ ok: false, why: 'not-included' })
    expect(checkProofFile(hash, text, flippedAt(entry, 3), log)).toMatchObject({ ok: false, why: 'not-included' })
  })

  it('counts only under the keys and the origin of the log', async () => {
    const text = await fileOf(5)
    expect(checkProofFile(hash, text, entry, { origin: 'another', keys: [signer] })).toMatchObject({ ok: false, why: 'wrong-origin' })
    expect(checkProofFile(hash, text, entry, { origin, keys: [] })).toMatchObject({ ok: false, why: 'not-signed' })
    expect(checkProofFile(hash, text.replace('\n13\n', '\n14\n'), entry, log)).toMatchObject({ ok: false, why: 'bad-signature' })
  })

  it.each([
    '',
    'c2sp.org/tlog-proof@v1\n',
    'c2sp.org/tlog-proof@v2\nindex 0\n\na\n',
    'c2sp.org/tlog-proof@v1\nindex 00\n\na\n',
    'c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\na\n',
    'c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\na\n',
  ])('%j is malformed', (text) => {
    expect(checkProofFile(hash, text, entry, log)).toMatchObject({ ok: false, why: 'malformed' })
  })
})
