import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DeliveryMode, datasetScope } from '../store/manifest.ts'
import { notesOf } from './notes.ts'
import { at, deliver, type IntakeScene, intakeScene, residentsContract, storedRows } from './testing.ts'

let scene: IntakeScene
let turn = 0
beforeEach(async () => {
  scene = await intakeScene()
})
afterEach(() => scene.end())

const give = async (rows: readonly string[], mode: DeliveryMode = 'whole', change: object = {}) => {
  turn += 1
  const from = () => ({ delivery: `d${turn}`, from: 'csv', sha256: 'a'.repeat(64), person: 'p1', organization: 'o1' })
  const file = await scene.write(`given-${turn}`, `id_number,name,born_on,income\n${rows.join('\n')}\n`)
  return deliver({
    contract: residentsContract,
    file,
    format: { kind: 'csv' },
    store: scene.store,
    at,
    mode,
    from,
    maximumRejectedShare: 0.6,
    ...change,
  })
}
const person = (id: number, name = 'a') => `${id},${name},1990-01-01,${id}`
const codes = (answer: Awaited<ReturnType<typeof give>>) =>
  answer.outcome === 'refused' ? answer.refusals.map(({ code }) => code) : ['accepted']
const names = async () => (await storedRows(scene, 'residents'))?.map(([id, name]) => `${id}${name}`)
const current = () => scene.store.currentVersion(datasetScope('residents'))

describe('a delivery builds on the version before it', () => {
  it('appends: rows come on top, and a key that is there already turns it away', async () => {
    await give([person(1), person(2)])
    expect(await give([person(3)], 'append')).toMatchObject({ outcome: 'accepted', version: 2, rows: 1, totalRows: 3, mode: 'append' })
    expect(await names()).toEqual(['1a', '2a', '3a'])
    expect(codes(await give([person(2, 'b'), person(4)], 'append'))).toEqual(['subject-twice'])
    expect(await names()).toEqual(['1a', '2a', '3a'])
    expect((await current())?.delivered).toMatchObject({ mode: 'append', previous: 1, rows: 1, person: 'p1' })
  })

  it('updates: a row takes the place of the one with its key, others are added, and the version before stays as it was', async () => {
    await give([person(1), person(2), person(3)])
    expect(await give([person(2, 'b'), person(4, 'b')], 'upsert')).toMatchObject({ outcome: 'accepted', version: 2, rows: 2, totalRows: 4 })
    expect((await names())?.toSorted()).toEqual(['1a', '2b', '3a', '4b'])
    const versions = await scene.store.versionsOf(datasetScope('residents'))
    expect(versions.map(({ manifest }) => manifest.tables[0]?.rows)).toEqual([3, 4])
  })

  it('updates by the key that the contract names, of several columns', async () => {
    const { subject: _, ...rest } = residentsContract
    const contract = { ...rest, key: ['id_number', 'born_on'] }
    await give(['1,a,1990-01-01,1', '1,a,1991-01-01,1'], 'whole', { contract })
    await give(['1,b,1991-01-01,1', '1,b,1992-01-01,1'], 'upsert', { contract })
    expect((await names())?.toSorted()).toEqual(['1a', '1b', '1b'])
    expect(codes(await give(['1,b,1991-01-01,1', '1,c,1991-01-01,1'], 'upsert', { contract }))).toEqual(['key-twice'])
    expect(codes(await give([person(9)], 'upsert', { contract: rest }))).toEqual(['no-key'])
  })

  it('is refused where the contract has other columns than the version before', async () => {
    await give([person(1)])
    const contract = { ...residentsContract, columns: residentsContract.columns.slice(0, 3) }
    expect(codes(await give([person(2)], 'append', { contract }))).toEqual(['columns-changed'])
    expect(codes(await give([person(2)], 'whole', { contract }))).toEqual(['accepted'])
  })

  it('is whole where there is nothing before it', async () => {
    expect(await give([person(1)], 'upsert')).toMatchObject({ outcome: 'accepted', version: 1, totalRows: 1 })
  })
})

describe('what differs from the contract and from the version before', () => {
  it('is told by column: one that was not promised, more empty values, fewer rows', async () => {
    const many = Array.from({ length: 40 }, (_, id) => person(id))
    await give(many)
    const emptied = many.slice(0, 15).map((row, id) => (id < 6 ? row.replace(/,\d+$/, ',') : row))
    const answer = await give(emptied)
    expect(answer.outcome === 'accepted' && answer.drift.map(({ code, place }) => `${code} ${place}`)).toEqual([
      'rows-changed the whole file',
      'nulls-changed column income',
      'distinct-changed column income',
    ])
    expect((await current())?.delivered?.driftNotes).toBe(3)
  })

  it('turns a column away that lost its values, unless whoever delivers says that this is right', async () => {
    const many = Array.from({ length: 40 }, (_, id) => person(id))
    await give(many)
    const emptied = many.map((row) => row.replace(/,\d+$/, ','))
    expect(codes(await give(emptied))).toEqual(['column-lost'])
    expect((await current())?.version).toBe(1)
    expect(codes(await give(emptied, 'whole', { driftAccepted: true }))).toEqual(['accepted'])
  })
})

describe('what is kept beside a version', () => {
  it('is its profile, without a value of a person, and what was set aside, as shapes', async () => {
    await give([...Array.from({ length: 12 }, (_, id) => person(id, '王小明')), '99,李华,yesterday-7,1'])
    const manifest = await current()
    if (manifest === undefined) throw new Error('there is no version')
    const notes = await notesOf(scene.store, manifest)
    const [id, name, born, income] = notes?.profile.columns ?? []
    expect(name).toMatchObject({ name: 'name', length: { least: 3, most: 3 }, patterns: [{ shape: '字字字', share: 1 }] })
    expect([id?.range, name?.range, born?.range, income?.range]).toEqual([undefined, undefined, undefined, undefined])
    const aside = (await scene.store.openPaper(manifest, 'set-aside'))?.toString().trim()
    expect(JSON.parse(aside ?? '')).toEqual({ line: 14, column: 'born_on', code: 'not-a-date', shape: 'aaaaaaaaa-9' })
    expect(`${JSON.stringify(notes)}${aside}`).not.toMatch(/王|李|yesterday/)
  })

  it('says the least and the greatest only of what is nobody’s', async () => {
    const contract = {
      ...residentsContract,
      columns: residentsContract.columns.map((one) => (one.name === 'income' ? { ...one, personal: 'none' as const } : one)),
    }
    await give([person(3), person(5)], 'whole', { contract })
    const manifest = await current()
    expect(manifest && (await notesOf(scene.store, manifest))?.profile.columns[3]?.range).toEqual({ least: '3.0', most: '5.0' })
  })

  it('goes with the own key of the version, and only with that', async () => {
    const [one, two] = [await give([person(1)]), await give([person(2)])]
    expect([one, two].map((answer) => answer.outcome)).toEqual(['accepted', 'accepted'])
    const [first] = await scene.store.versionsOf(datasetScope('residents'))
    if (first === undefined) throw new Error('there is no version')
    const record = await scene.store.destroyVersion(first.manifest)
    expect(record.objects.map(({ object }) => object)).toEqual([
      'dataset/residents/versions/1/paper-notes.sealed',
      'dataset/residents/versions/1/residents-0.sealed',
    ])
    await expect(scene.store.openParts(first.manifest, scene.folder)).rejects.toThrow('destroyed')
    expect(await names()).toEqual(['2a'])
    expect((await scene.store.versionsOf(datasetScope('residents'))).map(({ isDestroyed }) => isDestroyed)).toEqual([true, false])
    expect((await scene.store.destroyVersion(first.manifest)).keyStoreAnswer).toBe('destroyed before')
  })
})
