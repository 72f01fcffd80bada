import { describe, expect, it } from 'vitest'
import { statusPlaceOf } from './status-place.ts'

describe('A24 the place of a certificate in the status lists', () => {
  it.each([
    ['YH3202-2026-000001-1', { list: '2026-1', index: 0 }],
    ['YH3202-2026-000001-256', { list: '2026-1', index: 255 }],
    ['YH3202-2026-000002-1', { list: '2026-1', index: 256 }],
    ['YH3202-2026-000512-256', { list: '2026-1', index: 131_071 }],
    ['YH3202-2027-000513-1', { list: '2027-2', index: 0 }],
    ['YH3202-2026-000001-257', undefined],
    ['YH3202-2026-000001-0', undefined],
    ['YH3202-2026-000000-1', undefined],
    ['something else', undefined],
  ])('A24 %s: %j', (number, place) => expect(statusPlaceOf(number)).toEqual(place))
})
