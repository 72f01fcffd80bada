import { expect, it } from 'vitest'
import { en } from './en.ts'
import { fieldLabel, hasField } from './labels.ts'
import { zhCN } from './zh-CN.ts'

it('a name that says something else within a list is called so there, and by its plain word elsewhere', () => {
  expect(fieldLabel(zhCN, 'zh-CN', 'issuedOn', 'listChecks')).toBe('发布日期')
  expect(fieldLabel(zhCN, 'zh-CN', 'issuedOn', 'certificates')).toBe(fieldLabel(zhCN, 'zh-CN', 'issuedOn'))
  expect(fieldLabel(en, 'en', 'receipt', 'complaint')).not.toBe(fieldLabel(en, 'en', 'receipt'))
})

it('every word for a name within a list has the plain name beside it', () => {
  const within = Object.keys(zhCN.fields).filter((name) => name.includes('.'))
  expect(within.filter((name) => !hasField(zhCN, name.slice(name.indexOf('.') + 1)))).toEqual([])
})
