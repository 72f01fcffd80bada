import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { claimLetter } from '../store/outbox.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'
import { newsLetter } from './letter.ts'
import { isAddress, smtpPost } from './post.ts'
import { nextMorning } from './round.ts'
import { type MailServer, mailServer } from './testing.ts'

let server: MailServer
let tested: TestedPlatform
beforeAll(async () => {
  server = await mailServer()
  tested = await testPlatform({ mail: server.settings })
})
afterAll(async () => {
  await tested.stop()
  await server.stop()
})
afterEach(() => server.behave('take'))

const address = 'wang.xiaoming@cyberspace.example'
const all = { waiting: 'at-once', clocks: 'at-once', followed: 'at-once', language: 'zh-CN' }
const send = (login: string, path: string, body: object) => tested.signedIn(login).then((who) => who.post(`/api/account/mail${path}`, body))
const round = async () => {
  const before = server.received.length
  await tested.running.sendMail()
  return server.received.slice(before)
}
/** Somebody with a confirmed address and these wishes. */
const wanting = async (login: string, wishes: object = all, to = `${login}@wuxi.example`) => {
  await send(login, '/address', { address: to, language: 'zh-CN' })
  const [letter] = await round()
  await send(login, '/code', { code: /\d{8}/.exec(letter?.text ?? '')?.[0] ?? '' })
  return (await send(login, '/wishes', wishes)).body
}
/** Comes before the security authority. */
const file = (title = '应急预案') =>
  tested.does('transport', { plural: 'emergency-plans', act: 'file', asked: { title, text: '正文', kind: 'agency', scenario: 's' } })
const approve = (id: string) =>
  tested.does('cyberspace', { plural: 'emergency-plans', act: 'approve', id, asked: { validUntil: '2027-03-01', opinion: '' } })
const later = (minutes: number) => tested.moveTo(new Date(Date.parse(tested.clock.now()) + minutes * 60_000).toISOString())
const outbox = async () => (await (await tested.signedIn('sysadmin')).get('/api/outbox')).body
const statesOf = async (person: string) =>
  (
    await tested.running.db
      .selectFrom('mail_outbox')
      .select('state')
      .where('person', '=', person)
      .where('kind', '!=', 'confirm')
      .orderBy('no')
      .execute()
  ).map(({ state }) => state)

describe('an address', () => {
  it('is given nowhere at first, and nothing is written', async () => {
    expect((await (await tested.signedIn('cyberspace')).get('/api/account/mail')).body).toMatchObject({ isOn: true, isConfirmed: false })
    await file()
    expect(await round()).toEqual([])
    expect(await tested.running.db.selectFrom('mail_room').selectAll().execute()).toEqual([])
  })

  it('counts once the code that was sent there comes back; until then nothing else goes there', async () => {
    expect((await send('cyberspace', '/address', { address, language: 'zh-CN' })).body).toMatchObject({ address, isConfirmed: false })
    const [letter] = await round()
    expect(letter).toMatchObject({ to: [address], subject: '【运河】邮箱确认码' })
    const code = /\d{8}/.exec(letter?.text ?? '')?.[0] ?? ''
    await file()
    expect(await round()).toEqual([])
    expect((await send('cyberspace', '/code', { code: '00000000' })).body.type).toMatch(/wrong-mail-code$/)
    expect((await send('authority', '/code', { code })).status).toBe(400)
    expect((await send('cyberspace', '/code', { code })).body).toMatchObject({ isConfirmed: true })
  })

  it('cannot be guessed at: after five tries a new code is needed', async () => {
    await send('finance', '/address', { address: 'f@wuxi.example', language: 'en' })
    const [letter] = await round()
    const code = /\d{8}/.exec(letter?.text ?? '')?.[0] ?? ''
    for (let turn = 0; turn < 5; turn += 1) await send('finance', '/code', { code: '12345678' })
    expect((await send('finance', '/code', { code })).status).toBe(400)
    for (let turn = 0; turn < 4; turn += 1) await send('finance', '/address', { address: 'g@wuxi.example', language: 'en' })
    expect((await send('finance', '/address', { address: 'g@wuxi.example', language: 'en' })).status).toBe(429)
    await (await tested.signedIn('finance')).remove('/api/account/mail')
  })

  it.each([
    'a@b.cn\r\nBcc: c@d.cn',
    'a@b.cn,c@d.cn',
    'a@b.cn c@d.cn',
    '"a\nb"@c.cn',
    'Name <a@b.cn>',
    'a@b.cn\u2028x',
    'a@b.cn%0d%0aBcc:c@d.cn',
    'ä@b.cn',
    'a',
    '',
  ])('that is more than one address is turned away: %j', async (given) => {
    expect(isAddress(given)).toBe(false)
    const { status, body } = await send('justice', '/address', { address: given, language: 'zh-CN' })
    expect(status).toBe(400)
    if (given.length > 3) expect(JSON.stringify(body)).not.toContain(given)
  })

  it('lies sealed: the database does not have it, and moved to another person it does not open', async () => {
    const { db } = tested.running
    const rows = await db.selectFrom('mail_wishes').selectAll().execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(Buffer.concat(rows.map(({ sealed }) => sealed)).includes('xiaoming')).toBe(false)
    expect(JSON.stringify([rows, await db.selectFrom('mail_outbox').selectAll().execute()])).not.toContain('xiaoming')
  })
})

describe('a letter', () => {
  it('says what kind waits and where to look, nothing of the case', async () => {
    await send('cyberspace', '/wishes', all)
    await file('张三的预案')
    await file('另一个 Bcc: 坏人@坏人.cn')
    const letters = await round()
    expect(letters).toHaveLength(1)
    const [letter] = letters
    expect(letter).toMatchObject({ to: [address], subject: '【运河】有 2 项新的提醒' })
    expect(letter?.text).toContain('应急预案：2 件')
    expect(letter?.text).toContain('http://platform.test/console/')
    expect(letter?.text).not.toMatch(/张三|坏人|交通|emergency-plan\//)
    expect(letter?.raw).not.toMatch(/^Bcc:/im)
    expect(letter?.raw).toMatch(/^Auto-Submitted: auto-generated/im)
    expect(await round()).toEqual([])
  })

  it('is written in the language of the account', () => {
    const told = [{ kind: 'waiting', words: { zh: '预案', en: 'Emergency plan' } }] as const
    expect(newsLetter('en', 'https://y.example', told)).toMatchObject({
      subject: '[Yunhe] 1 new notice',
      text: expect.stringContaining('Emergency plan: 1'),
    })
  })

  it('that was refused for now goes out once the server takes it, and once only', async () => {
    await file()
    server.behave('later')
    expect(await round()).toEqual([])
    expect((await outbox()).rows[0]).toMatchObject({ person: 'p-cyberspace', state: 'waiting', tries: 1, fault: 'refused-for-now' })
    server.behave('take')
    expect(await round()).toEqual([])
    await later(2)
    expect(await round()).toHaveLength(1)
    expect(await round()).toEqual([])
  })

  it('that is refused for good is given up after some tries', async () => {
    await file()
    server.behave('never')
    for (let turn = 0; turn < 5; turn += 1) {
      await round()
      await later(61)
    }
    expect((await statesOf('p-cyberspace')).at(-1)).toBe('given-up')
    server.behave('take')
    expect(await round()).toEqual([])
  })

  it('whose line broke after its text is not sent again: one too few harms less than one too many', async () => {
    await file()
    server.behave('hang-up')
    expect(await round()).toHaveLength(1)
    expect((await statesOf('p-cyberspace')).at(-1)).toBe('unsure')
    server.behave('take')
    await later(120)
    expect(await round()).toEqual([])
  })

  it('that was being sent as the platform fell is not sent again after the restart, and what waited is', async () => {
    await file()
    await tested.running.sendMail()
    await file()
    const { db } = tested.running
    // Sorted and claimed, and then the platform is gone.
    server.behave('later')
    await tested.running.sendMail()
    server.behave('take')
    await later(2)
    expect(await claimLetter(db, tested.clock.now())).toHaveLength(1)
    await file()
    tested = await tested.again()
    await later(11)
    const letters = await round()
    expect(letters).toHaveLength(1)
    expect(letters[0]?.subject).toBe('【运河】有 1 项新的提醒')
    expect((await statesOf('p-cyberspace')).slice(-2)).toEqual(['unsure', 'sent'])
  })

  it('about what has been done meanwhile is not written', async () => {
    await send('cyberspace', '/wishes', { ...all, waiting: 'daily' })
    const plan = await file()
    expect(await round()).toEqual([])
    await approve(plan)
    await tested.moveTo(nextMorning(tested.clock.now()))
    expect(await round()).toEqual([])
    expect((await statesOf('p-cyberspace')).at(-1)).toBe('withdrawn')
  })

  it('comes in the morning where that is wanted, with all of the day in it', async () => {
    await file()
    await file()
    expect(await round()).toEqual([])
    await tested.moveTo(nextMorning(tested.clock.now()))
    expect(await round()).toMatchObject([{ subject: '【运河】有 2 项新的提醒' }])
    await send('cyberspace', '/wishes', all)
  })

  it('about a followed case comes to who follows it and wants it, not to who acted', async () => {
    await wanting('transport', { ...all, waiting: 'nothing' })
    await send('cyberspace', '/wishes', { ...all, waiting: 'nothing' })
    const plan = await file()
    for (const login of ['transport', 'cyberspace'])
      await (await tested.signedIn(login)).post(`/api/follows/emergency-plans/${plan}`, { following: true })
    expect(await round()).toEqual([])
    await approve(plan)
    expect(await round()).toMatchObject([{ to: ['transport@wuxi.example'], text: expect.stringContaining('您关注的事项有变化') }])
  })

  it('x', async () => {
    const { organization } = (await (await tested.signedIn('sysadmin')).get('/api/session')).body
    const asked = { organization, login: 'leaver', displayName: '离职的人' }
    const { id } = await tested.asks('sysadmin', '/api/cases/accounts/acts/open', asked)
    const { db } = tested.running
    const { person: _, ...wishes } = await db
      .selectFrom('mail_wishes')
      .selectAll()
      .where('person', '=', 'p-transport')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('mail_wishes')
      .values({ person: id, ...wishes })
      .execute()
    const now = tested.clock.now()
    // Another's address put in its place does not open, and holds up nobody else's letters.
    expect(await round()).toEqual([])
    const piece = { mark: 'm', kind: 'waiting', procedure: 'emergency-plan', id: 'e', at: now, due_at: now }
    await db
      .insertInto('mail_outbox')
      .values({ person: id, ...piece })
      .execute()
    await tested.asks('sysadmin', `/api/cases/accounts/${id}/acts/disable`, { reason: '离职' })
    expect(await statesOf(id)).toEqual(['withdrawn'])
    expect(await db.selectFrom('mail_wishes').selectAll().where('person', '=', id).execute()).toEqual([])
  })
})

describe('the post', () => {
  it('is looked after by the system administrator alone, who sees no address', async () => {
    expect((await (await tested.signedIn('authority')).get('/api/outbox')).status).toBe(404)
    const seen = await outbox()
    expect(seen).toMatchObject({ isOn: true, counts: { unsure: 2, 'given-up': 1 } })
    expect(JSON.stringify(seen)).not.toContain('@')
  })

  it('holds nothing else up where its server is gone', async () => {
    await send('cyberspace', '/wishes', all)
    await server.stop()
    await file()
    await tested.running.sendMail()
    expect((await outbox()).rows[0]).toMatchObject({ state: 'waiting', fault: 'unreachable' })
    expect(await file()).toEqual(expect.any(String))
  })

  it('refuses to speak openly to another machine, and a password in an address', () => {
    const settings = { url: 'smtp://mail.example', from: 'y@wuxi.example', isPlain: true }
    expect(() => smtpPost(settings)).toThrow('only a server on this machine')
    expect(() => smtpPost({ ...settings, url: 'smtp://me:secret@127.0.0.1' })).toThrow('does not belong into the address')
    expect(() => smtpPost({ ...settings, url: 'http://127.0.0.1' })).toThrow('smtp://')
    expect(() => smtpPost({ ...settings, url: 'smtp://127.0.0.1', from: 'a\nb' })).toThrow('no e-mail address')
  })

  it('is off where no server is set, and says so', async () => {
    const quiet = await testPlatform()
    const visitor = await quiet.signedIn('cyberspace')
    expect((await visitor.get('/api/account/mail')).body).toMatchObject({ isOn: false })
    expect((await visitor.post('/api/account/mail/address', { address, language: 'en' })).body.type).toMatch(/mail-is-off$/)
    await quiet.stop()
  })
})
