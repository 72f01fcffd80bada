/** How a delivery differs from the contract and from the version before: what is only told, and what turns it away (articles 12 and 15). */
import type { DatasetContract } from '../orders.ts'
import type { Chosen } from './formats.ts'
import type { ColumnProfile, Profile } from './profile.ts'
import { type DeliveryRefusal, deliveryRefusal } from './refusals.ts'

const words = {
  'column-new': { zh: '有未约定的列，未予接收', en: 'a column that was not promised; it was not taken' },
  'column-retyped': { zh: '列的类型与约定不同，已按约定转换', en: 'a column came as another type and was converted' },
  'nulls-changed': { zh: '空值占比与上一版本相差较大', en: 'the share of empty values differs much from the version before' },
  'distinct-changed': { zh: '不同取值的数量与上一版本相差较大', en: 'the number of different values differs much from the version before' },
  'rows-changed': { zh: '行数与上一版本相差较大', en: 'the number of rows differs much from the version before' },
} as const

export type DriftNote = {
  readonly code: keyof typeof words
  readonly words: { readonly zh: string; readonly en: string }
  /** `column delay`, `3 columns`: never a value. */
  readonly place: string
  readonly before?: number
  readonly after?: number
}

/** What is told, and from where on a file is turned away; shares of rows. */
export const driftBounds = { emptyTold: 0.1, emptyRefused: 0.6, distinctTold: 3, rowsTold: 0.5 } as const

export type Compared = Pick<Profile, 'rows'> & { readonly columns: readonly Pick<ColumnProfile, 'name' | 'empty' | 'distinct'>[] }

const note = (code: DriftNote['code'], place: string, change?: { readonly before: number; readonly after: number }): DriftNote => ({
  code,
  words: words[code],
  place,
  ...change,
})

/** Against the contract alone. */
export const driftFromContract = ({ unpromised, unpromisedCount, retyped }: Chosen): readonly DriftNote[] => [
  ...unpromised.map((name) => note('column-new', `column ${name}`)),
  ...(unpromisedCount > unpromised.length ? [note('column-new', `${unpromisedCount - unpromised.length} columns`)] : []),
  ...retyped.map(({ column, from }) => note('column-retyped', `column ${column}, ${from}`)),
]

/** Against the version before. @param isPart rows that are added say nothing of how many there are */
export const driftFromBefore = (before: Compared, after: Compared, isPart: boolean): readonly DriftNote[] => [
  ...(isPart || within(before.rows, after.rows, driftBounds.rowsTold)
    ? []
    : [note('rows-changed', 'the whole file', { before: before.rows, after: after.rows })]),
  ...pairs(before, after).flatMap(({ name, was, is }) => {
    const empty = { before: shareOf(was.empty, before.rows), after: shareOf(is.empty, after.rows) }
    const distinct = { before: was.distinct, after: is.distinct }
    return [
      ...(Math.abs(empty.after - empty.before) > driftBounds.emptyTold ? [note('nulls-changed', `column ${name}`, empty)] : []),
      ...(!isPart && isFar(was.distinct, is.distinct) ? [note('distinct-changed', `column ${name}`, distinct)] : []),
    ]
  }),
]

/** A column that had values and now has nearly none was most likely lost on the way. */
export const lostColumns = (before: Compared, after: Compared): readonly DeliveryRefusal[] =>
  pairs(before, after)
    .filter(({ was, is }) => shareOf(is.empty, after.rows) - shareOf(was.empty, before.rows) > driftBounds.emptyRefused)
    .map(({ name }) => deliveryRefusal('column-lost', `column ${name}`))

const pairs = (before: Compared, after: Compared) =>
  after.columns.flatMap((is) => {
    const was = before.columns.find(({ name }) => name === is.name)
    return was === undefined ? [] : [{ name: is.name, was, is }]
  })

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1000) / 1000)
const within = (one: number, other: number, share: number): boolean => Math.abs(other - one) <= one * share
const isFar = (one: number, other: number): boolean =>
  Math.max(one, other) > 20 && Math.max(one, other) / Math.max(1, Math.min(one, other)) > driftBounds.distinctTold

/** Whether a version has the columns of the contract, so that rows of both may lie together. */
export const hasColumnsOf = (columns: readonly { readonly name: string; readonly type: string }[], contract: DatasetContract): boolean =>
  columns.length === contract.columns.length &&
  contract.columns.every(({ name, type }, at) => columns[at]?.name === name && columns[at]?.type === type)
