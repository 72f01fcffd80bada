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
    expect(await measureRisk(engine, { relation: people, quasiIdentifiers: ['sex', 'decade'] })).toEqual({
      rows: 6,
      quasiIdentifiers: ['sex', 'decade'],
      k: 1,
      uniqueShare: 1 / 6,
      highestRisk: 1,
      averageRisk: 3 / 6,
      classes: 3,
      classesBySize: { '1': 1, '2-4': 2, '5-9': 0, '10-99': 0, '100+': 0 },
      attackers: {
        acceptedRisk: 1,
        population: 6,
        prosecutor: { highest: 1, average: 3 / 6, above: 0 },
        journalist: { highest: 1, average: 3 / 6, above: 0 },
        marketer: { average: 3 / 6 },
      },
      sensitive: [],
    })
    expect(await measureRisk(engine, { relation: people, quasiIdentifiers: ['decade'] })).toMatchObject({
      k: 3,
      highestRisk: 1 / 3,
      averageRisk: 2 / 6,
      uniqueShare: 0,
    })
  })

  it('puts each size of class into its band, at both ends', async () => {
    const relation = `(SELECT size FROM (SELECT unnest([1, 2, 4, 5, 9, 10, 99, 100]) AS size) t, range(100) r(i) WHERE i < size) t`
    expect((await measureRisk(engine, { relation, quasiIdentifiers: ['size'] })).classesBySize).toEqual({
      '1': 1,
      '2-4': 2,
      '5-9': 2,
      '10-99': 2,
      '100+': 1,
    })
  })

  it('without quasi-identifiers all rows are one class, and without rows there is no class', async () => {
    expect(await measureRisk(engine, { relation: people, quasiIdentifiers: [] })).toMatchObject({ rows: 6, k: 6, highestRisk: 1 / 6 })
    expect(
      await measureRisk(engine, {
        relation: `(SELECT 1 AS a WHERE false) t`,
        quasiIdentifiers: ['a'],
        sensitive: [{ name: 'a', type: 'integer' }],
      }),
    ).toMatchObject({
      rows: 0,
      k: 0,
      highestRisk: 0,
      averageRisk: 0,
      uniqueShare: 0,
    })
    expect(await measureRisk(engine, { relation: `(SELECT 1 AS a WHERE false) t`, quasiIdentifiers: [] })).toMatchObject({
      rows: 0,
      k: 0,
      highestRisk: 0,
    })
  })
})

const patients = `(VALUES
  ('4767*', 'young', 3000, 'gastric ulcer'), ('4767*', 'young', 5000, 'gastritis'), ('4767*', 'young', 4000, 'stomach cancer'),
  ('4790*', 'old', 6000, 'gastritis'), ('4790*', 'old', 11000, 'flu'), ('4790*', 'old', 8000, 'bronchitis'),
  ('4760*', 'middle', 7000, 'bronchitis'), ('4760*', 'middle', 9000, 'pneumonia'), ('4760*', 'middle', 10000, 'stomach cancer')
) t(place, age, salary, disease)`
const byPlace = { relation: patients, quasiIdentifiers: ['place', 'age'] }

describe('what a class tells of everybody in it', () => {
  it('numbers are compared in their order: nine salaries in three classes', async () => {
    const { sensitive } = await measureRisk(engine, { ...byPlace, sensitive: [{ name: 'salary', type: 'integer' }] })
    // The class of 3000, 4000 and 5000 is the farthest: sums of 1/3, 2/3, 1, … against 1/9, 2/9, … over eight steps.
    expect(sensitive).toEqual([
      { column: 'salary', order: 'numbers', values: 9, l: 3, entropyL: expect.closeTo(3, 9), t: expect.closeTo(0.375, 9) },
    ])
  })

  it('categories are as far from each other as they are', async () => {
    const { sensitive } = await measureRisk(engine, { ...byPlace, sensitive: [{ name: 'disease', type: 'text' }] })
    // Ulcer (1/9), gastritis (2/9) and cancer (2/9) with a third each: half of 2/9 + 1/9 + 1/9 and the 4/9 of the others.
    expect(sensitive).toEqual([
      { column: 'disease', order: 'categories', values: 6, l: 3, entropyL: expect.closeTo(3, 9), t: expect.closeTo(4 / 9, 9) },
    ])
  })

  it('a value that outweighs the others leaves the count of values and pulls the entropy down; empty is a value', async () => {
    const relation = `(SELECT 'x' AS a, CASE WHEN i < 8 THEN 'flu' WHEN i = 8 THEN 'hiv' END AS s FROM range(10) r(i))`
    const { sensitive = [] } = await measureRisk(engine, { relation, quasiIdentifiers: ['a'], sensitive: [{ name: 's', type: 'text' }] })
    const entropy = -(0.8 * Math.log(0.8) + 2 * 0.1 * Math.log(0.1))
    expect(sensitive).toEqual([{ column: 's', order: 'categories', values: 3, l: 3, entropyL: expect.closeTo(Math.exp(entropy), 9), t: 0 }])
  })

  it('one value in a class tells everything', async () => {
    const relation = `(VALUES ('x', true), ('x', true), ('y', true), ('y', false)) t(a, s)`
    const { sensitive = [] } = await measureRisk(engine, { relation, quasiIdentifiers: ['a'], sensitive: [{ name: 's', type: 'boolean' }] })
    expect(sensitive[0]).toMatchObject({ l: 1, entropyL: 1, t: 0.25 })
  })
})

describe('against three attackers', () => {
  const sample = `(VALUES ('x'), ('x'), ('y')) t(a)`
  it('who does not know whether a person is in the table has to guess among the population', async () => {
    const population = `(VALUES ('x', 7), ('x', 3), ('y', 4), ('z', 6)) p(a, people)`
    const { attackers } = await measureRisk(engine, { relation: sample, quasiIdentifiers: ['a'], population, acceptedRisk: 0.5 })
    expect(attackers).toEqual({
      acceptedRisk: 0.5,
      population: 20,
      prosecutor: { highest: 1, average: 2 / 3, above: 1 / 3 },
      journalist: { highest: 1 / 4, average: expect.closeTo((2 / 10 + 1 / 4) / 3, 12), above: 0 },
      marketer: { average: expect.closeTo((2 / 10 + 1 / 4) / 3, 12) },
    })
  })

  it('a class at the accepted risk is not at risk, and one above it is', async () => {
    const at = async (acceptedRisk: number) =>
      (await measureRisk(engine, { relation: sample, quasiIdentifiers: ['a'], acceptedRisk })).attackers?.prosecutor.above
    expect(await at(1)).toBe(0)
    expect(await at(0.5)).toBe(1 / 3)
    expect(await at(0.49)).toBe(1)
  })

  it('a class that the population has fewer of than the table counts as the table has it', async () => {
    const population = `(VALUES ('x', 1)) p(a, people)`
    expect((await measureRisk(engine, { relation: sample, quasiIdentifiers: ['a'], population })).attackers?.journalist.highest).toBe(1)
  })
})
