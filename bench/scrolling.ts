/** A list of 100,000 cases in a real browser: how soon its first rows stand, and whether a frame is late while it is scrolled from end to end. */
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
  readonly drawn: number
}

/** Moves on by so many pixels each frame; a frame that waits for rows to come is no frame of scrolling. */
const scrolled = (page: Page, step: number, mostFrames: number): Promise<Frames> =>
  page.evaluate(
    ({ by, most }) =>
      new Promise<Frames>((resolve) => {
        const times: number[] = []
        let before = performance.now()
        let isMoving = false
        let waited = 0
        const frame = (now: number) => {
          if (isMoving) times.push(now - before)
          before = now
          const from = scrollY
          scrollBy(0, by)
          isMoving = scrollY > from
          waited = isMoving ? 0 : waited + 1
          const drawn = document.querySelectorAll('table.rows tbody tr').length
          if (times.length >= most || waited > 600) resolve({ times, drawn })
          else requestAnimationFrame(frame)
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
    figureOf('a frame at 120 pixels a frame', 'ms', reading.times, barOf(reading.times)),
    figureOf('a frame at 3,000 pixels a frame, to the end', 'ms', flying.times, barOf(flying.times)),
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
