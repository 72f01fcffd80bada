import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as kinds from './kinds.ts'

const tables = Object.entries(kinds).flatMap(([name, value]) =>
  typeof value === 'object' ? [{ name, table: value as Readonly<Record<string, { zh: string; en: string }>> }] : [],
)

describe('the closed lists', () => {
  it.each([
    ['productForms', 7],
    ['zoneFunctions', 6],
    ['operatorConditions', 6],
    ['listKinds', 2],
    ['authModes', 3],
    ['authorizedDomains', 12],
    ['violationCases', 5],
    ['planParts', 5],
    ['criteria', 3],
    ['personGates', 4],
    ['annualReportSections', 5],
  ])('%s are the %i that the measures name', (name, count) => {
    expect(Object.keys(tables.find((one) => one.name === name)?.table ?? {})).toHaveLength(count)
  })

  it('have different words for different codes, in both languages', () => {
    for (const { table } of tables) {
      const words = Object.values(table)
      expect(new Set(words.map(({ zh }) => zh)).size).toBe(words.length)
      expect(new Set(words.map(({ en }) => en)).size).toBe(words.length)
      expect(words.every(({ zh, en }) => /[\u4e00-\u9fff]/.test(zh) && !/[\u4e00-\u9fff]/.test(en))).toBe(true)
    }
  })

  it('A23 governance and public good are free under conditions, industry and sector are paid', () => {
    expect(Object.keys(kinds.usePurposes).map((purpose) => kinds.feeRegimeOf(purpose as kinds.UsePurpose))).toEqual([
      'free-conditional',
      'free-conditional',
      'paid-conditional',
      'paid-conditional',
    ])
  })

  it('as a field take their own codes only, and carry their words to the screen', () => {
    const shape = kinds.kindShape(kinds.authModes)
    expect([shape.safeParse('scenario').success, shape.safeParse('SCENARIO').success, shape.safeParse('toString').success]).toEqual([
      true,
      false,
      false,
    ])
    expect(z.toJSONSchema(shape)).toMatchObject({ enum: ['comprehensive', 'domain', 'scenario'], words: { domain: { zh: '领域授权' } } })
  })
})
