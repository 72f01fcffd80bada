/** What the screens say of figures and certificates: the platform's own figure beside the field, every version of a certificate. */
import { expect, goTo, signIn, speak, test } from './console.ts'

test('W18-3 a report shows the figure on record beside the field that asks for it', async ({ page, platform }) => {
  await speak(page, 'en')
  await signIn(page, platform, 'operator')
  await goTo(page, platform, '/cases/reports/new')
  const form = page.locator('form.act-form')
  await form.getByLabel('Authorization', { exact: true }).click()
  await page.locator('.ant-select-item-option').first().click()
  await form.getByLabel('Period', { exact: true }).fill('2026-q1')
  // The workspace was opened in April: nothing of it belongs to the first quarter.
  await expect(form.getByText('On record: 0').first()).toBeVisible()
  await form.getByLabel('Period', { exact: true }).fill('2026-q2')
  await expect(form.locator('.question', { hasText: 'Days of open workspaces' }).first()).toContainText(/On record: [1-9]/)
})

test('A24 a product shows every version of its certificate and what became of it', async ({ page, platform }) => {
  await speak(page, 'en')
  await signIn(page, platform, 'operator')
  await goTo(page, platform, '/cases/products')
  await page.locator('table.data a').first().click()
  const versions = page.getByRole('table', { name: 'Versions of the certificate' })
  await expect(versions).toContainText('in the register')
  await expect(versions).toContainText('replaced after a correction')
})
