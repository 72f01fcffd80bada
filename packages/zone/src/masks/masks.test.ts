import { maskShape as lawMask } from '@yunhe/law/conduct/shapes'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { mask as maskShape } from '../orders.ts'
import { maskByKind, masked } from './masks.ts'

const ground = { whose: `''` }

describe('the masks', () => {
  it('are exactly the kinds an order may name, each with what it leaks in both languages', () => {
    expect(Object.keys(maskByKind).toSorted()).toEqual(maskShape.options.map((option) => option.shape.kind.value).toSorted())
    for (const [kind, mask] of Object.entries(maskByKind)) {
      expect(mask.kind).toBe(kind)
      expect(mask.inverse).toBe(kind === 'format-preserving' ? 'with-the-key' : 'none')
      expect(mask.leaks.zh.length).toBeGreaterThan(5)
      expect(mask.leaks.en.length).toBeGreaterThan(5)
    }
  })

  it('are the same fact in the law and in the orders', () => {
    expect(z.toJSONSchema(maskShape)).toEqual(z.toJSONSchema(lawMask))
    for (const one of [{ kind: 'top-bottom' }, { kind: 'top-bottom', lowest: 2, highest: 2 }, { kind: 'top-bottom', highest: 2 }])
      expect(maskShape.safeParse(one).success).toBe(lawMask.safeParse(one).success)
  })

  it('turn down a column of another type', () => {
    expect(masked({ kind: 'district' }, { name: 'n', type: 'integer', slot: 'c0' }, ground)).toBeUndefined()
    expect(masked({ kind: 'generalize-date', to: 'year' }, { name: 'n', type: 'text', slot: 'c0' }, ground)).toBeUndefined()
    expect(masked({ kind: 'noise', percent: 5 }, { name: 'n', type: 'text', slot: 'c0' }, ground)).toBeUndefined()
    expect(masked({ kind: 'format-preserving', of: 'mobile' }, { name: 'n', type: 'integer', slot: 'c0' }, ground)).toBeUndefined()
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
