import { expect, it } from 'vitest'
import { inShanghai } from './time.ts'

it('tells people the minute in legal time, also over midnight', () => {
  expect(inShanghai('2026-11-23T04:00:59.999Z')).toBe('2026-11-23 12:00')
  expect(inShanghai('2026-11-23T16:00:00.000Z')).toBe('2026-11-24 00:00')
})
