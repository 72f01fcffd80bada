/** One call of a product, held against key, scenario, state, lease and quota in memory (articles 10, 17 and 24). */
import { hash, timingSafeEqual } from 'node:crypto'
import { isLeased } from '../lease.ts'
import type { AccessRefusal } from '../refusals.ts'
import type { IssuedKey, Product, ZoneState } from '../state.ts'
import { closedWorkspace } from '../tickets.ts'
import { isDayOver } from '../time.ts'
import { type Asked, type Query, readQuery } from './asked.ts'
import { type Plan, planFor } from './plan.ts'
import { type Quotas, strangers } from './quotas.ts'

export interface Call {
  readonly product: string
  /** The `Authorization` header: `Bearer <key>.<secret>`. */
  readonly authorization: string | undefined
  /** The `Yunhe-Scenario` header. */
  readonly scenario: string | undefined
  readonly parameters: Query
  /** The `Idempotency-Key` header: a call that is sent again under it is not billed again. */
  readonly once?: string | undefined
}

export type Verdict =
  | {
      readonly ok: true
      readonly key: IssuedKey
      readonly product: Product
      readonly plan: Plan
      readonly scenario: string
      readonly asked: Asked
    }
  | { readonly ok: false; readonly refusal: AccessRefusal; readonly fields: readonly string[]; readonly key: IssuedKey | undefined }

/** The first reason why the call is not served, or what to look up. Who calls is settled before anything is said of the product. */
export const judge = (call: Call, state: ZoneState, quota: Quotas, atMs: number): Verdict => {
  const key = keyIn(call.authorization, state)
  if (key === undefined) return no(quota.take(strangers, atMs) === 'within' ? 'key-unknown' : 'too-many-strangers', key)
  const product = state.products.get(call.product)
  const closed = closedKey(key, call, atMs) ?? closedProduct(product, state, atMs) ?? closedScenario(key, product, call.scenario)
  if (closed !== undefined || product === undefined || call.scenario === undefined) return no(closed ?? 'product-unknown', key)
  const plan = planFor(product, key)
  const read = readQuery(call.parameters, plan, product.spec.delivery.by)
  if (!read.ok) return no('parameter-wrong', key, read.fields)
  if (read.asked.cursor !== undefined && read.asked.cursor.version !== product.spec.version) return no('cursor-stale', key, ['cursor'])
  if (call.once !== undefined && !/^[\x21-\x7e]{8,100}$/.test(call.once)) return no('once-malformed', key)
  const left = quota.take(key, atMs)
  return left === 'within' ? { ok: true, key, product, plan, scenario: call.scenario, asked: read.asked } : no(left, key)
}

const no = (refusal: AccessRefusal, key: IssuedKey | undefined, fields: readonly string[] = []): Verdict => ({
  ok: false,
  refusal,
  fields,
  key,
})

/** The description of a product is for whoever holds a key to it; nothing is served with it and nothing metered. */
export const judgeReader = (
  call: Pick<Call, 'product' | 'authorization'>,
  state: ZoneState,
  quota: Quotas,
  atMs: number,
): { readonly key: IssuedKey; readonly product: Product } | AccessRefusal => {
  const key = keyIn(call.authorization, state)
  if (key === undefined) return quota.take(strangers, atMs) === 'within' ? 'key-unknown' : 'too-many-strangers'
  const product = state.products.get(call.product)
  const closed = closedKey(key, call, atMs) ?? closedProduct(product, state, atMs)
  if (closed !== undefined || product === undefined) return closed ?? 'product-unknown'
  const left = quota.take(key, atMs)
  return left === 'within' ? { key, product } : left
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

const bearer = /^Bearer ([a-z0-9][a-z0-9._-]{0,79})\.([A-Za-z0-9_-]{16,200})$/

/** The secret is hashed and compared in constant time at every call: nothing in memory opens a product but the secret itself. */
const keyIn = (authorization: string | undefined, state: ZoneState): IssuedKey | undefined => {
  const found = authorization === undefined ? null : bearer.exec(authorization)
  if (found === null) return undefined
  const key = state.keys.get(found[1] ?? '')
  // A key that is not there costs the same hash as one that is: how long a no takes tells nothing of names.
  const given = Buffer.from(hash('sha256', found[2] ?? '', 'hex'), 'latin1')
  return timingSafeEqual(given, key === undefined ? nobodys : hashBytesOf(key)) ? key : undefined
}

const nobodys = Buffer.alloc(64)
const hashBytes = new WeakMap<IssuedKey, Buffer>()
const hashBytesOf = (key: IssuedKey): Buffer => {
  const known = hashBytes.get(key) ?? Buffer.from(key.secretHash, 'latin1')
  hashBytes.set(key, known)
  return known
}

const closedKey = (key: IssuedKey, { product }: Pick<Call, 'product'>, atMs: number): AccessRefusal | undefined => {
  if (key.withdrawn) return 'key-withdrawn'
  if (isDayOver(key.until, atMs)) return 'key-ended'
  return key.product === product ? undefined : 'key-of-another-product'
}

const closedScenario = (key: IssuedKey, product: Product | undefined, scenario: string | undefined): AccessRefusal | undefined => {
  if (scenario === undefined || scenario === '') return 'scenario-missing'
  return key.scenarios.includes(scenario) && product?.spec.scenarios.includes(scenario) === true ? undefined : 'scenario-not-approved'
}
