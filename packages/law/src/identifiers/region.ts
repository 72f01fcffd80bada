/** Regions of Wuxi by GB/T 2260, the codes that were merged away, and the functional zones that have no code. */
import { z } from 'zod'
import type { Words } from '../kernel/words.ts'

export const cityCode = '320200'

/** The county-level units of today: five districts and two county-level cities. */
export const districts = {
  '320205': { zh: '锡山区', en: 'Xishan District' },
  '320206': { zh: '惠山区', en: 'Huishan District' },
  '320211': { zh: '滨湖区', en: 'Binhu District' },
  '320213': { zh: '梁溪区', en: 'Liangxi District' },
  '320214': { zh: '新吴区', en: 'Xinwu District' },
  '320281': { zh: '江阴市', en: 'Jiangyin City' },
  '320282': { zh: '宜兴市', en: 'Yixing City' },
} as const satisfies Record<string, Words>
export type DistrictCode = keyof typeof districts

export const regions = { [cityCode]: { zh: '无锡市', en: 'Wuxi City' }, ...districts } as const satisfies Record<string, Words>
export type RegionCode = keyof typeof regions

export interface FormerRegion extends Words {
  /** What it is part of today. */
  readonly now: DistrictCode
}

/** Merged into Liangxi in 2015; numbers and codes issued before keep them. */
export const formerRegions = {
  '320202': { zh: '崇安区', en: 'Chong’an District', now: '320213' },
  '320203': { zh: '南长区', en: 'Nanchang District', now: '320213' },
  '320204': { zh: '北塘区', en: 'Beitang District', now: '320213' },
} as const satisfies Record<string, FormerRegion>

/** Functional zones are no divisions of GB/T 2260: ours to extend, and never written into an identifier. */
export const functionalZones = {
  'wuxi-high-tech': { zh: '无锡高新区', en: 'Wuxi High-tech Zone' },
  'wuxi-economic': { zh: '无锡经开区', en: 'Wuxi Economic Development Zone' },
  'taihu-resort': { zh: '无锡太湖国家旅游度假区', en: 'Taihu Lake Resort' },
} as const satisfies Record<string, Words>

export const regionCodes = Object.keys(regions) as readonly RegionCode[]
export const districtCodes = Object.keys(districts) as readonly DistrictCode[]

/** A region an organization may belong to today. */
export const regionShape = z.enum(regionCodes as readonly [RegionCode, ...RegionCode[]])

export const isRegion = (code: string): code is RegionCode => Object.hasOwn(regions, code)

export const isDistrict = (code: string): code is DistrictCode => Object.hasOwn(districts, code)

/** The name under a code of today or of before; nothing for a place outside Wuxi. */
export const regionNameOf = (code: string): Words | undefined => (isRegion(code) ? regions[code] : formerRegionOf(code))

/** What a code stands for today: itself, or the district it was merged into. */
export const regionToday = (code: string): RegionCode | undefined => (isRegion(code) ? code : formerRegionOf(code)?.now)

/** Article 4: the city works everywhere, a district in itself alone. */
export const isWithinRegion = (inner: string, outer: string): boolean => {
  const [place, area] = [regionToday(inner), regionToday(outer)]
  return place !== undefined && area !== undefined && (area === cityCode || place === area)
}

const formerRegionOf = (code: string): FormerRegion | undefined =>
  Object.hasOwn(formerRegions, code) ? formerRegions[code as keyof typeof formerRegions] : undefined
