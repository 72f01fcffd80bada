import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedCall } from '../scenes/admission.ts'
import { registeredItem } from '../scenes/conduct.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'
import { mostCounted } from './lists.ts'

let tested: TestedPlatform
const many = 45
beforeAll(async () => {
  tested = await testPlatform()
  for (let number = 0; number < many; number++) await registeredItem(tested, `listed_${number}`)
  // Plans wait for the security authority: some with a last day and some without, several in one moment.
  for (let number = 0; number < 7; number++)
    await tested.does('transport', {
      plural: 'emergency-plans',
      act: 'file',
      asked: { kind: 'agency', title: `预案 ${number}`, scenario: `s${number}`, text: '正文' },
    })
  await publishedCall(tested)
})
afterAll(() => tested.stop())

type Row = { readonly procedure: string; readonly id: string }

/** Every page by its mark, from the first to the last. */
const walked = async (login: string, path: string, pageSize: number): Promise<readonly string[]> => {
  const who = await tested.signedIn(login)
  const seen: string[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { status, body } = await who.get(`${path}pageSize=${pageSize}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
    expect(status).toBe(200)
    expect(body.rows.length).toBeLessThanOrEqual(pageSize)
    seen.push(...body.rows.map(({ procedure, id }: Row) => `${procedure}/${id}`))
    after = body.next
  }
  return seen
}

const wholeIn = async (login: string, path: string): Promise<readonly string[]> =>
  (await (await tested.signedIn(login)).get(`${path}pageSize=200`)).body.rows.map(({ procedure, id }: Row) => `${procedure}/${id}`)

describe('a list gone through by its marks', () => {
  it.each([
    ['authority', '/api/cases/catalog-items?'],
    ['authority', '/api/cases/catalog-items?stage=governed&'],
    ['transport', '/api/cases/catalog-items?q=listed&'],
    ['cyberspace', '/api/inbox?'],
    ['authority', '/api/inbox?'],
  ])('A18 shows %s of %s every case once, in the order of the whole', async (login, path) => {
    const whole = await wholeIn(login, path)
    for (const pageSize of [1, 4, 20]) expect(await walked(login, path, pageSize)).toEqual(whole)
  })

  it('A18 by number and by mark is the same page', async () => {
    const who = await tested.signedIn('authority')
    const first = (await who.get('/api/cases/catalog-items?page=1&pageSize=20')).body
    const second = (await who.get('/api/cases/catalog-items?page=2&pageSize=20')).body
    const after = (await who.get(`/api/cases/catalog-items?pageSize=20&after=${first.next}`)).body
    expect(after.rows).toEqual(second.rows)
    expect([first.total, first.isMore]).toEqual([many, false])
  })

  it('A18 a mark of somebody else opens nothing that the reader may not see, and a broken one begins anew', async () => {
    const { next } = (await (await tested.signedIn('authority')).get('/api/inbox?pageSize=1')).body
    const consumer = await tested.signedIn('consumer')
    const hers = (await consumer.get('/api/inbox?pageSize=200')).body.rows
    const beyond = (await consumer.get(`/api/inbox?pageSize=200&after=${next ?? 'x'}`)).body.rows
    for (const row of beyond) expect(hers).toContainEqual(row)
    const { status, body } = await (await tested.signedIn('authority')).get('/api/cases/catalog-items?pageSize=5&after=%25%00')
    expect([200, 400]).toContain(status)
    if (status === 200) expect(body.rows.length).toBe(5)
  })

  it('A18 counts no further than it says', async () => {
    const { db } = tested.running
    const [{ id: model } = { id: '' }] = await db
      .selectFrom('cases')
      .select('id')
      .where('procedure', '=', 'catalog-item')
      .limit(1)
      .execute()
    const line = await db
      .selectFrom('cases')
      .selectAll()
      .where('procedure', '=', 'catalog-item')
      .where('id', '=', model)
      .executeTakeFirstOrThrow()
    const copies = Array.from({ length: mostCounted }, (_, number) => ({ ...line, id: `copy-${number}`, turn_list: '[]', state: null }))
    for (let at = 0; at < copies.length; at += 500)
      await db
        .insertInto('cases')
        .values(copies.slice(at, at + 500))
        .execute()
    const { body } = await (await tested.signedIn('authority')).get('/api/cases/catalog-items?pageSize=20')
    expect([body.total, body.isMore, body.rows.length]).toEqual([mostCounted, true, 20])
  })
})
