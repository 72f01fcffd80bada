/** Inbox, lists and case pages over HTTP with 100,000 cases and 2,000,000 events in the database, for several roles, at 4 connections. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { mortalPlatform } from '../tools/crash/program.ts'
import { crowded } from './crowded.ts'
import { type Figure, keep, loadNow, machine, root, rounded } from './figures.ts'
import type { Load } from './load.ts'

const cases = Number(process.env.YUNHE_CASES ?? 100_000)
const seconds = Number(process.env.YUNHE_SECONDS ?? 1)
const connections = 4
const barMs = 300

const roles = ['authority', 'cyberspace', 'transport', 'operator', 'police-mechanism']
const pages: Readonly<Record<string, readonly string[]>> = {
  inbox: ['/api/inbox?page=1&pageSize=20', '/api/inbox?page=3&pageSize=20'],
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
  'the fiftieth page': ['/api/cases/catalog-items?page=50&pageSize=20', '/api/cases/applications?page=50&pageSize=20'],
}

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
const mortal = await mortalPlatform(folder)
const crowd = await crowded(mortal.databaseUrl(), join(folder, 'indoors'), cases)
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
  await keep('lists', figures)
} finally {
  await inside.stop()
  await mortal.end()
  await rm(folder, { recursive: true, force: true })
}
