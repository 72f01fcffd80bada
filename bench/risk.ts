/** k, l, t and uniqueness of 10,000,000 made-up people over five quasi-identifiers, against the bare grouping of the same columns in the same run. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import engineManifest from '@duckdb/node-api/package.json' with { type: 'json' }
import { openDataEngine, parquet } from '../packages/zone/src/engine/data.ts'
import { measureRisk } from '../packages/zone/src/risk/measure.ts'
import { type Figure, keep, loadNow, machine, rounded, spreadOf } from './figures.ts'

const rows = 10_000_000
const runs = 3
const quasiIdentifiers = ['age', 'sex', 'race', 'marital_status', 'education']
const [barSeconds, barGigabytes] = [15, 4]

/** Five columns with as many values as a census has, unevenly spread, and two sensitive ones: fourteen occupations, and incomes of thousands of values. */
const people = `
  SELECT 17 + least(h % 74, (h // 74) % 74) AS age, CASE WHEN (h >> 13) % 3 = 0 THEN 'female' ELSE 'male' END AS sex,
    'race-' || least((h >> 15) % 5, (h >> 18) % 5, (h >> 21) % 5) AS race, 'status-' || least((h >> 24) % 7, (h >> 27) % 7) AS marital_status,
    'education-' || least((h >> 30) % 16, (h >> 34) % 16) AS education, 'occupation-' || (h >> 38) % 14 AS occupation,
    ((1000 + (h >> 42) % 97) * (1 + (h >> 49) % 89))::DOUBLE AS income
  FROM (SELECT hash(i) AS h FROM range(${rows}) r(i))`

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

const peakGigabytes = async (): Promise<number> =>
  Number(/VmHWM:\s+(\d+) kB/.exec(await readFile('/proc/self/status', 'utf8'))?.[1] ?? Number.NaN) / 2 ** 20

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
try {
  const loadBefore = loadNow()
  const file = join(folder, 'people.parquet')
  const engine = await openDataEngine({ folders: [folder], spillFolder: folder, memoryMegabytes: 2048 })
  await engine.copy(people, file)
  const relation = parquet([file])
  const grouping = `SELECT min(n) FROM (SELECT count(*) AS n FROM ${relation} GROUP BY ${quasiIdentifiers.join(', ')})`
  const [bare, categories, numbers] = [[], [], []] as [number[], number[], number[]]
  for (let run = 0; run < runs; run += 1) {
    bare.push(await seconds(() => engine.rows(grouping)))
    categories.push(
      await seconds(() => measureRisk(engine, { relation, quasiIdentifiers, sensitive: [{ name: 'occupation', type: 'text' }] })),
    )
    numbers.push(await seconds(() => measureRisk(engine, { relation, quasiIdentifiers, sensitive: [{ name: 'income', type: 'number' }] })))
  }
  const measured = await measureRisk(engine, { relation, quasiIdentifiers })
  engine.close()
  const peak = await peakGigabytes()
  const common = { machine, versions: { node: process.version, duckdb: engineManifest.version }, loadBefore }
  const figureOf = (name: string, times: readonly number[]): Figure => {
    const { p99: _, ...spread } = spreadOf(times)
    return { name, unit: 's', ...common, ...spread, ratio: rounded(spread.median / spreadOf(bare).median) }
  }
  const barred = (figure: Figure): Figure => ({ ...figure, bar: `≤ ${barSeconds} s`, met: figure.median <= barSeconds })
  await keep('risk', [
    figureOf(`bare grouping of ${rows.toLocaleString('en')} rows into ${(measured.classes ?? 0).toLocaleString('en')} classes`, bare),
    barred(figureOf('k, uniqueness, attackers, l and t of fourteen occupations', categories)),
    barred(figureOf('the same with the incomes of thousands of values, in their order', numbers)),
    {
      ...{ name: 'peak memory of the process', unit: 'GB', ...common, n: 1, median: rounded(peak), min: rounded(peak), max: rounded(peak) },
      ...{ bar: `≤ ${barGigabytes} GB`, met: peak <= barGigabytes },
    },
  ])
} finally {
  await rm(folder, { recursive: true })
}
