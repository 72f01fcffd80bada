/** Article 29: the years of an agreement, counted from its first day. */
import { addDays, type Day, yearsAfter } from './days.ts'

/** Numbers of the whole contract years that are over on that day: 1 is the first. */
export const contractYearsOver = (from: Day, until: Day, on: Day): readonly number[] => {
  const years: number[] = []
  for (let year = 1; ; year += 1) {
    const last = addDays(yearsAfter(from, year), -1)
    if (last > until || last >= on) return years
    years.push(year)
  }
}
