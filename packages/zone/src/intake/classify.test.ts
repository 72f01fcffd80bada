import { describe, expect, it } from 'vitest'
import { classify } from './classify.ts'

const kinds = (...values: readonly string[]) => classify(values).map(({ kind }) => kind)

describe('what a column may hold', () => {
  it('is an id number where the check digit is right, and not where it is one off', () => {
    expect(kinds('11010519491231002X', '440524188001010014')).toEqual(['id-number'])
    expect(kinds('110105194912310021', '440524188001010015')).toEqual([])
  })

  it('is a credit code where its check sign is right', () => {
    expect(kinds('91350100M000100Y43')).toEqual(['uscc'])
    expect(kinds('91350100M000100Y44')).toEqual([])
  })

  it('is a mobile, a name or a day by its spelling', () => {
    expect(kinds('13812345678', '+8615912345678')).toEqual(['mobile'])
    expect(kinds('王小明', '李华')).toEqual(['name'])
    expect(kinds('1990-01-01', '2024/3/1')).toEqual(['date'])
    expect(kinds('12812345678')).toEqual([])
  })

  it('is suggested from four of five values on, with the share and no value', () => {
    expect(classify(['13812345678', '13812345678', '13812345678', '13812345678', 'x'])).toEqual([
      { kind: 'mobile', share: 0.8, sampled: 5, evidence: 'eleven digits with a mobile prefix' },
    ])
    expect(kinds('13812345678', '13812345678', '13812345678', 'x')).toEqual([])
    expect(kinds()).toEqual([])
  })
})
