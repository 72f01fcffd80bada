import { describe, expect, it } from 'vitest'
import { throughMask } from './testing.ts'

describe('suppression', () => {
  it('leaves no value', async () => {
    expect(await throughMask({ kind: 'suppress' }, 'text', ['a', null])).toEqual([null, null])
    expect(await throughMask({ kind: 'suppress' }, 'date', ['2001-01-01'])).toEqual([null])
  })
})
