/** One call of a product, held against key, scenario, state, lease and quota in memory (articles 10, 17 and 24). */
import { createHash, timingSafeEqual } from 'node:crypto'
import { isLeased } from '../lease.ts'
import type { ProductSpec } from '../orders.ts'
import type { AccessRefusal } from '../refusals.ts'
import type { IssuedKey, Product, ZoneState } from '../state.ts'
import { closedWorkspace } from '../tickets.ts'
import { isDayOver } from '../time.ts'
import { type Quotas, strangers } from './quotas.ts'
import type { Condition } from './serving-store.ts'

export interface Call {
  readonly product: string
  /** The `Authorization` header: `Bearer <key>.<secret>`. */
  readonly authorization: string | undefined
  /** The `Yunhe-Scenario` header. */
  readonly scenario: string | undefined
  readonly parameters: Readonly<Record<string, unknown>>
}

export type Verdict =
  | {
      readonly ok: true
      readonly key: IssuedKey
      readonly product: Product
      readonly scenario: string
      readonly conditions: readonly Condition[]
    }
  | { readonly ok: false; readonly refusal: AccessRefusal; readonly fields: readonly string[]; readonly key: IssuedKey | undefined }

/** The first reason why the call is not served, or what to look up. Who calls is settled before anything is said of the product. */
export const judge = (call: Call, state: ZoneState, quota: Quotas, atMs: number): Verdict => {
  const key = keyIn(call.authorization, state)
  const no = (refusal: AccessRefusal, ...fields: readonly string[]): Verdict => ({ ok: false, refusal, fields, key })
  if (key === undefined) return quota.take(strangers, atMs) === 'within' ? no('key-unknown') : no('too-many-strangers')
  const product = state.products.get(call.product)
  const closed = closedKey(key, call, atMs) ?? closedProduct(product, state, atMs) ?? closedScenario(key, product, call.scenario)
  if (closed !== undefined || product === undefined || call.scenario === undefined) return no(closed ?? 'product-unknown')
  const query = conditionsFor(product, call.parameters)
  if (!query.ok) return no('parameter-wrong', ...query.fields)
  const left = quota.take(key, atMs)
  return left === 'within' ? { ok: true, key, product, scenario: call.scenario, conditions: query.conditions } : no(left)
}

/** Why a product answers nobody now. It stands no freer than the workspace it came from. */
export const closedProduct = (product: Product | undefined, state: ZoneState, atMs: number): AccessRefusal | undefined => {
  if (product === undefined) return 'product-unknown'
  if (!isLeased(state.leaseUntil, atMs)) return 'lease-ended'
  if (product.stage === 'withdrawn') return 'product-withdrawn'
  if (product.stage === 'suspended') return 'suspended'
  const closed = closedWorkspace(state.workspaces.get(product.spec.workspace), atMs)
  return closed === undefined || closed === 'grant-ended' ? closed : 'suspended'
}

const keyIn = (authorization: string | undefined, state: ZoneState): IssuedKey | undefined => {
  const [, name, secret] = authorization?.match(/^Bearer ([a-z0-9][a-z0-9._-]{0,79})\.([A-Za-z0-9_-]{16,200})$/) ?? []
  const key = name === undefined ? undefined : state.keys.get(name)
  if (key === undefined || secret === undefined) return undefined
  return timingSafeEqual(createHash('sha256').update(secret).digest(), Buffer.from(key.secretHash, 'hex')) ? key : undefined
}

const closedKey = (key: IssuedKey, { product }: Call, atMs: number): AccessRefusal | undefined => {
  if (key.withdrawn) return 'key-withdrawn'
  if (isDayOver(key.until, atMs)) return 'key-ended'
  return key.product === product ? undefined : 'key-of-another-product'
}

const closedScenario = (key: IssuedKey, product: Product | undefined, scenario: string | undefined): AccessRefusal | undefined => {
  if (scenario === undefined || scenario === '') return 'scenario-missing'
  return key.scenarios.includes(scenario) && product?.spec.scenarios.includes(scenario) === true ? undefined : 'scenario-not-approved'
}

type Query = { readonly ok: true; readonly conditions: readonly Condition[] } | { readonly ok: false; readonly fields: readonly string[] }

const conditionsFor = ({ spec, served }: Product, asked: Readonly<Record<string, unknown>>): Query => {
  const typeByColumn = new Map(served?.columns.map(({ name, type }) => [name, type]))
  const unknown = Object.keys(asked).filter((name) => !spec.parameters.some((parameter) => parameter.name === name))
  const read = spec.parameters.map((parameter) => ({
    parameter,
    value: readAs(asked[parameter.name], typeByColumn.get(parameter.column)),
  }))
  const wrong = read
    .filter(({ parameter, value }) => value === 'malformed' || (value === undefined && parameter.required))
    .map(({ parameter }) => parameter.name)
  if (unknown.length + wrong.length > 0) return { ok: false, fields: [...unknown, ...wrong] }
  return {
    ok: true,
    conditions: read.flatMap(({ parameter, value }) => (typeof value === 'object' ? [condition(parameter, value.is)] : [])),
  }
}

const condition = ({ column, match }: ProductSpec['parameters'][number], value: string | number): Condition => ({ column, match, value })

const readAs = (text: unknown, type: string | undefined): { readonly is: string | number } | 'malformed' | undefined => {
  if (text === undefined) return undefined
  if (typeof text !== 'string' || text === '' || text.length > 200) return 'malformed'
  if (type === 'boolean') return text === 'true' ? { is: 1 } : text === 'false' ? { is: 0 } : 'malformed'
  if (type !== 'integer' && type !== 'number') return { is: text }
  const number = Number(text)
  const fits = type === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number)
  return fits && text.trim() === text ? { is: number } : 'malformed'
}
