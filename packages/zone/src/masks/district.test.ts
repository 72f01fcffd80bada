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

describe('an address written without what comes before its district', () => {
  it('is found all the same, and only the first unit counts', async () => {
    const addresses = ['江阴市澄江路1号', '江苏省宜兴市江阴市路1号', '江苏江阴市宜兴市路', '住在江阴市宜兴市路', '无锡市江阴市新吴区路']
    expect(await throughMask({ kind: 'district' }, 'text', addresses)).toEqual(['江阴市', '宜兴市', '江阴市', '江阴市', '江阴市'])
  })
})
