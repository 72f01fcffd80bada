/** The console in a real browser with the story told as far as the first bill: bytes of a first visit, script of a change of route, and how long the first page takes on a cold cache. */
import { type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test'
import { moveTo, signIn } from '../packages/console/tests/console.ts'
import { openPlatform } from '../packages/console/tests/platform.ts'
import { findChromium } from '../tools/chromium.ts'
import { type Figure, keep, loadNow, machine, rounded, spreadOf } from './figures.ts'

const rounds = Number(process.env.YUNHE_ROUNDS ?? 10)
const login = 'authority'
const bars = { firstVisitKb: 450, routeScriptMs: 200, interactiveMs: 1_500 }
const routes = [
  '/',
  '/cases/applications',
  '/cases/catalog-items',
  '/calendar',
  '/acts',
  '/analytics',
  '/analytics/figures',
  '/parameters',
  '/account',
]

/** Counts what comes over the wire, compressed as it comes. */
const countBytes = async (session: CDPSession) => {
  let bytes = 0
  await session.send('Network.enable')
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  return () => bytes
}

/** Remembers when the last task of more than 50 ms ended: until then nobody could click. */
const watchLongTasks = () => {
  const seen = { end: 0 }
  Object.assign(globalThis, { lastLongTask: seen })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.end = startTime + duration
  }).observe({ type: 'longtask', buffered: true })
}

const lastLongTask = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { readonly lastLongTask: { readonly end: number } }).lastLongTask.end)

/** Milliseconds since the navigation began until what waits is listed and no long task follows for half a second. */
const untilInteractive = async (page: Page, address: string): Promise<number> => {
  await page.addInitScript(watchLongTasks)
  await page.goto(address, { waitUntil: 'commit' })
  await page.locator('.shell h1').waitFor()
  await page.locator('#main a[href*="/cases/"]').first().waitFor()
  const listed = await page.evaluate(() => performance.now())
  await page.waitForTimeout(500)
  return Math.max(listed, await lastLongTask(page))
}

/** A browser that has never been here, with no more than the session. */
const coldVisit = async (cookies: Awaited<ReturnType<BrowserContext['cookies']>>, address: string) => {
  const browser = await launch()
  try {
    const context = await browser.newContext({ locale: 'zh-CN' })
    await context.addCookies(cookies)
    const page = await context.newPage()
    const bytes = await countBytes(await context.newCDPSession(page))
    const ms = await untilInteractive(page, address)
    return { ms, kb: bytes() / 1000 }
  } finally {
    await browser.close()
  }
}

const scriptMs = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN) * 1000
}

const launch = () => {
  const { path, flags, env } = findChromium()
  const own = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
  return chromium.launch({ executablePath: path, args: [...flags], env: { ...own, ...env } })
}

const figure = (name: string, unit: string, values: readonly number[], bar: string, most: number): Figure => {
  const { n, median, min, max } = spreadOf(values)
  return { name, unit, machine, versions, n, median, min, max, bar, met: median <= most, loadBefore: loadNow() }
}

const platform = await openPlatform()
const browser = await launch()
const versions = { node: process.version, chromium: browser.version() }
try {
  const context = await browser.newContext({ locale: 'zh-CN' })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  await signIn(page, platform, login)
  const figures: Figure[] = []
  for (const route of routes) {
    const away = route === '/account' ? '/' : '/account'
    const times: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      await moveTo(page, away)
      const before = await scriptMs(session)
      await moveTo(page, route)
      times.push((await scriptMs(session)) - before)
    }
    const [first = Number.NaN, ...later] = times
    const bar = `under ${bars.routeScriptMs} ms of script`
    figures.push(figure(`change of route to ${route}, the first time`, 'ms', [first], bar, bars.routeScriptMs))
    figures.push(figure(`change of route to ${route}, later`, 'ms', later, bar, bars.routeScriptMs))
  }
  const cookies = await context.cookies()
  const visits: { readonly ms: number; readonly kb: number }[] = []
  for (let round = 0; round < rounds; round += 1) visits.push(await coldVisit(cookies, `${platform.origin}/console/`))
  const pages = { ms: visits.map(({ ms }) => ms), kb: visits.map(({ kb }) => kb) }
  figures.unshift(
    figure('first visit, all that comes over the wire', 'KB', pages.kb.map(rounded), `at most ${bars.firstVisitKb} KB`, bars.firstVisitKb),
    figure(
      'the first page lists what waits and takes clicks, cold cache',
      'ms',
      pages.ms,
      `under ${bars.interactiveMs} ms`,
      bars.interactiveMs,
    ),
  )
  await keep('console', figures)
} finally {
  await browser.close()
  await platform.stop()
}
process.exit(0)
