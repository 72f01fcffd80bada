import { describe, expect, it } from 'vitest'
import { ff1, ff1Text } from './ff1.ts'

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
const keys = {
  128: '2b7e151628aed2a6abf7158809cf4f3c',
  192: '2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f',
  256: '2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc6a94',
} as const
const [none, ten, eleven] = ['', '39383736353433323130', '3737373770717273373737']
const [digits, letters] = ['0123456789', '0123456789abcdefghi']

/** The nine samples that NIST publishes with SP 800-38G. */
const samples = [
  [128, 10, none, digits, '2433477484'],
  [128, 10, ten, digits, '6124200773'],
  [128, 36, eleven, letters, 'a9tv40mll9kdu509eum'],
  [192, 10, none, digits, '2830668132'],
  [192, 10, ten, digits, '2496655549'],
  [192, 36, eleven, letters, 'xbj3kv35jrawxv32ysr'],
  [256, 10, none, digits, '6657667009'],
  [256, 10, ten, digits, '1001623463'],
  [256, 36, eleven, letters, 'xs8a0azh2avyalyzuwd'],
] as const

describe('FF1', () => {
  it.each(samples)('AES-%i, base %i, tweak "%s": %s becomes %s and back', (bits, radix, tweak, plain, secret) => {
    const key = hex(keys[bits])
    expect(ff1Text(key, radix, hex(tweak), plain)).toBe(secret)
    expect(ff1Text(key, radix, hex(tweak), secret, 'decrypt')).toBe(plain)
  })

  it('permutes many texts as it does each alone, and each under its own tweak', () => {
    const key = hex(keys[256])
    const halves = { left: Float64Array.of(1, 1, 99999), right: Float64Array.of(2, 2, 0), tweaks: hex('010203040506') }
    ff1(key, { radix: 10, length: 10, tweakBytes: 2 }).encrypt(halves)
    const alone = [
      ff1Text(key, 10, hex('0102'), '0000100002'),
      ff1Text(key, 10, hex('0304'), '0000100002'),
      ff1Text(key, 10, hex('0506'), '9999900000'),
    ]
    const texts = [0, 1, 2].map((at) => [halves.left[at], halves.right[at]].map((half) => String(half).padStart(5, '0')).join(''))
    expect(texts).toEqual(alone)
    expect(new Set(texts).size).toBe(3)
  })

  it('is a permutation: no two of a hundred thousand texts meet', () => {
    const count = 100_000
    const halves = { left: new Float64Array(count), right: Float64Array.from({ length: count }, (_, at) => at) }
    ff1(hex(keys[256]), { radix: 10, length: 10, tweakBytes: 0 }).encrypt(halves)
    expect(new Set(halves.left.map((left, at) => left * 100_000 + (halves.right[at] ?? 0))).size).toBe(count)
  })

  it('refuses a space so small that it could be tried out: a million texts is enough, fewer are not', () => {
    expect(() => ff1(hex(keys[256]), { radix: 10, length: 5, tweakBytes: 0 })).toThrow('a million')
    expect(() => ff1(hex(keys[256]), { radix: 10, length: 6, tweakBytes: 0 })).not.toThrow()
  })
})
