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
    await store.write(join(folder, 'one.sqlite'), columns, [rows], ['district', 'born'])
    await store.open('one', join(folder, 'one.sqlite'))
  })
  afterAll(async () => {
    await store.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('answers rows as JSON in their types', async () => {
    const found = await store.look('one', { conditions: [{ column: 'district', match: 'equals', value: 'Liangxi' }], limit: 10 })
    expect({ ...found, body: JSON.parse(found.body) }).toEqual({
      rows: 2,
      more: false,
      last: 2,
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
    expect((await store.look('one', { conditions: [{ column: 'born', match, value: 1990 }], limit: 10 })).rows).toBe(rows)
  })

  it('says that there is more where the limit cuts', async () => {
    expect(await store.look('one', { conditions: [], limit: 2 })).toMatchObject({ rows: 2, more: true })
  })

  it('goes on where the page before ended, and every row stands on one page', async () => {
    const first = await store.look('one', { conditions: [], limit: 2 })
    const second = await store.look('one', { conditions: [], limit: 2, after: first.last })
    expect([first, second].map(({ rows, more }) => ({ rows, more }))).toEqual([
      { rows: 2, more: true },
      { rows: 1, more: false },
    ])
    expect([...JSON.parse(first.body), ...JSON.parse(second.body)]).toHaveLength(3)
  })

  it('shows the wanted columns alone, masked as they are to be, and a missing value stays missing', async () => {
    const show = [
      { name: 'urban' },
      { name: 'district', mask: { kind: 'partial', keepStart: 1, keepEnd: 2 } },
      { name: 'born', mask: { kind: 'round', to: 10 } },
      { name: 'share', mask: { kind: 'hide' } },
    ] as const
    const { body } = await store.look('one', { conditions: [], show, limit: 10 })
    expect(JSON.parse(body)[2]).toEqual({ urban: true, district: 'X***wu', born: 1990, share: null })
  })

  it('takes a value as a value, whatever it says', async () => {
    expect(
      await store.look('one', { conditions: [{ column: 'district', match: 'equals', value: "x' OR '1'='1" }], limit: 10 }),
    ).toMatchObject({ rows: 0 })
  })

  it('refuses a column that is not there, and takes no name for a text', async () => {
    await expect(store.look('one', { conditions: [{ column: 'secret', match: 'equals', value: 'secret' }], limit: 10 })).rejects.toThrow(
      'no such column',
    )
  })

  it('serves nothing after it was closed', async () => {
    await store.open('two', join(folder, 'one.sqlite'))
    await store.close('two')
    await expect(store.look('two', { conditions: [], limit: 10 })).rejects.toThrow('no copy of it is open')
  })
})
