import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, fen, fenShape, formatYuan, multiply, negate, parseYuan, ratioOf, roundings, split, subtract } from './money.ts'

const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }).map(fen)

describe('fen', () => {
  it('are whole: a part of a fen is refused at the door and a fault inside', () => {
    expect([1, -1, 0].every((amount) => fenShape.safeParse(amount).success)).toBe(true)
    expect([0.5, Number.NaN, 2 ** 53, '1'].some((amount) => fenShape.safeParse(amount).success)).toBe(false)
    expect(() => fen(0.5)).toThrow('could not take 0.5 as fen')
    expect(() => add(fen(Number.MAX_SAFE_INTEGER), fen(1))).toThrow('could not take')
  })

  it('know no negative nothing', () => {
    expect(Object.is(negate(fen(0)), 0)).toBe(true)
    expect(subtract(fen(5), fen(5))).toBe(0)
  })
})

describe('a product', () => {
  it.each([
    ['half-up', [1, 2, 3, 1, -1, -3]],
    ['half-even', [0, 2, 2, 1, 0, -2]],
    ['down', [0, 1, 2, 0, 0, -2]],
    ['up', [1, 2, 3, 1, -1, -3]],
  ] as const)('rounds %s', (rounding, expected) => {
    const cases = [
      [1, 1, 2],
      [3, 1, 2],
      [5, 1, 2],
      [2, 1, 3],
      [-1, 1, 2],
      [-5, 1, 2],
    ] as const
    expect(cases.map(([amount, of, per]) => multiply(fen(amount), { of, per }, rounding))).toEqual(expected)
  })

  it('is exact where binary fractions are not', () => {
    expect(multiply(fen(100), ratioOf('1.005') ?? { of: 0, per: 1 }, 'half-up')).toBe(101)
    expect(multiply(fen(Number.MAX_SAFE_INTEGER), { of: 1_000_000, per: 1_000_000 }, 'down')).toBe(Number.MAX_SAFE_INTEGER)
  })

  it('of the opposite amount is the opposite, under every rounding, so that a reversal takes back exactly what was booked', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom(...roundings),
        (amount, of, per, rounding) => {
          expect(multiply(negate(amount), { of, per }, rounding)).toBe(negate(multiply(amount, { of, per }, rounding)))
        },
      ),
    )
  })

  it('by nothing below the line is a fault', () => {
    expect(() => multiply(fen(1), { of: 1, per: 0 }, 'down')).toThrow('could not multiply by 1/0')
  })

  it.each(['', '1.', '.5', '1e3', '1.1234567', 'abc'])('"%s" is no ratio', (text) => {
    expect(ratioOf(text)).toBeUndefined()
  })
})

describe('W20-1 a split', () => {
  it.each([
    ['largest-first', 100, [1, 1, 1], [34, 33, 33]],
    ['largest-first', 100, [20, 20, 30], [29, 28, 43]],
    ['to-first', 101, [1, 1, 1], [35, 33, 33]],
    ['largest-first', 101, [1, 1, 1], [34, 34, 33]],
    ['largest-first', 1, [1, 99, 0], [0, 1, 0]],
    ['to-first', -100, [1, 1, 1], [-34, -33, -33]],
  ] as const)('by the rule %s of %i fen among %j gives %j', (rule, total, shares, expected) => {
    const parts = split(fen(total), shares, rule)
    expect(add(...parts)).toBe(total)
    expect(parts).toEqual(expected)
  })

  it('always adds up to the fen, and a share of nothing gets nothing', () => {
    fc.assert(
      fc.property(
        amounts,
        fc
          .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 12 })
          .filter((shares) => shares.some((share) => share > 0)),
        (total, shares) => {
          const parts = split(total, shares, 'largest-first')
          expect(add(...parts)).toBe(total)
          expect(parts.filter((part, at) => shares[at] === 0 && part !== 0)).toEqual([])
          expect(add(...split(total, shares, 'to-first'))).toBe(total)
        },
      ),
    )
  })

  it('differs from the exact share by one fen at most: the largest takes a left-over fen even where its share is even', () => {
    fc.assert(
      fc.property(amounts, fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 12 }), (total, shares) => {
        const whole = BigInt(shares.reduce((sum, share) => sum + share, 0))
        const parts = split(total, shares, 'largest-first')
        const far = parts.filter((part, at) => {
          const distance = BigInt(part) * whole - BigInt(total) * BigInt(shares[at] ?? 0)
          return (distance < 0n ? -distance : distance) > whole
        })
        expect(far).toEqual([])
      }),
    )
  })

  it('among nobody, or with a share below nothing, is a fault', () => {
    expect(() => split(fen(1), [], 'to-first')).toThrow('could not split: the shares sum to nothing')
    expect(() => split(fen(1), [0, 0], 'to-first')).toThrow('could not split: the shares sum to nothing')
    expect(() => split(fen(1), [2, -1], 'to-first')).toThrow('could not split by a share of -1')
    expect(() => split(fen(1), [0.5, 0.5], 'to-first')).toThrow('could not split by a share of 0.5')
  })
})

describe('yuan', () => {
  it.each([
    [123_456, '¥1,234.56'],
    [0, '¥0.00'],
    [5, '¥0.05'],
    [100_000_000, '¥1,000,000.00'],
    [-99_999, '-¥999.99'],
  ])('%i fen are written %s', (amount, text) => {
    expect(formatYuan(fen(amount))).toBe(text)
  })

  it.each([
    ['1234.5', 123_450],
    ['1,234.56', 123_456],
    ['¥1,234.56', 123_456],
    ['￥7', 700],
    ['-¥0.01', -1],
    [' 12 ', 1_200],
  ])('"%s" is read as %i fen', (text, amount) => {
    expect(parseYuan(text)).toBe(amount)
  })

  it.each(['', '1.234', '12,34.00', '1,2345', '¥', '1 000', '一百', '1e5', '99999999999999999'])('"%s" is not read', (text) => {
    expect(parseYuan(text)).toBeUndefined()
  })

  it('that were written are read back', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(parseYuan(formatYuan(amount))).toBe(amount)
      }),
    )
  })
})
