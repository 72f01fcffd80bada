/** Every page, in both languages: nothing for axe to find, and nothing wider than a telephone. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, goTo, type Language, signIn, speak, test } from './console.ts'

const languages: readonly Language[] = ['zh-CN', 'en']
const tools = ['/', '/workbench', '/meter', '/zones', '/ledger', '/no-such-page']

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

const faultsOf = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

const widerThanScreen = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const look = async (page: Page, path: string) => {
  await unfold(page)
  expect.soft(await faultsOf(page), path).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect.soft(await widerThanScreen(page), path).toBe(0)
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** A trace of every page costs more than the pages; what is wrong is named in words. */
test.use({ trace: 'off' })

for (const language of languages) {
  test(`the sign-in page has no fault and fits a telephone (${language})`, async ({ page, platform }) => {
    await speak(page, language)
    await goTo(page, platform, '/sign-in')
    await look(page, '/sign-in')
  })
  for (const { name, login, paths } of walks) {
    test(`every ${name} of ${login} has no fault and fits a telephone (${language})`, async ({ page, platform }) => {
      test.setTimeout(300_000)
      await speak(page, language)
      await signIn(page, platform, login)
      for (const path of await paths(getter(page, platform.origin))) {
        await goTo(page, platform, path)
        await look(page, path)
      }
      await expect(page.locator('html')).toHaveAttribute('lang', language)
    })
  }
}
