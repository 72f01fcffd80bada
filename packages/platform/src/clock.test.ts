import { instant } from '@yunhe/law'
import { describe, expect, it } from 'vitest'
import { movableClock, systemClock } from './clock.ts'

const near = (one: string, other: string) => Math.abs(Date.parse(one) - Date.parse(other)) < 5_000

describe('a clock that tests move', () => {
  it('begins where it is told to, or now, and runs on from there', async () => {
    const clock = movableClock('2026-03-02T09:00:00+08:00')
    expect(near(clock.now(), '2026-03-02T01:00:00.000Z')).toBe(true)
    const before = clock.now()
    await new Promise((resolve) => setTimeout(resolve, 15))
    expect(clock.now() > before).toBe(true)
    expect(near(movableClock().now(), systemClock())).toBe(true)
  })

  it('moves forward and says by how much; backwards it is not moved', () => {
    const clock = movableClock('2026-03-02T09:00:00+08:00')
    const offset = clock.offsetMs()
    clock.moveTo(instant('2026-03-03T09:00:00+08:00'))
    expect(Math.round((clock.offsetMs() - offset) / 1_000)).toBe(86_400)
    expect(() => clock.moveTo(instant('2026-03-02T23:00:00+08:00'))).toThrow('could not move the clock backwards')
    expect(near(clock.now(), '2026-03-03T01:00:00.000Z')).toBe(true)
  })
})
