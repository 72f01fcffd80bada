/** Where time comes from. A movable clock exists in test mode only; nothing in a production start can make one. */
import { type Instant, instant } from '@yunhe/law'

export type Clock = () => Instant

export const systemClock: Clock = () => instant(new Date().toISOString())

export interface MovableClock {
  readonly now: Clock
  /** Moves to an instant; time runs on from there. Backwards is refused. */
  readonly moveTo: (at: Instant) => void
  readonly offsetMs: () => number
}

/** @param start where time begins; now where it is absent */
export const movableClock = (start?: string): MovableClock => {
  let offset = start === undefined ? 0 : Date.parse(start) - Date.now()
  const now: Clock = () => instant(new Date(Date.now() + offset).toISOString())
  return {
    now,
    moveTo: (at) => {
      const wanted = Date.parse(at) - Date.now()
      if (wanted < offset) throw new Error('could not move the clock backwards')
      offset = wanted
    },
    offsetMs: () => offset,
  }
}
