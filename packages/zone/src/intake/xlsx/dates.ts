/** Days in a workbook are numbers, and only the format of their cell says so. */

export type DateKind = 'day' | 'time' | undefined

/** The built-in formats that show a day or a time, those of Chinese workbooks among them (ECMA-376, 18.8.30). */
const builtIn = (id: number): DateKind => {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58) return 'day'
  return (id >= 18 && id <= 22) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56 ? 'time' : undefined
}

/** What stands in quotes, in brackets or behind a stroke is shown and means nothing. */
export const dateKindOf = (id: number, code: string | undefined): DateKind => {
  if (code === undefined) return builtIn(id)
  const bare = code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\.|[_*]./g, '').toLowerCase()
  if (bare.includes('general') || !/[ydhms]/.test(bare)) return undefined
  return /[hs]/.test(bare) ? 'time' : 'day'
}

const dayMs = 86_400_000
/** The last day that four digits of a year can say. */
const lastSerial = 2_958_465

/** The day or moment of a serial number, as the contract reads it. @returns undefined where it is no day, as the 29th of February 1900 */
export const dateOf = (serial: number, from1904: boolean): string | undefined => {
  const days = from1904 ? serial + 1462 : serial
  if (!Number.isFinite(days) || days < 0 || days > lastSerial + 1 || Math.floor(days) === 60) return undefined
  if (days < 1) return timeOf(days)
  const base = Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const text = new Date(base + Math.round(days * dayMs)).toISOString()
  return Number.isInteger(days) ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
}

const timeOf = (part: number): string => new Date(Math.round(part * dayMs)).toISOString().slice(11, 19)
