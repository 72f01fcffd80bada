/** What people do at the console: sign in, be refused with the article, do an act, see it recorded and verify it. */
import { expect, goTo, signIn, speak, test } from './console.ts'

test('a wrong password is said plainly and nobody is let in', async ({ page, platform }) => {
  await goTo(page, platform, '/sign-in')
  await page.locator('#login').fill('authority')
  await page.locator('#password').fill('wrong')
  await page.locator('button[type=submit]').click()
  await expect(page.getByRole('alert')).toContainText('账号或者密码不正确')
})

test('who is not signed in is led to the sign-in page and back again', async ({ page, platform }) => {
  await goTo(page, platform, '/ledger')
  await expect(page).toHaveURL(/sign-in\?from=/)
  await page.locator('#login').fill('authority')
  await page.locator('#password').fill('yunhe-demo')
  await page.locator('button[type=submit]').click()
  await expect(page).toHaveURL(/console\/ledger$/)
})

test('the language switches the words, the page and the title, and is remembered', async ({ page, platform }) => {
  await signIn(page, platform, 'authority')
  await expect(page).toHaveTitle('事项总览 · 运河')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page).toHaveTitle('Case board · Yunhe')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('missing answers are listed, the list takes the focus and leads to the field', async ({ page, platform }) => {
  await signIn(page, platform, 'authority')
  await goTo(page, platform, '/cases/calls/new')
  await page.getByRole('button', { name: '发布授权运营通告' }).click()
  await page.locator('form.act-form button[type=submit]').click()
  const summary = page.getByRole('alert')
  await expect(summary).toBeFocused()
  await summary.getByRole('link', { name: '请填写“名称”' }).click()
  await expect(page.getByLabel('名称', { exact: true })).toBeFocused()
})

test('an act that is closed stays visible with its reason and its article, and the article explains itself', async ({ page, platform }) => {
  await speak(page, 'en')
  await signIn(page, platform, 'operator')
  await goTo(page, platform, '/cases/authorizations')
  await page.locator('table.data a').first().click()
  const closed = page.locator('.closed').first()
  await expect(closed).toBeVisible()
  await closed.locator('.citation').first().click()
  await expect(page.locator('.gist')).toBeVisible()
})

test('an entry of the history is verified in the browser', async ({ page, platform }) => {
  await speak(page, 'en')
  await signIn(page, platform, 'authority')
  await goTo(page, platform, '/cases/calls')
  await page.locator('table.data a').first().click()
  await page
    .getByRole('button', { name: /verify/ })
    .first()
    .click()
  await expect(page.locator('.proof')).toContainText('Verified in your browser')
})
