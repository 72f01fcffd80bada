import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword } from '../demo.ts'
import { usccOf } from '../scenes/stage.ts'
import { codeOf, stepAt } from '../store/totp.ts'
import { type TestedPlatform, testPlatform, type Visitor, visitor } from '../testing.ts'

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
})
afterAll(() => tested.stop())

const own = 'a long word of my own'

const enter = (login: string, password: string, code = '') => tested.passerBy.post('/api/session', { login, password, code })

const within = async (login: string, password: string, code = ''): Promise<Visitor> => {
  const { status, body, raw } = await enter(login, password, code)
  expect({ login, status }).toEqual({ login, status: 200 })
  return visitor(tested.running, { cookie: `yunhe_session=${raw.cookies[0]?.value}`, 'x-csrf-token': body.csrf })
}

/** Opened, given its roles, and handed a password: by the two administrators whose work that is. */
const handedOver = async (login: string, of: string, roles: readonly string[]) => {
  const asked = { organization: usccOf(of), login, displayName: `${login} 的主人` }
  const id = await tested.does('sysadmin', { plural: 'accounts', act: 'open', asked })
  await tested.does('secadmin', { plural: 'accounts', act: 'grant-roles', id, asked: { roles } })
  const { password } = await tested.asks('sysadmin', `/api/accounts/${id}/password`)
  return { id, password: password as string }
}

const settledIn = async (login: string, of: string, roles: readonly string[]) => {
  const { id, password } = await handedOver(login, of, roles)
  const first = await within(login, password)
  expect((await first.post('/api/account/password', { password, next: own })).status).toBe(200)
  return { id, who: first }
}

const secretIn = (base32: string): Buffer => {
  const bits = [...base32].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

describe('A6 an account', () => {
  it('A6 begins with a one-time password that opens nothing but the change of it', async () => {
    const { password } = await handedOver('newcomer', 'finance', ['finance'])
    const who = await within('newcomer', password)
    expect((await who.get('/api/session')).body).toMatchObject({ pending: 'password', roles: ['finance'] })
    expect(await who.get('/api/inbox')).toMatchObject({ status: 403, body: { type: expect.stringMatching(/password-first$/) } })
    expect((await who.post('/api/cases/calls/acts/publish')).status).toBe(403)
    expect((await who.post('/api/account/password', { password: 'not-it', next: own })).status).toBe(401)
    for (const next of ['short', 'aaaaaaaaaaaaaaa', 'newcomer-and-more', password])
      expect({ next, status: (await who.post('/api/account/password', { password, next })).status }).toEqual({ next, status: 400 })
    expect((await who.post('/api/account/password', { password, next: own })).status).toBe(200)
    expect((await who.get('/api/inbox')).status).toBe(200)
    expect((await enter('newcomer', password)).status).toBe(401)
    expect((await enter('newcomer', own)).status).toBe(200)
  })

  it('A6 keeps passwords, secrets and names out of the log, of answers to others and of the list of cases', async () => {
    const { id, password } = await handedOver('quiet', 'finance', ['finance'])
    const { canonical } = await tested.running.db
      .selectFrom('entries')
      .select(({ fn }) =>
        fn<string>('string_agg', [
          ({ fn: f }) => f<string>('convert_from', ['canonical', ({ val }) => val('UTF8')]),
          ({ val }) => val(' '),
        ]).as('canonical'),
      )
      .executeTakeFirstOrThrow()
    const rows = JSON.stringify(await tested.running.db.selectFrom('cases').selectAll().where('procedure', '=', 'account').execute())
    const keys = JSON.stringify(await tested.running.db.selectFrom('stream_keys').selectAll().execute())
    for (const text of [canonical, rows, keys]) for (const one of [password, 'quiet', '的主人']) expect(text).not.toContain(one)
    expect((await (await tested.signedIn('finance')).get(`/api/cases/accounts/${id}`)).status).toBe(404)
    expect((await (await tested.signedIn('finance')).get('/api/accounts')).status).toBe(404)
  })

  it('A6 gets no role that its organization does not hold, and none from the wrong administrator', async () => {
    const { id } = await handedOver('modest', 'finance', ['finance'])
    const grant = async (login: string, roles: readonly string[]) =>
      (await tested.signedIn(login)).post(`/api/cases/accounts/${id}/acts/grant-roles`, { roles })
    expect((await grant('secadmin', ['data-authority'])).body.refusals).toMatchObject([{ rule: 'A6', code: 'role-not-of-organization' }])
    expect((await grant('sysadmin', ['finance'])).body.refusals).toMatchObject([{ code: 'not-yours-to-do' }])
    expect((await grant('auditadmin', ['finance'])).body.refusals).toMatchObject([{ code: 'not-yours-to-do' }])
    expect((await grant('finance', ['finance'])).status).toBe(404)
    const { acts } = await tested.reads('secadmin', `/api/cases/accounts/${id}`)
    const { asks } = acts.find(({ act }: { act: string }) => act === 'grant-roles')
    expect(asks.properties.roles.items.offered).toEqual(['finance', 'mechanism'])
  })

  it('A6 loses at once what its organization loses, in sessions that are open', async () => {
    const { who } = await settledIn('lister', 'market', ['market'])
    expect((await who.get('/api/session')).body.roles).toEqual(['market'])
    await tested.does('authority', { plural: 'organizations', act: 'set-roles', id: usccOf('market'), asked: { roles: ['agency'] } })
    expect((await who.get('/api/session')).body.roles).toEqual([])
    expect((await who.get('/api/inbox')).body).toEqual({ rows: [], total: 0, isMore: false })
    await tested.does('authority', { plural: 'organizations', act: 'set-roles', id: usccOf('market'), asked: { roles: ['market'] } })
    expect((await who.get('/api/session')).body.roles).toEqual(['market'])
  })

  it('A6 is shut at once when it is disabled, and open again when it is enabled', async () => {
    const { id, who } = await settledIn('leaver', 'finance', ['finance'])
    const kept = () => tested.running.db.selectFrom('last_looks').select('at').where('person', '=', id).execute()
    const tours = () => tested.running.db.selectFrom('tours').select('role').where('person', '=', id).execute()
    await who.get('/api/home')
    await who.post('/api/tours', { role: 'finance' })
    expect([await kept(), await tours()].map((found) => found.length)).toEqual([1, 1])
    await tested.does('sysadmin', { plural: 'accounts', act: 'disable', id, asked: { reason: '离职' } })
    expect((await who.get('/api/session')).status).toBe(401)
    expect((await enter('leaver', own)).status).toBe(401)
    expect([await kept(), await tours()]).toEqual([[], []])
    await tested.does('sysadmin', { plural: 'accounts', act: 'enable', id })
    expect((await enter('leaver', own)).status).toBe(200)
  })

  it('A6 has one login, whoever asks for it a second time', async () => {
    await handedOver('single', 'finance', ['finance'])
    const asked = { organization: usccOf('finance'), login: 'single', displayName: '另一人' }
    const { status, body } = await (await tested.signedIn('sysadmin')).post('/api/cases/accounts/acts/open', asked)
    expect({ status, codes: body.refusals.map(({ code }: { code: string }) => code) }).toEqual({ status: 422, codes: ['login-taken'] })
  })
})

describe('A16 signing in too often', () => {
  const guess = (login: string) => enter(login, 'a wrong guess')

  it('A16 is stopped after five failures, whether or not there is such a login, also with the right password', async () => {
    const { id } = await settledIn('forgetful', 'finance', ['finance'])
    const tries = async (login: string) => {
      const statuses: number[] = []
      for (let nth = 0; nth < 6; nth += 1) statuses.push((await guess(login)).status)
      return statuses
    }
    expect(await tries('forgetful')).toEqual([401, 401, 401, 401, 401, 429])
    expect(await tries('nobody-at-all')).toEqual([401, 401, 401, 401, 401, 429])
    const { status, body, raw } = await enter('forgetful', own)
    expect({ status, type: body.type }).toEqual({ status: 429, type: 'https://yunhe.example/problems/too-many-sign-ins' })
    expect(Number(raw.headers['retry-after'])).toBe(body.retryAfterSeconds)
    expect(body.retryAfterSeconds).toBeGreaterThan(600)
    expect((await tested.asks('secadmin', `/api/cases/accounts/${id}/acts/unlock`)).id).toBe(id)
    expect((await enter('forgetful', own)).status).toBe(200)
  })

  it('A16 counts many at once as many, and forgets them once the password was right', async () => {
    await settledIn('hasty', 'finance', ['finance'])
    const at = await Promise.all(Array.from({ length: 8 }, () => guess('hasty')))
    expect(at.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5)
    await settledIn('careful', 'finance', ['finance'])
    for (let round = 0; round < 2; round += 1) {
      for (let nth = 0; nth < 4; nth += 1) expect((await guess('careful')).status).toBe(401)
      expect((await enter('careful', own)).status).toBe(200)
    }
  })

  it('A16 writes down neither login nor address', async () => {
    await guess('somebody')
    const rows = JSON.stringify(await tested.running.db.selectFrom('sign_in_failures').selectAll().execute())
    expect(rows).not.toContain('somebody')
    expect(rows).not.toContain('127.0.0.1')
  })
})

describe('A16 a second factor', () => {
  const enrolled = async (login: string) => {
    const { id, who } = await settledIn(login, 'finance', ['finance'])
    expect((await who.post('/api/account/second-factor', { password: 'not it at all' })).status).toBe(401)
    const { secret, uri } = (await who.post('/api/account/second-factor', { password: own })).body
    expect(uri).toContain(`secret=${secret}`)
    const code = (steps = 0) => codeOf(secretIn(secret), stepAt(Date.now()) + steps)
    expect((await who.post('/api/account/second-factor/code', { code: '000' })).status).toBe(401)
    expect((await who.post('/api/account/second-factor/code', { code: code() })).status).toBe(200)
    return { id, code, who }
  }

  it('A16 is asked for once it is enrolled, only after the right password, and each code counts once', async () => {
    const { code, who } = await enrolled('twofold')
    expect((await who.get('/api/session')).body.hasSecondFactor).toBe(true)
    expect((await enter('twofold', own)).body.type).toMatch(/second-factor-needed$/)
    expect((await enter('twofold', 'a wrong guess')).body.type).toMatch(/wrong-password$/)
    expect((await enter('twofold', own, '12345')).body.type).toMatch(/wrong-password$/)
    const used = code(1)
    expect((await enter('twofold', own, used)).status).toBe(200)
    expect((await enter('twofold', own, used)).status).toBe(401)
  })

  it('A16 rests sealed, and is removed by the security administrator when it is lost', async () => {
    const { id } = await enrolled('loser')
    const row = await tested.running.db.selectFrom('accounts').select('second_factor').where('person', '=', id).executeTakeFirstOrThrow()
    expect(row.second_factor?.length).toBeGreaterThan(20)
    await tested.does('secadmin', { plural: 'accounts', act: 'remove-second-factor', id, asked: { reason: '手机遗失' } })
    expect((await enter('loser', own)).status).toBe(200)
  })
})

describe('A6 what the administrators see', () => {
  it('A6 the list of accounts, filtered, with the roles that count today', async () => {
    const who = await tested.signedIn('secadmin')
    const { body } = await who.get(`/api/accounts?organization=${usccOf('operator')}&pageSize=100`)
    expect(body.rows).toContainEqual(
      expect.objectContaining({ login: 'analyst', roles: ['operator-analyst'], rolesToday: ['operator-analyst'], isOpen: true }),
    )
    expect(body.rows.every((row: { organization: string }) => row.organization === usccOf('operator'))).toBe(true)
    expect((await who.get('/api/accounts?q=sysadmin')).body).toMatchObject({ total: 1, rows: [{ login: 'sysadmin' }] })
    expect(
      (await who.get('/api/accounts?role=finance&standing=closed')).body.rows.map(({ login }: { login: string }) => login),
    ).not.toContain('finance')
  })

  it('A6 the audit trail is for the audit administrator alone, page by page, without content', async () => {
    for (const login of ['sysadmin', 'secadmin', 'authority'])
      for (const path of ['/api/audit', '/api/audit/check']) expect((await (await tested.signedIn(login)).get(path)).status).toBe(404)
    const auditor = await tested.signedIn('auditadmin')
    const first = (await auditor.get('/api/audit?pageSize=5')).body
    const second = (await auditor.get(`/api/audit?pageSize=5&before=${first.next}`)).body
    expect(first.rows).toHaveLength(5)
    expect(second.rows[0].no).toBeLessThan(first.rows[4].no)
    const mine = (await auditor.get('/api/audit?type=AccountOpened&person=p-sysadmin&from=2026-03-02&to=2026-03-02')).body
    expect(mine.rows.length).toBeGreaterThan(0)
    for (const row of mine.rows) expect(row).toMatchObject({ type: 'AccountOpened', person: 'p-sysadmin', procedure: 'account' })
    expect((await auditor.get('/api/audit?type=AccountOpened&from=2026-03-03')).body.rows).toEqual([])
    expect(JSON.stringify(first)).not.toContain(demoPassword)
  })

  it('A6 a role that somebody wrote into the database is found by the audit', async () => {
    const { id } = await settledIn('climber', 'finance', ['finance'])
    const auditor = await tested.signedIn('auditadmin')
    const before = (await auditor.get('/api/audit/check')).body
    expect(before.entries).toEqual([])
    expect(before.accounts).not.toContain(id)
    await tested.running.db
      .updateTable('accounts')
      .set({ roles: ['finance', 'mechanism'] })
      .where('person', '=', id)
      .execute()
    expect((await auditor.get('/api/audit/check')).body.accounts).toContain(id)
  })
})
