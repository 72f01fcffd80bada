import { describe, expect, it } from 'vitest'
import { throughMask } from './testing.ts'

const noise = { kind: 'noise', percent: 10 } as const
const hundreds = Array.from({ length: 200 }, () => '1000')

describe('noise', () => {
  it('stays within the percent, differs from person to person and is even around the truth', async () => {
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

  it('is drawn anew for another value and another column of the same person', async () => {
    const factor = async (value: string, column = 'it') =>
      Number((await throughMask(noise, 'number', [value], 'secret-of-grant-1', column))[0]) / Number(value)
    const [one, double, other] = await Promise.all([factor('1000'), factor('2000'), factor('1000', 'bonus')])
    expect(Math.abs(one - double)).toBeGreaterThan(1e-6)
    expect(Math.abs(one - other)).toBeGreaterThan(1e-6)
  })
})
