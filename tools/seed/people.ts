/** Made-up people, household by household: well-formed id numbers and mobiles that no two of them share, addresses in the seven units of Wuxi. */
import { idNumberFor } from '@yunhe/law/identifiers/id-number'
import { mobileFor } from '@yunhe/law/identifiers/mobile'
import { type DistrictCode, districtCodes } from '@yunhe/law/identifiers/region'
import { dayNumbered, numberOfDays, regionsElsewhere, someDayOfBirth, someDistrict, streetOf } from './city.ts'
import { companyNumbered } from './companies.ts'
import { type Chance, chance } from './random.ts'
import { givenOfMen, givenOfWomen, roads, surnames } from './words.ts'

export type Person = {
  readonly id_number: string
  readonly name: string
  readonly sex: '男' | '女'
  readonly born_on: string
  /** Empty for children. */
  readonly mobile: string
  readonly address: string
  readonly household: number
  /** Credit code of the employer; empty for who has none. */
  readonly employer: string
  /** Yuan; empty for who has none. */
  readonly monthly_income: number | ''
}

/** The same count and seed give the same people; a smaller count gives the first of them. */
export function* people(count: number, seed: number): Generator<Person> {
  const draw = chance(seed)
  const take = idNumbers()
  const employerNumbered = employers(seed)
  let index = 0
  for (let household = 1; index < count; household += 1) {
    const home = someHome(draw)
    for (const member of membersOf(draw)) {
      if (index === count) return
      const { idNumber, bornOn } = take(draw, home.district, member)
      const works = member.age >= 20 && member.age < 62 && draw.fraction() < 0.8
      yield {
        id_number: idNumber,
        name: nameOf(draw, member),
        sex: member.sex,
        born_on: bornOn,
        mobile: member.age < 12 ? '' : mobileNumbered(index),
        address: home.address,
        household,
        employer: works ? employerNumbered(draw.below(employerCount)) : '',
        monthly_income: works ? Math.round(2490 + 4000 * -Math.log(1 - draw.fraction())) : '',
      }
      index += 1
    }
  }
}

type Member = { readonly surname: string; readonly sex: Person['sex']; readonly age: number }

const employerCount = 20_000

const someHome = (draw: Chance): { readonly district: DistrictCode; readonly address: string } => {
  const district = someDistrict(draw)
  const address = `${streetOf(district, draw.oneOf(roads))}${draw.between(1, 399)}号${draw.between(1, 60)}幢${draw.between(1, 18)}0${draw.between(1, 4)}室`
  return { district, address }
}

/** One to five people: somebody alone, a couple, their children, and sometimes a mother. */
const membersOf = (draw: Chance): readonly Member[] => {
  const surname = draw.oneOf(surnames)
  const age = draw.between(22, 85)
  const head: Member = { surname, sex: draw.fraction() < 0.7 ? '男' : '女', age }
  if (draw.fraction() < 0.25) return [head]
  const partner: Member = {
    surname: draw.oneOf(surnames),
    sex: head.sex === '男' ? '女' : '男',
    age: Math.max(20, age - draw.between(-2, 5)),
  }
  const children =
    age < 60 && age > 24 ? Array.from({ length: draw.below(3) }, () => ({ surname, sex: someSex(draw), age: draw.below(age - 22) })) : []
  const mother: readonly Member[] =
    age < 70 && draw.fraction() < 0.15 ? [{ surname: draw.oneOf(surnames), sex: '女', age: age + draw.between(20, 27) }] : []
  return [head, partner, ...children, ...mother]
}

const someSex = (draw: Chance): Person['sex'] => (draw.fraction() < 0.52 ? '男' : '女')

const nameOf = (draw: Chance, { surname, sex }: Member): string => {
  const given = sex === '男' ? givenOfMen : givenOfWomen
  return draw.fraction() < 0.3 ? `${surname}${draw.oneOf(given)}` : `${surname}${draw.oneOf(given)}${draw.oneOf(given)}`
}

const origins: readonly string[] = [...districtCodes, ...regionsElsewhere]

/** Counts the sequence numbers given out by region, day and sex; where a day is full the next has room. */
const idNumbers = () => {
  const given = new Uint16Array(origins.length * numberOfDays * 2)
  return (draw: Chance, home: DistrictCode, { sex, age }: Member): { readonly idNumber: string; readonly bornOn: string } => {
    const region = draw.fraction() < 0.75 ? home : draw.oneOf(regionsElsewhere)
    let day = someDayOfBirth(draw, age)
    const cell = () => (origins.indexOf(region) * numberOfDays + day) * 2 + (sex === '男' ? 1 : 0)
    while ((given[cell()] ?? 0) >= 499) day = (day + 1) % numberOfDays
    const before = given[cell()] ?? 0
    given[cell()] = before + 1
    const bornOn = dayNumbered(day)
    return { idNumber: idNumberFor(region, bornOn, sex === '男' ? before * 2 + 1 : before * 2 + 2), bornOn }
  }
}

const segments = ['130', '131', '135', '136', '137', '138', '139', '150', '151', '158', '159', '176', '180', '186', '189', '199'] as const

/** 7,368,787 shares no factor with 10^8, so numbers of one segment never meet. */
const mobileNumbered = (index: number): string => {
  const segment = segments[index % segments.length] ?? '130'
  return mobileFor(segment, (Math.floor(index / segments.length) * 7_368_787) % 100_000_000)
}

const employers = (seed: number) => {
  const known: string[] = []
  return (index: number): string => {
    const uscc = known[index] ?? companyNumbered(index, seed).uscc
    known[index] = uscc
    return uscc
  }
}
