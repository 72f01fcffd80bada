/** When a source is read by itself: on days of legal time, at a full hour (article 12). */

export const rhythms = ['day', 'week', 'month'] as const
export type Rhythm = (typeof rhythms)[number]

export interface Timetable {
  /** Every day, each Monday, or each first of a month. */
  readonly every: Rhythm
  /** Full hour in Asia/Shanghai, 0 to 23. */
  readonly hour: number
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Legal time is eight hours ahead and has no summer. */
const aheadMs = 8 * hourMs
const monday = 1

const falls: Readonly<Record<Rhythm, (day: Date) => boolean>> = {
  day: () => true,
  week: (day) => day.getUTCDay() === monday,
  month: (day) => day.getUTCDate() === 1,
}

/** The first time after an instant; both in milliseconds since 1970. */
export const nextTime = ({ every, hour }: Timetable, afterMs: number): number => {
  const midnight = Math.floor((afterMs + aheadMs) / dayMs) * dayMs
  for (let day = midnight; ; day += dayMs) {
    const at = day - aheadMs + hour * hourMs
    if (at > afterMs && falls[every](new Date(day))) return at
  }
}
