/** When a case is asked for again: soon after an act, since what follows by itself takes a moment, and while the platform or the zone has it in hand. */
import type { CaseView } from '@yunhe/platform/contract'

/** Nobody's turn: the platform gives the order, the zone answers, and the case moves on by itself. */
const movingStages: Readonly<Record<string, readonly string[]>> = {
  destructions: ['executing'],
  'data-requests': ['approved'],
  exports: ['requested', 'approved'],
  products: ['publishing'],
  'social-data-imports': ['approved'],
}

export const isMoving = ({ plural, stage }: Pick<CaseView, 'plural' | 'stage'>): boolean => movingStages[plural]?.includes(stage) === true

/** How long after an act it is asked how often. */
const soon = [
  { untilMs: 3_000, everyMs: 700 },
  { untilMs: 20_000, everyMs: 3_000 },
]
const movingEveryMs = 4_000

/** @param sinceActMs since the last act that was done on this page; none where none was */
export const nextLookMs = (view: Pick<CaseView, 'plural' | 'stage'> | undefined, sinceActMs: number | undefined): number | false => {
  if (view === undefined) return false
  const afterAct = sinceActMs === undefined ? undefined : soon.find(({ untilMs }) => sinceActMs < untilMs)
  if (afterAct !== undefined) return afterAct.everyMs
  return isMoving(view) ? movingEveryMs : false
}
