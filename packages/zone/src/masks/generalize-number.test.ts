import { describe, expect, it } from 'vitest'
import { throughMask } from './testing.ts'

describe('a generalized number', () => {
  it('is the lower end of its band, below zero too', async () => {
    const mask = { kind: 'generalize-number', width: 10 } as const
    expect(await throughMask(mask, 'integer', ['0', '9', '10', '-1', '-10', '-11', null])).toEqual([
      '0',
      '0',
      '10',
      '-10',
      '-10',
      '-20',
      null,
    ])
  })

  it('keeps bands that are not whole', async () => {
    expect(await throughMask({ kind: 'generalize-number', width: 0.5 }, 'number', ['1.74', '1.5', '-0.1'])).toEqual([1.5, 1.5, -0.5])
  })
})
