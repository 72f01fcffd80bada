/** The gateway: judges a call, looks it up, meters it, and only then answers (articles 10, 16, 17 and 24). */
import type { AccessRefusal } from '../refusals.ts'
import type { IssuedKey, ZoneState } from '../state.ts'
import type { Clock } from '../time.ts'
import { type Call, closedProduct, judge } from './call.ts'
import type { Meter } from './meter.ts'
import type { Quotas } from './quotas.ts'
import type { LookUp, ServingStore } from './serving-store.ts'
import { servedName } from './shelf.ts'

export type Answer =
  | { readonly ok: true; readonly found: LookUp; readonly version: number }
  | { readonly ok: false; readonly refusal: AccessRefusal; readonly fields: readonly string[] }

export interface GatewayParts {
  readonly state: () => ZoneState
  /** Whether the zone's own log takes records; where it does not, a freeze could not reach the zone. */
  readonly isWriting: () => boolean
  readonly now: Clock
  readonly quota: Quotas
  readonly meter: Meter
  readonly serving: ServingStore
}

/** Most rows one answer carries; an answer that has more says so. */
export const rowsPerAnswer = 1000

export const gateway =
  (parts: GatewayParts) =>
  async (call: Call): Promise<Answer> => {
    if (!parts.isWriting()) return { ok: false, refusal: 'not-recorded', fields: [] }
    const verdict = judge(call, parts.state(), parts.quota, parts.now())
    if (!verdict.ok) return refused(parts, call, verdict.refusal, verdict.fields, verdict.key)
    const found = await parts.serving
      .look(servedName(verdict.product.spec), verdict.conditions, rowsPerAnswer)
      .catch((fault: unknown) => ({ fault }))
    const closed = closedNow(parts, call.product)
    if (closed !== undefined) return refused(parts, call, closed, [], verdict.key)
    if ('fault' in found) {
      await record(parts, call, verdict.key, { outcome: 'refused', refusal: 'fault', rows: 0 })
      throw new Error(`could not look up in product ${call.product}`, { cause: found.fault })
    }
    const recorded = await record(parts, call, verdict.key, { outcome: 'served', rows: found.rows })
    return recorded ? { ok: true, found, version: verdict.product.spec.version } : { ok: false, refusal: 'not-recorded', fields: [] }
  }

/** Asked again after the look-up: a suspension also stops the calls that were on their way. */
const closedNow = ({ state, now }: GatewayParts, product: string): AccessRefusal | undefined =>
  closedProduct(state().products.get(product), state(), now())

const refused = async (
  parts: GatewayParts,
  call: Call,
  refusal: AccessRefusal,
  fields: readonly string[],
  key: IssuedKey | undefined,
): Promise<Answer> => {
  // Beyond their quota strangers are turned away unrecorded: nothing was done, and a record each would let them fill the disk.
  if (refusal === 'too-many-strangers') return { ok: false, refusal, fields }
  const recorded = await record(parts, call, key, { outcome: 'refused', refusal, rows: 0 })
  return { ok: false, refusal: recorded ? refusal : 'not-recorded', fields: recorded ? fields : [] }
}

type Outcome =
  | { readonly outcome: 'served'; readonly rows: number }
  | { readonly outcome: 'refused'; readonly refusal: string; readonly rows: number }

/** Names that nobody issued are metered as `unknown`: a stranger's text does not enter the record. */
const record = async ({ meter, state, now }: GatewayParts, call: Call, key: IssuedKey | undefined, outcome: Outcome): Promise<boolean> => {
  const product = state().products.has(call.product) ? call.product : 'unknown'
  const scenario = call.scenario !== undefined && /^[a-z0-9][a-z0-9._-]{0,79}$/.test(call.scenario) ? call.scenario : ''
  try {
    await meter.record({ atMs: now(), product, key: key?.key ?? 'unknown', consumer: key?.consumer ?? '', scenario, ...outcome })
    return true
  } catch {
    return false
  }
}
