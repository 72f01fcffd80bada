/** "Why" beside whatever is closed, refused, recorded or running, and "what if" for the data authority: by keyboard, in both languages, on a telephone. */
import type { Page } from '@playwright/test'
import { faultsOf as faultsIn } from './axe.ts'
import { expect, goTo, signIn, speak, test } from './console.ts'

/** With the mouse aside: what a link looks like under it is the same everywhere and looked at elsewhere. */
const faultsOf = async (page: Page) => {
  await page.mouse.move(0, 0)
  return faultsIn(page)
}
const widerThanTelephone = async (page: Page) => {
  await page.setViewportSize({ width: 390, height: 844 })
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
const toFirstOf = async (page: Page, plural: string) => {
  await page.locator('table.data a').first().waitFor()
  const link = page.locator(`table.data a[href*="/cases/${plural}/"]`).first()
  await link.click()
  await page.locator('.timeline').first().waitFor()
}

test('a closed act says by keyboard which rule closes it, under which article, and what that rule looked at', async ({
  page,
  platform,
}) => {
  await speak(page, 'en')
  await signIn(page, platform, 'authority')
  await goTo(page, platform, '/cases/applications')
  await toFirstOf(page, 'applications')
  const closed = page.locator('.closed').first()
  const button = closed.getByRole('button', { name: /^Why: / })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(button).toHaveAttribute('aria-expanded', 'true')
  const chain = closed.locator('.why')
  await expect(chain).toContainText(/not met/)
  await expect(chain.locator('.citation').first()).toContainText('Article')
  await expect(chain.locator('.why-looked').first()).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  expect(await widerThanTelephone(page)).toBe(0)
  await page.keyboard.press('Enter')
  await expect(chain).toHaveCount(0)
})

test('an entry says what it was held against and which entries it rests on, each with its proof', async ({ page, platform }) => {
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'authority')
  await goTo(page, platform, '/cases/applications')
  await toFirstOf(page, 'applications')
  const first = page.locator('#entry-1')
  await first.getByRole('button', { name: /^为什么/ }).click()
  const chain = first.locator('.why')
  await expect(chain).toContainText('按下列条款核对后记入账本')
  await expect(chain).toContainText('已满足')
  await expect(chain.locator('.why-entry').first()).toContainText('发布')
  await chain.locator('.why-entry').first().getByRole('button', { name: /核验/ }).click()
  await expect(chain.locator('.proof')).toContainText('已在您的浏览器中核验')
  expect(await faultsOf(page)).toEqual([])
  expect(await widerThanTelephone(page)).toBe(0)
})

const shortCall = {
  title: 'Call for the test of why',
  summary: 'A notice that is too short.',
  mode: 'scenario',
  scenarios: [{ id: 'why', name: 'why', data: ['data'] }],
  openFrom: '2099-01-01',
  openTo: '2099-01-31',
  conditions: 'None.',
  noticeWorkdays: 2,
  reviewBodies: [],
  expertCount: 5,
}

test('a refusal just received says why, with the number it fell short of', async ({ page, platform }) => {
  await speak(page, 'en')
  await signIn(page, platform, 'authority')
  await goTo(page, platform, `/cases/calls/new?known=${encodeURIComponent(JSON.stringify(JSON.stringify(shortCall)))}`)
  await page.getByRole('button', { name: 'Publish the call' }).click()
  await page.locator('form.act-form button[type=submit]').click()
  const summary = page.getByRole('alert')
  await expect(summary).toBeFocused()
  await summary.getByRole('button', { name: /^Why: / }).click()
  const chain = summary.locator('.why')
  await expect(chain).toContainText('shortest public notice that a call may set')
  await expect(chain).toContainText('3 working days')
  await expect(chain).toContainText('our recommended default')
  expect(await faultsOf(page)).toEqual([])
  expect(await widerThanTelephone(page)).toBe(0)
})

test('what if the number had been another: asked, counted and listed for the data authority', async ({ page, platform }) => {
  await speak(page, 'en')
  await signIn(page, platform, 'authority')
  await goTo(page, platform, '/what-if')
  await expect(page.getByText('Today: 5 working days.')).toBeVisible()
  await page.getByLabel('Value supposed').fill('7')
  await page.getByRole('button', { name: 'Begin' }).click()
  await expect(page).toHaveURL(/run=[0-9a-f]{16}/)
  await expect(page.getByText(/acts were judged again/)).toBeVisible({ timeout: 50_000 })
  expect(await faultsOf(page)).toEqual([])
  expect(await widerThanTelephone(page)).toBe(0)
})

test('what if is offered to nobody else', async ({ page, platform }) => {
  await speak(page, 'en')
  await signIn(page, platform, 'operator')
  await expect(page.getByRole('link', { name: 'What if' })).toHaveCount(0)
})
