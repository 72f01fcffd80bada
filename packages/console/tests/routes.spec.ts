/** Every page, in both languages: nothing for axe to find, nothing wider than a telephone or than a desk at 200 %, and no text cut off. */
import type { Page } from '@playwright/test'
import { faultsOf } from './axe.ts'
import { clippedIn } from './clipped.ts'
import { expect, goTo, type Language, moveTo, signIn, speak, test } from './console.ts'

const languages: readonly Language[] = ['zh-CN', 'en']
const tools = [
  '/',
  '/calendar',
  '/late',
  '/notices',
  '/acts',
  '/search?q=数据',
  '/analytics',
  '/analytics?board=city&view=table',
  '/analytics/figures',
  '/display',
  '/workbench',
  '/meter',
  '/zones',
  '/parameters',
  '/rules',
  '/ledger',
  '/what-if',
  '/account',
  '/no-such-page',
]

interface Procedure {
  readonly plural: string
  readonly opening: readonly { readonly open: boolean }[]
}

const getter =
  (page: Page, origin: string) =>
  async <T>(path: string): Promise<T> =>
    (await (await page.request.get(`${origin}/api${path}`)).json()) as T
type Get = ReturnType<typeof getter>

const listsOf = async (get: Get) => (await get<readonly Procedure[]>('/procedures')).map(({ plural }) => `/cases/${plural}`)

/** The first case of each kind that the reader may see. */
const casesOf = async (get: Get) => {
  const procedures = await get<readonly Procedure[]>('/procedures')
  const first = async ({ plural }: Procedure) => {
    const { rows } = await get<{ readonly rows: readonly { readonly id: string }[] }>(`/cases/${plural}?pageSize=1`)
    return rows.map(({ id }) => `/cases/${plural}/${id}`)
  }
  return (await Promise.all(procedures.map(first))).flat()
}

const formsOf = async (get: Get) => {
  const procedures = await get<readonly Procedure[]>('/procedures')
  return procedures.filter(({ opening }) => opening.some(({ open }) => open)).map(({ plural }) => `/cases/${plural}/new`)
}

const walks: readonly { readonly name: string; readonly login: string; readonly paths: (get: Get) => Promise<readonly string[]> }[] = [
  { name: 'tool', login: 'authority', paths: async () => tools },
  { name: 'tool', login: 'sysadmin', paths: async () => ['/accounts'] },
  { name: 'tool', login: 'auditadmin', paths: async () => ['/accounts', '/audit'] },
  { name: 'list', login: 'authority', paths: listsOf },
  { name: 'case', login: 'authority', paths: casesOf },
  { name: 'form', login: 'authority', paths: formsOf },
  { name: 'form', login: 'operator', paths: formsOf },
  { name: 'form', login: 'transport', paths: formsOf },
  { name: 'form', login: 'consumer', paths: formsOf },
]

/** Opens what is folded, so that it is looked at too. */
const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.setAttribute('open', '')
  })

const widerThanScreen = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** A chart takes its new width a moment after the window has. */
const softly = expect.configure({ soft: true })

const findNoFault = async (page: Page, path: string, language: Language) => {
  await unfold(page)
  expect.soft(await faultsOf(page), `${path} (${language})`).toEqual([])
  await findNothingClipped(page, path, language)
}

/** What is still being drawn may be cut for a moment. */
const findNothingClipped = async (page: Page, path: string, language: Language) => {
  if ((await clippedIn(page)).length === 0) return
  await softly
    .poll(() => clippedIn(page), { message: `${path} (${language}) at ${page.viewportSize()?.width}`, timeout: 2_000 })
    .toEqual([])
}

const findNothingWider = async (page: Page, path: string, language: Language) => {
  await softly.poll(() => widerThanScreen(page), { message: `${path} (${language})` }).toBe(0)
  await findNothingClipped(page, path, language)
}

const narrow = (page: Page) => page.setViewportSize({ width: 390, height: 844 })
/** What a desk of 1280 by 900 shows at 200 %. */
const zoomed = (page: Page) => page.setViewportSize({ width: 640, height: 450 })
const wide = (page: Page) => page.setViewportSize({ width: 1280, height: 900 })

const look = async (page: Page, path: string, language: Language) => {
  await findNoFault(page, path, language)
  await narrow(page)
  await findNothingWider(page, path, language)
  await wide(page)
}

/** Switching words costs less than going there a second time, and every page must take it; one without a switch is loaded anew. */
const say = async (page: Page, language: Language) => {
  const button = page.locator(`.languages button[lang="${language}"]`)
  if ((await button.count()) > 0) await button.click()
  else {
    await page.evaluate((chosen) => localStorage.setItem('yunhe.language', chosen), language)
    await page.reload()
    await page.locator('h1').first().waitFor()
  }
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  // Titles come from the platform in the language of the page.
  await page.locator('h1').first().waitFor()
}

/** The same page in both languages, on a desk, at 200 % (in the wider language) and on a telephone. */
const lookInBoth = async (page: Page, path: string) => {
  await findNoFault(page, path, 'zh-CN')
  await say(page, 'en')
  await findNoFault(page, path, 'en')
  await zoomed(page)
  await findNothingWider(page, path, 'en')
  await narrow(page)
  await findNothingWider(page, path, 'en')
  await say(page, 'zh-CN')
  await findNothingWider(page, path, 'zh-CN')
  await wide(page)
}

/** Of pages that differ only in which case they show, one is looked at. */
const kindOf = (address: string) => new URL(address).pathname.replace(/^\/(\w+)\/.+$/, '/$1/…')

/** Where a reader without an account can go from here; the other language has a walk of its own. */
const publicLinksOf = async (page: Page, origin: string) => {
  const links = await page.locator('a[href]').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
  return links.filter((link) => link.startsWith(`${origin}/`) && !/\/console\/|\?lang=|#/.test(link))
}

const isPage = async (page: Page, address: string) =>
  (await page.request.get(address)).headers()['content-type']?.startsWith('text/html') === true

/** A trace of every page costs more than the pages; what is wrong is named in words. */
test.use({ trace: 'off' })

for (const language of languages) {
  test(`the sign-in page has no fault and fits a telephone (${language})`, async ({ page, platform }) => {
    await speak(page, language)
    await goTo(page, platform, '/sign-in')
    await look(page, '/sign-in', language)
  })
  test(`every public page has no fault and fits a telephone (${language})`, async ({ page, platform }) => {
    test.setTimeout(300_000)
    const seen = new Set<string>()
    const waiting = [`${platform.origin}/?lang=${language}`]
    for (let address = waiting.shift(); address; address = waiting.shift()) {
      const kind = kindOf(address)
      if (seen.has(kind)) continue
      seen.add(kind)
      if (!(await isPage(page, address))) continue
      await page.goto(address)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await look(page, kind, language)
      waiting.push(...(await publicLinksOf(page, platform.origin)))
    }
    expect(seen.size).toBeGreaterThan(6)
  })
}

for (const { name, login, paths } of walks) {
  test(`every ${name} of ${login} has no fault and fits a telephone, in both languages`, async ({ page, platform }) => {
    test.setTimeout(300_000)
    await signIn(page, platform, login)
    for (const path of await paths(getter(page, platform.origin))) {
      await moveTo(page, path)
      await lookInBoth(page, path)
    }
  })
}
