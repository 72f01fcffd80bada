/** The help beside each screen, and the first steps of each role: by keys alone, on a desk and on a telephone, in both languages. */
import type { Page } from '@playwright/test'
import { stepsOf, tourRoleOf } from '../src/app/guide/tours.ts'
import type { HomeRole } from '../src/pages/home/homes.ts'
import { tours } from '../src/words/zh-CN/guide/tours.ts'
import { faultsOf } from './axe.ts'
import { expect, goTo, moveTo, signIn, speak, test } from './console.ts'
import type { Standing } from './setup.ts'

const sidewaysOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('the help opens by its key, follows the screen, the case and the form, and gives the focus back', async ({ page, platform }) => {
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'authority')
  await page.keyboard.press('?')
  const help = page.locator('.guide')
  await expect(help.locator('#guide-head')).toBeFocused()
  expect(await faultsOf(page)).toEqual([])
  await moveTo(page, '/calendar')
  await expect(help.locator('.guide-keys')).toContainText('PageDown')
  await moveTo(page, '/cases/calls/new')
  await page.getByRole('main').getByRole('button', { name: '发布授权运营通告' }).click()
  await expect(help.locator('h3', { hasText: '正在填写' })).toBeVisible()
  await expect(help.locator('details[open] summary').first()).toHaveText('发布授权运营通告')
  await moveTo(page, `/cases/data-requests/${platform.request}`)
  await expect(help.locator('[aria-current=step]')).toHaveText('使用中')
  await expect(help.locator('summary', { hasText: '第十二条' })).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  await help.getByRole('button', { name: '关闭' }).focus()
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  await expect(page.locator('.guide-button')).toBeFocused()
})

test('the help lies over the page on a telephone', async ({ page, platform }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await speak(page, 'en')
  await signIn(page, platform, 'authority')
  await page.locator('.guide-button').click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.locator('.guide-text')).toContainText('What you can do here')
  expect(await faultsOf(page, '.guide-over')).toEqual([])
  expect(await sidewaysOf(page)).toBe(0)
  await page.keyboard.press('Escape')
  await expect(drawer.locator('.guide-text')).toHaveCount(0)
  await expect(page.locator('.guide-button')).toBeFocused()
})

test('the first steps are offered once, go by keys, stay within the screen and can be taken again', async ({ page, platform }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'consumer')
  const steps = stepsOf('consumer', tours)
  await page.locator('.tour-offer button').first().focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  for (const [place, { text, selector }] of steps.entries()) {
    await expect(dialog).toContainText(text)
    await expect(page.locator(selector)).toBeInViewport()
    expect(await dialog.evaluate((one) => one.contains(document.activeElement))).toBe(true)
    expect(await sidewaysOf(page)).toBe(0)
    if (place === 0) expect(await faultsOf(page)).toEqual([])
    if (place < steps.length - 1) await page.keyboard.press('ArrowRight')
  }
  for (const _ of [1, 2, 3, 4, 5]) await page.keyboard.press('Tab')
  expect(await dialog.evaluate((one) => one.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(page.locator('#main h1')).toBeFocused()
  await goTo(page, platform, '/')
  await expect(page.locator('#home-doors')).toBeVisible()
  await expect(page.locator('.tour-offer')).toHaveCount(0)
  await goTo(page, platform, '/calendar')
  await page.locator('.guide-button').click()
  await page.locator('.guide-tour').click()
  await expect(dialog).toContainText(steps[0]?.text ?? '')
})

interface Demo {
  readonly login: string
  readonly password: string
  readonly roles: readonly string[]
}

const enter = async (page: Page, { origin }: Standing, { login, password }: Demo) => {
  await page.context().clearCookies()
  await page.request.post(`${origin}/api/session`, { data: { login, password } })
  await page.goto(`${origin}/console/`)
  await page.locator('#home-doors a').first().waitFor()
}

/** That the doors of every role stand on its home is held without a browser; here one of each kind: a form, a tool, a list of a region. */
const lookedAt: readonly HomeRole[] = ['operator-security', 'audit-admin', 'district-authority']

test('every step points at something that is there', async ({ page, platform }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const accounts: readonly Demo[] = await (await page.request.get(`${platform.origin}/api/demo-accounts`)).json()
  for (const role of lookedAt) {
    const account = accounts.find(({ roles }) => tourRoleOf(roles) === role)
    expect(account, role).toBeDefined()
    if (account) await enter(page, platform, account)
    for (const { selector } of stepsOf(role, tours)) await expect.soft(page.locator(selector), `${role}: ${selector}`).toHaveCount(1)
  }
})
