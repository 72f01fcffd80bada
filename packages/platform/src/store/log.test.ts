import { suites } from '@yunhe/keys'
import { proveInclusion, treeHash, verifyLog } from '@yunhe/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noticedApplication } from '../scenes/admission.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'
import { databaseTiles } from './database-tiles.ts'
import { hashesAt } from './tiles.ts'

let tested: TestedPlatform
let application: string
beforeAll(async () => {
  tested = await testPlatform()
  application = await noticedApplication(tested)
  await tested.settled()
})
afterAll(() => tested.stop())

describe('W19-3 a payload that was destroyed', () => {
  it('is gone, while its entry stands, its proof holds and the case says so', async () => {
    const { db, log, checkpoints } = tested.running
    const who = await tested.signedIn('authority')
    const path = `/api/cases/applications/${application}`
    const before = (await who.get(path)).body
    const ref = before.history[0].ref
    const proof = async () => (await who.get(`/api/ledger/proof?ref=${encodeURIComponent(ref)}`)).body
    const proofBefore = await proof()
    expect(before.history[0]).toMatchObject({ destroyed: false, payload: { securityHead: '负责人' } })

    await log.forget(`application/${application}`)

    const after = (await who.get(path)).body
    expect(after.history.map(({ destroyed }: { destroyed: boolean }) => destroyed)).toEqual(before.history.map(() => true))
    expect(after.history[0].payload).toBeUndefined()
    expect(
      after.history.map((one: { ref: string; type: string; at: string; under: string[]; index: number }) => [
        one.ref,
        one.type,
        one.at,
        one.under,
        one.index,
      ]),
    ).toEqual(
      before.history.map((one: { ref: string; type: string; at: string; under: string[]; index: number }) => [
        one.ref,
        one.type,
        one.at,
        one.under,
        one.index,
      ]),
    )
    expect(await proof()).toEqual(proofBefore)
    const [tree] = checkpoints.trees
    if (tree === undefined) throw new Error('could not find the tree')
    expect(await proveInclusion(tree.hash, hashesAt(db, tree, proofBefore.size), proofBefore.index, proofBefore.size)).toHaveLength(
      proofBefore.inclusion.length,
    )
    expect(await verifyLog(databaseTiles(db, tree.origin), { hash: treeHash(suites.intl) })).toMatchObject({ ok: true })
  })

  it('cannot be opened even with what the database held before: its key is gone', async () => {
    const { log } = tested.running
    const again = await log.read(`application/${application}`)
    expect(again.every(({ event }) => event === undefined)).toBe(true)
    const { status } = await (await tested.signedIn('authority')).post(`/api/cases/applications/${application}/acts/close-notice`)
    expect(status).toBe(422)
  })

  it('takes no other case with it', async () => {
    const { body } = await (await tested.signedIn('authority')).get('/api/cases/calls')
    const call = (await (await tested.signedIn('authority')).get(`/api/cases/calls/${body.rows[0].id}`)).body
    expect(call.history[0]).toMatchObject({ destroyed: false, payload: { title: '水位查询申报通告' } })
  })
})
