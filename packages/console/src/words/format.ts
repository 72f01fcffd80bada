/** Days, instants, money and counts as people read them, in both languages; legal time is Asia/Shanghai. */
import { type Language, legalZone } from './language.ts'

const dayFormat = (language: Language, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { timeZone: legalZone, ...options })

/** `2026-03-01` -> `2026年3月1日`, `1 Mar 2026`. */
export const formatDay = (language: Language, day: string) => {
  const at = new Date(`${day}T12:00:00+08:00`)
  if (Number.isNaN(at.getTime())) return day
  return dayFormat(language, language === 'en' ? { dateStyle: 'medium' } : { dateStyle: 'long' }).format(at)
}

export const formatInstant = (language: Language, instant: string) => {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  return dayFormat(language, { dateStyle: language === 'en' ? 'medium' : 'long', timeStyle: 'medium', hourCycle: 'h23' }).format(at)
}

export const formatCount = (language: Language, count: number) =>
  new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'zh-CN', { maximumFractionDigits: 6 }).format(count)

export const formatShare = (language: Language, share: number) =>
  new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'zh-CN', { style: 'percent', maximumFractionDigits: 2 }).format(share)

/** Integer fen -> `¥1,234.56`; by integers, so that no fen is lost on the way. */
export const formatFen = (fen: number) => {
  const sign = fen < 0 ? '−' : ''
  const whole = Math.trunc(Math.abs(fen) / 100)
  const rest = String(Math.abs(fen) % 100).padStart(2, '0')
  return `${sign}¥${new Intl.NumberFormat('en-US').format(whole)}.${rest}`
}

/** Yuan as typed -> integer fen, or nothing when it is not an amount. */
export const fenOf = (typed: string): number | undefined => {
  const match = /^\s*[¥￥]?\s*([\d,，]+)(?:\.(\d{1,2}))?\s*$/.exec(typed)
  if (!match) return undefined
  const fen = Number((match[1] ?? '').replaceAll(/[,，]/g, '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return Number.isSafeInteger(fen) ? fen : undefined
}

export const formatBytes = (language: Language, bytes: number) => {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)))
  return `${formatCount(language, Number((bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)))} ${units[power] ?? 'B'}`
}

/** A figure with its unit, both as the server words them: `1 month`, `5 working days`, `off`. */
export const formatMeasure = (language: Language, figure: string, unit: string) =>
  `${figure} ${language === 'en' && figure === '1' ? unit.replace(/s$/, '') : unit}`.trim()

/** So many days after a legal day. */
export const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Whole days from one legal day to another; negative when the second lies before the first. */
export const daysFrom = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
