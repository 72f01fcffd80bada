import { isIdNumber, readIdNumber } from '@yunhe/law/identifiers/id-number'
import { isMobile } from '@yunhe/law/identifiers/mobile'
import { isUscc } from '@yunhe/law/identifiers/uscc'
import { describe, expect, it } from 'vitest'
import { districtsOfWuxi } from '../../packages/zone/src/masks/district.ts'
import { companies } from './companies.ts'
import { people } from './people.ts'

const some = [...people(30_000, 7)]

describe('the people of a made-up city', () => {
  it('are the same for the same seed, others for another, and fewer are the first of more', () => {
    expect([...people(500, 7)]).toEqual(some.slice(0, 500))
    expect([...people(500, 8)]).not.toEqual(some.slice(0, 500))
    expect(some).toHaveLength(30_000)
  })

  it('have well-formed id numbers that say their birth and sex, and no two share one', () => {
    expect(some.filter(({ id_number }) => !isIdNumber(id_number))).toEqual([])
    for (const { id_number, born_on, sex } of some.slice(0, 2000))
      expect(readIdNumber(id_number)).toMatchObject({ birth: born_on, sex: sex === '男' ? 'male' : 'female' })
    expect(new Set(some.map(({ id_number }) => id_number)).size).toBe(some.length)
  })

  it('have mobiles of their own, children none', () => {
    const mobiles = some.map(({ mobile }) => mobile).filter((mobile) => mobile !== '')
    expect(mobiles.filter((mobile) => !isMobile(mobile))).toEqual([])
    expect(new Set(mobiles).size).toBe(mobiles.length)
    expect(some.filter(({ mobile, born_on }) => mobile === '' && born_on < '2010')).toEqual([])
  })

  it('live in the seven units, households together, and many work for companies that exist', () => {
    const units = some.map(({ address }) => districtsOfWuxi.find((unit) => address.includes(unit)))
    expect(new Set(units)).toEqual(new Set(districtsOfWuxi))
    const addressByHousehold = new Map(some.map(({ household, address }) => [household, address]))
    expect(some.filter(({ household, address }) => addressByHousehold.get(household) !== address)).toEqual([])
    const employers = new Set(some.map(({ employer }) => employer).filter((employer) => employer !== ''))
    const known = new Set([...companies(20_000, 7)].map(({ uscc }) => uscc))
    expect([...employers].filter((employer) => !known.has(employer))).toEqual([])
    expect(employers.size).toBeGreaterThan(5000)
  })
})

describe('the companies of a made-up city', () => {
  it('have well-formed credit codes and no two share one', () => {
    const codes = [...companies(20_000, 7)].map(({ uscc }) => uscc)
    expect(codes.filter((code) => !isUscc(code))).toEqual([])
    expect(new Set(codes).size).toBe(codes.length)
  })
})
