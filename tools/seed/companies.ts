/** Made-up companies with well-formed credit codes; which code a company has depends on nothing but its number and the seed. */
import { districts } from '@yunhe/law/identifiers/region'
import { usccFor } from '@yunhe/law/identifiers/uscc'
import { dayNumbered, someDayOfBirth, someDistrict, streetOf } from './city.ts'
import { chance } from './random.ts'
import { companyWords, roads, trades } from './words.ts'

export type Company = {
  readonly uscc: string
  readonly name: string
  readonly trade: string
  readonly founded_on: string
  readonly address: string
  readonly employees: number
}

export function* companies(count: number, seed: number): Generator<Company> {
  for (let index = 0; index < count; index += 1) yield companyNumbered(index, seed)
}

export const companyNumbered = (index: number, seed: number): Company => {
  const draw = chance(seed * 31 + index * 7 + 3)
  const district = someDistrict(draw)
  const trade = draw.oneOf(trades)
  const name = `${districts[district].zh.slice(0, 2)}${draw.oneOf(companyWords)}${draw.oneOf(companyWords)}${trade}有限公司`
  return {
    uscc: usccFor(`91${district}${organizationNumbered(index, seed)}`),
    name,
    trade,
    founded_on: dayNumbered(someDayOfBirth(draw, draw.between(1, 30))),
    address: `${streetOf(district, draw.oneOf(roads))}${draw.between(1, 999)}号`,
    employees: draw.between(2, 80),
  }
}

/** Multiplying by a number prime to the modulus permutes: two companies of one city never share a code. */
const organizationNumbered = (index: number, seed: number): string =>
  `MA${String((index * 387_421 + (seed % 1000) * 977) % 1_000_000).padStart(6, '0')}`
