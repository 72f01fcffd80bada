/** What an operator was shown before under a threshold no lower is told already; anything else is compared. */
import { describe, expect, it } from 'vitest'
import { packed, unpacked } from '../jobs/members.ts'
import { differencing } from './differencing.ts'
import { type Compared, isTold } from './release.ts'

/** Rows 0 to 99 in two cells; `moved` of them stand in the other. */
const release = (name: string, operator: string, minimum: number, division: string, moved = 0): Compared => ({
  name,
  at: '2026-01-01T00:00:00.000Z',
  workspace: 'w1',
  operator,
  minimum,
  cellCount: 2,
  division,
  grounds: [{ domain: 'subjects', base: 'w1@1/people', named: true, rows: 100 }],
  members: async () => {
    const cells = Uint8Array.from({ length: 100 }, (_, row) => (row < 50 + moved ? 1 : 2))
    return unpacked(packed({ names: BigUint64Array.from([1n, 2n]), tables: [{ cells, more: new Uint32Array() }] }))
  },
})
const ground = {
  pause: async () => undefined,
  rosterOf: async () => ({ elements: new BigUint64Array() }),
  amountsOf: async () => new Uint16Array(),
}
const passes = async (fresh: Compared, ...earlier: readonly Compared[]) => (await differencing(fresh, earlier, ground)).passed

describe('W16-3 a division that was shown before', () => {
  const first = release('first', 'o1', 10, 'd')

  it('is told where the same operator saw it under the same threshold or a higher one', () => {
    expect(isTold(release('again', 'o1', 10, 'd'), [first])).toBe(true)
    expect(isTold(release('again', 'o1', 9, 'd'), [first])).toBe(true)
    expect(isTold(release('stricter', 'o1', 11, 'd'), [first])).toBe(false)
    expect(isTold(release('related', 'o2', 10, 'd'), [first])).toBe(false)
    expect(isTold(release('other', 'o1', 10, 'e'), [first])).toBe(false)
  })

  it('is still held against what related companies saw', async () => {
    const theirs = release('theirs', 'o2', 10, 'e', 3)
    expect(await passes(release('again', 'o1', 10, 'd'), first)).toBe(true)
    expect(await passes(release('again', 'o1', 10, 'd'), first, theirs)).toBe(false)
  })

  it('stands for its repetitions with the highest threshold that was asked of it', async () => {
    const [low, high] = [release('low', 'o1', 3, 'd'), release('high', 'o1', 10, 'd')]
    const fresh = release('fresh', 'o1', 10, 'e', 5)
    expect(await passes(fresh, low)).toBe(true)
    expect(await passes(fresh, low, high)).toBe(false)
    expect(await passes(fresh, high, low)).toBe(false)
  })
})
