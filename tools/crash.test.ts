import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileKeyProvider, loadOrCreateRootKey, suites } from '@yunhe/keys'
import { checkpointFrom, proveConsistency, treeHash, verifyConsistency, verifyLog } from '@yunhe/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword } from '../packages/platform/src/demo.ts'
import { replay } from '../packages/platform/src/projections/replay.ts'
import { callForm } from '../packages/platform/src/scenes/admission.ts'
import { pathOf, usccOf } from '../packages/platform/src/scenes/stage.ts'
import { databaseTiles } from '../packages/platform/src/store/database-tiles.ts'
import { openLog } from '../packages/platform/src/store/log.ts'
import { payloadKeys } from '../packages/platform/src/store/payloads.ts'
import { openDb } from '../packages/platform/src/store/postgres.ts'
import { hashesAt } from '../packages/platform/src/store/tiles.ts'
import { type Mortal, mortalPlatform } from './crash/program.ts'
import { inRoot } from './steps/step.ts'
import { signIn, type Visitor } from './story/client.ts'

const kills = 20
/** Rounds in which the database is killed too. */
const deeper = [6, 13]
const unspeakable = '张某某13912345678'
const originOfLog = 'yunhe.example/wuxi'

let folder: string
let mortal: Mortal
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-crash-'))
  mortal = await mortalPlatform(folder)
})
afterAll(async () => {
  await mortal.end()
  await rm(folder, { recursive: true, force: true })
})

interface Writing {
  readonly acknowledged: string[]
  isOver: boolean
}

/** Writes until it is told to end; what was not answered may or may not have been written. */
const write = async (who: Visitor, wanted: (number: number) => { path: string; asked: unknown }, writing: Writing): Promise<void> => {
  for (let number = 0; !writing.isOver; number++) {
    const { path, asked } = wanted(number)
    const reply = await who.post(path, asked).catch(() => undefined)
    if (reply?.status === 200) writing.acknowledged.push(...(reply.body.entries as string[]))
    if (reply === undefined) await pause(20)
  }
}

const fresh = (number: number) => ({
  path: pathOf({ plural: 'calls', act: 'publish' }),
  asked: callForm({ title: `通告 ${number}`, summary: unspeakable }),
})
const same = (number: number) => ({
  path: pathOf({ plural: 'organizations', act: 'rename', id: usccOf('assessor') }),
  asked: { name: `改名 ${number}` },
})

describe('the platform, killed twenty times in a write loop and its database twice', () => {
  it('loses no acknowledged act, keeps a log that verifies and projections that a replay finds as they are', async () => {
    await mortal.start()
    const [authority, colleague] = await Promise.all(['authority', 'authority'].map((login) => signIn(mortal.origin, login, demoPassword)))
    if (authority === undefined || colleague === undefined) throw new Error('could not sign in')
    const writing: Writing = { acknowledged: [], isOver: false }
    const writers = [
      write(authority, fresh, writing),
      write(authority, fresh, writing),
      write(colleague, same, writing),
      write(colleague, same, writing),
    ]
    const notes: string[] = []
    for (let round = 0; round < kills; round++) {
      const before = writing.acknowledged.length
      await pause(100 + Math.random() * 900)
      const note = await fetch(`${mortal.origin}/log/checkpoint`).then((answer) => answer.text())
      notes.push(note)
      await mortal.kill()
      if (deeper.includes(round)) await mortal.killDatabase()
      await mortal.start()
      expect({ round, wrote: writing.acknowledged.length >= before }).toEqual({ round, wrote: true })
    }
    await pause(500)
    writing.isOver = true
    await Promise.all(writers)
    await settled(mortal)
    expect(writing.acknowledged.length).toBeGreaterThan(100)

    const db = openDb(mortal.databaseUrl())
    const entries = await db.selectFrom('entries').select(['stream', 'version', 'leaf_index']).orderBy('leaf_index').execute()
    const there = new Set(entries.map(({ stream, version }) => `${stream}@${version}`))
    expect(writing.acknowledged.filter((ref) => !there.has(ref))).toEqual([])
    expect(new Set(writing.acknowledged).size).toBe(writing.acknowledged.length)
    expect(entries.map(({ leaf_index }) => leaf_index)).toEqual(entries.map((_, place) => place))

    const [intl, gm] = [treeHash(suites.intl), treeHash(suites.gm)]
    expect(await verifyLog(databaseTiles(db, originOfLog), { hash: intl })).toMatchObject({ ok: true, size: entries.length })
    expect(await verifyLog(databaseTiles(db, `${originOfLog}/gm`), { hash: gm })).toMatchObject({ ok: true, size: entries.length })
    await expectOneHistory(db, notes)

    const provider = fileKeyProvider({
      folder: join(mortal.keys, 'scopes'),
      rootKey: loadOrCreateRootKey(join(mortal.keys, 'root.key')),
      suite: suites.intl,
    })
    expect((await replay(db, openLog(db, payloadKeys(db, provider, 'intl'), []), false)).differences).toEqual([])
    await db.destroy()
    expect(mortal.said()).not.toContain(unspeakable)
  }, 400_000)

  it('is found whole by npm run replay, which names what somebody changed behind its back and mends it', async () => {
    await mortal.kill()
    expect(await replayTool(folder)).toMatchObject({ code: 0, out: expect.stringMatching(/calls by day.*\nNo difference\.\n$/s) })
    const db = openDb(mortal.databaseUrl())
    const { id } = await db.selectFrom('cases').select('id').where('procedure', '=', 'call').limit(1).executeTakeFirstOrThrow()
    await db.updateTable('cases').set({ title: '改过' }).where('id', '=', id).execute()
    expect(await replayTool(folder)).toMatchObject({ code: 1, out: expect.stringContaining(`differed: call/${id}: title\n1 differences`) })
    expect((await replayTool(folder)).code).toBe(0)
    await db.destroy()
    expect(await replayTool(join(folder, 'nowhere'))).toMatchObject({ code: 2, err: expect.stringContaining('there is nothing to replay') })
  })
})

const replayTool = (house: string): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, YUNHE_FOLDER: house, DATABASE_URL: '' }
    execFile(process.execPath, [inRoot('tools/replay.ts')], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })

/** Whatever a stranger was shown before a kill is a beginning of what stands now. */
const expectOneHistory = async (db: ReturnType<typeof openDb>, notes: readonly string[]): Promise<void> => {
  const hash = treeHash(suites.intl)
  const read = (note: string) => checkpointFrom(note.slice(0, note.indexOf('\n\n') + 1))
  const last = read(Buffer.from((await databaseTiles(db, originOfLog).read('checkpoint')) ?? '').toString('utf8'))
  if (last === undefined) throw new Error('could not read the last checkpoint')
  const tree = { origin: originOfLog, hash, signers: [] }
  for (const note of notes) {
    const seen = read(note)
    if (seen === undefined) throw new Error(`could not read a checkpoint: ${note}`)
    const proof = await proveConsistency(hash, hashesAt(db, tree, last.size), seen.size, last.size)
    expect(verifyConsistency(hash, seen.size, last.size, seen.root, last.root, proof)).toBe(true)
  }
}

const settled = async ({ origin }: Mortal): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    const { pending } = (await (await fetch(`${origin}/api/ledger`)).json()) as { pending: number }
    if (pending === 0) return
    await pause(100)
  }
  throw new Error('could not wait longer for the last entries to get their places')
}
