import { describe, expect, it } from 'vitest'
import { isMobile, mobileFor, mobileShape } from './mobile.ts'

describe('a mobile number', () => {
  it.each(['13000000000', '19999999999', '15500001234'])('%s is well formed', (text) => {
    expect(isMobile(text)).toBe(true)
    expect(mobileShape.safeParse(text).success).toBe(true)
  })

  it.each(['12000000000', '1300000000', '130000000000', '+8613000000000', '1300000000a', '１3000000000', ''])('"%s" is refused', (text) => {
    expect(isMobile(text)).toBe(false)
    expect(mobileShape.safeParse(text).success).toBe(false)
  })

  it('is made up from a segment and a sequence', () => {
    expect(mobileFor('155', 1234)).toBe('15500001234')
    expect(() => mobileFor('125', 1)).toThrow('could not make a mobile number')
    expect(() => mobileFor('155', 100_000_000)).toThrow('could not make a mobile number')
    expect(() => mobileFor('155', -1)).toThrow('could not make a mobile number')
  })
})
