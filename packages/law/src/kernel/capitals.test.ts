import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capitalAmount } from './capitals.ts'
import { fen } from './money.ts'

describe('an amount in capitals', () => {
  it.each([
    [140_950, '人民币壹仟肆佰零玖元伍角', 'one zero inside'],
    [600_714, '人民币陆仟零柒元壹角肆分', 'a run of zeros is spoken once'],
    [168_032, '人民币壹仟陆佰捌拾元零叁角贰分', 'a zero before yuan'],
    [10_700_053, '人民币壹拾万柒仟元零伍角叁分', 'zeros around 万 and before yuan'],
    [1_640_902, '人民币壹万陆仟肆佰零玖元零贰分', 'no jiao'],
    [32_504, '人民币叁佰贰拾伍元零肆分', 'no jiao, yuan that end with a figure'],
  ])('%i fen are %s (%s), as the rules themselves show', (amount, text) => {
    expect(capitalAmount(fen(amount))).toBe(text)
  })

  it.each([
    [0, '人民币零元整'],
    [1, '人民币壹分'],
    [10, '人民币壹角'],
    [11, '人民币壹角壹分'],
    [100, '人民币壹元整'],
    [101, '人民币壹元零壹分'],
    [110, '人民币壹元壹角'],
    [1_000, '人民币壹拾元整'],
    [1_050, '人民币壹拾元零伍角'],
    [1_000_000, '人民币壹万元整'],
    [1_000_100, '人民币壹万零壹元整'],
    [1_001_000, '人民币壹万零壹拾元整'],
    [10_000_000, '人民币壹拾万元整'],
    [10_500_000, '人民币壹拾万伍仟元整'],
    [10_050_000, '人民币壹拾万零伍佰元整'],
    [100_100_100, '人民币壹佰万壹仟零壹元整'],
    [10_000_000_000, '人民币壹亿元整'],
    [10_000_500_000, '人民币壹亿零伍仟元整'],
    [10_500_000_000, '人民币壹亿零伍佰万元整'],
    [15_000_000_000, '人民币壹亿伍仟万元整'],
    [12_345_678_912, '人民币壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分'],
    [100_000_000_000_000, '人民币壹万亿元整'],
    [100_050_000_000_000, '人民币壹万零伍亿元整'],
    [-12_345, '人民币负壹佰贰拾叁元肆角伍分'],
  ])('%i fen are %s', (amount, text) => {
    expect(capitalAmount(fen(amount))).toBe(text)
  })

  it('never speaks two zeros together, nor one before 万, 亿 or 元, and 整 closes exactly the whole yuan', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (amount) => {
        const text = capitalAmount(fen(amount))
        expect(text).not.toMatch(/零零|零[万亿元角分]|undefined/)
        expect(text.endsWith('整')).toBe(amount % 100 === 0)
      }),
    )
  })

  it('is read back as the amount it was written from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (amount) => {
        expect(readBack(capitalAmount(fen(amount)))).toBe(BigInt(amount))
      }),
    )
  })
})

/** Reads an amount as a clerk does, character by character: the other way round from how it is written. */
const readBack = (text: string): bigint => {
  const places = new Map([
    ['拾', 10n],
    ['佰', 100n],
    ['仟', 1_000n],
  ])
  let [fenSoFar, above, group, figure] = [0n, 0n, 0n, 0n]
  for (const character of text.replace('人民币', '').replace('整', '')) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(character)
    const place = places.get(character)
    if (value >= 0) figure = BigInt(value)
    else if (place) [group, figure] = [group + figure * place, 0n]
    else if (character === '万') [above, group, figure] = [above + (group + figure) * 10_000n, 0n, 0n]
    else if (character === '亿') [above, group, figure] = [(above + group + figure) * 100_000_000n, 0n, 0n]
    else if (character === '元') [fenSoFar, above, group, figure] = [(above + group + figure) * 100n, 0n, 0n, 0n]
    else if (character === '角') [fenSoFar, figure] = [fenSoFar + figure * 10n, 0n]
    else if (character === '分') [fenSoFar, figure] = [fenSoFar + figure, 0n]
    else throw new Error(`could not read "${character}" in ${text}`)
  }
  return fenSoFar
}
