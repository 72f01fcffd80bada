import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { cases } from '../cases.ts'
import { titleShape } from './shapes.ts'
import { plainTextOnly, textFault, textFaultsIn } from './text.ts'

describe('the text of a form', () => {
  it.each([
    ['公共数据产品', undefined],
    ['第一行\n\t第二行\r\n', undefined],
    ['江蘇😀𠮷', undefined],
    ['a\u0000b', 'control'],
    ['a\u001bb', 'control'],
    ['a\u007fb', 'control'],
    ['a\u0085b', 'control'],
    ['exe.\u202Egpj', 'unseen'],
    ['a\u2066b\u2069', 'unseen'],
    ['a\u200Bb', 'unseen'],
    ['a\u2028b', 'unseen'],
    ['\ud83d', 'broken'],
  ])('%j is %s', (text, fault) => expect(textFault(text)).toBe(fault))

  it('is looked at in every depth, and each wrong place is named', () => {
    const asked = { title: 'a', rows: [{ name: 'b' }, { name: 'c\u202E' }], more: { 'x\u0000': 'd' } }
    expect(textFaultsIn(asked)).toEqual([
      { path: ['rows', 1, 'name'], fault: 'unseen' },
      { path: ['more'], fault: 'control' },
    ])
  })

  it('is turned away with its place and never repeated', () => {
    const read = plainTextOnly(z.object({ rows: z.array(z.object({ name: z.string() })) })).safeParse({ rows: [{ name: 'x\u202Ey' }] })
    expect(read.error?.issues.map(({ path }) => path)).toEqual([['rows', 0, 'name']])
    expect(JSON.stringify(read.error?.issues)).not.toContain('\u202E')
  })

  it('is drawn on the screen as it was', () => {
    const asks = z.object({ title: titleShape })
    expect(z.toJSONSchema(plainTextOnly(asks), { io: 'input' })).toEqual(z.toJSONSchema(asks, { io: 'input' }))
  })

  it('that is a title stands on one line', () => {
    expect(titleShape.safeParse('一行').success).toBe(true)
    expect(titleShape.safeParse('两\n行').success).toBe(false)
  })

  it('is held against this in every act of every case', () => {
    const forms = cases.flatMap(({ acts }) => acts.map(({ name, asks }) => ({ name, asks: asks as z.ZodType })))
    const open = forms.filter(({ asks }) => !(asks.def as { readonly checks?: readonly unknown[] }).checks?.length)
    expect(open.map(({ name }) => name)).toEqual([])
  })
})
