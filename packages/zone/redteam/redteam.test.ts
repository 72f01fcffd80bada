import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkSql } from '../src/sql/check.ts'
import { attacks } from './all.ts'
import { carriedOut } from './attack.ts'
import { type Live, openLive } from './live.ts'
import { moreText } from './more-text.ts'
import { reachOutside } from './reach-outside.ts'
import { singleOut } from './single-out.ts'
import { tables } from './tables.ts'

describe('W16-3 raw data never leaves', () => {
  it.each([...reachOutside, ...moreText, ...singleOut])('text $id is refused as $expected', async ({ sql, expected }) => {
    const answer = await checkSql(sql, { tables })
    const met = answer.ok ? [answer.canonical] : answer.refusals.map(({ code }) => code)
    expect(
      met.some((code) => expected.split('|').includes(code)),
      met.join(),
    ).toBe(true)
  })

  it('names every attack once, and at least 120', () => {
    expect(new Set(attacks.map(({ id }) => id)).size).toBe(attacks.length)
    expect(attacks.length).toBeGreaterThanOrEqual(120)
  })
})

describe('W16-3 a live zone', () => {
  let live: Live
  beforeAll(async () => {
    live = await openLive()
  }, 300_000)
  afterAll(() => live.close())

  it.each(attacks)('answers $id with $expected', async (attack) => {
    expect(await carriedOut(attack, live)).toMatchObject({ expected: attack.expected, passed: true })
  })
})

it('W16-3 an attack that meets anything but its refusal has got through', async () => {
  const attack = { id: 'planted', class: 'gateway', expected: 'malformed|key-unknown' } as const
  const met = (got: string) => carriedOut({ ...attack, against: async () => got }, {} as Live)
  expect(await met('done')).toMatchObject({ got: 'done', passed: false })
  expect(await met('key-unknown')).toMatchObject({ got: 'key-unknown', passed: true })
  const fault = { ...attack, against: () => Promise.reject(new Error('gone')) }
  expect(await carriedOut(fault, {} as Live)).toMatchObject({ got: 'fault gone', passed: false })
})
