import { describe, expect, it } from 'vitest'
import { selfTestAll, suite, suiteNames, suites } from './suite.ts'
import { vectors } from './vectors.ts'

describe('the suites meet the published vectors', () => {
  it.each(suiteNames.flatMap((name) => vectors[name].map((vector) => ({ name, ...vector }))))('suite $name meets $source', ({ met }) => {
    expect(met()).toBe(true)
  })

  it('a program that starts with sound primitives passes the self-test', () => {
    expect(selfTestAll).not.toThrow()
  })

  it('a suite that is not on the list is refused by name', () => {
    expect(() => suite('none')).toThrow('could not find a suite named "none"')
    expect(() => suite('toString')).toThrow('could not find a suite')
    expect(suite('gm')).toBe(suites.gm)
  })
})

describe.each(suiteNames)('what suite %s sealed', (name) => {
  const { seal, open } = suites[name]
  const [key, context, text] = [Buffer.alloc(32, 1), Buffer.from('here'), Buffer.from('公共数据')]

  it('opens with the same key and context, and never looks the same twice', () => {
    const [one, two] = [seal(key, text, context), seal(key, text, context)]
    expect(Buffer.from(open(key, one, context)).toString()).toBe('公共数据')
    expect(Buffer.from(one).equals(two)).toBe(false)
  })

  it('does not open when any one bit is flipped', () => {
    const sealed = seal(key, text, context)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = Uint8Array.from(sealed)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => open(key, flipped, context), `bit ${bit}`).toThrow(/could not open/)
    }
  })

  it('does not open when it is cut, with another key or in another context', () => {
    const sealed = seal(key, text, context)
    expect(() => open(key, sealed.subarray(0, -1), context)).toThrow('could not open what was sealed')
    expect(() => open(key, sealed.subarray(0, 5), context)).toThrow('could not open')
    expect(() => open(key, new Uint8Array(0), context)).toThrow(`could not open with suite ${name}`)
    expect(() => open(Buffer.alloc(32, 2), sealed, context)).toThrow('could not open what was sealed')
    expect(() => open(key, sealed, Buffer.from('there'))).toThrow('could not open what was sealed')
  })

  it('is not opened by the other suite', () => {
    const other = suites[name === 'gm' ? 'intl' : 'gm']
    expect(() => other.open(key, seal(key, text, context), context)).toThrow(
      `could not open with suite ${other.name} what does not name it`,
    )
  })

  it('needs a key of 32 bytes', () => {
    expect(() => seal(Buffer.alloc(31), text, context)).toThrow('a key of 31 bytes; 32 are needed')
    expect(() => seal(Buffer.alloc(33), text, context)).toThrow('a key of 33 bytes; 32 are needed')
  })
})
