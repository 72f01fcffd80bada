/** One job of twenty analytic queries over 10,000,000 rows through gate, sandbox and checks, against the same SQL in a plain DuckDB process over the same Parquet. */
import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import engineManifest from '@duckdb/node-api/package.json' with { type: 'json' }
import { fileKeyProvider, suites } from '@yunhe/keys'
import { openDataEngine } from '../packages/zone/src/engine/data.ts'
import { classedOf } from '../packages/zone/src/jobs/members.ts'
import { openTables } from '../packages/zone/src/jobs/open-tables.ts'
import { type JobDone, type JobResult, openJobRunner } from '../packages/zone/src/jobs/run.ts'
import { sqlWork } from '../packages/zone/src/jobs/work.ts'
import { standardLimits } from '../packages/zone/src/kinds/kind.ts'
import { prepareNotebook } from '../packages/zone/src/kinds/notebook.ts'
import { remainingOf, standardOutputLimits } from '../packages/zone/src/outputs/airlock.ts'
import { differencing } from '../packages/zone/src/outputs/differencing.ts'
import { type Compared, isToldWithSums } from '../packages/zone/src/outputs/release.ts'
import { divisionName } from '../packages/zone/src/releases.ts'
import { shownMembers } from '../packages/zone/src/shown.ts'
import { checkInside, checkSql, type Guards } from '../packages/zone/src/sql/check.ts'
import { type CheckedTable, tableNamed } from '../packages/zone/src/sql/tables.ts'
import { workspaceScope } from '../packages/zone/src/store/manifest.ts'
import { partStore } from '../packages/zone/src/store/parts.ts'
import { makePrivateFolder } from '../packages/zone/src/store/private-folder.ts'
import { amountsIn } from '../packages/zone/src/subjects.ts'
import { type Figure, keep, loadNow, machine, rounded, spreadOf } from './figures.ts'

const rows = 10_000_000
const runs = 3
const bars = { ratio: 1.15, startMs: 250 }

/** Made up by arithmetic: nobody is real. */
const made = (count: number): string => `
  SELECT lpad((hash(n) % 1000000000000000)::VARCHAR, 18, '0') AS id,
    ['Liangxi', 'Xishan', 'Huishan', 'Binhu', 'Xinwu', 'Jiangyin', 'Yixing'][1 + (hash(n * 3) % 7)::INTEGER] AS district,
    CASE WHEN hash(n * 5) % 2 = 0 THEN 'f' ELSE 'm' END AS sex,
    (1940 + hash(n * 7) % 80)::BIGINT AS born, (hash(n * 11) % 20)::BIGINT AS trade, (2000 + hash(n * 13) % 30000)::BIGINT AS amount
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
const queries: readonly string[] = ['district', 'trade', 'sex, district', 'born', 'district, trade'].flatMap((keys) => [
  `SELECT ${keys}, count(*) AS n FROM facts GROUP BY ${keys}`,
  `SELECT ${keys}, sum(amount) AS total FROM facts GROUP BY ${keys}`,
  `SELECT ${keys}, avg(amount) AS mean FROM facts GROUP BY ${keys}`,
  `SELECT ${keys}, sum(amount) AS total, avg(amount) AS mean, count(*) AS n FROM facts GROUP BY ${keys} HAVING count(*) > 1000`,
])

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

const prepared = async (table: CheckedTable) => {
  const guards: (Guards | undefined)[] = []
  const answer = await prepareNotebook(
    { kind: 'notebook', steps: queries.map((sql, index) => ({ name: `q${index}`, sql, shown: true })) },
    {
      checked: async (sql, parameters) => {
        const checked = await checkSql(sql, { tables: [table], parameters })
        guards.push(checked.ok ? checked.guards : undefined)
        return checked
      },
      checkedInside: (sql, parameters) => checkInside(sql, { tables: [table], parameters }),
      isTable: async (name) => tableNamed([table], name) !== undefined,
    },
  )
  if (!answer.ok) throw new Error(`could not prepare the queries: ${answer.refusals.map(({ code }) => code).join()}`)
  return { ...answer.prepared, guards }
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

/** Read once a workspace and kept, as whose its rows are. */
const amountsByColumn = new Map<string, Promise<Uint16Array>>()
const amountsOf = (column: string): Promise<Uint16Array> => {
  const known = amountsByColumn.get(column) ?? amountsIn(store, manifest, 'facts', column)
  amountsByColumn.set(column, known)
  return known
}

/** From the text to what may be seen: gate, sandbox, checks. */
const asJob = async (table: CheckedTable): Promise<number> => {
  const began = performance.now()
  const { work, limits, guards: guardsOfAll } = await prepared(table)
  const { results } = done(await runner.start({ id: 'j', work, parts, openData, limits }).done)
  const earlier: Compared[] = []
  for (const [index, result] of results.entries()) {
    const guards = guardsOfAll[index]
    const remaining = remainingOf({ columns: result.columns, rows: result.rows, ...(guards && { guards }) }, standardOutputLimits)
    if (!remaining.passed || guards === undefined || result.members === undefined) continue
    const members = shownMembers(result.members, remaining.result, guards)
    const fresh: Compared = {
      name: `q${index}`,
      at: manifest.at,
      workspace: 'w1',
      operator: 'o1',
      minimum: guards.entities.minimum,
      division: divisionName({
        membership: work.queries[index]?.membership ?? { cell: '', rest: '' },
        parameters: work.parameters,
        bases: ['w1'],
        shown: members.names,
      }),
      cellCount: members.names.length,
      grounds: classedOf(members).look.tables.map(({ cells }) => ({ domain: 'subjects', base: 'w1', named: true, rows: cells.length })),
      sums: guards.sums.map(({ table: ground, column }) => ({ ground, column })),
      rule: guards.rule,
      members: async () => members,
      within: (look) => (members.classed?.look === look ? members : undefined),
    }
    const { passed } = await differencing(fresh, earlier, {
      pause: async () => undefined,
      rosterOf: async () => ({ elements: new BigUint64Array() }),
      amountsOf: async (_, column) => amountsOf(column),
    })
    if (passed && !isToldWithSums(fresh, earlier)) earlier.push(fresh)
  }
  return performance.now() - began
}

const small = async (): Promise<number> => {
  const began = performance.now()
  done(await runner.start({ id: 's', work: sqlWork('SELECT 1 AS x'), parts: [], openData, limits: standardLimits }).done)
  return performance.now() - began
}

const peer = `
  const { DuckDBInstance } = await import(${JSON.stringify(import.meta.resolve('@duckdb/node-api'))})
  const memory = ${Math.floor((standardLimits.memoryBytes * 0.6) / 1_048_576)}
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2', max_memory: memory + 'MB' })).connect()
  await connection.run("CREATE VIEW facts AS SELECT * FROM read_parquet('${plainFile}')")
  for (const sql of ${JSON.stringify(queries)}) JSON.stringify((await connection.runAndReadAll(sql)).getRowsJson())
`
const plain = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', peer], { stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('exit', (code) => (code === 0 ? resolve(performance.now() - began) : reject(new Error('could not run plain DuckDB'))))
  })

try {
  await chmod(dirname(plainFile), 0o700)
  const load = loadNow()
  const first = await asJob(things)
  const taken: { plain: number[]; things: number[]; people: number[]; starts: number[] } = { plain: [], things: [], people: [], starts: [] }
  for (let index = 0; index < runs; index += 1) {
    taken.plain.push(await plain())
    taken.things.push(await asJob(things))
    taken.people.push(await asJob(people))
  }
  for (let index = 0; index < 10; index += 1) {
    // A person reads a result before the next job: meanwhile a sandbox stands again.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    taken.starts.push(await small())
  }
  const about = { unit: 'ms', machine, versions: { node: process.version, duckdb: engineManifest.version }, loadBefore: load }
  const ratioOf = (times: readonly number[]) =>
    rounded(spreadOf(times.map((time, index) => (time - bars.startMs) / (taken.plain[index] ?? time))).median)
  const bar = `at most ${bars.ratio} times, and ${bars.startMs} ms`
  const judged = (name: string, times: readonly number[]): Figure => ({
    ...about,
    name,
    ...spreadOf(times),
    ratio: ratioOf(times),
    bar,
    met: ratioOf(times) <= bars.ratio,
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
    judged('the same where rows are people: every cell counted, and its people compared', taken.people),
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
