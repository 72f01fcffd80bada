import {
  checkProofFile,
  checkpointFrom,
  openNote,
  proveConsistency,
  proveInclusion,
  verifierFromVkey,
  verifyConsistency,
  verifyInclusion,
  verifyLog,
} from '@yunhe/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedCall } from '../scenes/admission.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'
import { databaseTiles } from './database-tiles.ts'
import { hashesAt } from './tiles.ts'

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
  for (let number = 0; number < 12; number++) {
    await publishedCall(tested, { title: `通告 ${number}` })
    if (number % 3 === 0) await tested.settled()
  }
  await Promise.all(Array.from({ length: 12 }, () => publishedCall(tested)))
  await tested.settled()
})
afterAll(() => tested.stop())

const db = () => tested.running.db
const trees = () => tested.running.checkpoints.trees
const firstTree = () => {
  const [tree] = trees()
  if (tree === undefined) throw new Error('could not find the tree')
  return tree
}
const entries = () =>
  db().selectFrom('entries').select(['no', 'stream', 'version', 'leaf_index', 'canonical']).orderBy('leaf_index').execute()
const rootAt = async (origin: string, size: number) => {
  const { note } = await db()
    .selectFrom('checkpoints')
    .select('note')
    .where('origin', '=', origin)
    .where('size', '=', size)
    .executeTakeFirstOrThrow()
  const root = checkpointFrom(note.slice(0, note.indexOf('\n\n') + 1))?.root
  if (root === undefined) throw new Error(`could not read the checkpoint of ${origin} at ${size}`)
  return root
}
const verified = async (at: number) => {
  const tree = trees()[at]
  if (tree === undefined) throw new Error('could not find the tree')
  return verifyLog(databaseTiles(db(), tree.origin), {
    hash: tree.hash,
    origin: tree.origin,
    keys: tree.signers.filter(({ vkey }) => !vkey.includes('gm')).map(({ vkey }) => verifierFromVkey(vkey)),
  })
}

describe('the places of entries', () => {
  it('are given without a gap, each once, to every entry that was committed', async () => {
    const all = await entries()
    expect(all.length).toBeGreaterThan(35)
    expect(all.map(({ leaf_index }) => leaf_index)).toEqual(all.map((_, place) => place))
    expect((await tested.passerBy.get('/api/ledger')).body).toMatchObject({ size: all.length, pending: 0 })
  })

  it('keep the order within one case', async () => {
    const placeByRef = new Map((await entries()).map(({ stream, version, leaf_index }) => [`${stream}@${version}`, leaf_index ?? -1]))
    for (const [ref, place] of placeByRef) {
      const [stream = '', version = '1'] = ref.split('@')
      if (Number(version) > 1) expect(placeByRef.get(`${stream}@${Number(version) - 1}`)).toBeLessThan(place)
    }
  })
})

describe('the proofs', () => {
  it('of inclusion hold for every entry, in both trees, and for no other entry', async () => {
    const all = await entries()
    for (const tree of trees()) {
      const reader = hashesAt(db(), tree, all.length)
      const root = await rootAt(tree.origin, all.length)
      for (const { leaf_index: index, canonical } of all) {
        if (index === null) throw new Error('could not prove an entry without a place')
        const proof = await proveInclusion(tree.hash, reader, index, all.length)
        expect(verifyInclusion(tree.hash, index, all.length, tree.hash.leaf(canonical), proof, root)).toBe(true)
        expect(
          verifyInclusion(tree.hash, index, all.length, tree.hash.leaf(Buffer.concat([canonical, Buffer.from(' ')])), proof, root),
        ).toBe(false)
      }
    }
  })

  it('of consistency hold between every two checkpoints that were ever published', async () => {
    for (const tree of trees()) {
      const sizes = (await db().selectFrom('checkpoints').select('size').where('origin', '=', tree.origin).orderBy('size').execute()).map(
        ({ size }) => size,
      )
      const last = sizes.at(-1) ?? 0
      expect(sizes.length).toBeGreaterThan(4)
      for (const size of sizes.slice(0, -1)) {
        const proof = await proveConsistency(tree.hash, hashesAt(db(), tree, last), size, last)
        expect(verifyConsistency(tree.hash, size, last, await rootAt(tree.origin, size), await rootAt(tree.origin, last), proof)).toBe(true)
      }
    }
  })

  it('travel as a file that a stranger checks with the published key alone', async () => {
    const call = await publishedCall(tested)
    await tested.settled()
    const { status, body } = await (await tested.signedIn('operator')).get(`/api/ledger/proof?ref=${encodeURIComponent(`call/${call}@1`)}`)
    expect(status).toBe(200)
    const { origin, hash, signers } = firstTree()
    const keys = signers.map(({ vkey }) => verifierFromVkey(vkey))
    expect(openNote(body.checkpoint, keys)).toMatchObject({ ok: true })
    expect(checkProofFile(hash, body.tlogProof, Buffer.from(body.entry), { origin, keys })).toMatchObject({ ok: true })
  })
})

describe('the whole log', () => {
  it('verifies from its entries up to its signed root, in both trees', async () => {
    const size = (await entries()).length
    expect(await verified(0)).toMatchObject({ ok: true, size, origin: 'yunhe.example/wuxi' })
    expect(await verified(1)).toMatchObject({ ok: true, size, origin: 'yunhe.example/wuxi/gm' })
  })

  it('names the entry in which one byte was changed, and verifies again when it is put back', async () => {
    const { origin } = firstTree()
    const bundle = await db()
      .selectFrom('tiles')
      .select(['path', 'bytes'])
      .where('origin', '=', origin)
      .where('path', 'like', 'tile/entries/%')
      .orderBy('path', 'desc')
      .execute()
    const size = (await entries()).length
    const whole = bundle.find(({ path }) => path.endsWith(`.p/${size % 256}`))
    if (whole === undefined) throw new Error('could not find the newest bundle')
    const put = (bytes: Buffer) =>
      db().updateTable('tiles').set({ bytes }).where('origin', '=', origin).where('path', '=', whole.path).execute()
    const changed = Buffer.from(whole.bytes)
    let start = 0
    for (let entry = 0; entry < 7; entry++) start += 2 + changed.readUInt16BE(start)
    changed.writeUInt8(changed.readUInt8(start + 20) ^ 1, start + 20)
    await put(changed)
    expect(await verified(0)).toMatchObject({ ok: false, entry: 7, fault: expect.stringMatching(/^entry 7 .*so the entry was changed$/) })
    await put(whole.bytes)
    expect(await verified(0)).toMatchObject({ ok: true })
  })

  it('is published to strangers as it stands in the database', async () => {
    const { raw } = await tested.passerBy.get('/log/checkpoint')
    expect(raw.headers['cache-control']).toBe('no-cache')
    expect(checkpointFrom(raw.body.slice(0, raw.body.indexOf('\n\n') + 1))).toMatchObject({
      origin: 'yunhe.example/wuxi',
      size: (await entries()).length,
    })
    expect((await tested.passerBy.get('/log/tile/0/000')).status).toBe(404)
    expect((await tested.passerBy.get(`/log/tile/0/000.p/${(await entries()).length}`)).status).toBe(200)
    expect((await tested.passerBy.get('/log/gm/checkpoint')).status).toBe(200)
  })

  it('drops the beginnings of a tile once it is whole, and still verifies for who holds an older checkpoint', async () => {
    const { origin, hash } = firstTree()
    const older =
      (await db().selectFrom('checkpoints').select('note').where('origin', '=', origin).orderBy('size').execute()).at(-1)?.note ?? ''
    for (let number = 0; number < 15; number++) {
      await Promise.all(Array.from({ length: 20 }, () => publishedCall(tested)))
      await tested.settled()
    }
    const paths = (await db().selectFrom('tiles').select('path').where('origin', '=', origin).execute()).map(({ path }) => path)
    expect(paths).toContain('tile/0/000')
    expect(paths.filter((path) => path.startsWith('tile/0/000.p/') || path.startsWith('tile/entries/000.p/'))).toEqual([])
    expect(await verified(0)).toMatchObject({ ok: true })
    expect(await verified(1)).toMatchObject({ ok: true })
    const now = databaseTiles(db(), origin)
    const then = { read: async (path: string) => (path === 'checkpoint' ? Buffer.from(older) : now.read(path)) }
    expect(await verifyLog(then, { hash })).toMatchObject({ ok: true })
  })
})
