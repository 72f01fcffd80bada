import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../commands/index.ts'
import { routes } from '../contract/index.ts'
import { demoPassword } from '../demo.ts'
import { publishedCall } from '../scenes/admission.ts'
import { registeredItem } from '../scenes/conduct.ts'
import { type TestedPlatform, testPlatform, type Visitor, visitor } from '../testing.ts'
import { actNamed } from './cases.ts'

let tested: TestedPlatform
/** Somebody with an account and no role at all. */
let nobody: Visitor
beforeAll(async () => {
  tested = await testPlatform()
  const { db } = tested.running
  await db.updateTable('accounts').set({ roles: [], organization: '' }).where('login', '=', 'expert5').execute()
  nobody = await tested.signedIn('expert5')
})
afterAll(() => tested.stop())

const strangerTo = (path: string) => path.replace(':plural', 'calls').replace(':act', 'publish').replace(':id', 'c1')
const ask = (who: Visitor, method: string, path: string) =>
  method === 'POST' ? who.post(path) : method === 'DELETE' ? who.remove(path) : who.get(path)
const entries = async () => (await tested.running.db.selectFrom('entries').select('no').execute()).length

const closed = Object.entries(routes).filter(([, route]) => !('isPublic' in route && route.isPublic))
const acts = commands.flatMap((command) =>
  (command.procedure.acts as readonly { name: string }[]).map(({ name }) => ({ command, name, act: name.slice(name.indexOf('.') + 1) })),
)

describe('the door to a stranger', () => {
  it('is open for signing in and out, the demonstration, the log and what everybody may know of figures, and for nothing else', () => {
    const open = Object.keys(routes).filter((name) => !closed.some(([one]) => one === name))
    expect(open).toEqual(['signIn', 'signOut', 'demoAccounts', 'ledger', 'city', 'figureTable'])
  })

  it.each(closed)('%s says to sign in first, and does not even look at the form', async (_, { method, path }) => {
    const { status, body } = await ask(tested.passerBy, method, strangerTo(path))
    expect({ status, type: body.type }).toEqual({ status: 401, type: 'https://yunhe.example/problems/not-signed-in' })
  })

  it('has every route of the contract behind it', () => {
    for (const { method, path } of Object.values(routes))
      expect({ path, is: tested.running.app.hasRoute({ method, url: path }) }).toEqual({ path, is: true })
  })

  it('shows the demonstration accounts and the log', async () => {
    expect((await tested.passerBy.get('/api/demo-accounts')).body).toContainEqual(
      expect.objectContaining({ login: 'finance', password: demoPassword }),
    )
    await tested.settled()
    expect((await tested.passerBy.get('/api/ledger')).body).toMatchObject({
      size: expect.any(Number),
      checkpoint: expect.stringContaining('yunhe.example/wuxi'),
    })
  })
})

describe('a person with no role', () => {
  it('is offered no act that opens a case', async () => {
    const { body } = await nobody.get('/api/procedures')
    expect(body.flatMap(({ opening }: { opening: { name: string }[] }) => opening.map(({ name }) => name))).toEqual([])
  })

  it('is told who would open one, without the form', async () => {
    const { body } = await nobody.get('/api/procedures')
    const calls = body.find(({ plural }: { plural: string }) => plural === 'calls')
    expect(calls.openedByOthers.length).toBeGreaterThan(0)
    for (const act of calls.openedByOthers) {
      expect(act).toMatchObject({ open: false, asks: {} })
      expect(act.closedBy.map(({ code }: { code: string }) => code)).toEqual(['not-yours-to-do'])
    }
  })

  it('sees no case, finds nothing to do, and is told of none', async () => {
    const call = await publishedCall(tested)
    expect((await nobody.get('/api/inbox')).body).toEqual({ rows: [], total: 0, isMore: false })
    for (const { procedure } of commands)
      expect((await nobody.get(`/api/cases/${procedure.plural}`)).body).toEqual({ rows: [], total: 0, isMore: false })
    expect((await nobody.get(`/api/cases/calls/${call}`)).status).toBe(404)
  })

  it.each(acts)('cannot $name', async ({ command, act }) => {
    const before = await entries()
    const { plural, name } = command.procedure
    const opening = await nobody.post(`/api/cases/${plural}/acts/${act}`)
    expect([400, 422]).toContain(opening.status)
    expect((await nobody.post(`/api/cases/${plural}/some-case/acts/${act}`)).status).toBe(404)
    expect(await entries()).toBe(before)
    // The law itself says who may, whatever the door does.
    const whoMay = actNamed(command, act).when.flatMap(({ actors }) => (actors === undefined ? [] : [actors]))
    expect({ name, whoMay }).not.toEqual({ name, whoMay: act === 'object' ? undefined : [] })
  })

  it('gets no ticket for a case it may not see, as for one that is not there', async () => {
    const item = await registeredItem(tested)
    const [there, nowhere] = await Promise.all(
      [item, 'no-such-item'].map((one) => nobody.post('/api/tickets', { purpose: 'intake', case: one })),
    )
    expect(there?.status).toBe(404)
    expect(there?.body).toEqual(nowhere?.body)
    expect((await nobody.post('/api/subscriptions/s1/key')).status).toBe(404)
  })
})

describe('what only the platform does by itself', () => {
  const alone = acts.filter(({ command, act }) =>
    actNamed(command, act).when.some(({ actors }) => actors?.every((role) => role === 'platform')),
  )

  it.each(alone)('$name is refused to the data authority and to the administrators', async ({ command, act }) => {
    for (const login of ['authority', 'sysadmin']) {
      const { status } = await (await tested.signedIn(login)).post(`/api/cases/${command.procedure.plural}/acts/${act}`)
      expect([400, 422]).toContain(status)
    }
  })
})

describe('a session of somebody else', () => {
  it('is of no use without its cookie, nor the cookie of one with the token of another', async () => {
    const signIn = (login: string) => tested.passerBy.post('/api/session', { login, password: demoPassword })
    const [one, other] = await Promise.all([signIn('authority'), signIn('operator')])
    const mixed = visitor(tested.running, { cookie: `yunhe_session=${one.raw.cookies[0]?.value}`, 'x-csrf-token': other.body.csrf })
    expect((await mixed.post('/api/cases/calls/acts/publish')).status).toBe(403)
  })
})
