import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoAccounts, demoPassword } from '../demo.ts'
import { type Platform, platform } from '../platform.ts'
import { noticedApplication } from '../scenes/admission.ts'
import { itemForm } from '../scenes/conduct.ts'
import { type TestedPlatform, testPlatform, type Visitor, visitor } from '../testing.ts'
import { unreachableZone } from '../zone-link/testing.ts'
import { newMemory } from './memory.ts'

let tested: TestedPlatform
let other: Platform
beforeAll(async () => {
  tested = await testPlatform()
  other = await platform({
    databaseUrl: tested.databaseUrl,
    folder: join(tested.folder, 'platform'),
    clock: tested.clock.now,
    movable: tested.clock,
    origin: 'http://platform.test',
    secureCookies: false,
    zoneUrl: 'http://zone.test',
    link: unreachableZone,
    demoAccounts,
  })
})
afterAll(async () => {
  await other.stop()
  await tested.stop()
})

const elsewhere = async (login: string): Promise<Visitor> => {
  const { raw, body } = await visitor(other, {}).post('/api/session', { login, password: demoPassword })
  return visitor(other, { cookie: raw.cookies.map(({ name, value }) => `${name}=${value}`).join('; '), 'x-csrf-token': body.csrf })
}

describe('what one program remembers while another writes to the same log', () => {
  it('A6 opens no way around a rule: a dataset taken elsewhere is taken here', async () => {
    const here = await tested.signedIn('statistics')
    const asked = itemForm('taken_elsewhere')
    // Refused for another reason; that nobody has the name is remembered.
    const refused = await here.post('/api/cases/catalog-items/acts/register', { ...asked, fields: [...asked.fields, ...asked.fields] })
    expect(refused.status).toBe(422)
    expect((await (await elsewhere('transport')).post('/api/cases/catalog-items/acts/register', asked)).status).toBe(200)
    const { status, body } = await here.post('/api/cases/catalog-items/acts/register', asked)
    expect(status).toBe(422)
    expect(body.refusals.map(({ code }: { code: string }) => code)).toContain('dataset-taken')
  })

  it('A6 refuses nobody for what is no longer so', async () => {
    const here = await tested.signedIn('transport')
    const { body } = await here.post('/api/cases/catalog-items/acts/register', { ...itemForm('secret_before'), secrecy: true })
    const path = `/api/cases/catalog-items/${body.id}/acts`
    const changed = { openAttribute: 'conditional', secrecy: false, reason: '解密' }
    expect((await here.post(`${path}/deliver`)).status).toBe(422)
    expect((await (await elsewhere('transport')).post(`${path}/change-attribute`, changed)).status).toBe(200)
    expect((await here.post(`${path}/deliver`)).status).toBe(200)
  })

  it('W19-3 nothing of a case that can be destroyed is remembered: once destroyed it is gone here too', async () => {
    const id = await noticedApplication(tested)
    const stream = `application/${id}`
    // It has just been read by an act on it.
    expect((await (await tested.signedIn('police')).post(`/api/cases/applications/${id}/acts/accept`)).status).toBe(422)
    await other.log.forget(stream)
    const past = await other.log.read(stream)
    expect(past.every(({ event }) => event === undefined)).toBe(true)
  })
})

describe('the memory itself', () => {
  it('lets go of what was changed, and tells a race from what was outdated before', () => {
    const memory = newMemory()
    memory.keepStanding('call/c1', { version: 1, last: 'call/c1@1', state: {} })
    const before = memory.now()
    const written = memory.writing(['call/c1'])
    expect(memory.isContested(before, ['call/c1'], [])).toBe(true)
    expect(memory.isContested(before, ['call/c1'], ['call/c1'])).toBe(false)
    expect(memory.isContested(before, ['call/c2'], [])).toBe(false)
    written()
    expect(memory.isContested(before, ['call/c1'], [])).toBe(true)
    expect(memory.isContested(memory.now(), ['call/c1'], [])).toBe(false)
    memory.forget(['call/c1'], [])
    expect(memory.standingOf('call/c1')).toBeUndefined()
  })
})
