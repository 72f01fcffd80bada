/** A large file goes on where it broke off: after a lost connection by itself, after a reload once it is chosen again. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, goTo, signIn, speak, test } from './console.ts'

test('a large file goes on after a lost connection and after a reload, and nothing that came is sent again', async ({ page, platform }) => {
  test.setTimeout(180_000)
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'transport')
  const { rows } = await (await page.request.get(`${platform.origin}/api/cases/catalog-items?pageSize=50`)).json()
  const item = await firstWithUpload(page, platform.origin, rows)
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-upload-'))
  const file = join(folder, '刷卡记录.csv')
  await writeFile(
    file,
    `${item.columns.join(',')}\n${`${item.columns.map(() => '1').join(',')}\n`.repeat(Math.ceil((9 * 2 ** 20) / (item.columns.length * 2)))}`,
  )
  const offsets: string[] = []
  let broken = 0
  await page.route(/\/uploads\/[^/]+\/pieces/, async (route) => {
    const offset = new URL(route.request().url()).searchParams.get('offset') ?? ''
    if (route.request().method() !== 'POST') return route.fallback()
    offsets.push(offset)
    if (offset === String(4 * 2 ** 20) && broken < 1) {
      broken += 1
      return route.abort('connectionreset')
    }
    return offset === String(8 * 2 ** 20) && broken < 2 ? undefined : route.fallback()
  })
  await goTo(page, platform, `/cases/catalog-items/${item.id}`)
  await page.locator('#file').setInputFiles(file)
  await page.getByRole('button', { name: '送数', exact: true }).click()
  // Both before and behind it lie megabytes that a busy machine takes its time for.
  await expect(page.getByText(/连接中断，.*自动续传/)).toBeVisible({ timeout: 40_000 })
  // The third piece hangs; the page is loaded anew.
  await expect.poll(() => offsets, { timeout: 30_000 }).toEqual(['0', '4194304', '4194304', '8388608'])
  await page.reload()
  await expect(page.getByText(/“刷卡记录.csv”尚未送完/)).toBeVisible()
  broken = 2
  await page.locator('#file').setInputFiles(file)
  await page.getByRole('button', { name: '送数', exact: true }).click()
  await expect(page.getByText(/已接收|文件未被接收/)).toBeVisible({ timeout: 40_000 })
  expect(offsets.slice(4)).toEqual(['8388608'])
  await expect(page.getByText(/尚未送完/)).toHaveCount(0)
  await rm(folder, { recursive: true })
})

interface Item {
  readonly id: string
  readonly columns: readonly string[]
}

const firstWithUpload = async (page: Page, origin: string, rows: readonly { readonly id: string }[]): Promise<Item> => {
  for (const { id } of rows) {
    const { state, acts } = await (await page.request.get(`${origin}/api/cases/catalog-items/${id}`)).json()
    const mayDeliver = acts.some(({ act, open }: { act: string; open: boolean }) => act === 'deliver' && open)
    if (mayDeliver) return { id, columns: state.fields.map(({ name }: { name: string }) => name) }
  }
  throw new Error('could not find an item that data is delivered for')
}
