import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '../kernel/days.ts'
import { idNumberCheckCharacter, idNumberFlaw, idNumberFor, idNumberShape, isIdNumber, readIdNumber } from './id-number.ts'

describe('an identification number', () => {
  it.each([
    ['320205199001010015', '1990-01-01', 'male'],
    ['32028119851231002X', '1985-12-31', 'female'],
    ['320211200002290031', '2000-02-29', 'male'],
    ['32020519900307002X', '1990-03-07', 'female'],
  ])('%s says born on %s, %s', (text, birth, sex) => {
    expect(readIdNumber(text)).toMatchObject({ region: text.slice(0, 6), birth, sex })
    expect(idNumberShape.safeParse(text).success).toBe(true)
  })

  it.each([
    ['320205199001010016', 'check'],
    ['32020519900101001', 'length'],
    ['32028119851231002x', 'character'],
    ['3202811985123100X2', 'character'],
    ['320205199002300015', 'birth'],
    ['320205199013010015', 'birth'],
    ['320205190002290015', 'birth'],
  ])('%s is refused for its %s', (text, flaw) => {
    expect(idNumberFlaw(text)).toBe(flaw)
    expect(readIdNumber(text)).toBeUndefined()
    expect(idNumberShape.safeParse(text).error?.issues[0]).toMatchObject({ params: { flaw } })
  })

  it('of a region that was merged away, or of elsewhere, is as good as any', () => {
    expect(['320202', '320203', '110101', '999999'].map((region) => isIdNumber(idNumberFor(region, day('1980-05-06'), 7)))).toEqual([
      true,
      true,
      true,
      true,
    ])
  })

  it('that was made up is read back', () => {
    const births = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays(day('1920-01-01'), count))
    fc.assert(
      fc.property(births, fc.integer({ min: 1, max: 999 }), (birth, sequence) => {
        const read = readIdNumber(idNumberFor('320213', birth, sequence))
        expect(read).toEqual({ region: '320213', birth, sequence, sexDigit: sequence % 10, sex: sequence % 2 === 1 ? 'male' : 'female' })
      }),
    )
  })

  it('with one digit changed is refused', () => {
    fc.assert(
      fc.property(fc.nat({ max: 16 }), fc.nat({ max: 9 }), (at, digit) => {
        const text = '320205199001010015'
        fc.pre(text.charAt(at) !== String(digit))
        expect(isIdNumber(`${text.slice(0, at)}${digit}${text.slice(at + 1)}`)).toBe(false)
      }),
    )
  })

  it('never shows in a fault: it is personal', () => {
    expect(() => idNumberCheckCharacter('32020519900101A01')).toThrow(
      /^could not check the start of an identification number: it must be 17 digits$/,
    )
    expect(() => idNumberFor('320205', day('1990-01-01'), 1000)).toThrow('sequence 1000: it must be 1 to 999')
    expect(() => idNumberFor('3202', day('1990-01-01'), 1)).toThrow('it must be 6 digits')
    expect(idNumberShape.safeParse('320205199001010016').error?.message).not.toContain('3202051990')
  })
})
