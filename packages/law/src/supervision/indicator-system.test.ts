import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { indicatorSystems, publish, retire } from './indicator-system.ts'

const one = (code: string, weight: number) => ({ code, name: code, weight, about: '按台账核查' })
const form = {
  title: '场景授权运营评估指标',
  mode: 'scenario',
  indicators: [one('use', 6_000), one('safety', 4_000)],
  basis: '《办法》第二十九条',
}
const empty = scene(indicatorSystems, { facts: { sameClass: 0 }, on: '2026-03-02' })
const published = empty.does(publish, actors.dataAuthority, form)

describe('A29 a system of indicators', () => {
  it.each([
    [[one('use', 9_999)], ['weights-not-whole']],
    [[one('use', 10_000)], []],
    [[one('use', 5_000), one('use', 5_000)], ['indicator-twice']],
  ])('A29 published with %j: %j', (indicators, codes) => {
    expect(empty.tries(publish, actors.dataAuthority, { ...form, indicators }).codes).toEqual(codes)
  })

  it('A29 is published by the data authority, one for a class, and retired before the next', () => {
    expect(empty.tries(publish, actors.assessor, form).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(publish, actors.dataAuthority, form, { facts: { sameClass: 1 } }).codes).toEqual(['class-has-system'])
    expect(published.tries(publish, actors.dataAuthority, form).codes).toEqual(['already-published'])
    const retired = published.does(retire, actors.dataAuthority, { reason: '修订' })
    expect(retired.state).toMatchObject({ stage: 'retired', publishedOn: '2026-03-02' })
    expect(retired.tries(retire, actors.dataAuthority, { reason: '修订' }).codes).toEqual(['not-published'])
  })
})
