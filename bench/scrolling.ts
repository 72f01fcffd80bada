/** A list of 100,000 cases in a real browser: how soon its first rows stand, and what is late while it is scrolled from end to end: frames, tasks, rows that had to be waited for. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { registeredItem } from '../packages/platform/src/scenes/conduct.ts'
import { findChromium } from '../tools/chromium.ts'
import { mortalPlatform } from '../tools/crash/program.ts'
import { ensureConsole } from '../tools/start/console.ts'
import { stageOf } from './crowded.ts'
import { type Figure, keep, loadNow, machine, root, spreadOf } from './figures.ts'
import { indoors } from './indoors.ts'
import { poolOf } from './wire.ts'

const rows = Number(process.env.YUNHE_CASES ?? 100_000)
const openings = 5
const barMs = 50

await ensureConsole()
const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
const mortal = await mortalPlatform(folder)
const inside = await indoors(mortal.databaseUrl(), join(folder, 'indoors'), { consoleFolder: join(root, 'packages/console/dist') })

/** Lines of the list alone: nobody opens these cases. */
const multiply = async (): Promise<void> => {
  await registeredItem(stageOf(inside), 'readings')
  const pool = poolOf(inside.databaseUrl, 2)
  await pool.query(
    `insert into cases (procedure, id, version, stage, title, region, organizations, roles, turns, turn_list, due, opened_at, updated_at, state)
     select procedure, id || '-' || n, version, stage, left(md5(n::text), 6) || ' ' || title || ' ' || n, region, organizations, roles, turns, '[]',
       case when n % 3 = 0 then (date '2026-03-01' + n % 90)::text end, opened_at,
       to_char(timestamp '2026-03-01' + n * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"'), null
     from cases, generate_series(2, $1) as n where procedure = 'catalog-item'`,
    [rows],
  )
  await pool.query('analyze cases')
  await pool.end()
}

interface Frames {
  readonly times: readonly number[]
  /** Milliseconds of tasks that took longer than 50, whatever they did: nobody could click meanwhile. */
  readonly tasks: readonly number[]
  /** Frames at the end of what was loaded, before further rows were there. */
  readonly waited: number
  readonly drawn: number
}

/** Moves on by so many pixels each frame. A frame that waits for rows to come is no frame of scrolling, and is counted by itself. */
const scrolled = (page: Page, step: number, mostFrames: number): Promise<Frames> =>
  page.evaluate(
    ({ by, most }) =>
      new Promise<Frames>((resolve) => {
        const times: number[] = []
        const tasks: number[] = []
        const watch = new PerformanceObserver((seen) => tasks.push(...seen.getEntries().map(({ duration }) => duration)))
        watch.observe({ type: 'longtask' })
        let stood = 0
        let before = performance.now()
        let isMoving = false
        let waited = 0
        const frame = (now: number) => {
          if (isMoving) times.push(now - before)
          before = now
          const from = scrollY
          scrollBy(0, by)
          isMoving = scrollY > from
          // What was stood still at the very end is the end, and no waiting.
          if (isMoving) stood += waited
          waited = isMoving ? 0 : waited + 1
          if (times.length < most && waited <= 600) return requestAnimationFrame(frame)
          tasks.push(...watch.takeRecords().map(({ duration }) => duration))
          watch.disconnect()
          const drawn = document.querySelectorAll('table.rows tbody tr').length
          return resolve({ times, tasks, waited: stood, drawn })
        }
        requestAnimationFrame(frame)
      }),
    { by: step, most: mostFrames },
  )

const figureOf = (
  name: string,
  unit: string,
  values: readonly number[],
  bar?: { readonly bar: string; readonly met: boolean },
): Figure => ({
  name,
  unit,
  machine,
  versions: { node: process.version },
  ...spreadOf(values),
  loadBefore: loadNow(),
  ...bar,
})

const late = (times: readonly number[]): number => times.filter((ms) => ms > barMs).length

/** What somebody who scrolls would feel as stutter. */
const stutter = (how: string, { times, tasks, waited }: Frames): readonly Figure[] => [
  figureOf(`a frame ${how}`, 'ms', times, barOf(times)),
  figureOf(`frames over ${barMs} ms of ${times.length}, ${how}`, 'frames', [late(times)]),
  figureOf(`tasks over ${barMs} ms meanwhile, ${how}: the longest of ${tasks.length}`, 'ms', [Math.max(0, ...tasks)]),
  figureOf(`frames that waited for rows, ${how}`, 'frames', [waited]),
]

const barOf = (times: readonly number[]) => ({ bar: `p99 under ${barMs} ms`, met: spreadOf(times).p99 < barMs })

const chosen = findChromium()
const browser = await chromium.launch({
  executablePath: chosen.path,
  args: [...chosen.flags],
  env: { ...(process.env as Record<string, string>), ...chosen.env },
})
try {
  await multiply()
  const address = await inside.running.app.listen({ host: '127.0.0.1', port: 0 })
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(`${address}/console/sign-in`)
  await page.locator('#login').fill('authority')
  await page.locator('#password').fill('yunhe-demo')
  await page.locator('button[type=submit]').click()
  await page.locator('.shell h1').waitFor()
  const list = `${address}/console/cases/catalog-items`
  const opened: number[] = []
  for (let time = 0; time < openings; time += 1) {
    const begun = performance.now()
    await page.goto(list)
    await page.locator('table.rows tbody a').first().waitFor()
    opened.push(performance.now() - begun)
  }
  const reading = await scrolled(page, 120, 600)
  const flying = await scrolled(page, 3_000, 3_000)
  const last = Number(await page.locator('table.rows tbody tr[aria-rowindex]').last().getAttribute('aria-rowindex')) - 1
  const heap = await page.evaluate(() => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 2 ** 20)
  await keep('scrolling', [
    figureOf(`from the address to the first of ${rows} rows`, 'ms', opened),
    ...stutter('at 120 pixels a frame', reading),
    ...stutter('at 3,000 pixels a frame, to the end', flying),
    figureOf('rows that were reached', 'rows', [last], { bar: `all ${rows}`, met: last === rows }),
    figureOf('rows drawn at once', 'rows', [reading.drawn, flying.drawn]),
    figureOf('memory of the page at the end', 'MB', [heap]),
  ])
} finally {
  await browser.close()
  await inside.stop()
  await mortal.end()
  await rm(folder, { recursive: true, force: true })
}
