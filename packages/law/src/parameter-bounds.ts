/** What each parameter may be: its kind and its bounds, so that no act can set a number that the law cannot count with. */
import type { Words } from './kernel/words.ts'
import { type ParameterKey, type ParameterValue, parameters, type Unit } from './parameters.ts'

export type ParameterKind = 'switch' | 'whole' | 'share' | 'list'

export interface Bounds {
  readonly least: number
  readonly most: number
  /** Where only these will do. */
  readonly among?: readonly number[]
  /** An odd number. */
  readonly isOdd?: boolean
  /** How many numbers a list has, where that is fixed. */
  readonly length?: number
}

const boundsByUnit: Readonly<Record<Unit, Bounds>> = {
  workdays: { least: 1, most: 250 },
  days: { least: 0, most: 3_650 },
  months: { least: 1, most: 120 },
  years: { least: 1, most: 30 },
  hours: { least: 1, most: 720 },
  minutes: { least: 1, most: 1_440 },
  seconds: { least: 1, most: 86_400 },
  count: { least: 1, most: 1_000_000 },
  bytes: { least: 1, most: 1_000_000_000 },
  mebibytes: { least: 256, most: 1_048_576 },
  share: { least: 0, most: 1 },
  switch: { least: 0, most: 1 },
}

/** Where a number of its unit would be lawful in general and not here. */
const narrower: Partial<Record<ParameterKey, Bounds>> = {
  expertPanelMin: { least: 3, most: 25, isOdd: true },
  // A correction or a cancellation may need no notice at all.
  minorRegistrationNoticeWorkdays: { least: 0, most: 250 },
  rectificationDaysMin: { least: 1, most: 365 },
  rectificationDaysMax: { least: 1, most: 365 },
  signInFailuresMax: { least: 3, most: 20 },
  // Reports are named by quarters.
  periodicReportMonths: { least: 3, most: 3, among: [3] },
  annualReportDraftMonths: { least: 1, most: 12 },
  annualReportMonths: { least: 1, most: 12 },
  disclosureMonths: { least: 1, most: 12 },
  fileMebibytesMax: { least: 1, most: 1_024 },
  uploadMebibytesMax: { least: 1, most: 10_240 },
  unusedUploadDays: { least: 1, most: 365 },
  exportReviewers: { least: 2, most: 9 },
  liveJobs: { least: 1, most: 1_000 },
  parallelJobs: { least: 1, most: 64 },
  unsealApprovals: { least: 2, most: 9 },
  minimumGroup: { least: 3, most: 10_000 },
  deidentificationLevelMin: { least: 1, most: 4 },
  logRetentionMonths: { least: 6, most: 120 },
  assessmentLines: { least: 0, most: 100, length: 3 },
  leaseSeconds: { least: 10, most: 3_600 },
  heartbeatSeconds: { least: 1, most: 600 },
  orderMinutes: { least: 1, most: 120 },
  ticketMinutes: { least: 1, most: 120 },
}

/** The first of each pair is never more than the second. */
export const inOrder: readonly (readonly [lesser: ParameterKey, greater: ParameterKey])[] = [
  ['noticeFloorWorkdays', 'noticeWorkdays'],
  ['parallelJobs', 'liveJobs'],
  ['rectificationDaysMin', 'rectificationDaysMax'],
  ['revenueWarnShare', 'revenueBlockShare'],
  ['annualReportDraftMonths', 'annualReportMonths'],
  ['heartbeatSeconds', 'leaseSeconds'],
  ['fileMebibytesMax', 'uploadMebibytesMax'],
]

export const kindOf = (key: ParameterKey): ParameterKind => {
  const { unit, values } = parameters[key]
  if (unit === 'switch') return 'switch'
  if ((values as readonly { readonly value: ParameterValue }[]).some(({ value }) => Array.isArray(value))) return 'list'
  return unit === 'share' ? 'share' : 'whole'
}

export const boundsOf = (key: ParameterKey): Bounds => narrower[key] ?? boundsByUnit[parameters[key].unit]

/** What the measures say themselves is not for anybody to set. */
export const isSaidByMeasures = (key: ParameterKey): boolean =>
  (parameters[key].values as readonly { readonly standing: string }[]).some(({ standing }) => standing === 'measures')

/** A value as a person writes it: `5`, `0.8`, `90, 60, 30`, `on`; nothing for what this parameter cannot be. */
export const readValue = (key: ParameterKey, text: string): Exclude<ParameterValue, undefined> | undefined => {
  const kind = kindOf(key)
  if (kind === 'switch') return switches.get(text.trim().toLowerCase())
  const bounds = boundsOf(key)
  if (kind === 'list') return readList(text, bounds)
  const value = readNumber(text, kind)
  return value !== undefined && isWithinBounds(value, bounds) ? value : undefined
}

const switches: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['true', true],
  ['启用', true],
  ['off', false],
  ['false', false],
  ['停用', false],
])

const readNumber = (text: string, kind: ParameterKind): number | undefined => {
  const pattern = kind === 'share' ? /^\d(\.\d{1,6})?$/ : /^\d{1,12}$/
  return pattern.test(text.trim()) ? Number(text.trim()) : undefined
}

/** Lists stand from the largest to the smallest, each number once. */
const readList = (text: string, bounds: Bounds): readonly number[] | undefined => {
  const read = text.split(/[,，、]/).map((part) => readNumber(part, 'list'))
  const values = read.filter((value) => value !== undefined)
  const falls = values.every((value, at) => at === 0 || value < (values[at - 1] ?? 0))
  const fits = values.length === read.length && (bounds.length === undefined || values.length === bounds.length)
  return fits && falls && values.length <= 12 && values.every((value) => isWithinBounds(value, bounds)) ? values : undefined
}

const isWithinBounds = (value: number, { least, most, among, isOdd }: Bounds): boolean =>
  value >= least && value <= most && (among === undefined || among.includes(value)) && (!isOdd || value % 2 === 1)

/** The value as a person reads it, without its unit. */
export const valueText = (value: ParameterValue): Words => {
  if (value === undefined) return { zh: '未定', en: 'none' }
  if (typeof value === 'boolean') return value ? { zh: '启用', en: 'on' } : { zh: '停用', en: 'off' }
  if (typeof value === 'number') return { zh: String(value), en: String(value) }
  return { zh: value.join('、'), en: value.join(', ') }
}

/** What may be set, in one line. */
export const boundsText = (key: ParameterKey): Words => {
  const kind = kindOf(key)
  if (kind === 'switch') return { zh: '启用或者停用', en: 'on or off' }
  const { least, most, isOdd, among, length } = boundsOf(key)
  const range = among ? among.join(', ') : `${least}–${most}`
  const list =
    kind === 'list'
      ? { zh: `${length ?? '若干'}个数，由大到小，`, en: `${length ?? 'several'} numbers from high to low, ` }
      : { zh: '', en: '' }
  return { zh: `${list.zh}${range}${isOdd ? '，取单数' : ''}`, en: `${list.en}${range}${isOdd ? ', odd' : ''}` }
}
