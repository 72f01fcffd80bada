import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newSigner, suites } from '@yunhe/keys'
import { appendLeaves, canonicalBytes, drawnOrder, drawSeed, emptyEdge, noteSigner, openFileLog, rootOf, treeHash } from '@yunhe/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const base = mkdtempSync(join(tmpdir(), 'yunhe-draw-'))
const { hash } = suites.intl
const entry = (number: number, type: string) =>
  canonicalBytes({
    stream: 'application/c1.x',
    version: number,
    type,
    at: '2026-03-23T09:00:00.000Z',
    by: 'p-1',
    under: [],
    basis: [],
    rules: 'wuxi-2024-03-01',
    payloadHash: `sha256:${'0'.repeat(64)}`,
  })
const entries = [entry(1, 'ApplicationAccepted'), entry(2, 'ExpertPanelCalled'), entry(3, 'ExpertsDrawn')]
const pool = ['e1', 'e2', 'e3', 'e4'].map((expert) => ({
  expert,
  person: `p-${expert}`,
  employer: 'x',
  relations: [],
  fields: ['economics'],
}))

const tree = treeHash(suites.intl)
const rootOver = (count: number) => rootOf(tree, appendLeaves(tree, emptyEdge, entries.slice(0, count).map(tree.leaf)).edge)
const draw = () => {
  const root = rootOver(2)
  const seed = drawSeed(hash, root, 'c1.x', 1)
  const order = drawnOrder(hash, seed, ['e1', 'e2', 'e3', 'e4'])
  return {
    round: 1,
    seats: 3,
    pool,
    poolHash: Buffer.from(hash(canonicalBytes(pool))).toString('hex'),
    index: 1,
    root: Buffer.from(root).toString('base64'),
    seed: Buffer.from(seed).toString('hex'),
    wanted: [],
    passedOver: [],
    drawn: order.slice(0, 3),
  }
}

beforeAll(async () => {
  const open = await openFileLog({
    folder: join(base, 'log'),
    origin: 'yunhe.example/log',
    suite: suites.intl,
    signers: [noteSigner('yunhe.example/log', newSigner('ed25519'))],
  })
  for (const bytes of entries) await open.append(bytes)
  await open.checkpoint()
  await open.close()
})
afterAll(() => rmSync(base, { recursive: true }))

const checking = (change: object, ...more: readonly string[]) => {
  const file = join(base, 'draws.json')
  writeFileSync(file, JSON.stringify({ application: 'c1.x', draws: [{ ...draw(), ...change }] }))
  return new Promise<{ readonly code: number | null; readonly said: string }>((done, failed) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'yunhe.ts'), 'draw', file, ...more])
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (text += piece))
    child.on('error', failed)
    child.on('close', (code) => done({ code, said: text }))
  })
}
const log = ['--log', join(base, 'log', 'public')]

describe('yunhe draw', () => {
  it('agrees with a draw that the log settled', async () => {
    expect(await checking({}, ...log)).toEqual({ code: 0, said: expect.stringContaining('as computed again') })
  })

  it.each([
    { change: { drawn: ['e1', 'e2'] }, says: 'others would have been drawn' },
    { change: { seed: '0'.repeat(64) }, says: 'the seed is not that of this root' },
    { change: { poolHash: '0'.repeat(64) }, says: 'the pool is not the one that was fixed' },
    { change: { index: 2 }, says: 'another entry stands at that place' },
    { change: { index: 3 }, says: 'the log does not reach as far as the call' },
  ])('says of a draw that was changed: $says', async ({ change, says }) => {
    expect(await checking(change, ...log)).toEqual({ code: 1, said: expect.stringContaining(says) })
  })

  it('says so where the root was not held against a log, or the pool not against its hash', async () => {
    const { code, said } = await checking({ pool: pool.map(({ expert, fields }) => ({ expert, fields })) })
    expect([code, said]).toEqual([0, expect.stringContaining('give --log')])
    expect(said).toContain('its people are withheld')
  })
})
