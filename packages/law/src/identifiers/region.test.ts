import { describe, expect, it } from 'vitest'
import {
  districtCodes,
  formerRegions,
  isDistrict,
  isRegion,
  isWithinRegion,
  regionCodes,
  regionNameOf,
  regionShape,
  regionToday,
} from './region.ts'

describe('the regions of Wuxi', () => {
  it('are the city and its seven county-level units', () => {
    expect(districtCodes).toEqual(['320205', '320206', '320211', '320213', '320214', '320281', '320282'])
    expect(regionCodes).toHaveLength(8)
    expect([isRegion('320200'), isDistrict('320200'), isRegion('320202'), isRegion('310000'), isRegion('toString')]).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
    expect([regionShape.safeParse('320282').success, regionShape.safeParse('320202').success]).toEqual([true, false])
  })

  it('that were merged in 2015 keep their names and stand for Liangxi today', () => {
    expect(Object.keys(formerRegions).map(regionToday)).toEqual(['320213', '320213', '320213'])
    expect(regionNameOf('320203')?.zh).toBe('南长区')
    expect([regionNameOf('310000'), regionToday('310000')]).toEqual([undefined, undefined])
  })

  it('A4 the city reaches everywhere, a district only itself', () => {
    expect(isWithinRegion('320281', '320200')).toBe(true)
    expect(isWithinRegion('320281', '320281')).toBe(true)
    expect(isWithinRegion('320204', '320213')).toBe(true)
    expect(isWithinRegion('320281', '320282')).toBe(false)
    expect(isWithinRegion('320200', '320281')).toBe(false)
    expect(isWithinRegion('310000', '320200')).toBe(false)
  })
})
