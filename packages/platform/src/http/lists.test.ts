import { createHash } from 'node:crypto'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandOf } from '../commands/index.ts'
import { listSorts } from '../contract/index.ts'
import { publishedCall } from '../scenes/admission.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform, type Visitor } from '../testing.ts'
import { actNamed } from './cases.ts'

let tested: TestedPlatform

/** The people of the tests sign in by rows alone; an export is an act of the account's own case, so these get theirs. */
const withCase = async (login: string, organization: string, role: string) => {
  const by = (admin: string) => ({ person: 'installer', organization: '', roles: [admin], regionCode: '320200' }) as never
  const does = async (act: string, asked: object, admin: string) => {
    const command = commandOf('account')
    const outcome = await tested.running.perform(command, actNamed(command, act), {
      id: `p-${login}`,
      asked: asked as Record<string, unknown>,
      by: by(admin),
    })
    expect(outcome).toMatchObject({ ok: true })
  }
  await does('open', { organization: usccOf(organization), login, displayName: login }, 'system-admin')
  await does('grant-roles', { roles: [role] }, 'security-admin')
}

const titles = [
  '=HYPERLINK("http://x")',
  '@总线',
  '+86 热线',
  '-1 楼',
  '运河航道水位',
  '北塘路网',
  '阿炳故居客流',
  '“引号”, 逗号',
  'Bus lines',
]

beforeAll(async () => {
  tested = await testPlatform()
  await withCase('authority', 'authority', 'data-authority')
  for (const [number, title] of titles.entries())
    await tested.does('transport', {
      plural: 'emergency-plans',
      act: 'file',
      asked: { kind: 'agency', title, scenario: `s${number}`, text: '正文' },
    })
  await publishedCall(tested)
  await tested.does('consumer', {
    plural: 'complaints',
    act: 'file',
    asked: { subject: '接口超时', organization: '', text: '正文', realName: '', contact: '' },
  })
  await tested.does('consumer', {
    plural: 'complaints',
    act: 'file',
    asked: { subject: '资费不明', organization: '', text: '正文', realName: '', contact: '' },
  })
  await tested.does('operator', {
    plural: 'complaints',
    act: 'file',
    asked: { subject: '数据延迟', organization: '', text: '正文', realName: '', contact: '' },
  })
})
afterAll(() => tested.stop())

type Row = Readonly<Record<'id' | 'title' | 'stage' | 'region' | 'updatedAt', string>> & {
  readonly due?: string
  readonly organization?: string
  readonly yours: boolean
}

const rowsOf = async (who: Visitor, path: string): Promise<readonly Row[]> => {
  const { status, body } = await who.get(path)
  expect({ path, status }).toEqual({ path, status: 200 })
  return body.rows
}

const walked = async (who: Visitor, path: string, pageSize: number): Promise<readonly Row[]> => {
  const seen: Row[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { body } = await who.get(`${path}&pageSize=${pageSize}${after && `&after=${encodeURIComponent(after)}`}`)
    seen.push(...body.rows)
    after = body.next
  }
  return seen
}

describe('A18 the order of a list', () => {
  it.each(listSorts)('A18 by %s goes on from page to page and shows every case once', async (sort) => {
    const who = await tested.signedIn('cyberspace')
    const path = `/api/cases/emergency-plans?sort=${sort}`
    const whole = await rowsOf(who, `${path}&pageSize=200`)
    expect(whole.length).toBe(titles.length)
    for (const size of [1, 4]) expect((await walked(who, path, size)).map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
  })

  it('A18 puts Chinese titles by their sounds, either way round', async () => {
    const who = await tested.signedIn('cyberspace')
    const up = (await rowsOf(who, '/api/cases/emergency-plans?sort=title&pageSize=200')).map(({ title }) => title)
    const chinese = up.flatMap((title) => /^(阿炳|北塘|运河)/.exec(title)?.[0] ?? [])
    expect(chinese).toEqual(['阿炳', '北塘', '运河'])
    const down = (await rowsOf(who, '/api/cases/emergency-plans?sort=-title&pageSize=200')).map(({ title }) => title)
    expect(down).toEqual([...up].reverse())
  })

  it('A18 puts what has no last day at the end, either way round', async () => {
    const who = await tested.signedIn('authority')
    for (const sort of ['due', '-due']) {
      const dues = (await rowsOf(who, `/api/cases/calls?sort=${sort}&pageSize=200`)).map(({ due }) => due)
      expect(dues).toEqual([...dues.filter((due) => due !== undefined), ...dues.filter((due) => due === undefined)])
    }
  })

  it('A18 a mark of another order begins anew, and an order that there is not is turned away', async () => {
    const who = await tested.signedIn('cyberspace')
    const { next } = (await who.get('/api/cases/emergency-plans?sort=title&pageSize=3')).body
    const first = await rowsOf(who, '/api/cases/emergency-plans?sort=-title&pageSize=3')
    expect(await rowsOf(who, `/api/cases/emergency-plans?sort=-title&pageSize=3&after=${next}`)).toEqual(first)
    expect((await who.get('/api/cases/emergency-plans?sort=state')).status).toBe(400)
  })
})

describe('A18 a list that begins in its middle', () => {
  const path = (query: string) => `/api/cases/emergency-plans?${query}`
  const idsOf = async (who: Visitor, query: string) => (await rowsOf(who, path(`${query}&pageSize=200`))).map(({ id }) => id)

  it.each([
    ['title', 'A', '阿炳'],
    ['title', 'b', '北塘'],
    ['title', '北塘', '北塘'],
    ['title', 'Y', '运河'],
    ['title', 'Bu', 'Bus'],
    ['-title', 'Z', '运河'],
    ['-title', 'B', '北塘'],
    ['-title', 'C', '北塘'],
    ['-title', '阿炳', '阿炳'],
    ['-title', 'Bus', 'Bus'],
  ])('A18 by %s at %s begins with %s and goes on as the whole does, page by page', async (sort, from, first) => {
    const who = await tested.signedIn('cyberspace')
    const query = `sort=${sort}&from=${encodeURIComponent(from)}`
    const [begun] = await rowsOf(who, path(query))
    expect(begun?.title.startsWith(first)).toBe(true)
    const whole = await idsOf(who, `sort=${sort}`)
    const rest = whole.slice(whole.indexOf(begun?.id ?? ''))
    expect(await idsOf(who, query)).toEqual(rest)
    expect((await walked(who, path(query), 2)).map(({ id }) => id)).toEqual(rest)
  })

  it('A18 by days begins at that day, whichever way round, and shows nobody more than the list does', async () => {
    const who = await tested.signedIn('authority')
    for (const sort of ['updatedAt', '-updatedAt', 'due', '-due'])
      for (const from of ['2026-03-01', '2026-03-02', '2026-03-03']) {
        const whole = await rowsOf(who, `/api/cases/calls?sort=${sort}&pageSize=200`)
        // The tests were played on 2 March, before noon; what has no last day comes last either way.
        const key = ({ updatedAt, due }: Row) =>
          sort.endsWith('due') ? (due ?? (sort === 'due' ? '9999' : '0000')) : updatedAt.slice(0, 10)
        const holds = (row: Row) => (sort.startsWith('-') ? key(row) <= from : key(row) >= from)
        const found = await rowsOf(who, `/api/cases/calls?sort=${sort}&from=${from}&pageSize=200`)
        expect({ sort, from, ids: found.map(({ id }) => id) }).toEqual({ sort, from, ids: whole.filter(holds).map(({ id }) => id) })
      }
    const one = await tested.signedIn('operator')
    expect(await rowsOf(one, '/api/cases/complaints?sort=title&from=A')).toEqual(await rowsOf(one, '/api/cases/complaints?sort=title'))
  })

  it('A18 at what is no day of such an order is turned away with its place', async () => {
    const who = await tested.signedIn('authority')
    for (const query of [
      'from=M',
      'sort=due&from=tomorrow',
      'sort=-updatedAt&from=2026-02-30',
      'sort=title&from=%00',
      'from=9999-12-31',
      'from=0000-01-01',
    ]) {
      const { status, body } = await who.get(path(query))
      expect([query, status, body.places[0].place]).toEqual([query, 400, 'query.from'])
    }
    for (const field of ['changedFrom', 'changedTo', 'dueFrom', 'dueTo']) {
      const { status, body } = await who.get(path(`${field}=9999-12-31`))
      expect([field, status, body.places[0].place]).toEqual([field, 400, `query.${field}`])
    }
  })
})

describe('A18 a filter of a list', () => {
  const transport = () => usccOf('transport')
  const filters: readonly (readonly [string, (row: Row) => boolean])[] = [
    ['stage=filed', ({ stage }) => stage === 'filed'],
    ['stage=filed,received', ({ stage }) => ['filed', 'received'].includes(stage)],
    ['stage=nowhere', () => false],
    ['due=overdue', ({ due = '9' }) => due < '2026-03-02'],
    ['due=soon', ({ due = '' }) => due >= '2026-03-02' && due <= '2026-03-05'],
    ['due=later', ({ due = '' }) => due > '2026-03-05'],
    ['due=none', ({ due }) => due === undefined],
    ['dueFrom=2026-03-03&dueTo=2026-03-31', ({ due = '' }) => due >= '2026-03-03' && due <= '2026-03-31'],
    ['region=320200', ({ region }) => region === '320200'],
    ['region=320281', ({ region }) => region === '320281'],
    ['changedFrom=2026-03-02', () => true],
    ['changedTo=2026-03-01', () => false],
    ['yours=yes', ({ yours }) => yours],
    [`q=${encodeURIComponent('水位')}`, ({ title }) => title.includes('水位')],
    ['q=%25', ({ title, id }) => title.includes('%') || id.includes('%')],
  ]
  const lists = ['emergency-plans', 'complaints', 'calls', 'organizations', 'catalog-items']
  const readers = ['authority', 'cyberspace', 'transport', 'consumer', 'operator', 'jiangyin', 'auditadmin']

  it.each(readers)('A18 shows %s what its own lines show, and nothing else', async (login) => {
    const who = await tested.signedIn(login)
    for (const plural of lists) {
      const whole = await rowsOf(who, `/api/cases/${plural}?pageSize=500`)
      for (const [query, holds] of [
        ...filters,
        [`organization=${transport()}`, ({ organization }: Row) => organization === transport()] as const,
      ]) {
        const found = await rowsOf(who, `/api/cases/${plural}?pageSize=500&${query}`)
        expect({ login, plural, query, ids: found.map(({ id }) => id) }).toEqual({
          login,
          plural,
          query,
          ids: whole.filter(holds).map(({ id }) => id),
        })
      }
      const counts = (await who.get(`/api/counts/${plural}`)).body
      expect(counts.total).toBe(whole.length)
      for (const { stage, count } of counts.byStage) expect(whole.filter((row) => row.stage === stage).length).toBe(count)
    }
  })

  it('A18 finds no organization that the line does not name', async () => {
    // The body that a complaint was transferred to is concerned by it; the line names who complained.
    const [complaint] = await rowsOf(await tested.signedIn('operator'), '/api/cases/complaints?pageSize=10')
    const id = complaint?.id ?? ''
    await tested.does('authority', { plural: 'complaints', act: 'transfer', id, asked: { to: usccOf('market'), reason: '属市场监管职责' } })
    const who = await tested.signedIn('operator')
    expect((await rowsOf(who, '/api/cases/complaints')).map((row) => row.id)).toEqual([id])
    expect(await rowsOf(who, `/api/cases/complaints?organization=${usccOf('market')}`)).toEqual([])
  })

  it('A18 that is no day is turned away with its place', async () => {
    const { status, body } = await (await tested.signedIn('authority')).get('/api/cases/calls?dueFrom=tomorrow')
    expect([status, body.places[0].place]).toEqual([400, 'query.dueFrom'])
  })
})

describe('A24 a whole list as a file', () => {
  const columns = ['title', 'id', 'stage', 'organization', 'region', 'due', 'yours', 'updatedAt']
  const begin = async (who: Visitor, more: object = {}) =>
    who.post('/api/list-exports', { list: 'emergency-plans', sort: 'title', columns, format: 'csv', language: 'zh', ...more })
  const settled = async (who: Visitor, id: string) => {
    for (;;) {
      const { body } = await who.get(`/api/list-exports/${id}`)
      if (body.state !== 'running') return body
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const exported = async (who: Visitor, more: object = {}) => {
    const { status, body } = await begin(who, more)
    expect(status).toBe(200)
    return settled(who, body.id)
  }

  it('A24 holds what the list shows this reader, in its order, and no cell that would run', async () => {
    const who = await tested.signedIn('authority')
    const run = await exported(who)
    expect(run).toMatchObject({ state: 'ready', rows: titles.length, total: titles.length })
    const { raw } = await who.get(`/api/list-exports/${run.id}/file`)
    expect(createHash('sha256').update(raw.rawPayload).digest('hex')).toBe(run.sha256)
    const lines = raw.body
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n')
    expect(lines[0]).toBe('名称,编号,环节,单位,所属区域,期限,轮到我办理,最近变动（北京时间）')
    const shown = await rowsOf(who, '/api/cases/emergency-plans?sort=title&pageSize=200')
    expect(lines.slice(1).map((line) => /(?:^|,)([0-9a-f]{16}),/.exec(line)?.[1])).toEqual(shown.map(({ id }) => id))
    for (const sign of ['=', '+', '-', '@'])
      expect(lines.slice(1).filter((line) => line.startsWith(sign) || line.startsWith(`"${sign}`))).toEqual([])
    expect(raw.body).toContain(`"'=HYPERLINK(""http://x"")`)
    expect(raw.body).toContain('"“引号”, 逗号')
  })

  it('A24 as a workbook holds text cells and dates, never a formula', async () => {
    const who = await tested.signedIn('authority')
    const run = await exported(who, { format: 'xlsx', language: 'en' })
    const { raw } = await who.get(`/api/list-exports/${run.id}/file`)
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(raw.rawPayload as never)
    const sheet = book.worksheets[0]
    expect(sheet?.rowCount).toBe(titles.length + 1)
    expect(sheet?.getRow(1).getCell(1).value).toBe('Title')
    const found: string[] = []
    sheet?.eachRow((row) => {
      row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula))
      found.push(String(row.getCell(1).value))
    })
    expect(found.filter((title) => title.startsWith('=HYPERLINK("http://x")'))).toHaveLength(1)
    expect(sheet?.getRow(2).getCell(8).value).toBeInstanceOf(Date)
  })

  it('A24 is on record before it is handed out: which list, which filters, how many lines and the hash, and nothing that was typed', async () => {
    const who = await tested.signedIn('authority')
    const run = await exported(who, { q: '水位', stage: 'filed' })
    expect(run.rows).toBe(1)
    const { body } = await (await tested.signedIn('auditadmin')).get('/api/audit?type=ListExported&pageSize=5')
    expect(body.rows[0]).toMatchObject({ ref: run.entry, type: 'ListExported', person: 'p-authority' })
    const account = (await (await tested.signedIn('auditadmin')).get(`/api/cases/accounts/${body.rows[0].id}`)).body
    const entry = account.history.find(({ ref }: { ref: string }) => ref === run.entry)
    expect(entry.payload).toMatchObject({ list: 'emergency-plans', rows: 1, sha256: run.sha256, format: 'csv', sort: 'title' })
    expect(entry.payload.filters).toEqual([
      { filter: 'stage', value: 'filed' },
      { filter: 'q', value: '' },
    ])
    expect(JSON.stringify(entry.payload)).not.toContain('水位')
  })

  it('A24 goes out once, and to nobody else', async () => {
    const who = await tested.signedIn('authority')
    const run = await exported(who)
    const other = await tested.signedIn('cyberspace')
    expect((await other.get(`/api/list-exports/${run.id}`)).status).toBe(404)
    expect((await other.get(`/api/list-exports/${run.id}/file`)).status).toBe(404)
    expect((await who.get(`/api/list-exports/${run.id}/file`)).status).toBe(200)
    expect((await who.get(`/api/list-exports/${run.id}/file`)).status).toBe(404)
    expect((await who.get(`/api/list-exports/${run.id}`)).body.state).toBe('fetched')
  })

  it('A24 is not handed out where it cannot be recorded', async () => {
    // Signs in by a row alone: there is no account that could record it.
    const who = await tested.signedIn('cyberspace')
    const run = await exported(who)
    expect(run).toMatchObject({ state: 'refused', refusals: [{ code: 'account-not-open' }, { code: 'account-of-another' }] })
    expect((await who.get(`/api/list-exports/${run.id}/file`)).status).toBe(404)
  })

  it('A24 thrown away is gone, and an unknown list or column is turned away', async () => {
    const who = await tested.signedIn('authority')
    const run = await exported(who)
    expect((await who.remove(`/api/list-exports/${run.id}`)).status).toBe(200)
    expect((await who.get(`/api/list-exports/${run.id}/file`)).status).toBe(404)
    expect((await begin(who, { list: 'nowhere' })).status).toBe(404)
    expect((await begin(who, { columns: ['state'] })).status).toBe(400)
    expect((await tested.passerBy.post('/api/list-exports', {})).status).toBe(401)
  })
})

describe('views that a person keeps', () => {
  const view = { list: 'calls', name: '临期', search: { due: 'soon', sort: 'due' }, columns: ['title', 'due'], isDefault: true }

  it('are theirs alone, one opens the list, and names are told apart', async () => {
    const who = await tested.signedIn('authority')
    const first = (await who.post('/api/list-views', view)).body
    expect(first).toMatchObject(view)
    expect((await who.post('/api/list-views', view)).body.places[0]).toMatchObject({ place: 'body.name', code: 'taken' })
    const second = (await who.post('/api/list-views', { ...view, name: '全部', search: {} })).body
    const kept = (await who.get('/api/list-views?list=calls')).body
    expect(kept.map(({ id, isDefault }: { id: string; isDefault: boolean }) => [id, isDefault]).sort()).toEqual(
      [
        [first.id, false],
        [second.id, true],
      ].sort(),
    )
    const renamed = (await who.post('/api/list-views', { ...view, id: first.id, name: '三天内' })).body
    expect(renamed).toMatchObject({ id: first.id, name: '三天内', isDefault: true })
    const other = await tested.signedIn('cyberspace')
    expect((await other.get('/api/list-views?list=calls')).body).toEqual([])
    await other.remove(`/api/list-views/${first.id}`)
    expect((await who.get('/api/list-views?list=calls')).body.length).toBe(2)
    await who.remove(`/api/list-views/${first.id}`)
    expect((await who.get('/api/list-views?list=calls')).body.map(({ name }: { name: string }) => name)).toEqual(['全部'])
  })

  it('lie sealed in the database, and end with the account', async () => {
    await (await tested.signedIn('authority')).post('/api/list-views', { ...view, name: '含姓名', search: { q: '王小明' } })
    const rows = await tested.running.db.selectFrom('list_views').selectAll().execute()
    expect(Buffer.concat(rows.map(({ sealed }) => sealed)).toString('utf8')).not.toMatch(/王小明|含姓名/)
    const asked = { organization: usccOf('finance'), login: 'leaving', displayName: '离岗' }
    const person = await tested.does('sysadmin', { plural: 'accounts', act: 'open', asked })
    await tested.running.db.updateTable('list_views').set({ person }).execute()
    await tested.does('sysadmin', { plural: 'accounts', act: 'disable', id: person, asked: { reason: '离职' } })
    expect(await tested.running.db.selectFrom('list_views').selectAll().execute()).toEqual([])
  })
})

describe('A27 acts on many cases', () => {
  it('A27 are offered to whose they are, each case with what closes it, and unseen cases are left out', async () => {
    const authority = await tested.signedIn('authority')
    const rows = await rowsOf(authority, '/api/cases/complaints?pageSize=20')
    const ids = rows.map(({ id }) => id)
    const [transfer] = (await authority.post('/api/bulk/complaints', { ids })).body
    expect(transfer.act.name).toBe('complaint.transfer')
    expect(transfer.cases.length).toBe(3)
    const standing = rows.filter(({ stage }) => stage === 'transferred').map(({ id }) => id)
    expect(transfer.cases.filter(({ open }: { open: boolean }) => !open)).toMatchObject(
      standing.map((id) => ({ id, closedBy: [{ code: 'not-received' }] })),
    )
    const consumer = await tested.signedIn('consumer')
    expect((await consumer.post('/api/bulk/complaints', { ids })).body).toEqual([])
    const market = (await (await tested.signedIn('market')).post('/api/bulk/complaints', { ids })).body
    expect(market.map(({ act }: { act: { name: string } }) => act.name)).toEqual(['complaint.acknowledge'])
    expect(market[0].cases.map(({ id }: { id: string }) => id)).toEqual(standing)
    const kinds = (await authority.get('/api/procedures')).body
    expect(kinds.find(({ plural }: { plural: string }) => plural === 'complaints').bulk).toEqual(['complaint.transfer'])
    expect(kinds.find(({ plural }: { plural: string }) => plural === 'deliberations').bulk).toEqual([])
  })
})

describe('A24 a file that a restart took', () => {
  it('A24 is told to whoever asked for it, can be put aside, and one that was fetched is not told', async () => {
    const asked = { list: 'emergency-plans', columns: ['title'], format: 'xlsx', language: 'zh' }
    const ready = async (who: Visitor) => {
      const { id } = (await who.post('/api/list-exports', asked)).body
      while ((await who.get(`/api/list-exports/${id}`)).body.state === 'running') await new Promise((resolve) => setTimeout(resolve, 5))
      return id
    }
    const before = await tested.signedIn('authority')
    const fetched = await ready(before)
    expect((await before.get(`/api/list-exports/${fetched}/file`)).status).toBe(200)
    const lost = await ready(before)
    expect((await before.get('/api/list-exports?list=emergency-plans')).body[0]).toMatchObject({ id: lost, state: 'ready' })
    tested = await tested.again()
    const who = await tested.signedIn('authority')
    const told = { id: lost, list: 'emergency-plans', format: 'xlsx', total: titles.length, state: 'interrupted', refusals: [] }
    expect((await who.get(`/api/list-exports/${lost}`)).body).toMatchObject(told)
    expect((await who.get('/api/list-exports?list=emergency-plans')).body).toMatchObject([told])
    expect((await who.get('/api/list-exports?list=calls')).body).toEqual([])
    expect((await who.get(`/api/list-exports/${lost}/file`)).status).toBe(404)
    expect((await who.get(`/api/list-exports/${fetched}`)).status).toBe(404)
    const other = await tested.signedIn('cyberspace')
    expect((await other.get('/api/list-exports?list=emergency-plans')).body).toEqual([])
    expect((await other.get(`/api/list-exports/${lost}`)).status).toBe(404)
    expect((await other.remove(`/api/list-exports/${lost}`)).status).toBe(404)
    expect((await who.remove(`/api/list-exports/${lost}`)).status).toBe(200)
    expect((await who.get('/api/list-exports?list=emergency-plans')).body).toEqual([])
    expect((await who.remove(`/api/list-exports/${lost}`)).status).toBe(404)
  })
})
