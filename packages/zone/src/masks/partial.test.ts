import { describe, expect, it } from 'vitest'
import { throughMask } from './testing.ts'

const keep = (keepStart: number, keepEnd: number) => ({ kind: 'partial', keepStart, keepEnd }) as const

describe('a partial mask', () => {
  it('keeps both ends and stars the middle', async () => {
    expect(await throughMask(keep(3, 4), 'text', ['13812345678', '王小明', null])).toEqual(['138****5678', '***', null])
    expect(await throughMask(keep(1, 0), 'text', ['王小明'])).toEqual(['王**'])
  })

  it('stars a value whole when its ends would be all of it', async () => {
    expect(await throughMask(keep(3, 4), 'text', ['1234567', '12345678', ''])).toEqual(['*******', '123*5678', ''])
    expect(await throughMask(keep(0, 0), 'integer', ['42'])).toEqual(['**'])
  })
})
