import { expect, it } from 'vitest'
import { articleNumber, articleText } from './articleNumber.ts'

it.each([
  ['W11-2', 11],
  ['A9', 9],
  ['W2-1', 2],
  ['lease', undefined],
])('%s belongs to article %s', (rule, number) => expect(articleNumber(rule)).toBe(number))

it.each([
  [1, '第一条'],
  [10, '第十条'],
  [11, '第十一条'],
  [20, '第二十条'],
  [33, '第三十三条'],
])('article %d is written %s', (number, text) => expect(articleText('zh-CN', number)).toBe(text))
