/** Case pages: documents checked and shown in the page, opinions side by side, related cases, and the case on paper. */
import ExcelJS from 'exceljs'
import PDFDocument from 'pdfkit'
import { faultsOf } from './axe.ts'
import { expect, goTo, moveTo, signIn, speak, test } from './console.ts'

const pdfBytes = (text: string): Promise<Buffer> =>
  new Promise((resolve) => {
    const parts: Buffer[] = []
    const file = new PDFDocument()
    file.on('data', (part: Buffer) => parts.push(part))
    file.on('end', () => resolve(Buffer.concat(parts)))
    file.fontSize(40).text(text)
    file.end()
  })

const sheetBytes = async (): Promise<Buffer> => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('People')
  sheet.addRows([
    ['district', 'people'],
    ['Binhu', 120],
  ])
  return Buffer.from(await book.xlsx.writeBuffer())
}

const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

interface Rows {
  readonly rows: readonly { readonly id: string; readonly stageWords: { readonly en: string } }[]
}

test('a case shows its documents with a verdict, its opinions side by side, and goes to paper whole', async ({ page, platform }) => {
  test.skip(platform.request === undefined, 'needs a platform of its own with a story in it')
  test.setTimeout(120_000)
  await speak(page, 'en')
  await signIn(page, platform, 'authority')
  const first = async (plural: string, stage?: string): Promise<string> => {
    const { rows } = (await (await page.request.get(`${platform.origin}/api/cases/${plural}?pageSize=50`)).json()) as Rows
    return rows.findLast(({ stageWords }) => stage === undefined || stageWords.en === stage)?.id ?? ''
  }
  await goTo(page, platform, `/cases/data-requests/${platform.request}`)
  const opinions = page.locator('.opinion')
  await expect(opinions.first()).toContainText('Conclusion')
  await expect(opinions.first().getByRole('link', { name: /^Entry \d+$/i })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Cases that this one rests on' })).toBeVisible()

  await moveTo(page, `/cases/applications/${await first('applications')}`)
  const documents = page.locator('#documents')
  await expect(documents.getByText('Matches the hash in the ledger').first()).toBeVisible()

  await moveTo(page, `/cases/catalog-items/${await first('catalog-items', 'delivered')}`)
  await expect(page.getByRole('table', { name: 'Sample' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Quality' })).toBeVisible()
  const hold = async (name: string, mimeType: string, buffer: Buffer) => {
    await documents.getByLabel('Choose a file to check').setInputFiles({ name, mimeType, buffer })
    await expect(documents.getByRole('status').first()).toContainText(name)
    await documents.locator('summary', { hasText: 'Preview' }).last().click()
  }
  await hold('report.pdf', 'application/pdf', await pdfBytes('Held against the record'))
  await expect(documents.getByRole('status').first()).toContainText('Matches no hash')
  await expect(documents.getByText('Page 1 of 1')).toBeVisible({ timeout: 20_000 })
  await expect(documents.locator('.pdf-page')).toContainText('Held against the record')
  await hold('people.xlsx', 'application/octet-stream', await sheetBytes())
  await expect(documents.getByRole('table', { name: /People/ })).toContainText('Binhu')
  await hold('stamp.png', 'image/png', pixel)
  await expect(documents.getByRole('img', { name: /stamp\.png/ })).toBeVisible()
  await hold('report.docx', 'application/octet-stream', Buffer.from([0x50, 0x4b, 3, 4]))
  await expect(documents.getByText('cannot be previewed')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])

  const paper = await page.pdf({ preferCSSPageSize: true })
  expect(paper.subarray(0, 4).toString()).toBe('%PDF')
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('.print-head')).toContainText('Case number')
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await expect(page.getByRole('heading', { name: 'What may be done' })).toBeHidden()
  await expect(page.locator('.timeline').getByText('Hash of the entry').first()).toBeVisible()
})
