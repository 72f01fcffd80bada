/** Where a certificate stands in the published status lists: the place follows from its number alone, so that anybody finds it. */

/** The least a list may hold, so that being looked up in it tells nobody which certificate was meant. */
export const statusListBits = 131_072
/** Versions that one registration may have. */
const versionsEach = 256
const codesEach = statusListBits / versionsEach

export interface StatusPlace {
  /** Year of the code, and which list of that year: `2026-1`. */
  readonly list: string
  readonly index: number
}

/** Undefined where the number is none of ours, or has no place. */
export const statusPlaceOf = (number: string): StatusPlace | undefined => {
  const [, year, serial = '', version = ''] = /^YH3202-(\d{4})-(\d{6})-(\d{1,3})$/.exec(number) ?? []
  const place = Number(version) - 1
  const code = Number(serial) - 1
  if (year === undefined || place < 0 || place >= versionsEach || code < 0) return undefined
  return { list: `${year}-${Math.floor(code / codesEach) + 1}`, index: (code % codesEach) * versionsEach + place }
}
