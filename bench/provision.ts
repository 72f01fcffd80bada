/** Masked provisioning against a plain copy of the same columns in the same run: 3,000,000 flights and 1,000,000 made-up people. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import engineManifest from '@duckdb/node-api/package.json' with { type: 'json' }
import { fileKeyProvider, suites } from '@yunhe/keys'
import type { DatasetContract, Grant } from '@yunhe/zone/orders'
import { openDataEngine, parquet } from '../packages/zone/src/engine/data.ts'
import { quoted } from '../packages/zone/src/engine/engine.ts'
import { maskKeyName, planOf } from '../packages/zone/src/grant.ts'
import type { Format } from '../packages/zone/src/intake/readers.ts'
import { deliver, flightsContract } from '../packages/zone/src/intake/testing.ts'
import { provision } from '../packages/zone/src/provision.ts'
import { datasetScope } from '../packages/zone/src/store/manifest.ts'
import type { PartStore } from '../packages/zone/src/store/parts.ts'
import { partStore } from '../packages/zone/src/store/parts.ts'
import { withPrivateFolder } from '../packages/zone/src/store/private-folder.ts'
import { peopleContract } from '../tools/seed/contracts.ts'
import { writePeople } from '../tools/seed/write.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const at = '2024-03-01T00:00:00.000Z'
const runs = 5

type Column = Grant['tables'][number]['columns'][number]
type Case = {
  readonly name: string
  readonly contract: DatasetContract
  readonly file: string
  readonly format: Format
  readonly columns: readonly Column[]
  readonly quasiIdentifiers: readonly string[]
}

const flights: Case = {
  name: 'flights, 3,000,000 rows',
  contract: flightsContract,
  file: join(root, 'node_modules/vega-datasets/data/flights-3m.parquet'),
  format: { kind: 'parquet' },
  columns: [
    { name: 'date', disclosure: 'masked', mask: { kind: 'generalize-date', to: 'month' } },
    { name: 'delay', disclosure: 'masked', mask: { kind: 'noise', percent: 10 } },
    { name: 'distance', disclosure: 'masked', mask: { kind: 'generalize-number', width: 100 } },
    { name: 'origin', disclosure: 'masked', mask: { kind: 'pseudonym' } },
    { name: 'destination', disclosure: 'plain' },
  ],
  quasiIdentifiers: ['date', 'destination'],
}

const peopleIn = (file: string): Case => ({
  name: 'people, 1,000,000 rows',
  contract: peopleContract,
  file,
  format: { kind: 'csv' },
  columns: [
    { name: 'id_number', disclosure: 'join-key', mask: { kind: 'pseudonym' } },
    { name: 'name', disclosure: 'masked', mask: { kind: 'partial', keepStart: 1, keepEnd: 0 } },
    { name: 'sex', disclosure: 'plain' },
    { name: 'born_on', disclosure: 'masked', mask: { kind: 'generalize-date', to: 'decade' } },
    { name: 'mobile', disclosure: 'masked', mask: { kind: 'partial', keepStart: 3, keepEnd: 4 } },
    { name: 'address', disclosure: 'masked', mask: { kind: 'district' } },
    { name: 'monthly_income', disclosure: 'masked', mask: { kind: 'noise', percent: 10 } },
  ],
  quasiIdentifiers: ['sex', 'born_on', 'address'],
})

const grantOf = ({ contract, columns, quasiIdentifiers }: Case): Grant => ({
  grant: 'g1',
  workspace: `w-${contract.dataset}`,
  operator: 'o',
  authorization: 'a1',
  scenario: 's1',
  until: '2025-12-31',
  minimumIsolation: 'D',
  tables: [{ dataset: contract.dataset, columns: [...columns], rows: [], minimumGroup: 10 }],
  maximumRisk: 1,
  quasiIdentifiers: [...quasiIdentifiers],
})

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

type Timed = {
  readonly rows: number
  readonly delivered: readonly number[]
  readonly plain: readonly number[]
  readonly masked: readonly number[]
  readonly provisioned: readonly number[]
}

/** The three take turns within a run, so that a slow minute of the machine is slow for all. */
const timed = async (one: Case, store: PartStore): Promise<Timed> => {
  let rows = 0
  const delivered = await seconds(async () => {
    const answer = await deliver({ contract: one.contract, file: one.file, format: one.format, store, at })
    if (answer.outcome === 'refused')
      throw new Error(`could not deliver ${one.name}: ${answer.refusals.map(({ code }) => code).join(', ')}`)
    rows = answer.rows
  })
  const [plain, masked, provisioned] = [[], [], []] as [number[], number[], number[]]
  const manifest = await store.currentVersion(datasetScope(one.contract.dataset))
  const plan = planOf({ dataset: one.contract.dataset, columns: [...one.columns], rows: [], minimumGroup: 10 }, one.contract)
  if (manifest === undefined || typeof plan === 'string') throw new Error(`could not plan ${one.name}`)
  await withPrivateFolder(async (folder) => {
    const files = (await store.openParts(manifest, folder)).get(one.contract.dataset) ?? []
    const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
    const copy = (select: string, bind = {}) =>
      seconds(() => engine.copy(`SELECT ${select} FROM ${parquet(files)}`, join(folder, 'copy.parquet'), bind))
    for (let run = 0; run < runs; run += 1) {
      plain.push(await copy(one.columns.map(({ name }) => quoted(name)).join(', ')))
      masked.push(await copy(plan.select, { ...plan.bind, [maskKeyName]: 'k'.repeat(32) }))
      provisioned.push(
        await seconds(() =>
          provision({ grant: grantOf(one), contractByDataset: new Map([[one.contract.dataset, one.contract]]), store, at }),
        ),
      )
    }
    engine.close()
  })
  return { rows, delivered: [delivered], plain, masked, provisioned }
}

const middle = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`
const versions = { node: process.version, duckdb: engineManifest.version }

/** In rows a second; `ratio` is the middle of the times against the plain copy beside them, so above 1 is slower. */
const resultOf = (name: string, rows: number, times: readonly number[], plain: readonly number[]) => ({
  name,
  unit: 'rows/s',
  machine,
  versions,
  n: times.length,
  median: Math.round(rows / middle(times)),
  min: Math.round(rows / Math.max(...times)),
  max: Math.round(rows / Math.min(...times)),
  ratio: Number(middle(times.map((time, run) => time / (plain[run] ?? middle(plain)))).toFixed(2)),
})

const resultsOf = (name: string, { rows, delivered, plain, masked, provisioned }: Timed) => [
  resultOf(`plain copy of ${name}`, rows, plain, plain),
  resultOf(`masked copy of ${name}`, rows, masked, plain),
  resultOf(`provisioning of ${name}: open, mask, measure, seal`, rows, provisioned, plain),
  resultOf(`delivery of ${name}: read, check, profile, seal`, rows, delivered, plain),
]

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
try {
  const keys = fileKeyProvider({ folder: join(folder, 'keys'), rootKey: Buffer.alloc(32, 1), suite: suites.intl })
  const store = partStore({ folder: join(folder, 'parts'), keys })
  const people = join(folder, 'people.csv')
  await writePeople({ count: 1_000_000, seed: 7, file: people })
  const results = []
  for (const one of [flights, peopleIn(people)]) results.push(...resultsOf(one.name, await timed(one, store)))
  await mkdir(join(root, 'bench/results'), { recursive: true })
  await writeFile(join(root, 'bench/results/provision.json'), `${JSON.stringify(results, null, 2)}\n`)
  for (const { name, median, min, max, ratio } of results)
    process.stdout.write(`${name}: ${median} rows/s (${min} to ${max}), ratio ${ratio}\n`)
} finally {
  await rm(folder, { recursive: true })
}
