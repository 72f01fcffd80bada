import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServingStore } from './serving-store.ts'
import { sqliteStore } from './sqlite.ts'

const columns = [
  { name: 'district', type: 'text' },
  { name: 'born', type: 'integer' },
  { name: 'share', type: 'number' },
  { name: 'urban', type: 'boolean' },
]
const rows = [
  ['Liangxi', 1980, 0.5, true],
  ['Liangxi', 1990, 2, false],
  ['Xinwu', 1990, null, true],
] as const

describe('the serving store looks rows up in SQLite', () => {
  let folder = ''
  let store: ServingStore
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yunhe-serving-'))
    store = sqliteStore()
    await store.write(join(folder, 'one.sqlite'), columns, rows, ['district', 'born'])
    await store.open('one', join(folder, 'one.sqlite'))
  })
  afterAll(async () => {
    await store.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('answers rows as JSON in their types', async () => {
    const found = await store.look('one', [{ column: 'district', match: 'equals', value: 'Liangxi' }], 10)
    expect({ ...found, body: JSON.parse(found.body) }).toEqual({
      rows: 2,
      more: false,
      body: [
        { district: 'Liangxi', born: 1980, share: 0.5, urban: true },
        { district: 'Liangxi', born: 1990, share: 2, urban: false },
      ],
    })
  })

  it.each([
    { match: 'from', rows: 2 },
    { match: 'to', rows: 3 },
    { match: 'equals', rows: 2 },
  ] as const)('filters born $match 1990 with the boundary inside', async ({ match, rows }) => {
    expect((await store.look('one', [{ column: 'born', match, value: 1990 }], 10)).rows).toBe(rows)
  })

  it('says that there is more where the limit cuts', async () => {
    expect(await store.look('one', [], 2)).toMatchObject({ rows: 2, more: true })
  })

  it('takes a value as a value, whatever it says', async () => {
    expect(await store.look('one', [{ column: 'district', match: 'equals', value: "x' OR '1'='1" }], 10)).toMatchObject({ rows: 0 })
  })

  it('refuses a column that is not there, and takes no name for a text', async () => {
    await expect(store.look('one', [{ column: 'secret', match: 'equals', value: 'secret' }], 10)).rejects.toThrow('no such column')
  })

  it('serves nothing after it was closed', async () => {
    await store.open('two', join(folder, 'one.sqlite'))
    await store.close('two')
    await expect(store.look('two', [], 10)).rejects.toThrow('no copy of it is open')
  })
})
