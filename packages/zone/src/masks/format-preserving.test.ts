import { describe, expect, it } from 'vitest'
import { checkSignOf, isIdNumber } from '../identity-numbers.ts'
import { throughMask } from './testing.ts'

const idNumber = (start: string) => `${start}${checkSignOf(start)}`
const people = Array.from({ length: 400 }, (_, at) =>
  idNumber(`32021119${50 + (at % 50)}0${1 + (at % 9)}1${at % 10}${String(at + 1).padStart(3, '0')}`),
)
const of = (kind: 'id-number' | 'id-number-in-region' | 'mobile') => ({ kind: 'format-preserving', of: kind }) as const

describe('a format-preserving pseudonym of an id number', () => {
  it('is an id number again: a day that exists, a right check sign, and no two alike', async () => {
    const made = (await throughMask(of('id-number'), 'text', people)).map(String)
    expect(made.every(isIdNumber)).toBe(true)
    expect(new Set(made).size).toBe(400)
    for (const one of made) {
      const day = `${one.slice(6, 10)}-${one.slice(10, 12)}-${one.slice(12, 14)}`
      expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day)
      expect(Number(one.slice(6, 10))).toBeGreaterThanOrEqual(1900)
      expect(Number(one.slice(6, 10))).toBeLessThan(2100)
    }
  })

  it('keeps neither district nor day of birth nor sex, except the district where that is decided', async () => {
    const made = (await throughMask(of('id-number'), 'text', people)).map(String)
    const kept = (await throughMask(of('id-number-in-region'), 'text', people)).map(String)
    expect(made.filter((one) => one.startsWith('320211')).length).toBeLessThan(5)
    expect(kept.every((one) => one.startsWith('320211') && isIdNumber(one))).toBe(true)
    expect(kept.filter((one, at) => one.slice(6, 14) === people[at]?.slice(6, 14)).length).toBeLessThan(5)
    const men = (numbers: readonly string[]) => numbers.filter((one, at) => (Number(one[16]) - Number(people[at]?.[16])) % 2 === 0).length
    expect(men(made)).toBeGreaterThan(140)
    expect(men(made)).toBeLessThan(260)
  })

  it('is the same again under one key and another under another; a lower-case check sign is the same person', async () => {
    const withX = people.find((one) => one.endsWith('X')) ?? ''
    const [upper, lower] = await throughMask(of('id-number'), 'text', [withX, withX.toLowerCase()])
    expect(lower).toBe(upper)
    expect(await throughMask(of('id-number'), 'text', [withX])).toEqual([upper])
    expect(await throughMask(of('id-number'), 'text', [withX], 'secret-of-grant-2')).not.toEqual([upper])
  })

  it.each([
    ['a wrong check sign', `${people[0]?.slice(0, 17)}${people[0]?.endsWith('1') ? '2' : '1'}`],
    ['a day that does not exist', idNumber('32021119990230123')],
    ['a day before 1900', idNumber('32021118991231123')],
    ['one sign too many', `${people[0]}0`],
    ['one too few', people[0]?.slice(0, 17) ?? ''],
    ['fifteen digits', '320211990101123'],
    ['nothing', ''],
    ['Chinese', '一二三四五六七八九十一二三四五六七八'],
  ])('leaves out %s', async (_, text) => {
    expect(await throughMask(of('id-number'), 'text', [text, null])).toEqual([null, null])
  })

  it('takes the first and the last day', async () => {
    const ends = [idNumber('32021119000101000'), idNumber('32021120991231999')]
    expect((await throughMask(of('id-number'), 'text', ends)).map(String).every(isIdNumber)).toBe(true)
  })
})

describe('a format-preserving pseudonym of a mobile number', () => {
  const mobiles = ['13000000000', '19999999999', '15400000001', null, '12999999999', '1380000000', '138000000000']

  it('is a mobile number again; what is none is left out', async () => {
    const made = await throughMask(of('mobile'), 'text', mobiles)
    for (const one of made.slice(0, 3)) expect(one).toMatch(/^1[3-9]\d{9}$/)
    expect(new Set(made.slice(0, 3)).size).toBe(3)
    expect(made.slice(3)).toEqual([null, null, null, null])
  })
})
