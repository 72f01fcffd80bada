import { describe, expect, it } from 'vitest'
import { throughMask } from './testing.ts'

const days = ['1987-05-31', '1990-01-01', '2000-12-31', null]

describe('a generalized date', () => {
  it.each([
    ['month', ['1987-05-01', '1990-01-01', '2000-12-01', null]],
    ['quarter', ['1987-04-01', '1990-01-01', '2000-10-01', null]],
    ['year', ['1987-01-01', '1990-01-01', '2000-01-01', null]],
    ['decade', ['1980-01-01', '1990-01-01', '2000-01-01', null]],
  ] as const)('to %s is the first day of it', async (to, expected) => {
    expect(await throughMask({ kind: 'generalize-date', to }, 'date', days)).toEqual(expected)
  })

  it('drops the time of day', async () => {
    expect(await throughMask({ kind: 'generalize-date', to: 'month' }, 'timestamp', ['2001-06-30 23:59:59'])).toEqual(['2001-06-01'])
  })
})
