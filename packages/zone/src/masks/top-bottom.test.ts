import { describe, expect, it } from 'vitest'
import { mask } from '../orders.ts'
import { throughMask } from './testing.ts'

describe('top and bottom coding', () => {
  it('moves what lies beyond an end to that end and keeps the ends themselves', async () => {
    const both = { kind: 'top-bottom', lowest: 0, highest: 100 } as const
    expect(await throughMask(both, 'integer', ['-1', '0', '1', '99', '100', '101', null])).toEqual([
      '0',
      '0',
      '1',
      '99',
      '100',
      '100',
      null,
    ])
    expect(await throughMask({ kind: 'top-bottom', highest: 1.5 }, 'number', ['-7', '1.5', '1.6'])).toEqual([-7, 1.5, 1.5])
    expect(await throughMask({ kind: 'top-bottom', lowest: 2 }, 'integer', ['1', '2', '9'])).toEqual(['2', '2', '9'])
  })

  it('needs an end, and the lower below the upper', () => {
    expect(mask.safeParse({ kind: 'top-bottom' }).success).toBe(false)
    expect(mask.safeParse({ kind: 'top-bottom', lowest: 3, highest: 3 }).success).toBe(false)
    expect(mask.safeParse({ kind: 'top-bottom', lowest: 3, highest: 4 }).success).toBe(true)
  })
})
