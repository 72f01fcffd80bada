/** What a call asks for, read out of its query as the product's plan allows: every name is known, every value is of its column's type. */
import type { ProductDelivery } from '../orders.ts'
import type { Plan } from './plan.ts'
import type { Condition, ShownColumn } from './serving-store.ts'

/** Most rows one answer carries; an answer that has more says so, and where the next begins. */
export const rowsPerAnswer = 1000

/** Names that a way of delivery keeps for itself: no parameter of a product may be called so. */
export const ownNames = {
  'look-up': ['fields', 'limit', 'cursor'],
  aggregates: ['group', 'measure'],
  file: ['format'],
  report: ['format'],
  dashboard: [],
  score: [],
} as const satisfies Record<ProductDelivery['by'], readonly string[]>

export const reservedNames: readonly string[] = [...new Set(Object.values(ownNames).flat())]

export interface Asked {
  readonly conditions: readonly Condition[]
  /** Left out where the answer is the plain stored row. */
  readonly show: readonly ShownColumn[] | undefined
  readonly limit: number
  readonly cursor: Cursor | undefined
  readonly format: string | undefined
  readonly group: readonly string[]
  readonly measures: readonly Measure[]
}

/** A place in one version of a product. */
export interface Cursor {
  readonly version: number
  readonly after: number
}

export interface Measure {
  readonly of: 'count' | 'sum' | 'avg' | 'min' | 'max'
  readonly column: string | undefined
}

export type Query = Readonly<Record<string, unknown>>
export type Reading = { readonly ok: true; readonly asked: Asked } | { readonly ok: false; readonly fields: readonly string[] }

export const readQuery = (query: Query, plan: Plan, by: ProductDelivery['by']): Reading => {
  const conditions: Condition[] = []
  const own: Record<string, string> = {}
  const wrong: string[] = []
  const ours: readonly string[] = ownNames[by]
  for (const name in query) {
    const value = query[name]
    const parameter = plan.parameterByName.get(name)
    if (parameter !== undefined) {
      const read = readAs(value, parameter.type)
      if (read === undefined) wrong.push(name)
      else conditions.push({ column: parameter.column, match: parameter.match, value: read })
    } else if (ours.includes(name) && typeof value === 'string' && value !== '' && value.length <= 2000) own[name] = value
    else wrong.push(name)
  }
  for (const name of plan.required) if (query[name] === undefined) wrong.push(name)
  const asked = { conditions, ...ownWishes(own, plan, wrong) }
  return wrong.length === 0 ? { ok: true, asked } : { ok: false, fields: wrong }
}

type Own = Readonly<Record<string, string>>

const ownWishes = (own: Own, plan: Plan, wrong: string[]): Omit<Asked, 'conditions'> => {
  const { fields, limit = String(rowsPerAnswer), cursor, format, group, measure } = own
  const show = fields === undefined ? (plan.isPlain ? undefined : plan.shown) : chosen(fields.split(','), plan.shown)
  if (fields !== undefined && show === undefined) wrong.push('fields')
  const rows = /^[1-9]\d{0,3}$/.test(limit) ? Number(limit) : rowsPerAnswer + 1
  if (rows > rowsPerAnswer) wrong.push('limit')
  const place = cursor === undefined ? undefined : cursorIn(cursor)
  if (cursor !== undefined && place === undefined) wrong.push('cursor')
  const groups = group === undefined ? [] : group.split(',')
  if (!groups.every((name) => isWhole(name, plan)) || new Set(groups).size !== groups.length) wrong.push('group')
  const measures = (measure ?? 'count').split(',').map((text) => measureIn(text, plan))
  if (measures.some((one) => one === undefined)) wrong.push('measure')
  return { show, limit: rows, cursor: place, format, group: groups, measures: measures.filter((one) => one !== undefined) }
}

/** The shown columns of these names, in the order asked; nothing where one is unknown or named twice. */
const chosen = (names: readonly string[], shown: readonly ShownColumn[]): readonly ShownColumn[] | undefined => {
  const found = [...new Set(names)].flatMap((name) => shown.find((column) => column.name === name) ?? [])
  return found.length === names.length ? found : undefined
}

const isWhole = (name: string, { shown }: Plan): boolean => shown.some((column) => column.name === name && column.mask === undefined)

const measureIn = (text: string, plan: Plan): Measure | undefined => {
  if (text === 'count') return { of: 'count', column: undefined }
  const [, of, column] = text.match(/^(sum|avg|min|max):([a-z][a-z0-9_]{0,62})$/) ?? []
  if (of === undefined || column === undefined || !isWhole(column, plan)) return undefined
  const isNumeric = ['integer', 'number'].includes(plan.typeByColumn.get(column) ?? '')
  return isNumeric || of === 'min' || of === 'max' ? { of: of as Measure['of'], column } : undefined
}

export const cursorText = ({ version, after }: Cursor): string => `${version}-${after}`

const cursorIn = (text: string): Cursor | undefined => {
  const [, version, after] = text.match(/^(\d{1,9})-(\d{1,15})$/) ?? []
  return version === undefined || after === undefined ? undefined : { version: Number(version), after: Number(after) }
}

/** Undefined where the text is no value of the type. */
const readAs = (text: unknown, type: string): string | number | undefined => {
  if (typeof text !== 'string' || text === '' || text.length > 200) return undefined
  if (type === 'boolean') return text === 'true' ? 1 : text === 'false' ? 0 : undefined
  if (type !== 'integer' && type !== 'number') return text
  const number = Number(text)
  const fits = type === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number)
  return fits && text.trim() === text ? number : undefined
}
