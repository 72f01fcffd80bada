/** The lease a zone lives on: cut off from the platform it gives no new access and stops what runs when the lease ends (article 24, W24-3). */
import { type Clock, isOver } from './time.ts'

/** Whether there is a lease at this instant. A zone that never had one gives no access. */
export const isLeased = (until: string | undefined, atMs: number): boolean => until !== undefined && !isOver(until, atMs)

export interface WatchedLease {
  readonly until: () => string | undefined
  readonly now: Clock
  readonly end: (until: string) => Promise<void>
}

/** Each look calls `end` if a lease is over, once for each lease. Access checks the lease by itself: looks bound only how long running jobs outlive it. */
export const watchLease = ({ until, now, end }: WatchedLease): (() => Promise<void>) => {
  let ended: string | undefined
  return async () => {
    const leaseUntil = until()
    if (leaseUntil === undefined || leaseUntil === ended || isLeased(leaseUntil, now())) return
    ended = leaseUntil
    await end(leaseUntil)
  }
}
