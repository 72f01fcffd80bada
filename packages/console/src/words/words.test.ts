import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cases } from '@yunhe/law'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hasCode, hasEvent, hasField, readable } from './labels.ts'
import { zhCN } from './zh-CN.ts'

interface Named {
  readonly fields: readonly string[]
  readonly codes: readonly string[]
}
type Schema = Readonly<Record<string, unknown>>

/** Every field name and every code that the form of an act can show; codes that bring their own words are left out. */
const namesIn = (schema: unknown): Named => {
  if (typeof schema !== 'object' || schema === null) return { fields: [], codes: [] }
  const { properties, enum: values, const: only, words, ...rest } = schema as Schema
  const inner = [...Object.values((properties as Schema | undefined) ?? {}), ...Object.values(rest)].map(namesIn)
  return {
    fields: [...Object.keys((properties as object | undefined) ?? {}), ...inner.flatMap(({ fields }) => fields)],
    codes: [
      ...(Array.isArray(values) && words === undefined ? values.map(String) : []),
      ...(only === undefined || only === '' ? [] : [String(only)]),
      ...inner.flatMap(({ codes }) => codes),
    ],
  }
}

const forms = cases.flatMap(({ acts }) =>
  acts.map((act) => ({ name: act.name, asks: z.toJSONSchema(act.asks, { io: 'input', unrepresentable: 'any' }) })),
)

describe('every name on a form has a word', () => {
  it.each(forms)('in $name', ({ asks }) => {
    const { fields, codes } = namesIn(asks)
    expect(fields.filter((name) => !hasField(zhCN, name))).toEqual([])
    expect(codes.filter((value) => !hasCode(zhCN, value))).toEqual([])
  })
})

it('every event of the law has a word', () => {
  const law = fileURLToPath(new URL('../../../law/src', import.meta.url))
  const files = readdirSync(law, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
  const events = files.flatMap((file) =>
    [...readFileSync(`${law}/${file}`, 'utf8').matchAll(/type: '([A-Z]\w+)'/g)].map(([, name = '']) => name),
  )
  expect([...new Set(events)].filter((name) => !hasEvent(zhCN, name))).toEqual([])
})

it('a name without a word is still readable', () => expect(readable('termMonths')).toBe('term months'))

it('every field stands in one chapter only: where two said it, the later would win in silence', async () => {
  const folder = new URL('./zh-CN/fields/', import.meta.url)
  const parts = await Promise.all(readdirSync(folder).map((file) => import(new URL(file, folder).href) as Promise<Record<string, object>>))
  const names = parts.flatMap((part) => Object.values(part)).flatMap((labels) => Object.keys(labels))
  expect(names.toSorted()).toEqual(Object.keys(zhCN.fields).toSorted())
})
