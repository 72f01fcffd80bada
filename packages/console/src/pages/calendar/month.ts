/** The days of a month as a calendar shows them: whole weeks from Monday, and moving about in them. */

/** `2026-03` of a day. */
export const monthOf = (day: string): string => day.slice(0, 7)

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayLength = 86_400_000
const dayAt = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10)

export const daysLater = (day: string, days: number): string => dayAt(at(day) + days * dayLength)

/** The same day of another month, or its last where it has no such day. */
export const monthsLater = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return dayAt(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}

/** Monday is 0. */
const weekday = (day: string): number => (new Date(at(day)).getUTCDay() + 6) % 7

/** The weeks that a month touches, each of seven days; days of the months before and after fill the first and the last. */
export const weeksOf = (month: string): readonly (readonly string[])[] => {
  const first = `${month}-01`
  const begin = daysLater(first, -weekday(first))
  const end = daysLater(monthsLater(first, 1), -1)
  const weeks = Math.ceil((weekday(first) + Number(end.slice(8))) / 7)
  return Array.from({ length: weeks }, (_, week) => Array.from({ length: 7 }, (__, day) => daysLater(begin, week * 7 + day)))
}

/** Where a key leads from a day; nothing where the key is none of ours. */
export const dayByKey = (day: string, key: string): string | undefined => {
  switch (key) {
    case 'ArrowLeft':
      return daysLater(day, -1)
    case 'ArrowRight':
      return daysLater(day, 1)
    case 'ArrowUp':
      return daysLater(day, -7)
    case 'ArrowDown':
      return daysLater(day, 7)
    case 'Home':
      return daysLater(day, -weekday(day))
    case 'End':
      return daysLater(day, 6 - weekday(day))
    case 'PageUp':
      return monthsLater(day, -1)
    case 'PageDown':
      return monthsLater(day, 1)
    default:
      return undefined
  }
}
