import { describe, expect, it } from 'vitest'
import { throughMask } from './testing.ts'

describe('rounding', () => {
  it('goes to the nearest step; halves away from zero, below zero too', async () => {
    const values = ['0', '49', '50', '149', '150', '-49', '-50', null]
    expect(await throughMask({ kind: 'round', step: 100 }, 'integer', values)).toEqual(['0', '0', '100', '100', '200', '0', '-100', null])
  })

  it('takes steps that are not whole', async () => {
    expect(await throughMask({ kind: 'round', step: 0.5 }, 'number', ['1.24', '1.25', '1.74'])).toEqual([1, 1.5, 1.5])
  })
})
