/** One job of twenty analytic queries over 10,000,000 rows through gate, sandbox and checks, against the same SQL in a plain DuckDB process over the same Parquet. */
import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import engineManifest from '@duckdb/node-api/package.json' with { type: 'json' }
import { fileKeyProvider, suites } from '@yunhe/keys'
import { openDataEngine } from '../packages/zone/src/engine/data.ts'
import { openTables } from '../packages/zone/src/jobs/open-tables.ts'
import { type JobDone, type JobResult, openJobRunner } from '../packages/zone/src/jobs/run.ts'
import { sqlWork } from '../packages/zone/src/jobs/work.ts'
import { standardLimits } from '../packages/zone/src/kinds/kind.ts'
import { prepareNotebook } from '../packages/zone/src/kinds/notebook.ts'
import type { DatasetContract } from '../packages/zone/src/orders.ts'
import { openDrawing } from '../packages/zone/src/released.ts'
import { openAirlock } from '../packages/zone/src/releases.ts'
import { type CheckedSql, checkInside, checkSql } from '../packages/zone/src/sql/check.ts'
import { type CheckedTable, tableNamed } from '../packages/zone/src/sql/tables.ts'
import { emptyZone } from '../packages/zone/src/state.ts'
import { workspaceScope } from '../packages/zone/src/store/manifest.ts'
import { partStore } from '../packages/zone/src/store/parts.ts'
import { makePrivateFolder } from '../packages/zone/src/store/private-folder.ts'
import { openStrata } from '../packages/zone/src/strata.ts'
import { aWorkspace } from '../packages/zone/src/testing.ts'
import { type Figure, keep, loadNow, machine, rounded, spreadOf } from './figures.ts'

const rows = 10_000_000
const runs = 3
/** The last of them find what all before were shown. */
const jobsOfPeople = 10
const bars = { ratio: 1.15, startMs: 250 }

/** Made up by arithmetic: nobody is real. */
const made = (count: number): string => `
  SELECT lpad((hash(n) % 1000000000000000)::VARCHAR, 18, '0') AS id,
    ['Liangxi', 'Xishan', 'Huishan', 'Binhu', 'Xinwu', 'Jiangyin', 'Yixing'][1 + (hash(n * 3) % 7)::INTEGER] AS district,
    CASE WHEN hash(n * 5) % 2 = 0 THEN 'f' ELSE 'm' END AS sex,
    (1940 + hash(n * 7) % 80)::BIGINT AS born, (hash(n * 11) % 20)::BIGINT AS trade, (2000 + hash(n * 13) % 30000)::BIGINT AS amount,
    hash(n * 17) AS __element
  FROM range(${count}) AS r(n)`

const columns = [
  { name: 'id', type: 'text', disclosure: 'join-key' },
  { name: 'district', type: 'text', disclosure: 'plain' },
  { name: 'sex', type: 'text', disclosure: 'plain' },
  { name: 'born', type: 'integer', disclosure: 'plain' },
  { name: 'trade', type: 'integer', disclosure: 'plain' },
  { name: 'amount', type: 'integer', disclosure: 'after-aggregation' },
] as const
const people: CheckedTable = { name: 'facts', minimumGroup: 10, subject: { column: 'id', oneRow: true }, columns }
const things: CheckedTable = {
  name: 'facts',
  minimumGroup: 10,
  about: 'nobody',
  columns: columns.map((one) => ({ ...one, disclosure: 'plain' })),
}

/** Four measures of five kinds of cells. */
const queriesBy = (five: readonly string[]): readonly string[] =>
  five.flatMap((keys) => {
    const names = keys.replaceAll(/ AS \w+/g, '')
    return [
      `SELECT ${keys}, count(*) AS n FROM facts GROUP BY ${names}`,
      `SELECT ${keys}, sum(amount) AS total FROM facts GROUP BY ${names}`,
      `SELECT ${keys}, avg(amount) AS mean FROM facts GROUP BY ${names}`,
      `SELECT ${keys}, sum(amount) AS total, avg(amount) AS mean, count(*) AS n FROM facts GROUP BY ${names} HAVING count(*) > 1000`,
    ]
  })
const queries = queriesBy(['district', 'trade', 'sex, district', 'born', 'district, trade'])

/** As many others, which no job before has asked: each is held against all that was shown before. No sum is as long as a telephone number. */
const otherQueries = (job: number): readonly string[] =>
  queriesBy([
    `born % ${job + 20} AS born_kind`,
    `trade, born % ${job + 2} AS born_kind`,
    `sex, born - born % ${job + 2} AS born_from`,
    `district, trade % ${job + 3} AS kind`,
    `district, trade - trade % ${job + 1} AS trade_from`,
  ])

const contract: DatasetContract = {
  dataset: 'facts',
  provider: 'o2',
  grade: 'general-2',
  subject: { column: 'id', oneRow: true },
  columns: columns.map(({ name, type }) => ({ name, type, required: true, personal: 'none' })),
}

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
const clear = await makePrivateFolder()
const keys = fileKeyProvider({ folder: join(folder, 'keys'), rootKey: Buffer.alloc(32, 1), suite: suites.intl })
const store = partStore({ folder: join(folder, 'parts'), keys })
const plainFile = join(clear, 'facts.parquet')

const engine = await openDataEngine({ folders: [clear], spillFolder: clear, memoryMegabytes: 2000 })
await engine.copy(made(rows), plainFile)
engine.close()
const stored = columns.map(({ name, type }) => ({ name, type }))
const manifest = await store.putParts({
  scope: workspaceScope('w1'),
  at: '2026-11-23T04:00:00.000Z',
  tables: [{ table: 'facts', rows, columns: stored, files: [plainFile] }],
})

const prepared = async (table: CheckedTable, asked: readonly string[]) => {
  const checkedTexts: CheckedSql[] = []
  const answer = await prepareNotebook(
    { kind: 'notebook', steps: asked.map((sql, index) => ({ name: `q${index}`, sql, shown: true })) },
    {
      checked: async (sql, parameters) => {
        const checked = await checkSql(sql, { tables: [table], parameters })
        if (checked.ok) checkedTexts.push(checked)
        return checked
      },
      checkedInside: (sql, parameters) => checkInside(sql, { tables: [table], parameters }),
      isTable: async (name) => tableNamed([table], name) !== undefined,
    },
  )
  if (!answer.ok) throw new Error(`could not prepare the queries: ${answer.refusals.map(({ code }) => code).join()}`)
  return { ...answer.prepared, checkedTexts }
}

const open = join(clear, 'open')
await mkdir(open)
const runner = await openJobRunner({ warm: 1 })
const tables = openTables(open, { gone: runner.drop })
const parts = [
  {
    table: 'facts',
    columns: columns.map(({ name }) => name),
    decrypt: async (to: string) => ((await store.openParts(manifest, to)).get('facts') ?? []).map((file) => basename(file)),
  },
]
const done = (result: JobResult): JobDone => {
  if (result.state !== 'done') throw new Error(`could not finish a job of the bench: ${JSON.stringify(result)}`)
  return result
}
const openData = () => tables.use('w1', 1)

const strata = openStrata(
  (workspace) => tables.folders(workspace).length > 0,
  () => setImmediate(),
)
const airlock = openAirlock({
  drawing: openDrawing(join(folder, 'released'), keys),
  strata,
  store,
  state: () => ({
    ...emptyZone,
    workspaces: new Map([['w1', aWorkspace()]]),
    datasets: new Map([['facts', contract]]),
  }),
  now: () => Date.parse(manifest.at),
})

/** From the text to what may be seen: gate, sandbox, checks. What may be seen is kept, and later jobs are held against it. */
let jobs = 0
const asJob = async (table: CheckedTable, asked = queries): Promise<number> => {
  const began = performance.now()
  jobs += 1
  const { work, limits, checkedTexts } = await prepared(table, asked)
  const { results } = done(await runner.start({ id: `j${jobs}`, work, parts, openData, limits }).done)
  for (const [index, result] of results.entries()) {
    const checked = checkedTexts[index]
    if (checked === undefined) throw new Error('could not find the text of a result')
    const job = `j${jobs}-q${index}`
    const passed = await airlock.pass({ workspace: 'w1', job, releasedAs: job, checked, parameters: work.parameters, result, limits })
    if (passed.end !== 'done') throw new Error(`could not pass a harmless result: ${passed.code}`)
  }
  return performance.now() - began
}

const small = async (): Promise<number> => {
  const began = performance.now()
  done(await runner.start({ id: 's', work: sqlWork('SELECT 1 AS x'), parts: [], openData, limits: standardLimits }).done)
  return performance.now() - began
}

const peerOf = (asked: readonly string[]): string => `
  const { DuckDBInstance } = await import(${JSON.stringify(import.meta.resolve('@duckdb/node-api'))})
  const memory = ${Math.floor((standardLimits.memoryBytes * 0.6) / 1_048_576)}
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2', max_memory: memory + 'MB' })).connect()
  await connection.run("CREATE VIEW facts AS SELECT * FROM read_parquet('${plainFile}')")
  for (const sql of ${JSON.stringify(asked)}) JSON.stringify((await connection.runAndReadAll(sql)).getRowsJson())
`
const plain = (asked = queries): Promise<number> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', peerOf(asked)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.once('exit', (code) => (code === 0 ? resolve(performance.now() - began) : reject(new Error('could not run plain DuckDB'))))
  })

try {
  await chmod(dirname(plainFile), 0o700)
  const load = loadNow()
  const first = await asJob(things)
  const firstOfPeople = await asJob(people)
  const times = (): number[] => []
  const taken = { plain: times(), things: times(), people: times(), otherPlain: times(), other: times(), starts: times() }
  for (let index = 0; index < runs; index += 1) {
    taken.plain.push(await plain())
    taken.things.push(await asJob(things))
    taken.people.push(await asJob(people))
  }
  for (let index = runs + 1; index < jobsOfPeople; index += 1) {
    const asked = otherQueries(index)
    const isTaken = index >= jobsOfPeople - runs
    if (isTaken) taken.otherPlain.push(await plain(asked))
    const time = await asJob(people, asked)
    if (isTaken) taken.other.push(time)
  }
  for (let index = 0; index < 10; index += 1) {
    // A person reads a result before the next job: meanwhile a sandbox stands again.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    taken.starts.push(await small())
  }
  const about = { unit: 'ms', machine, versions: { node: process.version, duckdb: engineManifest.version }, loadBefore: load }
  const ratioOf = (own: readonly number[], bare: readonly number[]) =>
    rounded(spreadOf(own.map((time, index) => (time - bars.startMs) / (bare[index] ?? time))).median)
  const bar = `at most ${bars.ratio} times, and ${bars.startMs} ms`
  const judged = (name: string, own: readonly number[], bare = taken.plain): Figure => ({
    ...about,
    name,
    ...spreadOf(own),
    ratio: ratioOf(own, bare),
    bar,
    met: ratioOf(own, bare) <= bars.ratio,
  })
  const starts = spreadOf(taken.starts)
  await keep('jobs', [
    {
      ...about,
      name: `twenty queries over ${rows.toLocaleString('en')} rows (${Math.round((await stat(plainFile)).size / 1e6)} MB) in plain DuckDB`,
      ...spreadOf(taken.plain),
      ratio: 1,
    },
    { ...about, name: 'the first such job of a workspace: parts decrypted, no sandbox waiting', ...spreadOf([first]) },
    judged('one job in an open workspace, tables about nobody', taken.things),
    {
      ...about,
      name: 'the first job of a workspace about people: whose the rows are and what they add to a sum read and sealed, once',
      ...spreadOf([firstOfPeople]),
    },
    judged('one job in an open workspace where rows are people: every cell counted, and its people compared', taken.people),
    {
      ...about,
      name: 'twenty queries that no job before has asked, in plain DuckDB',
      ...spreadOf(taken.otherPlain),
      ratio: 1,
    },
    judged(
      `the same where rows are people, as the ${jobsOfPeople - runs + 1}th to ${jobsOfPeople}th job: held against all that was shown before`,
      taken.other,
      taken.otherPlain,
    ),
    {
      ...about,
      name: 'a job of one small query in an open workspace, from call to gone',
      ...starts,
      bar: `under ${bars.startMs} ms`,
      met: starts.median < bars.startMs,
    },
  ])
} finally {
  await tables.wipeAll()
  await runner.close()
  await rm(folder, { recursive: true, force: true })
  await rm(clear, { recursive: true, force: true })
}
