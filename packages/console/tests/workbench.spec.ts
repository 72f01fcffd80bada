/** The workbench: enter, be refused a hidden column, run a query in the sandbox, read the checked result. */
import type { Page } from '@playwright/test'
import { expect, goTo, signIn, speak, test } from './console.ts'

const write = async (page: Page, sql: string) => {
  await page.getByRole('textbox', { name: 'SQL editor' }).click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(sql)
}

test('an analyst enters, is refused a file, runs a query and reads the checked result', async ({ page, platform }) => {
  test.skip(platform.request === undefined, 'needs a platform of its own with an open workspace')
  test.setTimeout(180_000)
  await speak(page, 'en')
  await signIn(page, platform, 'analyst')
  await goTo(page, platform, `/workbench/${platform.request}`)
  await page.getByRole('button', { name: 'Enter' }).click()
  const table = page.locator('details summary .code').first()
  await expect(table).toBeVisible()
  await write(page, 'SELECT ')
  await page.keyboard.type('monthly_i')
  await expect(page.getByRole('option', { name: /monthly_income.*residents/ })).toBeVisible()
  await write(page, "SELECT * FROM read_csv('/etc/passwd')")
  await page.getByRole('button', { name: 'Check and explain' }).click()
  await expect(page.getByRole('alert')).toContainText('Article')
  await write(page, 'SELECT upper(sex) AS who, monthly_income + 1 AS earns FROM residents')
  await page.getByRole('button', { name: 'Check and explain' }).click()
  const path = page.getByRole('list', { name: 'Path from the column to the result' })
  await expect(path.getByRole('listitem').first()).toContainText('residents.monthly_income')
  await expect(path.getByRole('listitem').last()).toContainText('refused here')
  await write(page, `SELECT count(*) AS n FROM ${await table.textContent()}`)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('button', { name: 'Show result' }).first().click({ timeout: 120_000 })
  await expect(page.locator('summary', { hasText: 'Where the result columns come from' })).toBeVisible()
})
