/** The first day of somebody new: a one-time password opens one's own account and nothing else, until a password of one's own is set. */
import type { Page } from '@playwright/test'
import { expect, goTo, signIn, speak, test } from './console.ts'

const next = '运河边上一个足够长的新密码'

/** As the console speaks to the platform: the session's cookie and its token. */
const as = async (page: Page, origin: string, login: string) => {
  await page.context().clearCookies()
  const answer = await page.request.post(`${origin}/api/session`, { data: { login, password: 'yunhe-demo' } })
  const session = await answer.json()
  const asks = async (path: string, body: object) => {
    const reply = await page.request.post(`${origin}/api${path}`, { data: body, headers: { 'x-csrf-token': session.csrf } })
    expect(reply.status(), path).toBe(200)
    return reply.json()
  }
  return { asks, organization: session.organization }
}

test('a newcomer sets a password before anything else', async ({ page, platform }) => {
  const { origin } = platform
  const login = `newcomer-${Date.now()}`
  const system = await as(page, origin, 'sysadmin')
  const { id } = await system.asks('/cases/accounts/acts/open', { organization: system.organization, login, displayName: '新来的人' })
  const { password } = await system.asks(`/accounts/${id}/password`, {})
  const security = await as(page, origin, 'secadmin')
  await security.asks(`/cases/accounts/${id}/acts/grant-roles`, { roles: ['audit-admin'] })
  await page.context().clearCookies()
  await speak(page, 'zh-CN')
  await goTo(page, platform, '/sign-in')
  await page.locator('#login').fill(login)
  await page.locator('#password').fill(password)
  await page.locator('button[type=submit]').click()
  await expect(page.getByText('您使用的是一次性密码', { exact: false })).toBeVisible()
  await expect(page.locator('#menu')).toHaveCount(0)
  await page.locator('#password-now').fill(password)
  await page.locator('#password-next').fill(next)
  await page.locator('#password-again').fill(`${next}。`)
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByText('两次输入的新密码不一致')).toBeVisible()
  await page.locator('#password-again').fill(next)
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.locator('#menu')).toBeVisible()
  await expect(page.locator('#menu').getByRole('link', { name: '审计日志' })).toBeVisible()
})

test('the audit administrator filters the trail and has it checked', async ({ page, platform }) => {
  await speak(page, 'zh-CN')
  await signIn(page, platform, 'auditadmin')
  await page.locator('#menu').getByRole('link', { name: '审计日志' }).click()
  await expect(page.getByRole('heading', { name: '审计日志' }).first()).toBeVisible()
  await page.getByLabel('记录类型').fill('单位入驻')
  await page.getByLabel('记录类型').press('Enter')
  await expect(page.locator('tbody tr').first()).toContainText('单位入驻')
  await page.getByRole('button', { name: '开始核对' }).click()
  await expect(page.getByText('账户与办理记录一致', { exact: false })).toBeVisible()
})
