import { cases } from '@yunhe/law'
import { describe, expect, it } from 'vitest'
import { isMoving, nextLookMs } from './watching.ts'

const executing = { plural: 'destructions', stage: 'executing' }
const approved = { plural: 'destructions', stage: 'approved' }

describe('a case is asked for again', () => {
  it.each([
    ['right after an act, often', approved, 0, 700],
    ['a little later, less often', approved, 3_000, 3_000],
    ['not any more after twenty seconds', approved, 20_000, false],
    ['while the zone carries it out, however long ago the act was', executing, 20_000, 4_000],
    ['while the zone carries it out, where somebody else did the act', executing, undefined, 4_000],
    ['not where a person is to act', approved, undefined, false],
  ] as const)('%s', (_, view, sinceActMs, wanted) => expect(nextLookMs(view, sinceActMs)).toBe(wanted))

  it('not before it is there', () => expect(nextLookMs(undefined, 0)).toBe(false))

  it('in stages that the law has', () => {
    const moving = cases.flatMap(({ plural, stages }) => Object.keys(stages).filter((stage) => isMoving({ plural, stage })))
    expect(moving).toHaveLength(6)
  })
})
