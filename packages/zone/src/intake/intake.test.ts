import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDataEngine } from '../engine/data.ts'
import { datasetScope } from '../store/manifest.ts'
import type { Format } from './formats.ts'
import type { Delivered } from './intake.ts'
import type { IntakeScene } from './testing.ts'
import { at, censusContract, deliver, flightsContract, intakeScene, residentsContract, storedRows as rowsOf } from './testing.ts'

const project = join(dirname(fileURLToPath(import.meta.url)), '../../../..')
const flights = join(project, 'node_modules/vega-datasets/data/flights-3m.parquet')
const adult = join(project, '../shared/data/adult/adult.csv')

let scene: IntakeScene
beforeEach(async () => {
  scene = await intakeScene()
})
afterEach(() => scene.end())

const header = 'id_number,name,born_on,income'
const good = [
  '32021119900101123X,王小明,1990-01-01,1000.5',
  '320211199001011255,李华,1990/1/1,',
  '320211198512310011,"张 ""三""",19851231,7',
]

const give = async (content: string | Uint8Array, format: Format = { kind: 'csv' }, contract = residentsContract): Promise<Delivered> =>
  deliver({ contract, file: await scene.write('given', content), format, store: scene.store, at, maximumRejectedShare: 0.9 })

const lines = (...rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`
const rejectedOf = ({ rejected }: Delivered) => rejected.map(({ words: _, ...rest }) => rest)
const codesOf = (delivered: Delivered) =>
  delivered.outcome === 'refused' ? delivered.refusals.map(({ code, place }) => `${code} at ${place}`) : [delivered.outcome]

const storedRows = (dataset: string) => rowsOf(scene, dataset)

const typed = [
  ['32021119900101123X', '王小明', '1990-01-01', 1000.5],
  ['320211199001011255', '李华', '1990-01-01', null],
  ['320211198512310011', '张 "三"', '1985-12-31', 7],
]

describe('a file that keeps its contract is accepted', () => {
  it('with its types, in its order, and its profile says counts and never a value', async () => {
    const delivered = await give(lines(...good))
    expect(delivered).toMatchObject({ outcome: 'accepted', version: 1, rows: 3, rejectedRows: 0, rejected: [] })
    expect(await storedRows('residents')).toEqual(typed)
    expect(JSON.stringify(delivered)).not.toMatch(/王小明|1990|32021119/)
    expect(delivered).toMatchObject({
      profile: { rows: 3, columns: [{ name: 'id_number', empty: 0, distinct: 3 }, {}, {}, { name: 'income', empty: 1 }] },
    })
  })

  it.each([
    ['semicolons', { kind: 'csv' }, lines(...good).replaceAll(',', ';')],
    ['tabs, declared', { kind: 'csv', delimiter: '\t' }, lines(...good).replaceAll(',', '\t')],
    ['a byte order mark and Windows line ends', { kind: 'csv' }, `\ufeff${lines(...good).replaceAll('\n', '\r\n')}`],
    [
      'columns in another order, and one that was not promised',
      { kind: 'csv' },
      `extra,income,Born On,NAME,id_number\n${good.map((row) => ['x', ...row.replace('"张 ""三"""', '"张 ""三"""').split(',').reverse()].join(',')).join('\n')}`,
    ],
    [
      'JSON lines',
      { kind: 'json-lines' },
      typed.map(([id_number, name, born_on, income]) => JSON.stringify({ id_number, name, born_on, income })).join('\n'),
    ],
  ] as const)('with %s', async (_, format, content) => {
    expect(await give(content, format)).toMatchObject({ outcome: 'accepted', rows: 3, rejectedRows: 0 })
    expect(await storedRows('residents')).toEqual(typed)
  })

  it('in GB18030, found out or declared', async () => {
    const bytes = gb18030(lines(...good))
    expect(await give(bytes)).toMatchObject({ outcome: 'accepted', rows: 3, rejectedRows: 0 })
    expect(await storedRows('residents')).toEqual(typed)
    expect(await give(bytes, { kind: 'csv', encoding: 'gb18030' })).toMatchObject({ outcome: 'accepted', version: 2 })
  })

  it.skipIf(!existsSync(adult))(
    'the census file, whose header is spelt with hyphens (skipped where the data folder is missing)',
    async () => {
      const delivered = await deliver({ contract: censusContract, file: adult, format: { kind: 'csv' }, store: scene.store, at })
      expect(delivered).toMatchObject({ outcome: 'accepted', rows: 30_162, rejectedRows: 0 })
    },
  )
})

describe('an array of JSON', () => {
  const rows = [
    { id_number: '1', name: '王小明', born_on: '1990-01-01', income: 1 },
    { id_number: '2', name: 'x', born_on: 'never', income: null },
  ]
  it('is read like lines, its rows counted', async () => {
    const delivered = await give(JSON.stringify(rows, undefined, 2), { kind: 'json-lines' })
    expect(delivered).toMatchObject({
      outcome: 'accepted',
      rows: 1,
      rejected: [{ row: 2, column: 'born_on', code: 'not-a-date' }],
      chosen: { layout: 'array' },
    })
  })
  it('that is cut is refused', async () => {
    expect(codesOf(await give(JSON.stringify(rows).slice(0, -1), { kind: 'json-lines' }))).toEqual([
      expect.stringMatching(/^json-broken at byte \d+$/),
    ])
  })
})

describe('a line with a zero byte, and a file of two encodings', () => {
  it('costs that line', async () => {
    const delivered = await give(lines(...good, '4,a\0b,1990-01-01,1'))
    expect(rejectedOf(delivered)).toEqual([{ line: 5, code: 'nul-in-line' }])
    const mixed = Buffer.concat([Buffer.from(lines(...good)), gb18030('5,王,1990-01-01,1\n')])
    expect(rejectedOf(await give(mixed))).toEqual([{ line: 5, byte: 2, code: 'broken-encoding' }])
  })
})

describe('broken rows are set aside with reason and place', () => {
  it('each by its line, its column and its reason', async () => {
    const delivered = await give(
      lines(
        good[0] ?? '',
        ',无名,1990-01-01,1',
        '320211199001011255,李华,1990-02-30,1e',
        'a,b,1990-01-01',
        'a,b,1990-01-01,1,5',
        'a,"b"c,1990-01-01,1',
        good[2] ?? '',
      ),
    )
    expect(delivered).toMatchObject({ outcome: 'accepted', rows: 2, rejectedRows: 5 })
    expect(rejectedOf(delivered)).toEqual([
      { line: 3, column: 'id_number', code: 'value-missing' },
      { line: 4, column: 'born_on', code: 'not-a-date' },
      { line: 4, column: 'income', code: 'not-a-number' },
      { line: 5, code: 'too-few-fields' },
      { line: 6, code: 'too-many-fields' },
      { line: 7, code: 'quote-broken' },
    ])
  })

  it('a field over two lines does not shift the count of lines', async () => {
    const delivered = await give(lines('1,"two\nlines",1990-01-01,1', '2,x,never,1', '', '3,x,1990-13-01,1'))
    expect(rejectedOf(delivered)).toEqual([
      { line: 4, column: 'born_on', code: 'not-a-date' },
      { line: 6, column: 'born_on', code: 'not-a-date' },
    ])
  })

  it('a quote that never closes costs its own line and not the rest of the file', async () => {
    const delivered = await give(lines('1,"open,1990-01-01,1', ...good))
    expect(delivered).toMatchObject({ outcome: 'accepted', rows: 3, rejectedRows: 1 })
    expect(rejectedOf(delivered)).toEqual([{ line: 2, code: 'quote-broken' }])
  })

  it('broken UTF-8 costs its line, and the byte is named', async () => {
    const bytes = Buffer.concat([
      Buffer.from(lines(good[0] ?? '')),
      Buffer.from('1,王'),
      Buffer.of(0xff),
      Buffer.from(',1990-01-01,1\n'),
      Buffer.from(`${good[1] ?? ''}\n`),
    ])
    const delivered = await give(bytes)
    expect(delivered).toMatchObject({ outcome: 'accepted', rows: 2, rejectedRows: 1 })
    expect(rejectedOf(delivered)).toEqual([{ line: 3, byte: 5, code: 'broken-encoding' }])
  })

  it('a line of more than 1 MiB costs itself', async () => {
    const long = `3,${'x'.repeat(1 << 20)},1990-01-01,1`
    const delivered = await give(lines(good[0] ?? '', good[1] ?? '', long, good[2] ?? ''))
    expect(delivered).toMatchObject({ outcome: 'accepted', rows: 3, rejectedRows: 1 })
    expect(rejectedOf(delivered)).toEqual([{ line: 4, code: 'line-too-long' }])
  })

  it('lines that are no JSON objects', async () => {
    const object = (id: string) => JSON.stringify({ id_number: id, name: 'n', born_on: '1990-01-01', income: 1 })
    const delivered = await give([object('1'), '{"id_number":', '[1]', object(''), object('2')].join('\n'), { kind: 'json-lines' })
    expect(delivered).toMatchObject({ outcome: 'accepted', rows: 2, rejectedRows: 3 })
    expect(rejectedOf(delivered)).toEqual([
      { line: 2, code: 'not-json' },
      { line: 3, code: 'not-json' },
      { line: 4, column: 'id_number', code: 'value-missing' },
    ])
  })

  it('rows of a Parquet file, by their row', async () => {
    const file = join(scene.folder, 'given.parquet')
    const engine = await openDataEngine({ folders: [scene.folder], spillFolder: scene.folder, keepsOrder: true })
    await engine.copy(
      `SELECT * FROM (VALUES ('1', 'a', '1990-01-01', 1.5), (NULL, 'b', '1990-01-01', 1), ('3', 'c', 'x', 2)) t(id_number, name, born_on, income)`,
      file,
    )
    engine.close()
    const delivered = await deliver({
      contract: residentsContract,
      file,
      format: { kind: 'parquet' },
      store: scene.store,
      at,
      maximumRejectedShare: 0.9,
    })
    expect(rejectedOf(delivered)).toEqual([
      { row: 2, column: 'id_number', code: 'value-missing' },
      { row: 3, column: 'born_on', code: 'not-a-date' },
    ])
  })

  it('no answer holds a value of the file', async () => {
    const delivered = await give(lines(...good, '32021119900101123X,王小明,SECRET,SECRET'))
    expect(delivered.rejected).toHaveLength(2)
    expect(JSON.stringify(delivered)).not.toMatch(/SECRET|王|320211/)
  })
})

describe('a file that cannot be trusted is refused whole, and the version before stays in force', () => {
  const wide = good.join('\n')
  const refused: readonly (readonly [string, string | Uint8Array, Format, readonly string[]])[] = [
    ['nothing in it', '', { kind: 'csv' }, ['empty-file at byte 0']],
    ['a header and no rows', lines(), { kind: 'csv' }, ['no-rows at line 2']],
    [
      'another delimiter than declared',
      lines(...good).replaceAll(',', ';'),
      { kind: 'csv', delimiter: ',' },
      ['wrong-delimiter at line 1'],
    ],
    [
      'another delimiter in its rows than in its header',
      `${header}\n${wide.replaceAll(',', ';')}`,
      { kind: 'csv' },
      ['too-many-rows-rejected at 3 of 3 rows'],
    ],
    ['a column missing', lines(...good).replace('born_on', 'birthday'), { kind: 'csv' }, ['column-missing at column born_on']],
    [
      'a column twice',
      lines(...good).replace('income', 'name'),
      { kind: 'csv' },
      ['column-twice at column name', 'column-missing at column income'],
    ],
    ['no header', wide, { kind: 'csv' }, ['id_number', 'name', 'born_on', 'income'].map((name) => `column-missing at column ${name}`)],
    ['GBK where UTF-8 was declared', gb18030(lines(...good)), { kind: 'csv', encoding: 'utf-8' }, ['encoding-differs at byte 0']],
    ['UTF-16', Buffer.from(`\ufeff${lines(...good)}`, 'utf16le'), { kind: 'csv' }, ['encoding-not-supported at byte 0']],
    ['a subject twice', lines(...good, good[0] ?? ''), { kind: 'csv' }, ['subject-twice at column id_number, 1 rows']],
    [
      'JSON lines without a promised key',
      '{"id_number":"1","name":"n","income":1}',
      { kind: 'json-lines' },
      ['column-missing at column born_on'],
    ],
    ['a first line without end', 'x'.repeat(3 << 20), { kind: 'csv' }, ['header-too-long at line 1']],
    ['text that calls itself Parquet', lines(...good), { kind: 'parquet' }, [`parquet-cut at byte ${Buffer.byteLength(lines(...good))}`]],
  ]

  it.each(refused)('with %s', async (_, content, format, expected) => {
    await give(lines(...good))
    expect(codesOf(await give(content, format))).toEqual(expected.toSorted((one, other) => order(one) - order(other)))
    expect((await scene.store.currentVersion(datasetScope('residents')))?.version).toBe(1)
    expect(await storedRows('residents')).toEqual(typed)
  })

  it('with one line without end and nothing else, which is named by its place', async () => {
    const delivered = await give('x'.repeat(3 << 20), { kind: 'json-lines' })
    expect(delivered).toMatchObject({ outcome: 'refused', rejectedRows: 1 })
    expect(rejectedOf(delivered)).toEqual([{ line: 1, code: 'line-too-long' }])
  })

  it('a Parquet file cut in the middle, and one whose middle was overwritten', async () => {
    const whole = await readFile(flights)
    const half = whole.subarray(0, whole.length / 2)
    expect(codesOf(await give(half, { kind: 'parquet' }, flightsContract))).toEqual([`parquet-cut at byte ${half.length}`])
    const footerless = Buffer.concat([half, Buffer.from('PAR1')])
    expect(codesOf(await give(footerless, { kind: 'parquet' }, flightsContract))).toEqual(['parquet-broken at footer'])
    const holed = Buffer.from(whole).fill(0xff, whole.length / 2, whole.length / 2 + 200_000)
    expect(codesOf(await give(holed, { kind: 'parquet' }, flightsContract))).toEqual(['parquet-broken at pages'])
    expect(await scene.store.currentVersion(datasetScope('flights'))).toBeUndefined()
    expect(await scene.store.inventoryOf(datasetScope('flights'))).toEqual([])
  })

  it('with more broken rows than may be set aside, and not with exactly as many', async () => {
    const file = await scene.write('fifth', lines(...good, '320211198512310038,n,1990-01-01,1', '5,n,never,1'))
    const fifth = { contract: residentsContract, file, format: { kind: 'csv' }, store: scene.store, at } as const
    expect(codesOf(await deliver({ ...fifth, maximumRejectedShare: 0.2 }))).toEqual(['accepted'])
    expect(codesOf(await deliver({ ...fifth, maximumRejectedShare: 0.19 }))).toEqual(['too-many-rows-rejected at 1 of 5 rows'])
  })
})

/** Refusals stand in the order of the contract's columns. */
const order = (text: string): number => residentsContract.columns.findIndex(({ name }) => text.endsWith(` ${name}`))

/** The characters these tests use, as GB 18030 (equal to GBK here) writes them. */
function gb18030(text: string): Buffer {
  const codes: Readonly<Record<string, string>> = { 王: 'cdf5', 小: 'd0a1', 明: 'c3f7', 李: 'c0ee', 华: 'bbaa', 张: 'd5c5', 三: 'c8fd' }
  return Buffer.concat([...text].map((sign) => (codes[sign] === undefined ? Buffer.from(sign) : Buffer.from(codes[sign], 'hex'))))
}
