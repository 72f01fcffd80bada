import { describe, expect, it } from 'vitest'
import { throughMask } from './testing.ts'

const addresses = [
  '江苏省无锡市滨湖区蠡湖大道2009号4幢501室',
  '江苏省江阴市青石路9号9幢804室',
  '无锡市新吴区旺庄街道春华路1号',
  '宜兴市周铁镇竺西村12号',
  '苏州市姑苏区人民路1号',
  '浙江省杭州市西湖区文三路8号',
  '不详',
  null,
]
const to = (level: 'street' | 'district' | 'city') => throughMask({ kind: 'generalize-address', to: level }, 'text', addresses)

describe('a generalized address', () => {
  it('to the street ends before the house', async () => {
    expect(await to('street')).toEqual([
      '江苏省无锡市滨湖区蠡湖大道',
      '江苏省江阴市青石路',
      '无锡市新吴区旺庄街道',
      '宜兴市周铁镇',
      '苏州市姑苏区人民路',
      '浙江省杭州市西湖区文三路',
      null,
      null,
    ])
  })

  it('to the district is the county-level unit of Wuxi', async () => {
    expect(await to('district')).toEqual(['滨湖区', '江阴市', '新吴区', '宜兴市', null, null, null, null])
  })

  it('to the city is Wuxi for its county-level cities too', async () => {
    expect(await to('city')).toEqual(['无锡市', '无锡市', '无锡市', '无锡市', '苏州市', '杭州市', null, null])
  })
})
