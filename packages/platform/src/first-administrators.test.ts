import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { usccFor } from '@yunhe/law/identifiers/uscc'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { systemClock } from './clock.ts'
import { setUpFirst } from './first-administrators.ts'
import { type Platform, platform } from './platform.ts'
import { freshDatabase } from './store/fresh-database.ts'
import type {} from './store/testing.ts'
import { codeOf, stepAt } from './store/totp.ts'
import { visitor } from './testing.ts'
import { unreachableZone } from './zone-link/testing.ts'

const founders = {
  organization: { uscc: usccFor('1132020000000001'), name: '市数据局' },
  system: { login: 'zhang.system', displayName: '张某' },
  security: { login: 'li.security', displayName: '李某' },
}

let running: Platform
let end: () => Promise<void>
beforeAll(async () => {
  const database = await freshDatabase(inject('databaseServer'))
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-first-'))
  // As in production: no demonstration, and the clock of the machine.
  running = await platform({
    databaseUrl: database.url,
    folder: join(folder, 'platform'),
    clock: systemClock,
    origin: 'http://platform.test',
    secureCookies: false,
    zoneUrl: 'http://zone.test',
    link: unreachableZone,
    demoAccounts: [],
  })
  end = async () => {
    await running.stop()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
})
afterAll(() => end())

const bits = (base32: string) =>
  [...base32].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
const secretIn = (base32: string) => Buffer.from((bits(base32).match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))

describe('A6 a platform where nobody is yet', () => {
  it('A6 gets its data authority and two administrators, who come in step by step', async () => {
    const handedOver = await setUpFirst(running, founders)
    expect(handedOver.map(({ role, login }) => ({ role, login }))).toEqual([
      { role: 'system-admin', login: 'zhang.system' },
      { role: 'security-admin', login: 'li.security' },
    ])
    const next = 'twelve letters and more'
    const stranger = visitor(running, {})
    const { body, raw } = await stranger.post('/api/session', { login: 'zhang.system', password: handedOver[0]?.password })
    expect(body).toMatchObject({ pending: 'password', roles: ['system-admin'] })
    const who = visitor(running, { cookie: `yunhe_session=${raw.cookies[0]?.value}`, 'x-csrf-token': body.csrf })
    expect((await who.post('/api/account/password', { password: handedOver[0]?.password, next })).status).toBe(200)
    // In production an administrator signs in with a second factor.
    expect((await who.get('/api/session')).body.pending).toBe('second-factor')
    expect(await who.get('/api/accounts')).toMatchObject({ status: 403, body: { type: expect.stringMatching(/second-factor-first$/) } })
    const { secret } = (await who.post('/api/account/second-factor', { password: next })).body
    const code = codeOf(secretIn(secret), stepAt(Date.now()))
    expect((await who.post('/api/account/second-factor/code', { code })).status).toBe(200)
    expect((await who.get('/api/accounts')).body.rows.map(({ login }: { login: string }) => login)).toEqual(['li.security', 'zhang.system'])
    const opening = (await who.get('/api/procedures')).body.flatMap(({ opening: acts }: { opening: { name: string }[] }) =>
      acts.map(({ name }) => name),
    )
    expect(opening).toEqual(['account.open'])
  })

  it('A6 is never set up a second time', async () => {
    const again = { ...founders, system: { login: 'other', displayName: '王某' }, security: { login: 'another', displayName: '赵某' } }
    const before = await running.db.selectFrom('entries').select('no').execute()
    await expect(setUpFirst(running, again)).rejects.toThrow('there is such an administrator')
    const elsewhere = { ...again, organization: { uscc: usccFor('1132020000000002'), name: '另一局' } }
    await expect(setUpFirst(running, elsewhere)).rejects.toThrow('there is a data authority')
    expect(await running.db.selectFrom('entries').select('no').execute()).toEqual(before)
  })

  it('A6 does not take one person for both, nor a wrong code', async () => {
    await expect(setUpFirst(running, { ...founders, security: founders.system })).rejects.toThrow('they are two')
    const wrong = { ...founders, organization: { uscc: '113202000000000011', name: '市数据局' } }
    await expect(setUpFirst(running, wrong)).rejects.toThrow('could not read uscc')
  })
})
