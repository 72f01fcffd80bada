import { afterEach, beforeEach, expect, it } from 'vitest'
import { withPrivateFolder } from '../store/private-folder.ts'
import type { Format } from './formats.ts'
import { infer } from './infer.ts'
import { type IntakeScene, intakeScene } from './testing.ts'

let scene: IntakeScene
beforeEach(async () => {
  scene = await intakeScene()
})
afterEach(() => scene.end())

const of = async (content: string | Uint8Array, format: Format = { kind: 'csv' }) => {
  const file = await scene.write('sample', content)
  return withPrivateFolder((folder) => infer({ file, format, folder }))
}

const sample = `身份证号;姓名;出生日期;手机号;金额;备注;code\n${[
  '11010519491231002X;王小明;1949-12-31;13812345678;12.5;;007',
  '440524188001010014;李华;1880-01-01;13912345678;7;x;010',
].join('\n')}\n`

it('W2-1 a sample that nothing was promised of is read for columns, types, keys and what they say of people', async () => {
  const inferred = await of(sample)
  expect(inferred).toMatchObject({ outcome: 'inferred', rows: 2, chosen: { delimiter: ';', encoding: 'utf-8' } })
  if (inferred.outcome !== 'inferred') return
  expect(
    inferred.columns.map(({ name, title, type, required, personal, grade, couldBeKey }) => [
      name,
      title,
      type,
      required,
      personal,
      grade,
      couldBeKey,
    ]),
  ).toEqual([
    ['id_number', '身份证号', 'text', true, 'identifier', 'general-4', true],
    ['name', '姓名', 'text', true, 'identifier', 'general-3', true],
    ['born_on', '出生日期', 'date', true, 'quasi-identifier', 'general-2', true],
    ['mobile', '手机号', 'text', true, 'identifier', 'general-3', true],
    ['amount', '金额', 'number', true, 'none', 'general-1', true],
    ['remark', '备注', 'text', false, 'none', 'general-1', false],
    ['code', 'code', 'text', true, 'none', 'general-1', true],
  ])
  expect(JSON.stringify(inferred)).not.toMatch(/王小明|11010519491231002X|13812345678/)
})

it.each([
  ['without a header is not told of', '11010519491231002X,王小明\n440524188001010014,李华\n', { kind: 'csv' }, 'header-is-data'],
  ['of numbers alone is not told of', '1,2\n3,4\n', { kind: 'csv' }, 'header-is-data'],
  ['with nothing in it', 'a,b\n', { kind: 'csv' }, 'no-rows'],
  ['that is no workbook', 'a,b\n1,2\n', { kind: 'xlsx' }, 'xlsx-broken'],
] as const)('a sample %s', async (_, content, format, code) => {
  const inferred = await of(content, format)
  expect(inferred).toMatchObject({ outcome: 'refused', refusals: [{ code }] })
  expect(JSON.stringify(inferred)).not.toContain('王小明')
})

it('a sample of JSON and one in GB18030 are read too', async () => {
  expect(await of('[{"a":1,"b":"x"},{"a":2,"b":"y"}]', { kind: 'json-lines' })).toMatchObject({
    rows: 2,
    columns: [{ name: 'a', type: 'integer' }, { name: 'b' }],
  })
  const gbk = Buffer.concat([Buffer.from('d0d5c3fb', 'hex'), Buffer.from(',n\n'), Buffer.from('cdf5d0a1c3f7', 'hex'), Buffer.from(',1\n')])
  expect(await of(gbk)).toMatchObject({
    chosen: { encoding: 'gb18030' },
    columns: [
      { name: 'name', title: '姓名' },
      { name: 'n', type: 'integer' },
    ],
  })
})
