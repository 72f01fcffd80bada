import { describe, expect, it } from 'vitest'
import { columnsOf, type Lookups, leftToHand, mostRows, readPasted, valueIn } from './pasting.ts'
import type { Shape } from './shape.ts'

const lookups: Lookups = {
  organizations: [
    { value: '91320200000000001X', label: '太湖数据公司' },
    { value: '91320200000000002X', label: '同名单位' },
    { value: '91320200000000003X', label: '同名单位' },
  ],
  casesByPlural: { calls: [{ value: 'c1', label: '2026年第一批通告' }] },
  labelOf: (_, value) => ({ paid: '有偿', free: '无偿' })[value] ?? value,
  yes: ['是'],
  no: ['否'],
}
const item: Shape = {
  kind: 'group',
  questions: [
    { name: 'title', shape: { kind: 'text', maxLength: 80, pattern: undefined }, required: true },
    { name: 'until', shape: { kind: 'day' }, required: true },
    { name: 'priceFen', shape: { kind: 'fen' }, required: false },
    { name: 'regime', shape: { kind: 'choice', values: ['paid', 'free'] }, required: true },
    { name: 'parts', shape: { kind: 'list', item: { kind: 'group', questions: [] }, least: 0 }, required: false },
  ],
}
const labels: Readonly<Record<string, string>> = { title: '名称', until: '截止日', priceFen: '价格', regime: '收费方式' }
const read = (text: string, of: Shape = item) => readPasted(text, of, (name) => labels[name] ?? name, lookups)

describe('a piece of a spreadsheet', () => {
  it('without headings is read by the order of the questions', () => {
    expect(read('甲\t2026/3/1\t1,200.50\t有偿\n乙\t2026年12月31日\t\tfree')).toMatchObject({
      rows: [
        { title: '甲', until: '2026-03-01', priceFen: 120_050, regime: 'paid' },
        { title: '乙', until: '2026-12-31', regime: 'free' },
      ],
      unread: [],
      unused: [],
    })
  })

  it('with headings is read by them, in any order and either spelling, and names the columns that nobody asked for', () => {
    const { rows, unused } = read('收费方式\tTitle\t备注\n无偿\t甲\t随便')
    expect(rows).toMatchObject([{ title: '甲', regime: 'free' }])
    expect(unused).toEqual(['备注'])
  })

  it('keeps tabs, lines and quotes that stand inside of a cell', () => {
    expect(read('"甲 ""一期""\n二期"\t2026-03-01').rows).toMatchObject([{ title: '甲 "一期"\n二期', until: '2026-03-01' }])
  })

  it('leaves empty what it does not understand, and says where', () => {
    const { rows, unread } = read('甲\t三月一日\t免费\t免费')
    expect(rows).toMatchObject([{ title: '甲' }])
    expect(unread).toEqual([
      { row: 1, column: '截止日' },
      { row: 1, column: '价格' },
      { row: 1, column: '收费方式' },
    ])
  })

  it('is read no further than a form is filled', () => {
    const many = read(Array.from({ length: mostRows + 1 }, (_, row) => `第${row}行`).join('\n'))
    expect([many.rows.length, many.isCut]).toEqual([mostRows, true])
  })

  it('as one column becomes a list of organizations by name or by code; two of one name are not told apart', () => {
    const list = read('太湖数据公司\n91320200000000002X\n同名单位', { kind: 'organization' })
    expect(list.rows).toEqual(['91320200000000001X', '91320200000000002X'])
    expect(list.unread).toHaveLength(1)
  })

  it('cannot fill what has rows of its own', () => {
    expect(columnsOf(item).map(({ name }) => name)).toEqual(['title', 'until', 'priceFen', 'regime'])
    expect(leftToHand(item).map(({ name }) => name)).toEqual(['parts'])
  })
})

it.each([
  ['2026-02-30', { kind: 'day' }, undefined],
  ['2026-02-28 10:00', { kind: 'day' }, '2026-02-28'],
  ['12.5%', { kind: 'number' }, 0.125],
  ['1.5', { kind: 'integer' }, undefined],
  ['1,500', { kind: 'integer' }, 1500],
  ['是', { kind: 'yes-no' }, true],
  ['maybe', { kind: 'yes-no' }, undefined],
  ['有偿、free', { kind: 'choices', values: ['paid', 'free'] }, ['paid', 'free']],
  ['2026年第一批通告', { kind: 'reference', plural: 'calls' }, 'c1'],
] as const)('the cell %s of %o says %s', (cell, shape, value) => expect(valueIn(cell, shape as Shape, lookups)).toEqual(value))
