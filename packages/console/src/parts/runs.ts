/** What happened alike several times in a row is told once: sixteen people who came in are one line that opens. */
import type { EntryView } from '@yunhe/platform/contract'

/** Two are read as fast one by one. */
const fewest = 3

type Alike = Pick<EntryView, 'type' | 'by' | 'under' | 'on' | 'damaged'>

/** What was changed in the database stands by itself: it must be seen. */
const areAlike = (one: Alike, other: Alike): boolean =>
  !one.damaged &&
  !other.damaged &&
  one.type === other.type &&
  one.on === other.on &&
  one.by.organization === other.by.organization &&
  one.by.roles.join() === other.by.roles.join() &&
  one.under.join() === other.under.join()

/** The entries in their order, each run of alike ones together; everything else by itself. */
export const runsOf = <Entry extends Alike>(entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const runs: Entry[][] = []
  for (const entry of entries) {
    const last = runs.at(-1)
    if (last?.[0] !== undefined && areAlike(last[0], entry)) last.push(entry)
    else runs.push([entry])
  }
  return runs.flatMap((run) => (run.length < fewest ? run.map((entry) => [entry]) : [run]))
}
