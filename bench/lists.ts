/** Inbox, lists and case pages over HTTP with 100,000 cases and 2,000,000 events in the database, for several roles, at 4 connections. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { mortalPlatform } from '../tools/crash/program.ts'
import { crowded, standingCrowd } from './crowded.ts'
import { type Figure, keep, loadNow, machine, root, rounded, spreadOf } from './figures.ts'
import type { Load } from './load.ts'

const cases = Number(process.env.YUNHE_CASES ?? 100_000)
const seconds = Number(process.env.YUNHE_SECONDS ?? 1)
const connections = 4
const barMs = 300

const roles = ['authority', 'cyberspace', 'transport', 'operator', 'police-mechanism']
const pages: Readonly<Record<string, readonly string[]>> = {
  inbox: ['/api/inbox?page=1&pageSize=20', '/api/inbox?page=3&pageSize=20'],
  'home: what waits, what changed': ['/api/home'],
  'list, newest first': ['applications', 'catalog-items', 'authorizations', 'calls'].map(
    (plural) => `/api/cases/${plural}?page=1&pageSize=20`,
  ),
  'list of one stage': [
    '/api/cases/applications?stage=notice&page=1&pageSize=20',
    '/api/cases/catalog-items?stage=governed&page=1&pageSize=20',
  ],
  'list of one organization': [],
  'search for a word that most titles hold': [`/api/cases/catalog-items?q=${encodeURIComponent('水位')}&page=1&pageSize=20`],
  'search for what few or none hold': [
    '/api/cases/catalog-items?q=-4242&page=1&pageSize=20',
    `/api/cases/applications?q=${encodeURIComponent('无此')}&page=1&pageSize=20`,
  ],
  'search everywhere': [
    `/api/search?q=${encodeURIComponent('水位')}`,
    '/api/search?q=-4242',
    `/api/search?q=${encodeURIComponent('无此')}`,
  ],
  'list by title': ['applications?sort=title', 'catalog-items?sort=-title'].map((list) => `/api/cases/${list}&pageSize=20`),
  'list by last day': ['applications?sort=due', 'calls?sort=-due', 'catalog-items?sort=due'].map(
    (list) => `/api/cases/${list}&pageSize=20`,
  ),
  'four filters at once, by title': [
    '/api/cases/catalog-items?stage=governed,registered&due=none&region=320200&changedFrom=2026-03-01&sort=title&pageSize=20',
    '/api/cases/applications?stage=notice,in-notice&due=later&region=320200&changedFrom=2026-03-01&sort=title&pageSize=20',
  ],
  'exact count by stage': ['/api/counts/catalog-items', '/api/counts/applications?due=none'],
  'five hundred rows far inside': [],
  'the fiftieth page': ['/api/cases/catalog-items?page=50&pageSize=20', '/api/cases/applications?page=50&pageSize=20'],
}

/** A folder whose filled database stays for the next run. */
const standing = process.env.YUNHE_CROWD
const folder = standing ?? (await mkdtemp(join(tmpdir(), 'yunhe-bench-')))
const mortal = await mortalPlatform(folder)
const crowd = await (standing === undefined ? crowded : standingCrowd)(mortal.databaseUrl(), join(folder, 'indoors'), cases)
const { inside } = crowd

const asked = async (
  port: number,
  paths: readonly string[],
  headers: Readonly<Record<string, string>>,
  forSeconds: number,
): Promise<Load> => {
  const wish = JSON.stringify({ port, paths, headers, connections, seconds: forSeconds })
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'bench/load.ts'), wish])
  return JSON.parse(stdout)
}

/** Twenty large pages down the longest list: where the next one begins. */
const farInside = async (reads: (path: string) => Promise<{ readonly next?: string }>): Promise<readonly string[]> => {
  const path = '/api/cases/catalog-items?sort=title&pageSize=500'
  let mark: string | undefined
  for (let page = 0; page < 20; page += 1) {
    const { next } = await reads(mark === undefined ? path : `${path}&after=${mark}`)
    if (next === undefined) break
    mark = next
  }
  return mark === undefined ? [] : [`${path}&after=${mark}`]
}

const times = 3

/** The whole list of catalog items as a file: from asking for it until the file, on record, is in the reader's hands. */
const exported = async (format: 'csv' | 'xlsx'): Promise<Figure> => {
  const { headers, asks, reads } = await inside.signIn('authority')
  const columns = ['title', 'id', 'stage', 'organization', 'region', 'due', 'yours', 'updatedAt']
  const seconds: number[] = []
  let rows = 0
  for (let time = 0; time < times; time += 1) {
    const begun = performance.now()
    const { id } = await asks('/api/list-exports', { list: 'catalog-items', sort: 'title', columns, format, language: 'zh' })
    for (;;) {
      const run = await reads(`/api/list-exports/${id}`)
      rows = run.rows
      if (run.state === 'ready') break
      if (run.state !== 'running') throw new Error(`could not export the list: ${run.state}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const { statusCode } = await inside.running.app.inject({ method: 'GET', url: `/api/list-exports/${id}/file`, headers })
    if (statusCode !== 200) throw new Error(`could not fetch the file: ${statusCode}`)
    seconds.push((performance.now() - begun) / 1_000)
  }
  return {
    name: `the whole list of ${rows} catalog items as ${format.toUpperCase()}, recorded and fetched`,
    unit: 's',
    machine,
    versions: { node: process.version },
    ...spreadOf(seconds),
    loadBefore: loadNow(),
  }
}

try {
  const address = await inside.running.app.listen({ host: '127.0.0.1', port: 0 })
  const port = Number(new URL(address).port)
  const figures: Figure[] = []
  for (const login of roles) {
    const { headers, reads } = await inside.signIn(login)
    const own = (await reads('/api/session')).organization
    const { rows } = await reads('/api/cases/catalog-items?page=1&pageSize=5')
    const known = rows.map(({ id }: { id: string }) => `/api/cases/catalog-items/${id}`)
    const wanted = {
      ...pages,
      'list of one organization': [`/api/cases/catalog-items?organization=${own}&page=1&pageSize=20`],
      'five hundred rows far inside': await farInside(reads),
      'a case': known,
    }
    for (const [what, paths] of Object.entries(wanted)) {
      if (paths.length === 0) continue
      await asked(port, paths, headers, 0.2)
      const { medianMs, p95Ms, p99Ms, requestsPerSecond, failures } = await asked(port, paths, headers, seconds)
      if (failures > 0) throw new Error(`could not measure ${what} for ${login}: ${failures} answers were not 200`)
      figures.push({
        name: `${what}, ${login}: p95`,
        unit: 'ms',
        machine,
        versions: { node: process.version },
        n: Math.round(requestsPerSecond * seconds),
        median: rounded(p95Ms),
        min: rounded(medianMs),
        max: rounded(p99Ms),
        loadBefore: loadNow(),
        ...(what !== 'a case' && { bar: `under ${barMs} ms with ${crowd.cases} cases and ${crowd.events} events`, met: p95Ms < barMs }),
      })
    }
  }
  for (const format of ['csv', 'xlsx'] as const) figures.push(await exported(format))
  await keep('lists', figures)
} finally {
  await inside.stop()
  await mortal.end()
  if (standing === undefined) await rm(folder, { recursive: true, force: true })
}
