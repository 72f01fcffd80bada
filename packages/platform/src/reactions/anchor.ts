/** Anchors the zone's log in ours from time to time; a log that shrank or was rewritten is told loudly. */
import { zones } from '@yunhe/law'
import type { ZoneStatus } from '@yunhe/zone/orders'
import { commandOf } from '../commands/index.ts'
import type { Surroundings } from './reaction.ts'

const everyMs = 600_000

export const anchorZone = async ({ zone, at, log }: Pick<ZoneStatus, 'zone' | 'at' | 'log'>, { now, act }: Surroundings): Promise<void> => {
  const { anchoredAt, size, root } = await now(zones, zone)
  const isOld = anchoredAt === '' || Date.parse(at) - Date.parse(anchoredAt) >= everyMs
  if (log.size === size && log.root === root) return
  if (!isOld && log.size > size) return
  if ((await act(commandOf('zone'), 'anchor', zone, { zone, ...log })) === 'refused')
    throw new Error(`could not anchor the log of ${zone}: it has ${log.size} entries where ${size} were anchored, or another root`)
}
