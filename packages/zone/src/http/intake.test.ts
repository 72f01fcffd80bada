import { afterAll, beforeAll, expect, it } from 'vitest'
import { origin, peopleContract, peopleCsv, type TestedZone, testedZone } from '../testing-zone.ts'
import { written } from '../time.ts'
import { zoneServer } from './server.ts'

let zone: TestedZone
let address = ''
let stop = async (): Promise<void> => {}
beforeAll(async () => {
  zone = await testedZone()
  await zone.send({ order: 'lease', until: written(zone.clock.ms + 3_600_000) })
  await zone.send({ order: 'register', contract: peopleContract })
  const app = zoneServer(zone.node(), origin, (fault, context) => zone.faults.push(`${context}: ${String(fault)}`))
  address = await app.listen({ host: '127.0.0.1', port: 0 })
  stop = () => app.close()
})
afterAll(async () => {
  await stop()
  await zone.remove()
})

const deliver = async (body: string, { dataset = 'people', query = '?format=csv', type = 'text/csv' } = {}) => {
  const headers = { authorization: zone.header('intake', dataset), 'content-type': type }
  const answer = await fetch(`${address}/datasets/${dataset}/files${query}`, { method: 'POST', headers, body })
  return { status: answer.status, body: await answer.json() }
}
const held = async () => (await fetch(`${address}/datasets/people`, { headers: { authorization: zone.header('intake', 'people') } })).json()

it('takes a file in and says which rows were set aside, by place and never by value', async () => {
  const { status, body } = await deliver(`${peopleCsv(100)}p-last,Binhu,not a year,1\n`)
  expect(status).toBe(200)
  expect(body).toMatchObject({ outcome: 'accepted', version: 1, rows: 100, rejectedRows: 1, rejected: [{ line: 102, column: 'born' }] })
  expect(JSON.stringify(body)).not.toContain('not a year')
})

it('a file without a promised column is refused and the version before stays in force', async () => {
  expect((await deliver('person,district,born\np1,Binhu,1980\n')).body).toMatchObject({
    outcome: 'refused',
    refusals: [{ code: 'column-missing' }],
  })
  expect(await held()).toMatchObject({ version: 1, rows: 100 })
})

it.each([
  [{ query: '?format=exe' }, 400, 'malformed'],
  [{ query: '' }, 400, 'malformed'],
  [{ type: 'application/json' }, 400, 'malformed'],
  [{ dataset: 'nothing' }, 404, 'dataset-unknown'],
])('%o is answered with %i %s', async (change, status, code) => {
  const answer = await deliver('{}', change)
  expect([answer.status, answer.body.refusals[0].code]).toEqual([status, code])
})

it('W24-1 says of itself only that it answers; the rest is for the platform', async () => {
  const asked = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${address}${path}`, { headers })
    return { status: answer.status, body: await answer.json() }
  }
  expect(await asked('/health')).toEqual({ status: 200, body: { ok: true } })
  expect(await asked('/status')).toMatchObject({ status: 401, body: { refusals: [{ code: 'no-ticket' }] } })
  expect(await asked('/status', { authorization: zone.header('intake', 'people') })).toMatchObject({
    status: 403,
    body: { refusals: [{ code: 'wrong-purpose' }] },
  })
  expect(await asked('/status', { authorization: zone.header('watch', '*') })).toMatchObject({ status: 200, body: { zone: 'z1' } })
})

it('W24-1 a body that is no order gets a signed refusal, one that is no JSON is malformed', async () => {
  const send = async (body: string) => {
    const answer = await fetch(`${address}/orders`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return { status: answer.status, body: await answer.json() }
  }
  expect(await send('[]')).toMatchObject({ status: 200, body: { outcome: 'refused', refusal: 'malformed', orderId: 'unreadable' } })
  expect(await send('{')).toMatchObject({ status: 400, body: { refusals: [{ code: 'malformed' }] } })
  expect(zone.faults).toEqual([])
})
