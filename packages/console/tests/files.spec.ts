/** Files of acts: sent with progress, broken off and gone on with, kept with the draft, handed in, and read on the case page by whoever may. */
import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import ExcelJS from 'exceljs'
import PDFDocument from 'pdfkit'
import { faultsOf } from './axe.ts'
import { expect, goTo, moveTo, signIn, speak, test } from './console.ts'

/** A PDF of one page that carries so many bytes along. */
const pdfOf = (text: string, bytes = 10): Promise<Buffer> =>
  new Promise((resolve) => {
    const parts: Buffer[] = []
    const file = new PDFDocument()
    file.on('data', (part: Buffer) => parts.push(part))
    file.on('end', () => resolve(Buffer.concat(parts)))
    file.file(randomBytes(bytes), { name: 'data.txt' })
    file.fontSize(40).text(text)
    file.end()
  })

const sheet = async (): Promise<Buffer> => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('监测点').addRows([
    ['测站', '水位'],
    ['惠山', 3],
  ])
  return Buffer.from(await book.xlsx.writeBuffer())
}

const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const mebibyte = 2 ** 20

/** Where this is tried once more, a draft and files of the first try lie there. */
const clear = async ({ request }: Page, origin: string): Promise<void> => {
  const { csrf } = await (await request.get(`${origin}/api/session`)).json()
  const wipe = (path: string) => request.delete(`${origin}${path}`, { headers: { 'x-csrf-token': csrf } })
  await wipe('/api/drafts/emergency-plan.file')
  const { uploads } = await (await request.get(`${origin}/api/uploads`)).json()
  for (const { upload } of uploads) await wipe(`/api/uploads/${upload}`)
}

test('files go with an act: sent in pieces that go on, kept over a reload, handed in, read and checked by the reviewer', async ({
  page,
  platform,
  browser,
}) => {
  test.setTimeout(180_000)
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'operator')
  await clear(page, platform.origin)
  const plan = await pdfOf('Security plan', 3 * mebibyte)
  const offsets: string[] = []
  const faults = { resetAt: String(mebibyte), hangs: false }
  await page.route(/\/api\/uploads\/[^/]+\/pieces/, async (route) => {
    const offset = new URL(route.request().url()).searchParams.get('offset') ?? ''
    offsets.push(offset)
    if (offset === faults.resetAt) {
      faults.resetAt = ''
      return route.abort('connectionreset')
    }
    return faults.hangs && offset === String(2 * mebibyte) ? undefined : route.fallback()
  })
  await goTo(page, platform, '/cases/emergency-plans/new')
  const field = page.getByLabel(/^附件/).and(page.locator('input'))
  const choose = (name: string, mimeType: string, buffer: Buffer) => field.setInputFiles({ name, mimeType, buffer })
  const files = page.locator('.files li')

  // The connection breaks once and it goes on by itself, sending nothing twice that has come.
  await choose('安全方案.pdf', 'application/pdf', plan)
  await expect(page.getByText(/连接中断，2 秒后自动续传/)).toBeVisible()
  await page.getByRole('button', { name: '报送应急预案' }).click()
  await expect(page.getByText('附件仍在上传，请等待传完或者取消后再提交').first()).toBeVisible()
  await expect(page.getByRole('button', { name: '移除 安全方案.pdf' })).toBeVisible({ timeout: 30_000 })
  expect(offsets).toEqual(['0', '1048576', '1048576', '2097152', '3145728'])

  // What is none of the kinds is refused with the reason, before and after it was sent.
  await choose('页面.html', 'text/html', Buffer.from('<html></html>'))
  await expect(files.filter({ hasText: '页面.html' })).toContainText('附件只接受PDF')
  await page.getByRole('button', { name: '移除 页面.html' }).click()
  await choose('程序.pdf', 'application/pdf', Buffer.from('MZ program'))
  await expect(files.filter({ hasText: '程序.pdf' })).toContainText('文件内容与其格式不符')
  await page.getByRole('button', { name: '移除 程序.pdf' }).click()

  // Another hangs while the page is loaded anew: the draft keeps what has come, and it goes on from where it stopped.
  const drill = await pdfOf('Drill', 3 * mebibyte)
  faults.hangs = true
  offsets.length = 0
  await choose('演练记录.pdf', 'application/pdf', drill)
  await expect.poll(() => offsets, { timeout: 30_000 }).toEqual(['0', '1048576', '2097152'])
  await expect(page.getByText(/草稿已保存/)).toBeVisible()
  await page.reload()
  await page
    .getByRole('button', { name: '恢复草稿' })
    .or(page.getByText(/已恢复/))
    .first()
    .waitFor()
  const restore = page.getByRole('button', { name: '恢复草稿' })
  if (await restore.isVisible()) await restore.click()
  await expect(page.getByRole('button', { name: '移除 安全方案.pdf' })).toBeVisible()
  await expect(page.getByText(/“演练记录.pdf”尚未传完/)).toBeVisible()
  faults.hangs = false
  await choose('演练记录.pdf', 'application/pdf', drill)
  await expect(page.getByRole('button', { name: '移除 演练记录.pdf' })).toBeVisible({ timeout: 30_000 })
  expect(offsets.slice(3)).toEqual(['2097152', '3145728'])
  await expect(page.getByText(/尚未传完/)).toHaveCount(0)

  await field.setInputFiles([
    { name: '监测点.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: await sheet() },
    { name: '公章.png', mimeType: 'image/png', buffer: pixel },
    { name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from('姓名,单位\n甲,某局\n') },
  ])
  await expect(files).toHaveCount(5)
  await expect(page.getByRole('button', { name: /^取消上传/ })).toHaveCount(0)
  await page.getByRole('button', { name: '移除 名单.csv' }).click()
  await expect(files).toHaveCount(4)
  await page.setViewportSize({ width: 390, height: 800 })
  expect(await faultsOf(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.locator('form').getByRole('combobox').first().click()
  await page.getByTitle('运营单位').last().click()
  await page.getByLabel('名称', { exact: true }).fill('附件预案')
  await page.getByLabel('文本', { exact: true }).fill('预案正文，详见附件。')
  await page.getByRole('button', { name: '报送应急预案' }).click()
  await expect(page).toHaveURL(/emergency-plans\/[0-9a-f]+$/)
  const path = new URL(page.url()).pathname.replace('/console', '')

  const reviewer = await browser.newPage()
  await speak(reviewer, 'en')
  await signIn(reviewer, platform, 'cyberspace')
  await moveTo(reviewer, path)
  const documents = reviewer.locator('#documents')
  await documents.getByRole('button', { name: 'Look 安全方案.pdf' }).click()
  await expect(documents.getByText('Matches the hash in the ledger').first()).toBeVisible({ timeout: 20_000 })
  await expect(documents.locator('.pdf-page')).toContainText('Security plan', { timeout: 20_000 })
  await documents.getByRole('button', { name: 'Look 监测点.xlsx' }).click()
  await expect(documents.getByRole('table', { name: /监测点/ })).toContainText('惠山')
  await documents.getByRole('button', { name: 'Look 公章.png' }).click()
  const picture = documents.getByRole('img', { name: /公章\.png/ })
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1)
  const [saved] = await Promise.all([
    reviewer.waitForEvent('download'),
    documents.getByRole('button', { name: 'Download 安全方案.pdf' }).click(),
  ])
  expect(saved.suggestedFilename()).toBe('安全方案.pdf')
  expect(await faultsOf(reviewer)).toEqual([])
  await reviewer.setViewportSize({ width: 390, height: 800 })
  expect(await reviewer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await reviewer.close()
})

test('a row of evidence stays where it is while a file of another is on its way', async ({ page, platform }) => {
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'operator')
  // Neither a piece nor the draft leaves the page: nothing of this stays behind.
  await page.route(/\/api\/(uploads\/[^/]+\/pieces|drafts\/)/, (route) =>
    route.request().method() === 'GET' ? route.fallback() : undefined,
  )
  await goTo(page, platform, '/cases/applications/new')
  const row = (number: number) => page.getByRole('group', { name: new RegExp(`^证明材料 ${number}`) })
  for (const number of [1, 2]) {
    await page.getByRole('button', { name: '添加证明材料' }).click()
    await expect(row(number)).toBeVisible()
  }
  const scan = { name: '执照.pdf', mimeType: 'application/pdf', buffer: await pdfOf('Licence', 1000) }
  await row(2).locator('input[type=file]').setInputFiles(scan)
  await expect(row(2).getByRole('button', { name: '取消上传 执照.pdf' })).toBeVisible()
  await row(1).getByRole('button', { name: '删除', exact: true }).click()
  await expect(page.getByText('附件仍在上传，请等待传完或者取消后再提交').first()).toBeVisible()
  await expect(row(2)).toContainText('执照.pdf')
  await row(2).getByRole('button', { name: '取消上传 执照.pdf' }).click()
  await row(1).getByRole('button', { name: '删除', exact: true }).click()
  await expect(row(2)).toHaveCount(0)
})
