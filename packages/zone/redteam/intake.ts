/** Files that are meant to harm whoever reads them, and requests that try to name more than a source: each is turned away, and the version before stays. */
import { type Part, partsOf, residentsHeader, zipOf } from '../src/intake/xlsx/testing.ts'
import type { Attack } from './attack.ts'
import type { Live } from './live.ts'

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const codesOf = async (answer: Response): Promise<readonly string[]> => {
  const body = (await answer.json().catch(() => ({}))) as {
    readonly refusals?: readonly { readonly code: string }[]
    readonly outcome?: string
  }
  return body.refusals !== undefined && body.refusals.length > 0
    ? body.refusals.map(({ code }) => code)
    : [body.outcome ?? `http-${answer.status}`]
}

type Sent = { readonly type: string; readonly query: string; readonly body: Uint8Array | string }

const delivered = async ({ address, header }: Live, { type, query, body }: Sent): Promise<readonly string[]> =>
  codesOf(
    await fetch(`${address}/datasets/people/files?${query}`, {
      method: 'POST',
      headers: { ...header('intake', 'people'), 'content-type': type },
      body: body as BodyInit,
    }),
  )

const file = (id: string, expected: string, sent: () => Sent): Attack => ({
  id: `file-${id}`,
  class: 'intake',
  expected,
  against: (live) => delivered(live, sent()),
})

const book = (id: string, expected: string, body: () => Uint8Array): Attack =>
  file(`xlsx-${id}`, expected, () => ({ type: workbook, query: 'format=xlsx', body: body() }))
const csv = (id: string, expected: string, body: () => Uint8Array | string, query = 'format=csv'): Attack =>
  file(`csv-${id}`, expected, () => ({ type: 'text/csv', query, body: body() }))
const json = (id: string, expected: string, body: () => string): Attack =>
  file(`json-${id}`, expected, () => ({ type: 'application/x-ndjson', query: 'format=json', body: body() }))

const plain = partsOf([{ name: 's', rows: residentsHeader }])
const more = (...parts: readonly Part[]) => zipOf([...plain, ...parts])
const sheet = (xml: string) => zipOf(plain.map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, content: xml } : part)))
const declared = (entities: string, use: string) =>
  sheet(`<!DOCTYPE w [${entities}]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>${use}</v></c></row></sheetData></worksheet>`)
const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')

const header = 'id,age,district,income,band,sick,mobile'
const row = (id: string) => `${id},30,Binhu,100,a,true,13800000000`

const pull = (id: string, expected: string, body: unknown): Attack => ({
  id: `source-${id}`,
  class: 'intake',
  expected,
  against: async ({ ask, header: pass }) =>
    (await ask('POST', '/datasets/people/pulls', { headers: pass('intake', 'people'), body })).codes,
})
const asks = (id: string, expected: string, path: string, method: 'GET' | 'POST' = 'GET', scope = 'people'): Attack => ({
  id: `intake-${id}`,
  class: 'intake',
  expected,
  against: async ({ ask, header: pass }) => (await ask(method, path, { headers: pass('intake', scope) })).codes,
})

export const intake: readonly Attack[] = [
  book('path-above', 'xlsx-path', () => more({ name: '../../keys/root.key', content: 'x' })),
  book('path-absolute', 'xlsx-path', () => more({ name: '/etc/cron.d/x', content: 'x' })),
  book('path-windows', 'xlsx-path', () => more({ name: '..\\..\\x', content: 'x' })),
  book('path-drive', 'xlsx-path', () => more({ name: 'C:/x', content: 'x' })),
  book('bomb-flat', 'xlsx-bomb', () => more({ name: 'xl/media/a', content: Buffer.alloc(96 * 2 ** 20) })),
  book('bomb-lying', 'xlsx-bomb', () =>
    zipOf(
      plain.map((part) =>
        part.name.endsWith('sheet1.xml') ? { ...part, content: '<row>'.repeat(4_000_000), says: { bytes: 100 } } : part,
      ),
    ),
  ),
  book('bomb-overlap', 'xlsx-bomb|xlsx-broken', () =>
    more({ name: 'xl/workbook2.xml', content: 'x', says: { localName: 'xl/workbook.xml', at: 0 } }),
  ),
  book('bomb-entries', 'xlsx-bomb', () => more(...Array.from({ length: 2100 }, (_, at) => ({ name: `xl/${at}`, content: '' })))),
  book('two-faces', 'xlsx-broken', () => more({ name: 'xl/a', content: 'x', says: { localName: 'xl/b' } })),
  book('xxe-file', 'xlsx-doctype', () => declared('<!ENTITY x SYSTEM "file:///etc/passwd">', '&x;')),
  book('xxe-network', 'xlsx-doctype', () => declared('<!ENTITY x SYSTEM "http://127.0.0.1:1/">', '&x;')),
  book('xxe-parameter', 'xlsx-doctype', () => declared('<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;', '')),
  book('billion-laughs', 'xlsx-doctype', () => declared(`<!ENTITY l0 "ha">${laughs}`, '&l9;')),
  book('entity-undeclared', 'xlsx-doctype', () =>
    sheet('<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&x;</v></c></row></sheetData></worksheet>'),
  ),
  book('deep', 'xlsx-broken', () => sheet('<a>'.repeat(100_000))),
  book('endless-tag', 'xlsx-broken', () => sheet(`<worksheet ${'x'.repeat(6 * 2 ** 20)}`)),
  book('column-far', 'xlsx-broken', () =>
    sheet('<worksheet><sheetData><row r="1"><c r="ZZZZZ1"><v>1</v></c></row></sheetData></worksheet>'),
  ),
  book('utf-16', 'xlsx-broken', () => sheet('<?xml version="1.0" encoding="UTF-16"?><worksheet/>')),
  book('macro', 'xlsx-macro', () => more({ name: 'xl/vbaProject.bin', content: 'x' })),
  book('encrypted', 'xlsx-encrypted', () => more({ name: 'xl/x', content: 'x', says: { flags: 1 } })),
  book('compound', 'xlsx-encrypted', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024)])),
  book('cut', 'xlsx-broken', () => more().subarray(0, 200)),
  book('sheet-outside', 'sheet-missing|xlsx-broken', () =>
    zipOf(
      plain.map((part) =>
        part.name.endsWith('.rels')
          ? { ...part, content: String(part.content).replace('worksheets/sheet1.xml', '../../../../etc/passwd') }
          : part,
      ),
    ),
  ),
  csv('nul', 'too-many-rows-rejected|encoding-not-supported', () => `${header}\n${row('a\0b')}\n`),
  csv('utf-16', 'encoding-not-supported', () => Buffer.from(`\ufeff${header}\n${row('a')}\n`, 'utf16le')),
  csv('huge-line', 'header-too-long', () => 'x'.repeat(8 * 2 ** 20)),
  csv('huge-field', 'too-many-rows-rejected', () => `${header}\n"${'x'.repeat(4 * 2 ** 20)}",30,Binhu,1,a,true,1\n`),
  csv('open-quote', 'subject-twice', () => `${header}\n"${`${row('a')}\n`.repeat(20_000)}`),
  csv(
    'mixed-encodings',
    'encoding-differs|too-many-rows-rejected',
    () =>
      Buffer.concat([
        Buffer.from(`${header}\n无锡,30,Binhu,1,a,true,1\n`),
        ...Array.from({ length: 3 }, () => Buffer.concat([Buffer.from('cedecefd', 'hex'), Buffer.from(',30,Binhu,1,a,true,1\n')])),
      ]),
    'format=csv&encoding=utf-8',
  ),
  csv(
    'wrong-encoding',
    'encoding-differs',
    () => Buffer.concat([Buffer.from(`${header}\n`), Buffer.from('cedecefd', 'hex'), Buffer.from(',30,Binhu,1,a,true,1\n')]),
    'format=csv&encoding=utf-8',
  ),
  csv('header-of-people', 'column-missing', () => '11010519491231002X,王小明\n440524188001010014,李华\n'),
  csv('header-as-sql', 'column-missing', () => `id,age,district"); COPY people TO '/tmp/x'; --,income\n1,2,3,4\n`),
  csv('delimiter-unknown', 'malformed', () => `${header}\n`, "format=csv&delimiter='"),
  csv('mode-unknown', 'malformed', () => `${header}\n`, 'format=csv&mode=destroy'),
  csv('sheet-too-long', 'malformed', () => `${header}\n`, `format=xlsx&sheet=${'x'.repeat(200)}`),
  csv('as-parquet', 'parquet-cut', () => `${header}\n${row('a')}\n`, 'format=parquet'),
  json('deep', 'json-broken|too-many-rows-rejected|column-missing', () => `[${'['.repeat(200_000)}`),
  json('endless-text', 'json-broken', () => `[{"id":"${'x'.repeat(3 * 2 ** 20)}`),
  json('array-cut', 'json-broken', () => '[{"id":1},'),
  json('key-as-path', 'column-missing', () => '{"id\\"].x":1,"$.*":2}\n'),
  json('not-a-table', 'column-missing|json-broken', () => '"x"'),
  pull('unknown', 'source-unknown', { source: 'registry', table: 'people' }),
  pull('sql', 'malformed', { source: "registry'; DROP TABLE people; --", table: 'people' }),
  pull('table-sql', 'malformed', { source: 'registry', table: 'people" UNION SELECT * FROM pg_shadow --' }),
  pull('prototype', 'source-unknown|malformed', { source: '__proto__', table: 'constructor' }),
  pull('address', 'malformed', { source: 'registry', table: 'people', host: '169.254.169.254' }),
  pull('query', 'malformed', { source: 'registry', table: 'people', sql: 'select 1' }),
  asks('version-path', 'version-unknown|malformed', '/datasets/people/versions/..%2f..%2f1'),
  asks('version-none', 'version-unknown', '/datasets/people/versions/99/set-aside'),
  asks('set-aside-of-others', 'out-of-scope', '/datasets/people/versions/1/set-aside', 'GET', 'visits'),
  asks('versions-of-others', 'out-of-scope', '/datasets/people/versions', 'GET', 'visits'),
  asks('sample-with-intake', 'wrong-purpose', '/samples?format=csv', 'POST'),
]
