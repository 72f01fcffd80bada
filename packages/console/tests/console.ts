/** What every browser test needs: the platform that stands for all, signing in, and an ear for what the browser complains of. */
import { test as base, expect, type Page } from '@playwright/test'
import { platformStanding, type Standing } from './setup.ts'

export type Language = 'zh-CN' | 'en'
const password = 'yunhe-demo'

const breach = 'breach of the content policy: '

/** While one types, Chromium itself tries to style what it edits and is stopped; only what our own code does counts. */
const listenForBreaches = (mark: string) =>
  addEventListener('securitypolicyviolation', ({ target, violatedDirective, sourceFile }) => {
    const isTyping = target instanceof Element && target.closest('[contenteditable]') !== null
    if (!isTyping) console.error(`${mark}${violatedDirective} ${sourceFile}`)
  })

interface Shared {
  readonly platform: Standing
}

export const test = base.extend<{ readonly complaints: string[] }, Shared>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  platform: [async ({}, use) => use(platformStanding()), { scope: 'worker' }],
  /** Faults of scripts and breaches of the content policy; each test must end with none. */
  complaints: [
    async ({ page }, use) => {
      const heard: string[] = []
      page.on('pageerror', (error) => heard.push(error.message))
      page.on('console', (message) => {
        if (message.text().startsWith(breach)) heard.push(message.text())
      })
      await page.addInitScript(listenForBreaches, breach)
      await use(heard)
      expect(heard).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

export const speak = (page: Page, language: Language) =>
  page.addInitScript((chosen) => localStorage.setItem('yunhe.language', chosen), language)

export const signIn = async (page: Page, { origin }: Standing, login: string) => {
  await page.goto(`${origin}/console/sign-in`)
  await page.locator('#login').fill(login)
  await page.locator('#password').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('.shell h1').waitFor()
}

/** Goes to an address of the console and waits until it has its heading and nothing is loading. */
export const goTo = async (page: Page, { origin }: Standing, path: string) => {
  const settled = quiet(page)
  await page.goto(`${origin}/console${path}`)
  await page.locator('h1').first().waitFor()
  await settled()
}

/** As goTo, for who is in already: by the router, as a link in the page would, without loading the console anew. */
export const moveTo = async (page: Page, path: string) => {
  const settled = quiet(page)
  await page.evaluate((to) => {
    history.pushState({}, '', `/console${to}`)
    dispatchEvent(new PopStateEvent('popstate', { state: {} }))
  }, path)
  await settled()
  await page.locator('h1').first().waitFor()
}

const quietMs = 60

/** Listens from now on; the answer waits, once, until for a moment nothing has been asked of the platform that is not answered. */
const quiet = (page: Page) => {
  const { settled, leave } = listening(page)
  return async () => {
    await settled()
    leave()
  }
}

/** Listens from now on to what is asked of the platform; `settled` waits until for a moment nothing is unanswered. */
export const listening = (page: Page) => {
  let open = 0
  let last = Date.now()
  const begun = () => {
    open += 1
    last = Date.now()
  }
  const ended = () => {
    open -= 1
    last = Date.now()
  }
  page.on('request', begun).on('requestfinished', ended).on('requestfailed', ended)
  return {
    settled: () => expect.poll(() => open <= 0 && Date.now() - last > quietMs, { intervals: [20], timeout: 20_000 }).toBe(true),
    leave: () => void page.off('request', begun).off('requestfinished', ended).off('requestfailed', ended),
  }
}
