/** What a call is held against, read once out of a product and a key: its parameters, what this key may see of it, how it is served. */
import type { ResponseMask } from '../orders.ts'
import type { IssuedKey, Product } from '../state.ts'
import type { Condition, ShownColumn } from './serving-store.ts'
import { servedName } from './serving-store.ts'

export interface Parameter {
  readonly column: string
  readonly match: Condition['match']
  readonly type: string
  readonly required: boolean
}

/** One key's view of one version of a product. */
export interface Plan {
  readonly servedName: string
  readonly parameterByName: ReadonlyMap<string, Parameter>
  readonly required: readonly string[]
  /** The columns this key may see, as it sees them. */
  readonly shown: readonly ShownColumn[]
  readonly typeByColumn: ReadonlyMap<string, string>
  /** Whether a plain answer is the stored row: nothing hidden, nothing masked. */
  readonly isPlain: boolean
  /** Whether this key sees less than the product shows. */
  readonly isNarrowed: boolean
}

/** A key belongs to one product, and both are new objects whenever anything of them changes. */
const plans = new WeakMap<IssuedKey, { readonly product: Product; readonly plan: Plan }>()

export const planFor = (product: Product, key: IssuedKey): Plan => {
  const known = plans.get(key)
  if (known?.product === product) return known.plan
  const plan = planOf(product, key)
  plans.set(key, { product, plan })
  return plan
}

const planOf = ({ spec, served }: Product, { fields, masks = [] }: Pick<IssuedKey, 'fields' | 'masks'>): Plan => {
  const columns = served?.columns ?? []
  const maskByColumn = new Map<string, ResponseMask>([...spec.masks, ...masks].map(({ column, mask }) => [column, mask]))
  // Where product and key both mask a column, the product's stands: a key hides more columns, never less of one.
  for (const { column, mask } of spec.masks) maskByColumn.set(column, mask)
  const shown = columns
    .filter(({ name }) => fields === undefined || fields.includes(name))
    .map(({ name }) => ({ name, mask: maskByColumn.get(name) }))
  const whole = new Set(shown.flatMap(({ name, mask }) => (mask === undefined ? [name] : [])))
  const typeByColumn = new Map(columns.map(({ name, type }) => [name, type]))
  // What a key does not see it does not filter by: a range would find the value out step by step.
  const parameters = spec.parameters.filter(({ column }) => whole.has(column))
  return {
    servedName: servedName(spec),
    parameterByName: new Map(
      parameters.map(({ name, column, match, required }) => [name, { column, match, required, type: typeByColumn.get(column) ?? 'text' }]),
    ),
    required: spec.parameters.flatMap(({ name, required }) => (required ? [name] : [])),
    shown,
    typeByColumn,
    isPlain: whole.size === columns.length,
    isNarrowed: shown.length < columns.length || masks.length > 0,
  }
}
