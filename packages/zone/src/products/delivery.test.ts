import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDataEngine, parquet } from '../engine/data.ts'
import type { ProductDelivery } from '../orders.ts'
import { flights, type TestedGateway, testedGateway } from './testing-gateway.ts'

let gateway: TestedGateway
beforeAll(async () => {
  gateway = await testedGateway()
})
afterAll(async () => {
  expect(gateway.zone.faults).toEqual([])
  await gateway.remove()
})

/** Publishes a product of this name and issues its key under the same name. */
const served = async (product: string, change: Parameters<TestedGateway['publish']>[0]): Promise<void> => {
  expect(await gateway.publish({ product, ...change })).toMatchObject({ outcome: 'done' })
  expect(await gateway.issue({ key: product, product })).toMatchObject({ outcome: 'done' })
}
const ask = (product: string, query = '', headers = {}) => gateway.ask(`${product}${query}`, headers, product)
const json = async (product: string, query = '') => (await ask(product, query)).json()
const described = async (product: string) => (await ask(product, '/openapi.json')).json()
const isOpenApi = async (product: string) => new Validator().validate(await described(product))

describe('A3 an API answers look-ups', () => {
  beforeAll(() =>
    served('api', {
      parameters: [
        { name: 'origin', column: 'origin', match: 'equals', required: false },
        { name: 'least', column: 'delay', match: 'from', required: false },
      ],
      masks: [{ column: 'flown', mask: { kind: 'year' } }],
    }),
  )

  it('with the fields that were asked for, masked as the product masks them', async () => {
    expect(await json('api', '?origin=PEK&least=57&fields=flown,delay')).toEqual({
      version: 1,
      count: 1,
      more: false,
      rows: [{ flown: '2026', delay: 57 }],
    })
  })

  it('page by page, each row on one page, and a cursor of another version is turned away', async () => {
    const rows = []
    let next = ''
    for (let pages = 0; pages < 10; pages++) {
      const page = await json('api', `?limit=25${next && `&cursor=${next}`}`)
      rows.push(...page.rows)
      if (!page.more) break
      next = page.next
    }
    expect(new Set(rows.map(({ delay }: { delay: number }) => delay)).size).toBe(flights)
    expect(rows).toHaveLength(flights)
    const stale = await ask('api', '?cursor=2-25')
    expect([stale.status, (await stale.json()).refusals[0].code]).toEqual([409, 'cursor-stale'])
  })

  it.each([
    'fields=secret',
    'fields=delay,delay',
    'limit=0',
    'limit=1001',
    'limit=1e2',
    'cursor=1',
    'format=csv',
    'fields=delay&fields=origin',
  ])('refuses %s and names the parameter, its article and a way out', async (query) => {
    const answer = await ask('api', `?${query}`)
    const body = await answer.json()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8'])
    expect(body).toMatchObject({ article: 3, refusals: [{ code: 'parameter-wrong', fields: [query.split('=')[0]] }] })
    expect(body.wayOut.zh).toContain('OpenAPI')
  })

  it('and is described in OpenAPI 3.1', async () => {
    expect(await isOpenApi('api')).toMatchObject({ valid: true })
    const { paths } = await described('api')
    expect(paths['/v1/api'].get.parameters.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['Yunhe-Scenario', 'origin', 'least', 'fields', 'limit', 'cursor']),
    )
  })

  it('W17-2 the description is for whoever holds a key to it', async () => {
    const stranger = await gateway.ask('api/openapi.json', { authorization: 'Bearer api.another-secret-of-length' })
    expect(stranger.status).toBe(401)
  })
})

it('A3 a table of the workspace is published with all its columns', async () => {
  await served('whole', { source: { from: 'table', table: 'flights' } })
  expect(Object.keys((await json('whole', '?limit=1')).rows[0])).toEqual(['origin', 'delay', 'flown'])
})

it('A3 a tool sums over the copy: groups, measures and filters of its own columns alone', async () => {
  const parameters = [{ name: 'least', column: 'delay', match: 'from', required: false }] as const
  await served('tool', { delivery: { by: 'aggregates' }, parameters: [...parameters] })
  expect(await json('tool', '?group=origin&measure=count,sum:delay,max:flown')).toMatchObject({
    count: 3,
    rows: expect.arrayContaining([{ origin: 'PEK', count: 20, sum_delay: 570, max_flown: '2026-01-28' }]),
  })
  expect((await json('tool', '?least=30')).rows).toEqual([{ count: 30 }])
  for (const wrong of ['group=origin;drop', 'group=origin,origin', 'measure=sum:origin', 'measure=median:delay', 'measure=sum:delay)--'])
    expect((await ask('tool', `?${wrong}`)).status).toBe(400)
  expect(await isOpenApi('tool')).toMatchObject({ valid: true })
})

describe('A3 a data set is downloaded', () => {
  const delivery: ProductDelivery = { by: 'file', formats: ['csv', 'json', 'parquet'] }
  beforeAll(() => served('files', { delivery, masks: [{ column: 'flown', mask: { kind: 'year' } }] }))

  it('as CSV that reads back, with its version in its name', async () => {
    const answer = await ask('files')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="files-v1.csv"')
    const lines = (await answer.text()).split('\r\n')
    expect(lines).toHaveLength(flights + 2)
    expect(lines.slice(0, 4)).toEqual(['origin,delay,flown', 'PEK,0,2026', 'SHA,1,2026', '"""A,B""",2,2026'])
  })

  it('as JSON lines and as Parquet with the same rows', async () => {
    const text = await (await ask('files', '?format=json')).text()
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows[2]).toEqual({ origin: '"A,B"', delay: 2, flown: '2026' })
    const folder = await mkdtemp(join(tmpdir(), 'yunhe-parquet-'))
    const file = join(folder, 'one.parquet')
    await writeFile(file, Buffer.from(await (await ask('files', '?format=parquet')).arrayBuffer()))
    const engine = await openDataEngine({ folders: [], files: [file], spillFolder: folder })
    expect(await engine.rows(`SELECT * FROM ${parquet([file])} WHERE delay = 2`)).toEqual([{ origin: '"A,B"', delay: '2', flown: '2026' }])
    engine.close()
    await rm(folder, { recursive: true })
  })

  it.each(['?format=exe', '?format=sqlite', '?format=..%2f..%2fsigning.pem', '?format=html'])('and not as %s', async (query) => {
    expect((await (await ask('files', query)).json()).refusals[0].code).toBe('format-unknown')
  })

  it('A17 each download is metered with the rows of its file', async () => {
    const before = (await gateway.metered()).length
    await (await ask('files')).arrayBuffer()
    expect((await gateway.metered()).slice(before)).toEqual([{ outcome: 'served', rows: flights }])
  })

  it('W17-2 and not by a key that may see a part of the fields', async () => {
    await gateway.issue({ key: 'narrow', product: 'files', fields: ['delay'] })
    expect((await (await gateway.ask('files', {}, 'narrow')).json()).refusals[0].code).toBe('fields-not-separable')
  })

  it('W10-1 a suspension stops the download that is under way', async () => {
    const sql =
      'select a.origin as one, b.origin as two, c.origin as three, a.delay as delay, b.flown as flown, c.flown as back from flights a cross join flights b cross join flights c'
    expect(await gateway.publish({ product: 'large', delivery, sql })).toMatchObject({
      outcome: 'done',
      result: { served: { rows: 216_000 } },
    })
    await gateway.issue({ key: 'large', product: 'large' })
    const answer = await ask('large')
    const reader = answer.body?.getReader()
    await reader?.read()
    await gateway.zone.send({ order: 'freeze', workspaces: [], products: ['large'], reason: 'a test' })
    await expect(
      (async () => {
        while ((await reader?.read())?.done === false);
      })(),
    ).rejects.toThrow()
    expect((await ask('large')).status).toBe(403)
    gateway.zone.faults.splice(0)
  })

  it('and is described', async () => expect(await isOpenApi('files')).toMatchObject({ valid: true }))
})

describe('A3 a report and an application', () => {
  const blocks = [
    { title: '各地航班 <b>', draw: 'bars', over: 'origin', value: 'flights' },
    { title: '明细', draw: 'table' },
  ] as const
  const sql = 'select origin, count(*) as flights from flights group by origin'

  it('a report is a page and a PDF of its version', async () => {
    await served('report', { sql, delivery: { by: 'report', blocks: [...blocks] } })
    const page = await ask('report')
    const html = await page.text()
    expect(html).toContain('各地航班 &lt;b&gt;')
    expect(html).toContain('&quot;A,B&quot;')
    expect(html).not.toContain('<script')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    const pdf = await ask('report', '?format=pdf')
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect(await isOpenApi('report')).toMatchObject({ valid: true })
  })

  it('a dashboard is drawn from the rows that its parameters leave', async () => {
    const parameters = [{ name: 'origin', column: 'origin', match: 'equals', required: false }] as const
    await served('board', { sql, delivery: { by: 'dashboard', blocks: [...blocks] }, parameters: [...parameters] })
    const html = await (await ask('board', '?origin=SHA')).text()
    expect(html).toContain('SHA')
    expect(html).not.toContain('PEK')
    expect(await isOpenApi('board')).toMatchObject({ valid: true })
  })
})

it.each([
  ['a parameter of a column that is not there', { parameters: [{ name: 'x', column: 'x', match: 'equals', required: false }] }],
  [
    'a parameter called like one of the gateway’s own',
    { parameters: [{ name: 'limit', column: 'delay', match: 'equals', required: false }] },
  ],
  [
    'a parameter that sieves a masked column',
    {
      parameters: [{ name: 'least', column: 'delay', match: 'from', required: false }],
      masks: [{ column: 'delay', mask: { kind: 'round', to: 100 } }],
    },
  ],
  ['a mask of a column that is not there', { masks: [{ column: 'x', mask: { kind: 'hide' } }] }],
  [
    'a file with parameters',
    { delivery: { by: 'file', formats: ['csv'] }, parameters: [{ name: 'd', column: 'delay', match: 'from', required: false }] },
  ],
  ['a drawing of a column that is not there', { delivery: { by: 'dashboard', blocks: [{ title: 't', draw: 'bars', over: 'x' }] } }],
  ['a table that is not there', { source: { from: 'table', table: 'people' } }],
] as const)('A3 is not published: %s', async (_, change) => {
  expect(await gateway.publish({ product: 'wrong', ...(change as object) })).toMatchObject({
    outcome: 'refused',
    refusal: 'output-refused',
  })
})

it('W16-3 an identifier among streamed rows refuses the product, and nothing of it is left', async () => {
  const sql = "select origin, case when delay = 59 then '13812345678' else 'none' end as contact from flights"
  const receipt = await gateway.publish({ product: 'leaky', delivery: { by: 'file', formats: ['csv'] }, sql })
  expect(receipt).toMatchObject({ outcome: 'refused', refusal: 'output-refused' })
  expect(receipt.detail).toContain('identifiers: row 60, column contact')
  await gateway.issue({ key: 'leaky', product: 'leaky' })
  expect((await ask('leaky')).status).toBe(401)
})

it('after a restart every way of delivery answers again', async () => {
  await gateway.restart()
  for (const product of ['api', 'tool', 'files', 'report', 'board']) expect([product, (await ask(product)).status]).toEqual([product, 200])
})
