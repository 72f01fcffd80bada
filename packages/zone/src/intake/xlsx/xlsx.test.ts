import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Format } from '../formats.ts'
import { at, deliver, type IntakeScene, intakeScene, residentsContract, storedRows } from '../testing.ts'
import { dateKindOf, dateOf } from './dates.ts'
import { inline, type Part, partsOf, residentsHeader, zipOf } from './testing.ts'

let scene: IntakeScene
beforeEach(async () => {
  scene = await intakeScene()
})
afterEach(() => scene.end())

const give = async (content: Uint8Array, format: Format = { kind: 'xlsx' }) =>
  deliver({
    contract: residentsContract,
    file: await scene.write('given', content),
    format,
    store: scene.store,
    at,
    maximumRejectedShare: 0.9,
  })
const codes = (answer: Awaited<ReturnType<typeof give>>) =>
  answer.outcome === 'refused' ? answer.refusals.map(({ code }) => code) : ['accepted']

describe('a workbook', () => {
  it('written by another program is read with its days, its texts, its formulas as values, and its second sheet where that is named', async () => {
    const book = new ExcelJS.Workbook()
    const first = book.addWorksheet('居民')
    first.addRow(['身份证号', 'Name', 'born_on', 'income', 'not promised'])
    first.addRow(['32021119900101123X', '王小明', new Date(Date.UTC(1990, 0, 1)), 1000.5, 'x'])
    first.addRow(['320211199001011255', { richText: [{ text: '李' }, { text: '华' }] }, '1990/1/1', { formula: 'D2*2', result: 2001 }])
    first.getColumn(3).numFmt = 'yyyy"年"m"月"d"日"'
    const second = book.addWorksheet('第二张')
    second.addRow(['id_number', 'name', 'born_on', 'income'])
    second.addRow(['320211198512310011', '张 "三"', '19851231', 7])
    const bytes = new Uint8Array(await book.xlsx.writeBuffer())
    const titled = {
      ...residentsContract,
      columns: residentsContract.columns.map((one) => (one.name === 'id_number' ? { ...one, title: '身份证号' } : one)),
    }
    const file = await scene.write('given', bytes)
    const delivered = await deliver({ contract: titled, file, format: { kind: 'xlsx' }, store: scene.store, at })
    expect(delivered).toMatchObject({
      outcome: 'accepted',
      rows: 2,
      rejectedRows: 0,
      chosen: { sheet: '居民', sheets: 2, unpromised: ['not_promised'] },
    })
    expect(await storedRows(scene, 'residents')).toEqual([
      ['32021119900101123X', '王小明', '1990-01-01', 1000.5],
      ['320211199001011255', '李华', '1990-01-01', 2001],
    ])
    expect(await give(bytes, { kind: 'xlsx', sheet: '第二张' })).toMatchObject({ outcome: 'accepted', version: 2, rows: 1 })
    expect(codes(await give(bytes, { kind: 'xlsx', sheet: '第三张' }))).toEqual(['sheet-missing'])
  })

  it('has a row set aside where a cell is an error, a formula nobody worked out, or a number that lost its digits', async () => {
    const rows = `${residentsHeader}
      <row r="2">${inline('A2', '1')}${inline('B2', 'a')}<c r="C2" t="str"><f>TODAY()</f><v>1990-01-01</v></c><c r="D2"><v>1</v></c></row>
      <row r="4">${inline('A4', '2')}${inline('B4', 'a')}${inline('C4', '1990-01-01')}<c r="D4" t="e"><v>#REF!</v></c></row>
      <row r="5">${inline('A5', '3')}${inline('B5', 'a')}<c r="C5"><f>TODAY()</f></c><c r="D5"><v>1</v></c></row>
      <row r="6"><c r="A6"><v>3.2021119900101126E+17</v></c>${inline('B6', 'a')}${inline('C6', '1990-01-01')}</row>
      <row r="7"><c r="A7"><v>13812345678</v></c>${inline('B7', 'a')}${inline('C7', '1990-01-01')}</row>`
    const delivered = await give(zipOf(partsOf([{ name: 's', rows }])))
    expect(delivered).toMatchObject({ outcome: 'accepted', rows: 2, rejectedRows: 3 })
    expect(delivered.rejected.map(({ row, column, code }) => [row, column, code])).toEqual([
      [4, 'income', 'cell-error'],
      [5, 'born_on', 'formula-without-value'],
      [6, 'id_number', 'digits-lost'],
    ])
    expect((await storedRows(scene, 'residents'))?.[1]?.[0]).toBe('13812345678')
  })

  it('takes the first sheet that is not hidden', async () => {
    const rows = `${residentsHeader}<row r="2">${inline('A2', '1')}${inline('B2', 'a')}${inline('C2', '1990-01-01')}</row>`
    const parts = partsOf([
      { name: 'a', rows: '', state: 'hidden' },
      { name: 'b', rows },
    ])
    expect(await give(zipOf(parts))).toMatchObject({ outcome: 'accepted', rows: 1, chosen: { sheet: 'b' } })
  })
})

describe('W16-3 a workbook that is meant to harm is refused whole', () => {
  const plain = partsOf([{ name: 's', rows: residentsHeader }])
  const with_ = (...more: readonly Part[]) => zipOf([...plain, ...more])
  const sheet = (xml: string) => zipOf(plain.map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, content: xml } : part)))
  const bomb = '<row>'.repeat(40_000_000 / 5)

  it.each([
    ['that names a place above itself', with_({ name: '../../etc/passwd', content: 'x' }), 'xlsx-path'],
    ['that names an absolute place', with_({ name: '/etc/passwd', content: 'x' }), 'xlsx-path'],
    ['that names a place with strokes of Windows', with_({ name: 'xl\\..\\..\\x', content: 'x' }), 'xlsx-path'],
    ['that unpacks to far more than it holds', with_({ name: 'xl/media/1', content: Buffer.alloc(80 * 2 ** 20) }), 'xlsx-bomb'],
    [
      'whose directory says less than it unpacks to',
      zipOf(plain.map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, content: bomb, says: { bytes: 10 } } : part))),
      'xlsx-bomb',
    ],
    [
      'whose entries share their bytes',
      with_({ name: 'xl/x', content: 'x', says: { localName: 'xl/workbook.xml', at: 0 } }),
      'xlsx-broken',
    ],
    [
      'whose parts have other names than its directory says',
      with_({ name: 'xl/x', content: 'x', says: { localName: 'xl/y' } }),
      'xlsx-broken',
    ],
    ['that is encrypted', with_({ name: 'xl/x', content: 'x', says: { flags: 1 } }), 'xlsx-encrypted'],
    ['that is an old compound file', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'xlsx-encrypted'],
    ['with macros', with_({ name: 'xl/vbaProject.bin', content: 'x' }), 'xlsx-macro'],
    [
      'with a file named as an entity',
      sheet(
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&x;</v></c></row></sheetData></worksheet>',
      ),
      'xlsx-doctype',
    ],
    ['with entities that multiply', sheet('<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet/>'), 'xlsx-doctype'],
    [
      'with an entity of its own and no declaration',
      sheet('<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&lol;</v></c></row></sheetData></worksheet>'),
      'xlsx-doctype',
    ],
    ['nested without end', sheet(`<worksheet>${'<a>'.repeat(1000)}`), 'xlsx-broken'],
    ['with a tag without end', sheet(`<worksheet ${'x'.repeat(5 * 2 ** 20)}`), 'xlsx-broken'],
    ['cut in the middle', zipOf(plain).subarray(0, 300), 'xlsx-broken'],
    ['that is no archive', Buffer.from('id_number,name,born_on,income\n1,a,1990-01-01,1\n'), 'xlsx-broken'],
  ])('%s', async (_, bytes, expected) => {
    expect(codes(await give(bytes))).toEqual([expected])
  })
})

describe('days in a workbook', () => {
  it.each([
    [14, undefined, 'day'],
    [22, undefined, 'time'],
    [31, undefined, 'day'],
    [2, undefined, undefined],
    [164, 'yyyy-mm-dd', 'day'],
    [165, '[$-804]yyyy"年"m"月"d"日";@', 'day'],
    [166, 'h:mm:ss', 'time'],
    [167, '#,##0.00"元"', undefined],
    [168, '[Red]General', undefined],
    [169, '0.00E+00', undefined],
  ])('are told by the format %i %s: %s', (id, code, kind) => expect(dateKindOf(id, code)).toBe(kind))

  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, undefined],
    [61, '1900-03-01'],
    [32_874, '1990-01-01'],
    [32_874.5, '1990-01-01 12:00:00'],
    [0.25, '06:00:00'],
    [-1, undefined],
    [9_999_999, undefined],
  ])('the number %f is %s', (serial, text) => expect(dateOf(serial, false)).toBe(text))

  it('count from 1904 where the workbook says so', () => expect(dateOf(0, true)).toBe('1904-01-01'))
})
