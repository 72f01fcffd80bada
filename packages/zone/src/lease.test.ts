import { describe, expect, it } from 'vitest'
import { isLeased, watchLease } from './lease.ts'
import { written } from './time.ts'

const noon = Date.parse('2026-11-23T04:00:00.000Z')

describe('W24-3 a lease', () => {
  it.each([
    { until: undefined, leased: false },
    { until: written(noon), leased: false },
    { until: written(noon + 1), leased: true },
    { until: 'not a time', leased: false },
  ])('until $until at noon: $leased', ({ until, leased }) => expect(isLeased(until, noon)).toBe(leased))
})

describe('the watch', () => {
  it('ends each lease once, and a renewed one again', async () => {
    const clock = { ms: noon, until: written(noon + 1000) }
    const ended: string[] = []
    const look = watchLease({ until: () => clock.until, now: () => clock.ms, end: async (until) => void ended.push(until) })
    await look()
    expect(ended).toEqual([])
    clock.ms += 1000
    await look()
    await look()
    expect(ended).toEqual([written(noon + 1000)])
    clock.until = written(noon + 2000)
    await look()
    clock.ms += 1000
    await look()
    expect(ended).toEqual([written(noon + 1000), written(noon + 2000)])
  })
})
