import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { missingIn, sendable, startOf, withValue } from './draft.ts'
import { shapeOf } from './shape.ts'

const read = (shape: z.ZodType) => shapeOf(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }))

describe('a question is read from its schema', () => {
  it.each([
    ['a day', z.iso.date(), { kind: 'day' }],
    ['a short text', z.string().max(80), { kind: 'text', maxLength: 80, pattern: undefined }],
    ['a text of 200', z.string().max(200), { kind: 'text', maxLength: 200, pattern: undefined }],
    ['a text of 201', z.string().max(201), { kind: 'long', maxLength: 201 }],
    ['a document', z.string().max(20_000).meta({ format: 'document' }), { kind: 'long', maxLength: 20_000 }],
    ['an organization', z.string().meta({ format: 'uscc' }), { kind: 'organization' }],
    ['money', z.int().min(0).meta({ format: 'fen' }), { kind: 'fen' }],
    ['a whole number', z.int(), { kind: 'integer' }],
    ['a share', z.number(), { kind: 'number' }],
    ['yes or no', z.boolean(), { kind: 'yes-no' }],
    ['a choice', z.enum(['paid', 'free']), { kind: 'choice', values: ['paid', 'free'] }],
    ['several choices', z.array(z.enum(['a', 'b'])), { kind: 'choices', values: ['a', 'b'] }],
    ['a choice of which not all is offered', z.enum(['a', 'b', 'c']).meta({ offered: ['a', 'b'] }), { kind: 'choice', values: ['a', 'b'] }],
    ['an organization or none', z.union([z.string().meta({ format: 'uscc' }), z.literal('')]), { kind: 'organization' }],
    ['another case', z.string().meta({ reference: 'persons' }), { kind: 'reference', plural: 'persons' }],
  ])('%s', (_, schema, shape) => expect(read(schema)).toEqual(shape))

  it('branches with a tag become variants', () => {
    const mask = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('pseudonym') }),
      z.object({ kind: z.literal('noise'), percent: z.number() }),
    ])
    expect(read(mask)).toEqual({
      kind: 'variants',
      tag: 'kind',
      groups: [
        { value: 'pseudonym', questions: [] },
        { value: 'noise', questions: [{ name: 'percent', shape: { kind: 'number' }, required: true }] },
      ],
    })
  })

  it('rows of objects become a list of groups', () => {
    const shape = read(z.array(z.object({ name: z.string() })).min(1))
    expect(shape).toMatchObject({ kind: 'list', least: 1, item: { kind: 'group' } })
  })
})

describe('a draft', () => {
  const shape = read(z.object({ title: z.string(), note: z.string().optional(), rows: z.array(z.object({ name: z.string() })).min(1) }))

  it('starts with the rows that are needed', () => expect(startOf(shape)).toEqual({ rows: [{}] }))

  it('names the required answers that are missing, and no optional one', () => {
    expect(missingIn(shape, startOf(shape))).toEqual([['title'], ['rows', 0, 'name']])
  })

  it('starts without the optional parts that hold questions of their own', () => {
    const mask = z.discriminatedUnion('kind', [z.object({ kind: z.literal('pseudonym') }), z.object({ kind: z.literal('district') })])
    expect(startOf(read(z.object({ name: z.string(), mask: mask.optional() })))).toEqual({})
    expect(startOf(read(z.object({ name: z.string(), mask })))).toEqual({ mask: { kind: 'pseudonym' } })
  })

  it('is changed at one place only', () => {
    const before = { title: 'a', rows: [{ name: 'x' }, { name: 'y' }] }
    expect(withValue(before, ['rows', 1, 'name'], 'z')).toEqual({ title: 'a', rows: [{ name: 'x' }, { name: 'z' }] })
    expect(before.rows[1]?.name).toBe('y')
  })

  it('leaves out what was not answered', () => {
    expect(sendable({ title: ' a ', note: '', rows: [{ name: undefined }], paid: false, fee: 0 })).toEqual({
      title: 'a',
      rows: [{}],
      paid: false,
      fee: 0,
    })
  })
})

it('files are one question, with how many and which kinds the law takes', () => {
  const attachments = {
    type: 'array',
    format: 'files',
    maxItems: 20,
    accepts: ['application/pdf'],
    items: { type: 'object', properties: {} },
  }
  expect(shapeOf({ type: 'object', properties: { attachments } })).toEqual({
    kind: 'group',
    questions: [{ name: 'attachments', shape: { kind: 'files', most: 20, accepts: ['application/pdf'] }, required: false }],
  })
})
