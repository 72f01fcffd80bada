import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { How } from './deliveries.ts'
import { peopleContract, peopleCsv, peopleGrant, type TestedZone, testedZone } from './testing-zone.ts'
import { written } from './time.ts'

let zone: TestedZone
beforeAll(async () => {
  zone = await testedZone({ keepVersions: 2 })
  await zone.send({ order: 'lease', until: written(zone.clock.ms + 3_600_000) })
  await zone.send({ order: 'register', contract: peopleContract })
})
afterAll(() => zone.remove())

const give = async (csv: string, how?: How) =>
  zone.node().deliver(zone.ticket('intake', 'people'), 'people', { kind: 'csv' }, Readable.from([csv]), how)
const versions = async () =>
  (await zone.node().intake.versions('people'))?.map(
    ({ version, isDestroyed, workspaces }) => `${version}${isDestroyed ? ' destroyed' : ''}${workspaces > 0 ? ' used' : ''}`,
  )
const one = (id: string) => `person,district,born,income\n${id},Binhu,1980,5000\n`

describe('the versions of a dataset', () => {
  it('W19-5 of the oldest only those are destroyed that no workspace rests on, each with its own key and a record', async () => {
    await give(peopleCsv(700))
    expect((await zone.send({ order: 'provision', grant: peopleGrant() })).outcome).toBe('done')
    await give(one('x1'), { mode: 'append' })
    await give(one('x2'), { mode: 'append' })
    await give(one('x3'), { mode: 'append' })
    expect(await versions()).toEqual(['4', '3', '2 destroyed', '1 used'])
    expect(await zone.node().dataset('people')).toMatchObject({ version: 4, rows: 703 })
    expect((await zone.node().workspace('w1'))?.tables[0]).toMatchObject({ table: 'people', datasetVersion: 1, newestVersion: 4 })
    expect(zone.faults).toEqual([])
  })

  it('W13-1 a workspace that is written anew rests on the newest version, and the one it left goes with the next delivery', async () => {
    expect((await zone.send({ order: 'provision', grant: peopleGrant() })).outcome).toBe('done')
    expect((await zone.node().workspace('w1'))?.tables[0]).toMatchObject({ datasetVersion: 4, newestVersion: 4 })
    await give(one('x1'), { mode: 'upsert' })
    expect(await versions()).toEqual(['5', '4 used', '3 destroyed', '2 destroyed', '1 destroyed'])
  })

  it('A24 the newest is described to the platform by counts, hashes and signs', async () => {
    const { outcome, result } = await zone.send({ order: 'describe', dataset: 'people' })
    expect(outcome).toBe('done')
    expect(result.described).toMatchObject({
      version: 5,
      rows: 703,
      mode: 'upsert',
      person: 'p1',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect((await zone.send({ order: 'describe', dataset: 'nothing' })).refusal).toBe('unknown-dataset')
  })

  it('tells of a destroyed version only that it was there', async () => {
    expect(await zone.node().intake.notes('people', 1)).toBeUndefined()
    expect(await zone.node().intake.setAside(zone.ticket('intake', 'people'), 'people', 1)).toBeUndefined()
    expect(await zone.node().intake.notes('people', 5)).toMatchObject({ version: 5, profile: { rows: 1 } })
  })
})
