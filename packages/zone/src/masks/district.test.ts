import { describe, expect, it } from 'vitest'
import { districtsOfWuxi } from './district.ts'
import { throughMask } from './testing.ts'

describe('an address masked to its district', () => {
  it('knows the seven county-level units', async () => {
    const addresses = districtsOfWuxi.map((unit) => `江苏省无锡市${unit}人民路1号`)
    expect(await throughMask({ kind: 'district' }, 'text', addresses)).toEqual(districtsOfWuxi)
  })

  it('takes the first unit named and leaves out what names none', async () => {
    expect(await throughMask({ kind: 'district' }, 'text', ['无锡市滨湖区宜兴市路3号', '苏州市姑苏区1号', '', null])).toEqual([
      '滨湖区',
      null,
      null,
      null,
    ])
  })
})
