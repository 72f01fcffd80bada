/** The measures on a published table, against a count that goes row by row and shares no line with ours. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DataEngine, openDataEngine } from '../engine/data.ts'
import { literal } from '../engine/engine.ts'
import { measureRisk } from './measure.ts'

const file = process.env.YUNHE_ADULT ?? join(import.meta.dirname, '../../../../../shared/data/adult/adult.csv')
const isThere = existsSync(file)
if (!isThere) console.warn('the published table “adult” is not on this machine: the measures are held against it elsewhere')

interface Person {
  readonly [column: string]: string
}

const readPeople = (): readonly Person[] => {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const names = head.split(';').map((name) => name.replaceAll('-', ''))
  return lines.map((line) => Object.fromEntries(line.split(';').map((value, index) => [names[index] ?? '', value])))
}

const classesOf = (people: readonly Person[], by: readonly string[]): readonly (readonly Person[])[] => {
  const groups = new Map<string, Person[]>()
  for (const person of people) {
    const key = by.map((name) => person[name]).join('|')
    const group = groups.get(key) ?? []
    group.push(person)
    groups.set(key, group)
  }
  return [...groups.values()]
}

const shares = (texts: readonly string[], among: readonly string[]): readonly number[] =>
  among.map((value) => texts.filter((text) => text === value).length / texts.length)

const naively = (people: readonly Person[], by: readonly string[], column: string, order: 'numbers' | 'categories') => {
  const groups = classesOf(people, by)
  const textsOf = (some: readonly Person[]) => some.map((person) => person[column] ?? '')
  const among = [...new Set(textsOf(people))].sort((a, b) => (order === 'numbers' ? Number(a) - Number(b) : a < b ? -1 : 1))
  const whole = shares(textsOf(people), among)
  const distances = groups.map((group) => {
    const own = shares(textsOf(group), among)
    if (order === 'categories') return own.reduce((sum, share, at) => sum + Math.abs(share - (whole[at] ?? 0)), 0) / 2
    const [walked] = own.reduce(
      ([sum, above], share, at) => {
        const now = above + share - (whole[at] ?? 0)
        return [sum + Math.abs(now), now] as const
      },
      [0, 0] as readonly [number, number],
    )
    return walked / (among.length - 1)
  })
  const entropies = groups.map((group) =>
    shares(textsOf(group), among)
      .filter((share) => share > 0)
      .reduce((sum, share) => sum - share * Math.log(share), 0),
  )
  return {
    k: Math.min(...groups.map((group) => group.length)),
    classes: groups.length,
    uniqueShare: groups.filter((group) => group.length === 1).length / people.length,
    l: Math.min(...groups.map((group) => new Set(textsOf(group)).size)),
    entropyL: Math.exp(Math.min(...entropies)),
    t: Math.max(...distances),
  }
}

describe.skipIf(!isThere)('k, l, t and uniqueness of 30,162 people', () => {
  let folder = ''
  let engine: DataEngine
  let people: readonly Person[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yunhe-adult-'))
    people = readPeople()
    engine = await openDataEngine({ folders: [folder], files: [file], spillFolder: folder })
    await engine.run(
      `CREATE TABLE adult AS SELECT * FROM read_csv(${literal(file)}, delim = ';', header = true, normalize_names = true, all_varchar = true)`,
    )
    await engine.run('CREATE TABLE typed AS SELECT * REPLACE (CAST(age AS INTEGER) AS age) FROM adult')
  })
  afterAll(async () => {
    engine.close()
    await rm(folder, { recursive: true })
  })

  it.each([
    { by: ['sex', 'race'], column: 'occupation', order: 'categories' },
    { by: ['sex', 'education', 'maritalstatus'], column: 'age', order: 'numbers' },
    { by: ['sex', 'race', 'education', 'maritalstatus', 'nativecountry'], column: 'salaryclass', order: 'categories' },
    { by: [], column: 'age', order: 'numbers' },
  ] as const)('by $by with $column as $order', async ({ by, column, order }) => {
    const type = order === 'numbers' ? 'integer' : 'text'
    const measured = await measureRisk(engine, { relation: 'typed', quasiIdentifiers: by, sensitive: [{ name: column, type }] })
    const { l, entropyL, t, ...sizes } = naively(people, by, column, order)
    expect(measured).toMatchObject({ rows: people.length, ...sizes, averageRisk: sizes.classes / people.length })
    expect(measured.sensitive?.[0]).toMatchObject({ l, entropyL: expect.closeTo(entropyL, 9), t: expect.closeTo(t, 9) })
  })

  it('bins of a number with many values leave t within a thousandth and overstate no diversity', async () => {
    const relation = `(SELECT *, CAST(age AS DOUBLE) * 1000 + rowid % 97 AS income FROM typed WHERE rowid < 4000)`
    const measured = await measureRisk(engine, {
      relation,
      quasiIdentifiers: ['sex', 'race'],
      sensitive: [{ name: 'income', type: 'number' }],
    })
    const rows = await engine.rows(`SELECT sex, race, income FROM ${relation}`)
    const exact = naively(rows as readonly Person[], ['sex', 'race'], 'income', 'numbers')
    expect(measured.sensitive?.[0]?.values).toBeLessThanOrEqual(1000)
    expect(measured.sensitive?.[0]?.l).toBeLessThanOrEqual(exact.l)
    expect(Math.abs((measured.sensitive?.[0]?.t ?? 1) - exact.t)).toBeLessThan(0.002)
  }, 60_000)
})
