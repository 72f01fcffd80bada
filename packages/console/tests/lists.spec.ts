/** A list as somebody works with it: narrowed, sorted, kept, taken away as a file, and acted on many at a time. */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { faultsOf } from './axe.ts'
import { expect, goTo, signIn, speak, test } from './console.ts'

const subjects = ['接口超时投诉', '资费不明投诉', '数据延迟投诉']

/** As the browser of whoever is signed in would send it. */
const complain = (page: Page) =>
  page.evaluate(async (all) => {
    const { csrf } = await (await fetch('/api/session')).json()
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf }
    for (const subject of all) {
      const body = JSON.stringify({ subject, organization: '', text: '正文', realName: '', contact: '' })
      const { status } = await fetch('/api/cases/complaints/acts/file', { method: 'POST', headers, body })
      if (status !== 200) throw new Error(`could not complain: ${status}`)
    }
  }, subjects)

test('a list is narrowed, sorted, kept as a view, taken away as a file on record, and many of its cases are transferred at once', async ({
  page,
  platform,
}) => {
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'consumer')
  await complain(page)
  await page.context().clearCookies()
  await signIn(page, platform, 'authority')
  await goTo(page, platform, '/cases/complaints')
  const lines = page.locator('table.rows tbody tr:not(.gap)')
  const before = await lines.count()

  await page.getByLabel('按名称查找').fill('投诉')
  await page.getByLabel('按名称查找').press('Enter')
  await expect(page).toHaveURL(/q=/)
  await expect(lines).toHaveCount(3)
  const byTitle = page.getByRole('button', { name: /^名称/ })
  await byTitle.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: /^名称/ })).toHaveAttribute('aria-sort', 'ascending')
  await expect(lines.first()).toContainText('接口超时')
  await page.getByText('显示列', { exact: true }).first().click()
  await page.getByRole('checkbox', { name: '所属区域' }).check()
  await expect(page.getByRole('columnheader', { name: '所属区域' })).toBeVisible()
  await page.getByText('显示列', { exact: true }).first().click()

  await page.getByRole('button', { name: '管理视图' }).click()
  await page.getByLabel('视图名称').fill('待移送')
  await page.getByRole('button', { name: '保存为视图' }).click()
  await page.getByRole('button', { name: '设为默认：待移送' }).click()
  await expect(page.getByRole('button', { name: '取消默认：待移送' })).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  await goTo(page, platform, '/cases/complaints')
  await expect(page).toHaveURL(/view=/)
  await expect(lines).toHaveCount(3)
  await expect(page.getByRole('columnheader', { name: '所属区域' })).toBeVisible()

  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出全部（CSV）' }).click()])
  expect(saved.suggestedFilename()).toMatch(/^complaints-\d{4}-\d\d-\d\d\.csv$/)
  const text = await readFile(await saved.path(), 'utf8')
  expect(text.split('\r\n')[0]).toContain('所属区域')
  expect(text.trimEnd().split('\r\n').length).toBe(4)
  await expect(page.getByText(/已记入账本：account\//)).toBeVisible()

  await page.getByRole('checkbox', { name: '选择：接口超时投诉' }).check()
  await page.getByRole('checkbox', { name: '选择：数据延迟投诉' }).check()
  await page.getByRole('button', { name: '批量办理…' }).click()
  const form = page.locator('form.act-form')
  await form.getByLabel('移送单位').fill('市场监督')
  await page.getByText('市市场监督管理局（示例）').last().click()
  await form.getByLabel('理由').fill('属市场监管职责')
  await form.getByRole('button', { name: '移送主管单位' }).click()
  await expect(page.getByText('办成 2 件，未办成 0 件，未处理 0 件。')).toBeVisible()
  await page.getByRole('button', { name: '关闭', exact: true }).click()
  await expect(lines.filter({ hasText: '已移送' })).toHaveCount(2)

  await page.getByRole('button', { name: '管理视图' }).click()
  await page.getByRole('button', { name: '删除视图：待移送' }).click()
  await expect(page.getByText('已删除视图“待移送”。')).toBeVisible()
  await page.getByRole('button', { name: '清除全部条件' }).click()
  await expect(lines).toHaveCount(before)
})
