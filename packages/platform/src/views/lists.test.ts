import type { Actor } from '@yunhe/law'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedCall, scenario } from '../scenes/admission.ts'
import { registeredItem } from '../scenes/conduct.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'
import { orderOf } from './list-order.ts'
import { mostCounted } from './lists.ts'
import { mostFew } from './sought.ts'
import { visibleTo } from './who.ts'

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

/** One title for every letter with which a Chinese reading begins, and one that is Latin. */
const readings = [...'阿波次得鹅佛哥喝鸡科了摸呢哦坡七日思特我西衣资']
const initials = [...'ABCDEFGHJKLMNOPQRSTWXYZ']

describe('a list of titles begun at a letter', () => {
  const begunAt = async (sort: 'title' | '-title', letter: string) => {
    const { by, startingAt } = orderOf(sort)
    const { rows } = await sql<{ title: string }>`
      select title from (select title, title as id from unnest(${[...readings, 'latin']}::text[]) as title) as lines
      where ${startingAt(letter)} order by ${by}`.execute(tested.running.db)
    return rows.map(({ title }) => title)
  }

  it.each([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'])(
    'A18 at %s goes on upwards from its first title and downwards from its last',
    async (letter) => {
      const from = readings.filter((_, at) => (initials[at] ?? '') >= letter)
      const upTo = readings.filter((_, at) => (initials[at] ?? '') <= letter)
      expect(await begunAt('title', letter)).toEqual([...from, 'latin'])
      expect(await begunAt('-title', letter.toLowerCase())).toEqual(upTo.toReversed())
    },
  )
})

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

describe('a list of what may be seen, judged line by line', () => {
  const stationed = { region: '320281', roles: ['joint-reviewer'] }
  /** More than are judged by name: of one kind, of which readers see all, some, one and none, some in a district. */
  beforeAll(async () => {
    const { db } = tested.running
    await tested.does('transport', {
      plural: 'emergency-plans',
      act: 'file',
      asked: { kind: 'agency', title: '防汛', scenario, text: '正文' },
    })
    const line = await db.selectFrom('cases').selectAll().where('procedure', '=', 'emergency-plan').limit(1).executeTakeFirstOrThrow()
    const copies = Array.from({ length: 2 * mostFew + 100 }, (_, number) => ({
      ...line,
      id: `plan-${number}`,
      title: number % 2 === 0 ? `水位查询 抄件 ${number}` : `巡检 ${number} 50%_off`,
      ...{ turn_list: '[]', turns: number % 300 === 0 ? ['operator'] : [], state: null },
      ...(number % 3 === 0 ? stationed : {}),
      organizations: [usccOf(number % 100 === 0 ? 'statistics' : 'transport'), ...(number === 777 ? [usccOf('operator')] : [])],
    }))
    for (let at = 0; at < copies.length; at += 500)
      await db
        .insertInto('cases')
        .values(copies.slice(at, at + 500))
        .execute()
  })

  const actor = async (login: string): Promise<Actor> => {
    const { person, organization, roles, regionCode } = (await (await tested.signedIn(login)).get('/api/session')).body
    return { person, organization, roles, regionCode }
  }
  const seen = async (login: string) =>
    tested.running.db
      .selectFrom('cases')
      .select(['id', 'title'])
      .where('procedure', '=', 'emergency-plan')
      .where(visibleTo(await actor(login)))
      .execute()

  const readers = ['authority', 'cyberspace', 'transport', 'statistics', 'operator', 'consumer', 'jiangyin']
  it.each(readers)('A18 shows %s the same with few, none and many that a text finds', async (login) => {
    const lines = await seen(login)
    for (const q of ['', '水位查询', '抄件 10', 'PLAN-77', '巡检', '50%_OFF', '50%off', '预案', '防汛', '无此']) {
      // A title that borrows the name of the scenario is found by it, though it does not say it itself.
      const holds = ({ id, title }: { readonly id: string; readonly title: string }) =>
        [title, id].some((text) => text.toLowerCase().includes(q.toLowerCase())) ||
        (q === '水位查询' && title.includes(`scenario/${scenario}`))
      const path = `/api/cases/emergency-plans?q=${encodeURIComponent(q)}&`
      const expected = lines.filter(holds).map(({ id }) => `emergency-plan/${id}`)
      const found = await walked(login, path, 500)
      expect({ q, found: found.toSorted() }).toEqual({ q, found: expected.toSorted() })
      const { body } = await (await tested.signedIn(login)).get(`/api/counts/emergency-plans?q=${encodeURIComponent(q)}`)
      expect({ q, total: body.total }).toEqual({ q, total: expected.length })
    }
  })

  it.each(readers)('A18 searched everywhere shows %s nothing more', async (login) => {
    const lines = new Set((await seen(login)).map(({ id }) => id))
    for (const q of ['水位查询', 'plan-777', '统计局', '巡检']) {
      const { body } = await (await tested.signedIn(login)).get(`/api/search?q=${encodeURIComponent(q)}&kind=emergency-plans`)
      for (const { id } of body.cases) expect({ q, id, isSeen: lines.has(id) }).toEqual({ q, id, isSeen: true })
      if (q === 'plan-777') expect(body.cases.length).toBe(lines.has('plan-777') ? 1 : 0)
    }
  })

  it('A18 a title that changes is found by its new words alone, and a case that is gone by none', async () => {
    const { db } = tested.running
    const of = async (q: string) => (await walked('authority', `/api/cases/emergency-plans?q=${encodeURIComponent(q)}&`, 500)).length
    await db.updateTable('cases').set({ title: '改名之后' }).where('id', '=', 'plan-10').execute()
    expect([await of('改名之后'), await of('抄件 10 ')]).toEqual([1, 0])
    await db.deleteFrom('cases').where('id', '=', 'plan-10').execute()
    const left = await db.selectFrom('case_words').selectAll().where('id', '=', 'plan-10').execute()
    expect([await of('改名之后'), left]).toEqual([0, []])
  })
})
