import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DataEngine } from '../engine/data.ts'
import { openDataEngine } from '../engine/data.ts'
import { measureRisk } from './measure.ts'

let folder = ''
let engine: DataEngine
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-risk-'))
  engine = await openDataEngine({ folders: [folder], spillFolder: folder })
})
afterAll(async () => {
  engine.close()
  await rm(folder, { recursive: true })
})

const people = `(VALUES ('m', 1980, 'a'), ('m', 1980, 'b'), ('m', 1980, 'c'), ('f', 1990, 'd'), (NULL, 1990, 'e'), (NULL, 1990, 'f')) t(sex, decade, name)`

describe('the risk of re-identification', () => {
  it('is counted by classes of the quasi-identifiers; empty values are a class of their own', async () => {
    expect(await measureRisk(engine, people, ['sex', 'decade'])).toEqual({
      rows: 6,
      quasiIdentifiers: ['sex', 'decade'],
      k: 1,
      uniqueShare: 1 / 6,
      highestRisk: 1,
      averageRisk: 3 / 6,
      classesBySize: { '1': 1, '2-4': 2, '5-9': 0, '10-99': 0, '100+': 0 },
    })
    expect(await measureRisk(engine, people, ['decade'])).toMatchObject({ k: 3, highestRisk: 1 / 3, averageRisk: 2 / 6, uniqueShare: 0 })
  })

  it('puts each size of class into its band, at both ends', async () => {
    const relation = `(SELECT size FROM (SELECT unnest([1, 2, 4, 5, 9, 10, 99, 100]) AS size) t, range(100) r(i) WHERE i < size) t`
    expect((await measureRisk(engine, relation, ['size'])).classesBySize).toEqual({ '1': 1, '2-4': 2, '5-9': 2, '10-99': 2, '100+': 1 })
  })

  it('without quasi-identifiers all rows are one class, and without rows there is no class', async () => {
    expect(await measureRisk(engine, people, [])).toMatchObject({ rows: 6, k: 6, highestRisk: 1 / 6 })
    expect(await measureRisk(engine, `(SELECT 1 AS a WHERE false) t`, ['a'])).toMatchObject({
      rows: 0,
      k: 0,
      highestRisk: 0,
      averageRisk: 0,
      uniqueShare: 0,
    })
    expect(await measureRisk(engine, `(SELECT 1 AS a WHERE false) t`, [])).toMatchObject({ rows: 0, k: 0, highestRisk: 0 })
  })
})
