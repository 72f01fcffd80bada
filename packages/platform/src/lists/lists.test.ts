import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { day } from '@yunhe/law'
import { usccFor } from '@yunhe/law/identifiers/uscc'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvRows } from './csv.ts'
import { httpLists } from './http.ts'
import { readList } from './read.ts'
import { listsFrom } from './source.ts'

const [one, two] = [usccFor('9132020000000001'), usccFor('9132020000000002')]

describe('a list as its issuer gave it out', () => {
  it.each([
    { form: 'csv', content: `uscc,名称\n${one},甲\n${two},"乙,""丙"""\n` },
    { form: 'csv', content: `\uFEFF序号,统一社会信用代码\r\n1,${one.toLowerCase()}\r\n2, ${two} \r\n` },
    { form: 'json', content: JSON.stringify([{ uscc: one }, { uscc: two, name: '乙' }]) },
  ])('$form is read', ({ form, content }) => {
    expect(readList(form, content)).toEqual({ codes: new Set([one, two]), rows: 2, unread: 0 })
  })

  it('counts what names no organization instead of passing it over in silence', () => {
    expect(readList('csv', `uscc\n${one}\n91350211M0000XUF46\n`)).toMatchObject({ rows: 2, unread: 1 })
  })

  it.each([
    { form: 'csv', content: '名称\n甲\n' },
    { form: 'csv', content: `uscc\n"${one}\n` },
    { form: 'csv', content: `uscc\n${one},甲\n` },
    { form: 'csv', content: '' },
    { form: 'json', content: '{"uscc":1}' },
    { form: 'json', content: '[1]' },
    { form: 'json', content: '[' },
    { form: 'json', content: '[]' },
  ])('that cannot be read is none, never an empty one: $content', ({ form, content }) => {
    expect(readList(form, content)).toBeUndefined()
  })

  it('keeps commas and line ends inside of quotes', () => {
    expect(csvRows('a,b\n"1,\n2",""\n')).toEqual([{ a: '1,\n2', b: '' }])
  })
})

describe('a source asked over HTTP', () => {
  let server: Server
  let place: string
  const asked: string[] = []
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      const answers: Readonly<Record<string, () => void>> = {
        hit: () => void response.end('{"listed":true,"issuedOn":"2026-03-01","source":"信用中国"}'),
        clear: () => void response.end('{"listed":false,"issuedOn":"2026-03-01"}'),
        garbled: () => void response.end('<html>'),
        incomplete: () => void response.end('{"issuedOn":"2026-03-01"}'),
        failing: () => void response.writeHead(500).end('{"listed":false,"issuedOn":"2026-03-01"}'),
        elsewhere: () => void response.writeHead(302, { location: '/clear/x/y' }).end(),
        huge: () => void response.end(`{"listed":false,"issuedOn":"2026-03-01","more":"${'x'.repeat(5_000)}"}`),
        silent: () => undefined,
      }
      answers[(request.url ?? '').split('/')[1] ?? '']?.()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    place = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const answersOf = (kind: string) =>
    listsFrom([httpLists({ url: `${place}/${kind}/{list}/{uscc}`, timeoutMs: kind === 'silent' ? 200 : 20_000, mostBytes: 4_000 })]).ask(
      one,
      day('2026-03-02'),
    )

  it('W7-2 says whether the organization is listed, with source, day and hash of the answer', async () => {
    expect(await answersOf('hit')).toMatchObject([
      {
        list: 'dishonest-executee',
        result: 'hit',
        source: '信用中国',
        issuedOn: '2026-03-01',
        checkedOn: '2026-03-02',
        snapshot: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      { list: 'major-tax-case', result: 'hit' },
    ])
    expect((await answersOf('clear')).map(({ result }) => result)).toEqual(['clear', 'clear'])
    expect(asked).toContain(`/hit/major-tax-case/${one}`)
  })

  it.each(['garbled', 'incomplete', 'failing', 'elsewhere', 'huge', 'silent'])(
    'W7-4 a source that is %s is not checked, and no pass',
    async (kind) => {
      const answers = await answersOf(kind)
      expect(answers.map(({ result }) => result)).toEqual(['not-checked', 'not-checked'])
      expect(answers.every(({ fault }) => (fault ?? '').length > 0)).toBe(true)
    },
  )

  it('W7-4 no source at all is not checked either', async () => {
    expect((await listsFrom([]).ask(one, day('2026-03-02'))).map(({ result }) => result)).toEqual(['not-checked', 'not-checked'])
    expect(await listsFrom([]).areThere()).toBe(false)
  })
})
