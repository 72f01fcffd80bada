/** The gateway: judges a call, looks it up, meters it, and only then answers (articles 10, 16, 17 and 24). */
import { createPublicKey } from 'node:crypto'
import type { AccessRefusal } from '../refusals.ts'
import type { IssuedKey, Product, ZoneState } from '../state.ts'
import type { Clock } from '../time.ts'
import type { AnswerKey } from './answer-signing.ts'
import { type Call, closedProduct, judge, judgeReader, type Verdict } from './call.ts'
import type { Meter, MeteredCall } from './meter.ts'
import { callHash, idOf, markOf, type Once } from './once.ts'
import type { Left, Quotas } from './quotas.ts'
import type { Serve, ServedBody } from './serving.ts'

export type Answer =
  | {
      readonly ok: true
      readonly product: Product
      readonly key: IssuedKey
      readonly scenario: string
      readonly served: ServedBody
      /** Sent again under its id: answered and not billed. */
      readonly repeated: boolean
      readonly left: Left
    }
  | {
      readonly ok: false
      readonly refusal: AccessRefusal
      readonly fields: readonly string[]
      readonly key?: IssuedKey | undefined
      readonly left?: Left | undefined
    }

export interface GatewayParts {
  readonly state: () => ZoneState
  /** Whether the zone's own log takes records; where it does not, a freeze could not reach the zone. */
  readonly isWriting: () => boolean
  readonly now: Clock
  readonly quota: Quotas
  readonly meter: Meter
  readonly once: Once
  readonly serve: Serve
  readonly answerKey: AnswerKey
}

export interface Gateway {
  readonly call: (call: Call) => Promise<Answer>
  /** The product as its description is made from, for whoever holds a key to it. */
  readonly describe: (
    call: Pick<Call, 'product' | 'authorization'>,
  ) => { readonly key: IssuedKey; readonly product: Product } | AccessRefusal
  /** Whether a product still answers; a file that is being sent asks with each piece. */
  readonly isOpen: (product: string) => boolean
  readonly answerKey: AnswerKey
  /** The public half, as PEM. */
  readonly publicKey: string
  readonly now: Clock
}

type Judged = Verdict & { readonly ok: true }

export const gateway = (parts: GatewayParts): Gateway => ({
  call: async (call) => {
    if (!parts.isWriting()) return { ok: false, refusal: 'not-recorded', fields: [] }
    const verdict = judge(call, parts.state(), parts.quota, parts.now())
    if (!verdict.ok) return refused(parts, call, verdict.refusal, verdict.fields, verdict.key)
    return call.once === undefined ? answer(parts, call, verdict, undefined) : answerOnce(parts, call, verdict, call.once)
  },
  describe: (call) => judgeReader(call, parts.state(), parts.quota, parts.now()),
  isOpen: (product) => parts.isWriting() && closedNow(parts, product) === undefined,
  answerKey: parts.answerKey,
  publicKey: createPublicKey(parts.answerKey.privateKey).export({ type: 'spki', format: 'pem' }).toString(),
  now: parts.now,
})

/** What is sent again is looked up again, so that it meets every suspension that came meanwhile; only the bill knows it already. */
const answerOnce = async (parts: GatewayParts, call: Call, verdict: Judged, sent: string): Promise<Answer> => {
  const [id, same] = [idOf(sent), callHash(call.product, verdict.scenario, call.parameters)]
  const { key } = verdict.key
  const seen = parts.once.begin(key, id, same)
  if (seen.is === 'another-call') return refused(parts, call, 'once-reused', [], verdict.key)
  if (seen.is === 'under-way') return refused(parts, call, 'once-under-way', [], verdict.key)
  if (seen.is === 'repeated') return answer(parts, call, verdict, { mark: markOf(id, same), repeated: true })
  try {
    const answered = await answer(parts, call, verdict, { mark: markOf(id, same), repeated: false })
    if (answered.ok) parts.once.served(key, id)
    else parts.once.free(key, id)
    return answered
  } catch (fault) {
    parts.once.free(key, id)
    throw fault
  }
}

interface Marked {
  readonly mark: string
  readonly repeated: boolean
}

const answer = async (parts: GatewayParts, call: Call, verdict: Judged, marked: Marked | undefined): Promise<Answer> => {
  const { key, product, scenario } = verdict
  const found = await parts.serve(verdict).catch((fault: unknown) => ({ fault }))
  const closed = closedNow(parts, call.product)
  if (closed !== undefined) return refused(parts, call, closed, [], key)
  if ('fault' in found) {
    await record(parts, call, key, { outcome: 'refused', refusal: 'fault', rows: 0 })
    throw new Error(`could not look up in product ${call.product}`, { cause: found.fault })
  }
  if ('refusal' in found) return refused(parts, call, found.refusal, found.fields, key)
  const repeated = marked?.repeated ?? false
  const outcome = repeated ? 'repeated' : 'served'
  const recorded = await record(parts, call, key, { outcome, rows: found.rows, ...(marked !== undefined && { once: marked.mark }) })
  if (!recorded) return { ok: false, refusal: 'not-recorded', fields: [] }
  return { ok: true, product, key, scenario, served: found, repeated, left: parts.quota.left(key, parts.now()) }
}

/** Asked again after the look-up: a suspension also stops the calls that were on their way. */
const closedNow = ({ state, now }: GatewayParts, product: string): AccessRefusal | undefined => {
  const standing = state()
  return closedProduct(standing.products.get(product), standing, now())
}

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
  const left = key === undefined ? undefined : parts.quota.left(key, parts.now())
  return { ok: false, refusal: recorded ? refusal : 'not-recorded', fields: recorded ? fields : [], key, left }
}

type Outcome = Pick<MeteredCall, 'outcome' | 'refusal' | 'rows' | 'once'>

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
