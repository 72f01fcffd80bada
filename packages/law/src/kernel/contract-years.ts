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

export interface ContractYear {
  readonly year: number
  readonly from: Day
  /** Last day. */
  readonly until: Day
}

/** The years of an agreement, each from its day to the eve of that day; the last ends with the term. */
export const contractYears = ({ from, until }: { readonly from: Day; readonly until: Day }): readonly ContractYear[] => {
  const years: ContractYear[] = []
  for (let year = 1; ; year += 1) {
    const begins = yearsAfter(from, year - 1)
    if (begins > until || (year > 1 && begins === until)) return years
    const ends = addDays(yearsAfter(from, year), -1)
    years.push({ year, from: begins, until: ends < until ? ends : until })
  }
}
