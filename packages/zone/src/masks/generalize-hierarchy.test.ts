import { describe, expect, it } from 'vitest'
import { throughMask } from './testing.ts'

describe('a generalization by hierarchy', () => {
  const mask = { kind: 'generalize-hierarchy', valueByValue: { Bachelors: 'Higher', "Prof'l": 'Higher', '11th': 'Secondary' } } as const

  it('gives the broader word', async () => {
    expect(await throughMask(mask, 'text', ['Bachelors', "Prof'l", '11th'])).toEqual(['Higher', 'Higher', 'Secondary'])
  })

  it('passes on nothing it does not know', async () => {
    expect(await throughMask(mask, 'text', ['Doctorate of one person', 'bachelors', null])).toEqual([null, null, null])
  })
})
