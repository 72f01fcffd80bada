/** Orders without the platform's signature: a few a minute are recorded, the rest are counted, so that no stranger fills the log (article 24, W24-1). */
import type { ZoneLog } from '../log.ts'
import { type Clock, written } from '../time.ts'

/** Enough to see an attack and what it sends. */
export const recordedPerMinute = 20
const minuteMs = 60_000

export interface Strangers {
  /** Whether this one has a record of its own. Throws `NotRecorded` where the count of the minute before cannot be written. */
  readonly isRecorded: () => Promise<boolean>
  /** Records how many had none, once their minute is over. */
  readonly look: () => Promise<void>
  /** Records them now: the zone stops. What a kill takes along is the count of one minute. */
  readonly close: () => Promise<void>
}

export const strangers = (log: Pick<ZoneLog, 'record'>, now: Clock): Strangers => {
  const minute = { beganMs: 0, orders: 0 }

  const close = async (): Promise<void> => {
    const { beganMs, orders } = minute
    const count = orders - recordedPerMinute
    minute.orders = 0
    if (count > 0) await log.record({ type: 'orders-not-recorded', from: written(beganMs), to: written(beganMs + minuteMs), count })
  }
  const look = async (): Promise<void> => {
    if (now() >= minute.beganMs + minuteMs) await close()
  }

  return {
    isRecorded: async () => {
      await look()
      if (minute.orders === 0) minute.beganMs = now()
      minute.orders += 1
      return minute.orders <= recordedPerMinute
    },
    look,
    close,
  }
}
