import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUscc, organizationCheckCharacter, regionOfUscc, usccCheckCharacter, usccFlaw, usccFor, usccShape } from './uscc.ts'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const organizationCodes = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 8, maxLength: 8 })

describe('a unified social credit code', () => {
  it.each([
    '91110000101623741K',
    '911101066976941872',
    '11320200014000001G',
    '12320205466000010P',
    '91320211MA3ABCD4XB',
    '91320200MA9T000850',
  ])('%s is well formed', (code) => {
    expect(usccFlaw(code)).toBeUndefined()
    expect(usccShape.safeParse(code).success).toBe(true)
  })

  it.each([
    ['91350211M0000XUF46', 'check'],
    ['91110000101623741L', 'check'],
    ['91110000101623741', 'length'],
    ['91110000101623741KK', 'length'],
    ['', 'length'],
    ['91110000101623741k', 'character'],
    ['9111000010162374IK', 'character'],
    ['91110000 01623741K', 'character'],
    ['94110000101623741K', 'registrar'],
    ['9111000A101623741K', 'region'],
  ])('%s is refused for its %s', (code, flaw) => {
    expect(usccFlaw(code)).toBe(flaw)
    expect(isUscc(code)).toBe(false)
    expect(usccShape.safeParse(code).error?.issues[0]).toMatchObject({ params: { flaw } })
  })

  it('whose weighted sum is a multiple of 31 ends with 0', () => {
    expect(usccCheckCharacter('91320200MA9T00085')).toBe('0')
    expect(isUscc('91320200MA9T000850')).toBe(true)
  })

  it('holds an organization code with a check character of its own', () => {
    expect(['10162374', '69769418', 'MA3ABCD4', '46600001'].map(organizationCheckCharacter)).toEqual(['1', '7', 'X', '0'])
  })

  it('names the place of registration', () => {
    expect(regionOfUscc('91320211MA3ABCD4XB')).toBe('320211')
  })

  it('made up from its first sixteen characters is well formed, and meets all 31 check characters', () => {
    const ends = new Set<string>()
    fc.assert(
      fc.property(organizationCodes, (organization) => {
        const code = usccFor(`91320200${organization}`)
        ends.add(code.charAt(17))
        expect(usccFlaw(code)).toBeUndefined()
      }),
      { numRuns: 1000 },
    )
    expect(ends.size).toBe(31)
  })

  it('with any one character changed is refused', () => {
    fc.assert(
      fc.property(organizationCodes, fc.nat({ max: 17 }), fc.constantFrom(...alphabet), (organization, at, character) => {
        const code = usccFor(`91320200${organization}`)
        fc.pre(code.charAt(at) !== character)
        expect(isUscc(`${code.slice(0, at)}${character}${code.slice(at + 1)}`)).toBe(false)
      }),
    )
  })

  it('cannot be made from a prefix that is none', () => {
    expect(() => usccFor('9132020')).toThrow('could not check "9132020"')
    expect(() => usccFor('94320200MA3ABCD4')).toThrow('characters 1 and 2 name no registering department')
  })
})
