import { newSigner, suites } from '@yunhe/keys'
import { describe, expect, it } from 'vitest'
import { treeHash } from './hashing.ts'
import { cosigner, noteSigner, openNote } from './note.ts'
import { type Proof, proveConsistency } from './proofs.ts'
import { noteOf } from './publish.ts'
import { leavesReader, textEntries } from './testing.ts'
import { appendLeaves, emptyEdge } from './tree.ts'
import { addCheckpoint, addCheckpointBody, type Seen, type Witness } from './witness.ts'

const hash = treeHash(suites.intl)
const origin = 'yunhe.example/log'
const log = noteSigner(origin, newSigner('ed25519'))
const leaves = textEntries(20).map(hash.leaf)
const forked = [...leaves.slice(0, 3), hash.leaf(Buffer.from('another')), ...leaves.slice(4)]
const noteAt = (size: number, of = leaves, signer = log) =>
  noteOf(hash, origin, appendLeaves(hash, emptyEdge, of.slice(0, size)).edge, [signer])
const proof = (from: number, to: number, of = leaves): Promise<Proof> => proveConsistency(hash, leavesReader(hash, of), from, to)

const stand = (): Witness => {
  const seen = new Map<string, Seen>()
  return {
    hash,
    signer: cosigner('witness.example', newSigner('ed25519'), () => 1_767_225_600),
    logs: new Map([[origin, [log]]]),
    memory: {
      latest: async (name) => seen.get(name),
      advance: async (name, from, to) => {
        if ((seen.get(name)?.size ?? 0) !== from) return false
        seen.set(name, to)
        return true
      },
    },
  }
}

describe('a witness', () => {
  it('cosigns the first checkpoint it sees and each that goes on from it', async () => {
    const witness = stand()
    const first = await addCheckpoint(witness, addCheckpointBody(0, [], noteAt(5)))
    expect(first.status).toBe(200)
    expect(openNote(noteAt(5) + first.body, [witness.signer])).toMatchObject({ ok: true })
    expect(await addCheckpoint(witness, addCheckpointBody(5, await proof(5, 12), noteAt(12)))).toMatchObject({ status: 200 })
    expect(await addCheckpoint(witness, addCheckpointBody(12, [], noteAt(12)))).toMatchObject({ status: 200 })
  })

  it('answers 409 with the size it knows to who is behind or ahead', async () => {
    const witness = stand()
    await addCheckpoint(witness, addCheckpointBody(0, [], noteAt(5)))
    expect(await addCheckpoint(witness, addCheckpointBody(0, [], noteAt(12)))).toEqual({ status: 409, body: '5\n' })
    expect(await addCheckpoint(witness, addCheckpointBody(6, await proof(6, 12), noteAt(12)))).toEqual({ status: 409, body: '5\n' })
  })

  it('never cosigns two histories, of a larger or of the same size', async () => {
    const witness = stand()
    await addCheckpoint(witness, addCheckpointBody(0, [], noteAt(5)))
    expect(await addCheckpoint(witness, addCheckpointBody(5, await proof(5, 12, forked), noteAt(12, forked)))).toMatchObject({
      status: 422,
    })
    expect(await addCheckpoint(witness, addCheckpointBody(5, await proof(5, 12), noteAt(12, forked)))).toMatchObject({ status: 422 })
    expect(await addCheckpoint(witness, addCheckpointBody(5, [], noteAt(5, forked)))).toEqual({ status: 409, body: '5\n' })
    expect(await witness.memory.latest(origin)).toMatchObject({ size: 5 })
  })

  it('of two that come at once cosigns one, and the other learns the size', async () => {
    const witness = stand()
    const both = await Promise.all([noteAt(5), noteAt(7)].map((note) => addCheckpoint(witness, addCheckpointBody(0, [], note))))
    expect(both.map(({ status }) => status)).toEqual([200, 409])
    expect(both[1]?.body).toBe('5\n')
  })

  it('turns away unknown logs with 404, unknown and bad signatures with 403', async () => {
    const witness = stand()
    expect(await addCheckpoint({ ...witness, logs: new Map() }, addCheckpointBody(0, [], noteAt(5)))).toMatchObject({ status: 404 })
    const other = noteSigner(origin, newSigner('ed25519'))
    expect(await addCheckpoint(witness, addCheckpointBody(0, [], noteAt(5, leaves, other)))).toMatchObject({ status: 403 })
    expect(await addCheckpoint(witness, addCheckpointBody(0, [], noteAt(5).replace('\n5\n', '\n6\n')))).toMatchObject({ status: 403 })
  })

  it('turns away what is malformed, or older than it says, with 400', async () => {
    const witness = stand()
    for (const body of ['', 'old 0\n', `old 00\n\n${noteAt(5)}`, `old 0\nAAAA\n\n${noteAt(5)}`, addCheckpointBody(6, [], noteAt(5))])
      expect(await addCheckpoint(witness, body)).toMatchObject({ status: 400 })
  })
})
