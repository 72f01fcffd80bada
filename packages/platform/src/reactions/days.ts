/** What happens as a day begins: the platform tries every clock that may have run out, and the law decides which has. A missed day is caught up. */
import { dayOf, type Instant } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { casesInStages, hasBegun, noteBegun } from '../store/days.ts'
import type { Db } from '../store/postgres.ts'
import type { Surroundings } from './reaction.ts'

interface DayClock {
  readonly procedure: string
  readonly stages: readonly string[]
  readonly act: string
}

export const dayClocks: readonly DayClock[] = [
  { procedure: 'call', stages: ['published'], act: 'close' },
  { procedure: 'emergency-plan', stages: ['approved'], act: 'lapse' },
  { procedure: 'emergency-plan', stages: ['approved'], act: 'lapse-undrilled' },
  { procedure: 'emergency-plan', stages: ['lapsed', 'filed'], act: 'suspend-scenario' },
  { procedure: 'assessment', stages: ['evidence'], act: 'note-refusals' },
  { procedure: 'credit-record', stages: ['standing', 'objected'], act: 'expire' },
  { procedure: 'intellectual-property', stages: ['registered'], act: 'expire' },
  { procedure: 'authorization', stages: ['pending', 'active', 'suspended'], act: 'expire' },
  { procedure: 'authorization', stages: ['suspended'], act: 'note-rectification-overdue' },
  { procedure: 'authorization', stages: ['active'], act: 'note-letter-overdue' },
  { procedure: 'authorization', stages: ['active'], act: 'note-report-overdue' },
  { procedure: 'inspection', stages: ['planned'], act: 'note-overdue' },
]

/** Once a day; the day counts as begun only when all clocks were tried, so a crash in the middle repeats it. */
export const beginDays = async (db: Db, clock: () => Instant, { act }: Surroundings): Promise<void> => {
  const today = dayOf(clock())
  if (await hasBegun(db, today)) return
  for (const one of dayClocks) {
    for (const id of await casesInStages(db, one.procedure, one.stages)) await act(commandOf(one.procedure), one.act, id, {})
  }
  await noteBegun(db, today)
}
