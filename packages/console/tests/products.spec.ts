/** The page of a product as a consumer sees it: how it is delivered, a form to try it, samples; on a wide screen and on a telephone. */
import { expect, goTo, signIn, speak, test } from './console.ts'

test('a consumer sees how a product is delivered and can try it', async ({ page, platform }) => {
  test.skip(platform.request === undefined, 'needs a platform of its own with a published product')
  test.setTimeout(180_000)
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'consumer')
  const { rows } = await (await page.request.get(`${platform.origin}/api/cases/products?pageSize=50`)).json()
  for (const [form, width] of [
    ['接口', 1280],
    ['数据集', 390],
  ] as const) {
    const product = rows.find(({ title }: { title: string }) => title.includes(form))
    await page.setViewportSize({ width, height: 900 })
    await goTo(page, platform, `/cases/products/${product.id}`)
    await expect(page.locator('#try')).toContainText('curl')
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  }
})
