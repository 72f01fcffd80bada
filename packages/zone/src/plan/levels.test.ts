import { describe, expect, it } from 'vitest'
import { levelsOf, widthsFor } from './levels.ts'

describe('the steps of a column', () => {
  it('begin with the value and end with nothing', () => {
    for (const type of ['text', 'integer', 'number', 'date', 'timestamp', 'boolean'] as const) {
      const levels = levelsOf({ name: 'x', type, span: 90 })
      expect(levels[0]).toBeUndefined()
      expect(levels.at(-1)).toEqual({ kind: 'suppress' })
    }
  })

  it('of a number are bands of which each is made of whole narrower ones', () => {
    expect(widthsFor(90, true)).toEqual([5, 10])
    for (const [span, isInteger] of [
      [90, true],
      [40_000, true],
      [3.2, false],
      [1e6, false],
    ] as const) {
      const widths = widthsFor(span, isInteger)
      expect(widths.length).toBeGreaterThan(1)
      for (const [index, width] of widths.slice(1).entries()) expect((width / (widths[index] ?? 1)) % 1).toBeCloseTo(0, 9)
    }
    expect(widthsFor(0, true)).toEqual([])
  })

  it('of an address are street, district and city', () => {
    expect(levelsOf({ name: 'address', type: 'text' })).toEqual([
      undefined,
      { kind: 'generalize-address', to: 'street' },
      { kind: 'generalize-address', to: 'district' },
      { kind: 'generalize-address', to: 'city' },
      { kind: 'suppress' },
    ])
  })
})
