import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword } from '../demo.ts'
import { type TestedPlatform, testPlatform, visitor } from '../testing.ts'

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
})
afterAll(() => tested.stop())

const enter = (login: string, password: string) => tested.passerBy.post('/api/session', { login, password })

describe('signing in', () => {
  it('answers who it is, and keeps the token in a cookie that no script reads and no other site sends', async () => {
    const { status, body, raw } = await enter('finance', demoPassword)
    expect(status).toBe(200)
    expect(body).toMatchObject({ login: 'finance', roles: ['finance'], organizationName: '市财政局（示例）', today: '2026-03-02' })
    expect(raw.cookies[0]).toMatchObject({ name: 'yunhe_session', httpOnly: true, sameSite: 'Strict', path: '/' })
    expect(raw.body).not.toContain(raw.cookies[0]?.value)
  })

  it('keeps neither the token nor the password, only what they hash to', async () => {
    const { raw } = await enter('finance', demoPassword)
    const sessions = await tested.running.db.selectFrom('sessions').selectAll().execute()
    const accounts = await tested.running.db.selectFrom('accounts').selectAll().execute()
    expect(JSON.stringify(sessions)).not.toContain(raw.cookies[0]?.value)
    expect(JSON.stringify(accounts)).not.toContain(demoPassword)
  })

  it('does not tell a wrong password from a login that is not there', async () => {
    const [wrong, unknown] = await Promise.all([enter('finance', 'not-the-password'), enter('nobody-at-all', demoPassword)])
    expect(wrong).toMatchObject({ status: 401, body: { type: expect.stringMatching(/wrong-password$/) } })
    expect(unknown.body).toEqual(wrong.body)
    expect(wrong.raw.cookies).toEqual([])
  })

  it('does not let in who was shut out, and ends what that person has open', async () => {
    const open = await tested.signedIn('expert5')
    const shut = (closed: boolean) => tested.running.db.updateTable('accounts').set({ closed }).where('login', '=', 'expert5').execute()
    await shut(true)
    expect((await open.get('/api/session')).status).toBe(401)
    expect((await enter('expert5', demoPassword)).status).toBe(401)
    await shut(false)
    expect((await open.get('/api/session')).status).toBe(200)
  })
})

describe('a session', () => {
  it.each(['', 'not-the-token'])('changes nothing for a request with the token %j against forgery: 403', async (token) => {
    const { raw } = await enter('authority', demoPassword)
    const cookie = `yunhe_session=${raw.cookies[0]?.value}`
    const forged = visitor(tested.running, { cookie, ...(token && { 'x-csrf-token': token }) })
    expect((await forged.get('/api/session')).status).toBe(200)
    const { status, body } = await forged.post('/api/cases/calls/acts/publish', {})
    expect({ status, type: body.type }).toEqual({ status: 403, type: 'https://yunhe.example/problems/forged' })
    expect((await forged.remove('/api/session')).status).toBe(403)
  })

  it('is over when its time is', async () => {
    const { raw, body } = await enter('justice', demoPassword)
    const who = visitor(tested.running, { cookie: `yunhe_session=${raw.cookies[0]?.value}`, 'x-csrf-token': body.csrf })
    expect((await who.get('/api/session')).status).toBe(200)
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString()
    await tested.running.db.updateTable('sessions').set({ expires_at: anHourAgo }).where('login', '=', 'justice').execute()
    expect(await who.get('/api/session')).toMatchObject({ status: 401, body: { title: 'sign in first' } })
    expect((await who.get('/api/inbox')).status).toBe(401)
    expect((await who.post('/api/cases/calls/acts/publish')).status).toBe(401)
  })

  it('is over after signing out, on the server too', async () => {
    const { raw, body } = await enter('police', demoPassword)
    const who = visitor(tested.running, { cookie: `yunhe_session=${raw.cookies[0]?.value}`, 'x-csrf-token': body.csrf })
    expect((await who.remove('/api/session')).status).toBe(200)
    expect((await who.get('/api/session')).status).toBe(401)
  })
})
