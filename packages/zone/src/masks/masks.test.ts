import { describe, expect, it } from 'vitest'
import { mask as maskShape } from '../orders.ts'
import { maskByKind, masked } from './masks.ts'

const ground = { keyName: 'mask_key', row: 'row' }

describe('the masks', () => {
  it('are exactly the kinds an order may name, each with what it leaks', () => {
    expect(Object.keys(maskByKind).toSorted()).toEqual(maskShape.options.map((option) => option.shape.kind.value).toSorted())
    for (const [kind, mask] of Object.entries(maskByKind)) {
      expect(mask.kind).toBe(kind)
      expect(mask.inverse).toBe('none')
      expect(mask.leaks.length).toBeGreaterThan(5)
    }
  })

  it('turn down a column of another type', () => {
    expect(masked({ kind: 'district' }, { name: 'n', type: 'integer', slot: 'c0' }, ground)).toBeUndefined()
    expect(masked({ kind: 'generalize-date', to: 'year' }, { name: 'n', type: 'text', slot: 'c0' }, ground)).toBeUndefined()
    expect(masked({ kind: 'noise', percent: 5 }, { name: 'n', type: 'text', slot: 'c0' }, ground)).toBeUndefined()
  })

  it('put no value of the decision into the text of the statement', () => {
    const hierarchy = masked(
      { kind: 'generalize-hierarchy', valueByValue: { "x'; DROP": 'y' } },
      { name: 'n', type: 'text', slot: 'c0' },
      ground,
    )
    expect(hierarchy?.sql).not.toContain('DROP')
    expect(hierarchy?.bind).toEqual({ c0_from: ["x'; DROP"], c0_to: ['y'] })
  })
})
