import { describe, expect, it } from 'vitest'
import { throughMask } from './testing.ts'

describe('bands', () => {
  const bands = { kind: 'bands' as const, edges: [5000, 1000, 20_000] }

  it('hold their lower edge and not their upper, and the outermost are open', async () => {
    const values = ['-5', '999', '1000', '4999', '5000', '19999', '20000', '9000000', null]
    const words = ['<1000', '<1000', '1000–5000', '1000–5000', '5000–20000', '5000–20000', '≥20000', '≥20000', null]
    expect(await throughMask(bands, 'integer', values)).toEqual(words)
  })

  it('with one edge are two', async () => {
    expect(await throughMask({ kind: 'bands', edges: [0.5] }, 'number', ['0.49', '0.5'])).toEqual(['<0.5', '≥0.5'])
  })
})
