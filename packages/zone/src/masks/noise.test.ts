import { describe, expect, it } from 'vitest'
import { throughMask } from './testing.ts'

const noise = { kind: 'noise', percent: 10 } as const
const hundreds = Array.from({ length: 200 }, () => '1000')

describe('noise', () => {
  it('stays within the percent, differs from row to row and is even around the truth', async () => {
    const noisy = (await throughMask(noise, 'number', hundreds)).map(Number)
    expect(Math.min(...noisy)).toBeGreaterThanOrEqual(900)
    expect(Math.max(...noisy)).toBeLessThanOrEqual(1100)
    expect(new Set(noisy).size).toBe(200)
    expect(Math.abs(noisy.reduce((sum, each) => sum + each, 0) / 200 - 1000)).toBeLessThan(20)
  })

  it('is the same again under the same key and another under another', async () => {
    const first = await throughMask(noise, 'integer', ['1000', '5', null])
    expect(await throughMask(noise, 'integer', ['1000', '5', null])).toEqual(first)
    expect(await throughMask(noise, 'integer', ['1000', '5', null], 'secret-of-grant-2')).not.toEqual(first)
    expect(first[2]).toBeNull()
  })
})
