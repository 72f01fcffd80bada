import { describe, expect, it } from 'vitest'
import { classify } from './classify.ts'

const kinds = (...values: readonly string[]) => classify(values).map(({ kind }) => kind)
const named = (name: string, ...values: readonly string[]) => classify(values, [name]).map(({ kind }) => kind)

describe('what a column may hold', () => {
  it('is an id number where the check digit is right, and not where it is one off', () => {
    expect(kinds('11010519491231002X', '440524188001010014')).toEqual(['id-number'])
    expect(kinds('110105194912310021', '440524188001010015')).toEqual([])
  })

  it('is a credit code where its check sign is right, and says nothing of a person', () => {
    expect(classify(['91350100M000100Y43'])).toMatchObject([{ kind: 'uscc', personal: 'none' }])
    expect(kinds('91350100M000100Y44')).toEqual([])
  })

  it('is a bank card where Luhn holds, and not where a digit is off', () => {
    expect(kinds('6222021001116245702', '4111111111111111')).toEqual(kinds('4111111111111111'))
    expect(named('卡号', '4111111111111111', '5555555555554444')).toEqual(['bank-card'])
    expect(named('卡号', '4111111111111112')).toEqual([])
  })

  it('is a mobile, a name, a plate, a mail address or an address by its spelling', () => {
    expect(kinds('13812345678', '+8615912345678')).toEqual(['mobile'])
    expect(kinds('12812345678')).toEqual([])
    expect(kinds('王小明', '李华', '欧阳锋')).toEqual(['name'])
    expect(kinds('梁溪区', '滨湖区')).toEqual([])
    expect(kinds('苏B12345', '苏BD12345')).toEqual(['plate'])
    expect(kinds('苏B1234I')).toEqual([])
    expect(kinds('a.b@example.cn')).toEqual(['email'])
    expect(kinds('江苏省无锡市滨湖区太湖大道1号')).toEqual(['address'])
  })

  it('is a day of birth, a place on the map or free text only where the name of the column says so too, or the values say enough', () => {
    expect(kinds('1990-01-01', '1985/3/1')).toEqual([])
    expect(named('出生日期', '1990-01-01', '1985/3/1')).toEqual(['birth-date'])
    expect(named('csrq', '19900101')).toEqual(['birth-date'])
    expect(named('lng', '120.301234', '120.312345')).toEqual(['coordinates'])
    expect(named('amount', '120.30', '88.10')).toEqual([])
    expect(named('备注', '该住户反映楼道灯损坏，已联系物业于次日处理完毕。')).toEqual(['free-text'])
  })

  it('is suggested with its evidence by value and by name, a confidence, a kind and a grade, and no value', () => {
    expect(classify(['13812345678', '13812345678', '13812345678', '13812345678', 'x'], ['mobile', '手机号'])).toEqual([
      {
        kind: 'mobile',
        confidence: expect.closeTo(1, 1),
        share: 0.8,
        sampled: 5,
        evidence: [
          { sign: 'eleven digits with a mobile prefix', share: 0.8, sampled: 5 },
          { sign: 'name of the column', share: 1, sampled: 1 },
        ],
        personal: 'identifier',
        grade: 'general-3',
      },
    ])
  })

  it('is not suggested by its name alone, nor by few values', () => {
    expect(named('手机号', 'x', 'y', 'z')).toEqual([])
    expect(kinds('13812345678', 'x', 'y', 'z')).toEqual([])
    expect(kinds()).toEqual([])
  })
})
