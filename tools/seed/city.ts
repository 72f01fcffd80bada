/** The shape of a made-up Wuxi: its seven county-level units by their share of people, and a reference day. */

import { type DistrictCode, districts } from '@yunhe/law/identifiers/region'
import type { Day } from '@yunhe/law/kernel/days'
import type { Chance } from './random.ts'

/** Ages are counted on this day, so that a seed gives the same city next year. */
export const referenceYear = 2024

/** Parts in a hundred, near to the census of 2020. */
const shareByDistrict: Readonly<Record<DistrictCode, number>> = {
  '320205': 12,
  '320206': 12,
  '320211': 11,
  '320213': 13,
  '320214': 10,
  '320281': 24,
  '320282': 18,
}

const districtOfPart: readonly DistrictCode[] = Object.entries(shareByDistrict).flatMap(([code, share]) =>
  Array<DistrictCode>(share).fill(code as DistrictCode),
)

export const someDistrict = (draw: Chance): DistrictCode => districtOfPart[draw.below(districtOfPart.length)] ?? '320213'

/** Where people who moved here were first registered; made-up people need real region codes. */
export const regionsElsewhere = ['320500', '320400', '321200', '341100', '410100', '510100', '420100', '330100'] as const

/** County-level cities stand in an address without the city's name before them, as people write it. */
export const streetOf = (district: DistrictCode, road: string): string =>
  `江苏省${district === '320281' || district === '320282' ? '' : '无锡市'}${districts[district].zh}${road}`

const firstYear = referenceYear - 100
const days: readonly Day[] = Array.from(
  { length: 100 * 366 },
  (_, index) => new Date(Date.UTC(firstYear, 0, 1 + index)).toISOString().slice(0, 10) as Day,
)

/** A day of the year in which somebody of this age was born. @returns its number from the first day of the calendar */
export const someDayOfBirth = (draw: Chance, age: number): number =>
  Math.min(Math.floor((referenceYear - 1 - age - firstYear) * 365.2425) + draw.below(365), Math.floor(100 * 365.2425) - 1)

export const dayNumbered = (number: number): Day => days[number] ?? ('1990-01-01' as Day)
export const numberOfDays = days.length
