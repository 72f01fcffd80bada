/** Masked, encrypted provisioning against a plain copy of the same columns in the same run: 3,000,000 flights and 10,000,000 made-up people with eight masks. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import engineManifest from '@duckdb/node-api/package.json' with { type: 'json' }
import { fileKeyProvider, suites } from '@yunhe/keys'
import type { DatasetContract, Grant } from '@yunhe/zone/orders'
import { openDataEngine, parquet } from '../packages/zone/src/engine/data.ts'
import { quoted } from '../packages/zone/src/engine/engine.ts'
import { deliver, flightsContract } from '../packages/zone/src/intake/testing.ts'
import { provision } from '../packages/zone/src/provision.ts'
import { datasetScope } from '../packages/zone/src/store/manifest.ts'
import { type PartStore, partStore } from '../packages/zone/src/store/parts.ts'
import { withPrivateFolder } from '../packages/zone/src/store/private-folder.ts'
import { type Figure, keep, loadNow, machine, root, rounded, spreadOf } from './figures.ts'

const at = '2024-03-01T00:00:00.000Z'
const bar = { ratio: 2.5, peakMegabytes: 2000 }

type Column = Grant['tables'][number]['columns'][number]
type Case = {
  readonly name: string
  readonly contract: DatasetContract
  readonly columns: readonly Column[]
  readonly quasiIdentifiers: readonly string[]
  readonly runs: number
  readonly barred: boolean
  readonly fill: (store: PartStore, contract: DatasetContract) => Promise<number>
}

const flights: Case = {
  name: '3,000,000 flights, four masks',
  contract: flightsContract,
  runs: 3,
  barred: false,
  columns: [
    { name: 'date', disclosure: 'masked', mask: { kind: 'generalize-date', to: 'month' } },
    { name: 'delay', disclosure: 'masked', mask: { kind: 'noise', percent: 10 } },
    { name: 'distance', disclosure: 'masked', mask: { kind: 'generalize-number', width: 100 } },
    { name: 'origin', disclosure: 'masked', mask: { kind: 'pseudonym' } },
    { name: 'destination', disclosure: 'plain' },
  ],
  quasiIdentifiers: ['date', 'destination'],
  fill: async (store, contract) => {
    const file = join(root, 'node_modules/vega-datasets/data/flights-3m.parquet')
    const answer = await deliver({ contract, file, format: { kind: 'parquet' }, store, at })
    if (answer.outcome === 'refused') throw new Error('could not deliver the flights')
    return answer.rows
  },
}

const text = (name: string, personal: DatasetContract['columns'][number]['personal']) => ({
  name,
  type: 'text' as const,
  required: true,
  personal,
})

const people: Case = {
  name: '10,000,000 people, eight masks',
  contract: {
    dataset: 'residents',
    provider: 'public-security-bureau',
    grade: 'general-4',
    columns: [
      text('id_number', 'identifier'),
      text('name', 'identifier'),
      text('sex', 'quasi-identifier'),
      { name: 'born_on', type: 'date', required: true, personal: 'quasi-identifier' },
      text('mobile', 'identifier'),
      text('address', 'quasi-identifier'),
      { name: 'monthly_income', type: 'integer', required: false, personal: 'sensitive' },
      { name: 'savings', type: 'integer', required: false, personal: 'sensitive' },
      { name: 'household_size', type: 'integer', required: true, personal: 'quasi-identifier' },
    ],
    subject: { column: 'id_number', oneRow: true },
  },
  runs: 3,
  barred: true,
  columns: [
    { name: 'id_number', disclosure: 'join-key', mask: { kind: 'pseudonym' } },
    { name: 'name', disclosure: 'masked', mask: { kind: 'partial', keepStart: 1, keepEnd: 0 } },
    { name: 'sex', disclosure: 'plain' },
    { name: 'born_on', disclosure: 'masked', mask: { kind: 'generalize-date', to: 'decade' } },
    { name: 'mobile', disclosure: 'masked', mask: { kind: 'partial', keepStart: 3, keepEnd: 4 } },
    { name: 'address', disclosure: 'masked', mask: { kind: 'district' } },
    { name: 'monthly_income', disclosure: 'masked', mask: { kind: 'noise', percent: 10 } },
    { name: 'savings', disclosure: 'masked', mask: { kind: 'bands', edges: [10_000, 50_000, 200_000, 1_000_000] } },
    { name: 'household_size', disclosure: 'masked', mask: { kind: 'top-bottom', highest: 6 } },
  ],
  quasiIdentifiers: ['sex', 'born_on', 'address'],
  fill: (store) => fillPeople(store, 10_000_000),
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Made in SQL: id numbers with their check sign, no two alike and in no order, nearly as many mobiles as people, names and streets as often as in a city. */
const peopleSql = (count: number): string => `
  WITH drawn AS (SELECT i, i * 1234577 % ${count} AS j, hash(i) AS h, hash(i + 1000000000) AS g FROM range(${count}) AS t(i)),
  parts AS (
    SELECT i, h, g, DATE '1930-01-01' + (j % 33000)::INTEGER AS born_on,
      concat([320202, 320205, 320206, 320211, 320213, 320214, 320281, 320282][1 + (j // 33000 % 8)::INTEGER],
        strftime(DATE '1930-01-01' + (j % 33000)::INTEGER, '%Y%m%d'), lpad((j // 264000)::VARCHAR, 3, '0')) AS start
    FROM drawn),
  summed AS (
    SELECT *, (${weights.map((weight, place) => `${weight} * (start::BIGINT // ${10 ** (16 - place)} % 10)`).join(' + ')}) % 11 AS rest
    FROM parts)
  SELECT start || substr('10X98765432', rest::INTEGER + 1, 1) AS id_number,
    substr('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗', 1 + (g % 20)::INTEGER, 1)
      || substr('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华', 1 + (g // 20 % 23)::INTEGER, 1)
      || CASE WHEN g % 3 = 0 THEN '' ELSE substr('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华', 1 + (g // 460 % 23)::INTEGER, 1) END AS name,
    CASE WHEN i % 2 = 1 THEN '男' ELSE '女' END AS sex, born_on,
    '1' || (3 + g % 7)::VARCHAR || lpad((h // 7 % 1000000000)::VARCHAR, 9, '0') AS mobile,
    '江苏省' || ['无锡市梁溪区', '无锡市锡山区', '无锡市惠山区', '无锡市滨湖区', '无锡市新吴区', '江阴市', '宜兴市'][1 + (h // 33000 % 7)::INTEGER]
      || ['人民路', '中山路', '解放东路', '蠡湖大道', '青石路', '学前街', '太湖西大道'][1 + (g % 7)::INTEGER]
      || (h // 77 % 400)::VARCHAR || '号' || (g // 77 % 30)::VARCHAR || '幢' || (h // 777 % 24)::VARCHAR || '0' || (g // 777 % 4)::VARCHAR || '室' AS address,
    CASE WHEN g % 5 = 0 THEN NULL ELSE (2000 + g // 11 % 30000)::BIGINT END AS monthly_income,
    CASE WHEN g % 9 = 0 THEN NULL ELSE (h // 13 % 2000000)::BIGINT END AS savings,
    (1 + h // 17 % 9)::BIGINT AS household_size
  FROM summed`

const fillPeople = (store: PartStore, count: number): Promise<number> =>
  withPrivateFolder(async (folder) => {
    const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
    const file = join(folder, 'people.parquet')
    const rows = await engine.copy(peopleSql(count), file)
    engine.close()
    const columns = people.contract.columns.map(({ name, type }) => ({ name, type }))
    await store.putParts({ scope: datasetScope('residents'), at, tables: [{ table: 'residents', rows, columns, files: [file] }] })
    return rows
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

/** Bytes of the files in memory that this process holds in the clear, except those of the peer. */
const clearBytes = (except: string): number => {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const folders = readdirSync(parent).filter((name) => name.startsWith(`yunhe-clear-${process.pid}-`) && join(parent, name) !== except)
  return folders
    .flatMap((name) => readdirSync(join(parent, name), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0), 0)
}

/** The most that was seen of resident memory, alone and together with the files in memory. */
const watched = async (except: string, work: () => Promise<unknown>) => {
  const peak = { resident: 0, together: 0 }
  const timer = setInterval(() => {
    const resident = process.memoryUsage.rss()
    peak.resident = Math.max(peak.resident, resident)
    peak.together = Math.max(peak.together, resident + clearBytes(except))
  }, 200)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  return peak
}

interface Timed {
  readonly rows: number
  readonly plain: readonly number[]
  readonly provisioned: readonly number[]
  readonly residentMegabytes: readonly number[]
  readonly togetherMegabytes: readonly number[]
}

/** Both take turns within a run, so that a slow minute of the machine is slow for both; the copy reads the same decrypted parts. */
const timed = async (one: Case, store: PartStore): Promise<Timed> => {
  const rows = await one.fill(store, one.contract)
  const manifest = await store.currentVersion(datasetScope(one.contract.dataset))
  if (manifest === undefined) throw new Error(`could not find ${one.name} again`)
  const provisioning = { grant: grantOf(one), contractByDataset: new Map([[one.contract.dataset, one.contract]]), store, at }
  return withPrivateFolder(async (folder) => {
    const taken = { rows, plain: [], provisioned: [], residentMegabytes: [], togetherMegabytes: [] } as {
      rows: number
      plain: number[]
      provisioned: number[]
      residentMegabytes: number[]
      togetherMegabytes: number[]
    }
    const files = (await store.openParts(manifest, folder)).get(one.contract.dataset) ?? []
    for (let run = 0; run < one.runs; run += 1) {
      const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
      const names = one.columns.map(({ name }) => quoted(name)).join(', ')
      taken.plain.push(await seconds(() => engine.copy(`SELECT ${names} FROM ${parquet(files)}`, join(folder, 'copy.parquet'))))
      engine.close()
      await rm(join(folder, 'copy.parquet'))
      const peak = await watched(folder, async () => {
        taken.provisioned.push(
          await seconds(async () => {
            const answer = await provision(provisioning)
            if (!answer.ok) throw new Error(`could not provision ${one.name}: ${answer.detail}`)
          }),
        )
      })
      taken.residentMegabytes.push(peak.resident / 1e6)
      taken.togetherMegabytes.push(peak.together / 1e6)
    }
    return taken
  })
}

const versions = { node: process.version, duckdb: engineManifest.version }

const figuresOf = (
  { name, barred }: Case,
  { rows, plain, provisioned, residentMegabytes, togetherMegabytes }: Timed,
): readonly Figure[] => {
  const ratio = rounded(spreadOf(provisioned.map((time, run) => time / (plain[run] ?? time))).median)
  const speed = (times: readonly number[]) => spreadOf(times.map((time) => rows / time))
  const about = { machine, versions, loadBefore: loadNow() }
  const peak = spreadOf(residentMegabytes)
  return [
    { ...about, name: `plain copy to Parquet of ${name}`, unit: 'rows/s', ...speed(plain), ratio: 1 },
    {
      ...about,
      name: `provisioning of ${name}: open, mask, measure, seal`,
      unit: 'rows/s',
      ...speed(provisioned),
      ratio,
      ...(barred ? { bar: `at most ${bar.ratio} times`, met: ratio <= bar.ratio } : {}),
    },
    {
      ...about,
      name: `peak memory of the process in provisioning ${name}`,
      unit: 'MB',
      ...peak,
      ...(barred ? { bar: `under ${bar.peakMegabytes} MB`, met: peak.max < bar.peakMegabytes } : {}),
    },
    { ...about, name: `the same with its files in memory`, unit: 'MB', ...spreadOf(togetherMegabytes) },
  ]
}

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
try {
  const keys = fileKeyProvider({ folder: join(folder, 'keys'), rootKey: Buffer.alloc(32, 1), suite: suites.intl })
  const store = partStore({ folder: join(folder, 'parts'), keys })
  const figures: Figure[] = []
  for (const one of [flights, people]) figures.push(...figuresOf(one, await timed(one, store)))
  await keep('provision', figures)
} finally {
  await rm(folder, { recursive: true })
}
