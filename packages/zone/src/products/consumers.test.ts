import { createHash, createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { secret, type TestedGateway, testedGateway } from './testing-gateway.ts'

let gateway: TestedGateway
beforeAll(async () => {
  gateway = await testedGateway()
  const parameters = [{ name: 'origin', column: 'origin', match: 'equals', required: false }] as const
  await gateway.publish({ parameters: [...parameters], scenarios: ['s1', 's2'], cacheSeconds: 60 })
  await gateway.issue({ scenarios: ['s1', 's2'], callsPerDay: 1000 })
  await gateway.issue({ key: 'k2', consumer: 'c2' })
})
afterAll(async () => {
  expect(gateway.zone.faults).toEqual([])
  await gateway.remove()
})

const since = async (act: () => Promise<unknown>) => {
  const before = (await gateway.metered()).length
  await act()
  return (await gateway.metered()).slice(before)
}
const codeOf = async (answer: Response) => (await answer.json()).refusals[0].code

describe('A17 a call that is sent again under its id is billed once', () => {
  const once = { 'idempotency-key': 'order-0001' }

  it('answered again, recorded as repeated, and on no bill', async () => {
    expect(await since(() => gateway.ask('d1?origin=PEK', once))).toEqual([{ outcome: 'served', rows: 20 }])
    const again = await since(async () => {
      const answer = await gateway.ask('d1?origin=PEK', once)
      expect([answer.status, answer.headers.get('yunhe-repeated')]).toEqual([200, 'true'])
    })
    expect(again).toEqual([{ outcome: 'repeated', rows: 20 }])
  })

  it('also after a restart', async () => {
    await gateway.restart()
    expect(await since(() => gateway.ask('d1?origin=PEK', once))).toEqual([{ outcome: 'repeated', rows: 20 }])
  })

  it('another call under the same id is refused', async () => {
    const answer = await gateway.ask('d1?origin=SHA', once)
    expect([answer.status, await codeOf(answer)]).toEqual([422, 'once-reused'])
    const scenario = await gateway.ask('d1?origin=PEK', { ...once, 'yunhe-scenario': 's2' })
    expect([scenario.status, await codeOf(scenario)]).toEqual([422, 'once-reused'])
  })

  it('the same id of another consumer is another id', async () => {
    expect(await since(() => gateway.ask('d1?origin=PEK', once, 'k2'))).toEqual([{ outcome: 'served', rows: 20 }])
  })

  it('two at once: one is served, the other answered or asked to wait, and one is billed', async () => {
    const both = await since(() => Promise.all([1, 2].map(() => gateway.ask('d1', { 'idempotency-key': 'order-0002' }))))
    expect(both.filter(({ outcome }) => outcome === 'served')).toHaveLength(1)
  })

  it.each(['short', 'x'.repeat(101), 'with space in'])('an id like %s is malformed', async (id) => {
    expect(await codeOf(await gateway.ask('d1', { 'idempotency-key': id }))).toBe('once-malformed')
  })

  it('W10-1 and it meets a suspension like any other call', async () => {
    await gateway.zone.send({ order: 'freeze', workspaces: [], products: ['d1'], reason: 'a test' })
    expect(await codeOf(await gateway.ask('d1?origin=PEK', once))).toBe('suspended')
    await gateway.zone.send({ order: 'thaw', workspaces: [], products: ['d1'], reason: 'a test' })
  })
})

describe('W17-2 an answer may be kept by its consumer, in its scenario, and by nobody else', () => {
  it('is tagged, and confirmed without a body: looked up and metered like any other', async () => {
    const first = await gateway.ask('d1?origin=PEK')
    const tag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('private, max-age=60')
    expect(first.headers.get('vary')).toContain('Yunhe-Scenario')
    const metered = await since(async () => {
      const again = await gateway.ask('d1?origin=PEK', { 'if-none-match': tag })
      expect([again.status, await again.text()]).toEqual([304, ''])
    })
    expect(metered).toEqual([{ outcome: 'served', rows: 20 }])
  })

  it('the tag of one scenario or consumer confirms nothing to another', async () => {
    const tag = (await gateway.ask('d1')).headers.get('etag') ?? ''
    expect((await gateway.ask('d1', { 'if-none-match': tag, 'yunhe-scenario': 's2' })).status).toBe(200)
    expect((await gateway.ask('d1', { 'if-none-match': tag }, 'k2')).status).toBe(200)
  })

  it('W10-1 what a suspended product had answered is confirmed no more', async () => {
    const tag = (await gateway.ask('d1')).headers.get('etag') ?? ''
    await gateway.zone.send({ order: 'freeze', workspaces: [], products: ['d1'], reason: 'a test' })
    expect((await gateway.ask('d1', { 'if-none-match': tag })).status).toBe(403)
    await gateway.zone.send({ order: 'thaw', workspaces: [], products: ['d1'], reason: 'a test' })
  })
})

describe('A16 a key sees what is left of its quotas', () => {
  it('in the head of each answer, and of a refusal when to come again', async () => {
    await gateway.issue({ key: 'k3', callsPerDay: 3, callsPerSecond: 2 })
    const asked = () => gateway.ask('d1', {}, 'k3')
    const first = await asked()
    expect(first.headers.get('ratelimit-policy')).toBe('"day";q=3;w=86400, "second";q=2;w=1')
    expect(first.headers.get('ratelimit')).toBe('"day";r=2;t=43200, "second";r=1;t=1')
    await asked()
    const quick = await asked()
    expect([quick.status, quick.headers.get('retry-after')]).toEqual([429, '1'])
    gateway.zone.clock.ms += 1000
    await asked()
    const late = await asked()
    expect([late.status, late.headers.get('retry-after'), await codeOf(late)]).toEqual([429, '43199', 'too-many-per-day'])
  })
})

describe('W17-2 a key sees what its approval allows', () => {
  it('its fields, with its masks over those of the product, and filters by nothing it does not see', async () => {
    await gateway.issue({ key: 'k4', fields: ['delay', 'flown'], masks: [{ column: 'delay', mask: { kind: 'round', to: 50 } }] })
    const { rows } = await (await gateway.ask('d1?limit=1', {}, 'k4')).json()
    expect(rows).toEqual([{ delay: 0, flown: '2026-01-01' }])
    for (const query of ['fields=origin', 'origin=PEK']) expect((await gateway.ask(`d1?${query}`, {}, 'k4')).status).toBe(400)
    const { components } = await (await gateway.ask('d1/openapi.json', {}, 'k4')).json()
    expect(Object.keys(components.schemas.Row.properties)).toEqual(['delay', 'flown'])
  })
})

describe('an answer is signed for whoever asks', () => {
  /** As a stranger would: the base rebuilt from the answer alone, checked with the public key and nothing of ours. */
  const isGenuine = async (answer: Response, body: string): Promise<boolean> => {
    const pem = await (await fetch(`${gateway.address()}/public-key.pem`)).text()
    const input = (answer.headers.get('signature-input') ?? '').replace(/^sig=/, '')
    const names = [...(/^\(([^)]*)\)/.exec(input)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name ?? '')
    const saidOf = (name: string) => (name === '@status' ? String(answer.status) : answer.headers.get(name))
    const base = [...names.map((name) => `"${name}": ${saidOf(name)}`), `"@signature-params": ${input}`].join('\n')
    const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
    const signature = Buffer.from(/^sig=:(.+):$/.exec(answer.headers.get('signature') ?? '')?.[1] ?? '', 'base64')
    return answer.headers.get('content-digest') === digest && verify(null, Buffer.from(base), createPublicKey(pem), signature)
  }
  const signed = (path: string) => gateway.ask(path, { 'accept-signature': 'sig' })

  it('body, product, version, scenario and call; a changed body is not genuine', async () => {
    const answer = await signed('d1?origin=SHA')
    const body = await answer.text()
    expect(await isGenuine(answer, body)).toBe(true)
    expect(await isGenuine(answer, body.replace('SHA', 'PEK'))).toBe(false)
    expect([answer.headers.get('yunhe-product'), answer.headers.get('yunhe-version'), answer.headers.get('yunhe-scenario')]).toEqual([
      'd1',
      '1',
      's1',
    ])
  })

  it('two answers never have one number', async () => {
    const numbers = await Promise.all([1, 2].map(async () => (await signed('d1')).headers.get('yunhe-request-id')))
    expect(new Set(numbers).size).toBe(2)
  })
})

describe('W17-2 a key is not found by trying', () => {
  it('a wrong secret and an unknown name are answered alike', async () => {
    const bodies = await Promise.all(
      [`Bearer k1.${secret}x`, `Bearer nobody.${secret}`, 'Bearer k1', 'Basic a2V5'].map(async (authorization) =>
        (await gateway.ask('d1', { authorization })).text(),
      ),
    )
    expect(new Set(bodies).size).toBe(1)
    expect(bodies[0]).toContain('key-unknown')
  })

  it('a key of another product says nothing of this one', async () => {
    await gateway.publish({ product: 'd2' })
    const there = await gateway.ask('d2')
    const none = await gateway.ask('nothing-there')
    expect(await there.text()).toBe(await none.text())
  })
})
