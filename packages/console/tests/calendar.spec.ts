/** The calendar by keys alone, its list, and the bell: at the width of a telephone and of a desk. */
import { faultsOf } from './axe.ts'
import { expect, goTo, signIn, speak, test } from './console.ts'

test('the calendar is moved about in by keys, and leads to the case', async ({ page, platform }) => {
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'authority')
  await goTo(page, platform, '/calendar')
  const chosen = () => page.locator('.day[aria-pressed=true]').getAttribute('data-day')
  const first = (await chosen()) ?? ''
  const daysFrom = async () => Math.round((Date.parse((await chosen()) ?? '') - Date.parse(first)) / 86_400_000)
  await page.locator('.day[aria-pressed=true]').focus()
  for (const [key, days] of [
    ['ArrowRight', 1],
    ['ArrowDown', 8],
    ['ArrowLeft', 7],
    ['ArrowUp', 0],
  ] as const) {
    await page.keyboard.press(key)
    await expect.poll(daysFrom).toBe(days)
    await expect(page.locator(`.day[data-day="${await chosen()}"]`)).toBeFocused()
  }
  await page.keyboard.press('PageDown')
  await expect.poll(daysFrom).toBeGreaterThan(27)
})

test('the list names the article of each clock and leads to its case', async ({ page, platform }) => {
  await speak(page, 'en')
  await signIn(page, platform, 'authority')
  await goTo(page, platform, '/calendar')
  await page.locator('.ant-segmented-item', { hasText: 'List' }).click()
  const row = page.locator('table.data tbody tr').first()
  await expect(row.locator('.citation')).toContainText('Article')
  await row.locator('a').click()
  await expect(page).toHaveURL(/\/console\/cases\/[a-z-]+\/.+/)
})

test('the bell tells what is unread by case, leads to all of it, and fits a telephone', async ({ page, platform }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'authority')
  const bell = page.locator('.bell')
  await expect(bell).toHaveAttribute('aria-label', /条未读/)
  await bell.click()
  await expect(page.locator('.notice-group').first()).toBeVisible()
  expect(await faultsOf(page, '.notices')).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  const countOf = async () => Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0] ?? 0)
  const before = await countOf()
  await page.locator('.notices .notice-read').first().click()
  await expect.poll(countOf).toBeLessThan(before)
  await page.locator('.notices a', { hasText: '全部通知' }).click()
  await expect(page).toHaveURL(/\/console\/notices$/)
  await page.locator('label', { hasText: '只看未读' }).click()
  await expect(page).toHaveURL(/unread=yes/)
  await expect(page.locator('#main .notice-group').first()).toHaveClass(/is-new/)
  await bell.click()
  await page.locator('.notices button', { hasText: '全部标为已读' }).click()
  await expect(bell).toHaveAttribute('aria-label', '通知，没有未读')
})
