/** Forms that lose nothing, and lists that hold as much as there is. */
import { expect, goTo, signIn, speak, test } from './console.ts'

test('what is typed outlives a reload, pasted cells become rows, and the act wipes the draft', async ({ page, platform }) => {
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'transport')
  await goTo(page, platform, '/cases/catalog-items/new')
  const form = page.locator('form.act-form')
  await form
    .getByLabel('标题', { exact: true })
    .or(form.getByLabel('名称', { exact: true }))
    .first()
    .fill('公交刷卡记录草稿')
  await form.getByRole('button', { name: /粘贴到“字段”/ }).click()
  await form.getByLabel('粘贴内容').fill('字段名\t备注\ncard_no\tx\nride_day\ty')
  await expect(form.getByText('读出 2 行')).toBeVisible()
  await expect(form.getByText('未使用的列：备注')).toBeVisible()
  await form
    .getByRole('button', { name: '添加 2 行' })
    .or(form.getByRole('button', { name: '替换为这 2 行' }))
    .last()
    .click()
  await expect(form.getByText(/草稿已保存/)).toBeVisible()
  await page.reload()
  await expect(form.getByText(/已恢复.*保存的草稿/)).toBeVisible()
  await expect(form.locator('input[value="card_no"]')).toHaveCount(1)
  await expect(form.locator('input[value="ride_day"]')).toHaveCount(1)
  await goTo(page, platform, '/account')
  await page.getByRole('button', { name: /^舍弃草稿：/ }).click()
  await expect(page.getByText('没有未提交的草稿。')).toBeVisible()
  await goTo(page, platform, '/cases/catalog-items/new')
  await expect(form.locator('input[value="card_no"]')).toHaveCount(0)
})
