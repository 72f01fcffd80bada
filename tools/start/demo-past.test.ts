/** The past of the demonstration, told whole by the three programs and opened as anybody finds it. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { demoPassword } from '../../packages/platform/src/demo.ts'
import { freePort } from '../../packages/platform/src/store/free-port.ts'
import { inRoot } from '../steps/step.ts'
import { signIn } from '../story/client.ts'
import { hasNoPast, tellDemoPast } from './demo-past.ts'
import { openHouse } from './house.ts'

const place = mkdtempSync(join(tmpdir(), 'yunhe-past-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const occupying = inRoot('tools/start/occupy.ts')
const silent = () => undefined
const tellingOf = (folder: string, stopped: AbortSignal, log: (line: string) => void = silent) =>
  tellDemoPast({ folder, origin: 'http://127.0.0.1:8300', log, stopped })

describe('a past that is told', () => {
  it('comes whole: figures by month, work that waits, one case too late, and nothing of tomorrow', async () => {
    const folder = join(place, 'whole')
    const told: string[] = []
    await tellingOf(folder, new AbortController().signal, (line) => told.push(line))
    expect(told.length).toBeGreaterThan(10)
    expect(existsSync(`${folder}.making`)).toBe(false)
    const house = await openHouse({ folder, mode: 'demo', port: await freePort(), log: silent })
    try {
      const get = async (login: string, path: string) => (await (await signIn(house.origin, login, demoPassword)).get(path)).body
      const { figures } = await get('authority', '/api/dashboards/authority?months=12')
      const figure = (id: string) => figures.find((one: { id: string }) => one.id === id)
      for (const id of ['authorizations-in-term', 'products-on-shelf', 'calls-served', 'revenue-received', 'tasks-overdue'])
        expect(figure(id)?.total, id).toBeGreaterThan(0)
      const served = figure('calls-served').breakdowns.find(({ by }: { by: string }) => by === 'scenario')
      expect(served.parts[0]).toMatchObject({ key: 'flight-punctuality', words: { zh: '航班准点率分析' } })
      for (const login of [
        'authority',
        'registrar',
        'cyberspace',
        'market',
        'finance',
        'operator',
        'statistics',
        'police',
        'justice',
        'transport',
        'consumer',
        'assessor',
        'secadmin',
      ])
        expect((await get(login, '/api/inbox')).total, login).toBeGreaterThan(0)
      const { rows } = await get('authority', '/api/cases/authorizations')
      expect(Date.parse(rows[0].updatedAt)).toBeLessThanOrEqual(Date.now())
      // The clock is the real one now, and cannot be moved.
      const moved = await fetch(`${house.origin}/test/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ at: '2030-01-01T00:00:00Z' }),
      })
      expect(moved.status).not.toBe(200)
    } finally {
      await house.stop()
    }
  }, 240_000)

  it('leaves nothing where it is cut off', async () => {
    const folder = join(place, 'cut')
    const stopping = new AbortController()
    await expect(tellingOf(folder, stopping.signal, () => stopping.abort())).rejects.toThrow()
    expect([existsSync(folder), existsSync(`${folder}.making`)]).toEqual([false, false])
  })

  it('leaves nothing either where it is stopped while its house is still opening', async () => {
    const folder = join(place, 'early')
    const stopping = new AbortController()
    const telling = tellingOf(folder, stopping.signal)
    stopping.abort()
    await expect(telling).rejects.toThrow()
    expect([existsSync(folder), existsSync(`${folder}.making`)]).toEqual([false, false])
  })

  it('keeps others out of the folder while it is told, and never takes the place of what has come to lie there', async () => {
    const folder = join(place, 'meanwhile')
    const stopping = new AbortController()
    let refused: { readonly stderr: Buffer } | undefined
    const log = (): void => {
      if (refused !== undefined) return
      refused = spawnSync(process.execPath, [
        '-e',
        `import(${JSON.stringify(occupying)}).then(({ occupy }) => occupy(${JSON.stringify(folder)}))`,
      ])
      writeFileSync(join(folder, 'precious'), 'kept')
      stopping.abort()
    }
    await expect(tellingOf(folder, stopping.signal, log)).rejects.toThrow()
    expect(String(refused?.stderr)).toMatch(/in use/)
    expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('kept')
  })

  it('does not take away one that is going on elsewhere', async () => {
    const folder = join(place, 'twice')
    mkdirSync(`${folder}.making`)
    writeFileSync(join(`${folder}.making`, 'running'), String(process.ppid))
    await expect(tellingOf(folder, new AbortController().signal)).rejects.toThrow(/in use/)
    expect(existsSync(`${folder}.making`)).toBe(true)
  })
})

it('is told only where nothing lies yet', () => {
  const folder = join(place, 'lived-in')
  expect(hasNoPast(folder)).toBe(true)
  mkdirSync(folder)
  expect(hasNoPast(folder)).toBe(true)
  writeFileSync(join(folder, 'running'), '')
  expect(hasNoPast(folder)).toBe(true)
  writeFileSync(join(folder, 'redteam.json'), '')
  expect(hasNoPast(folder)).toBe(false)
})
