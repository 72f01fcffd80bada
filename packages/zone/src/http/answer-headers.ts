/** What the head of an answer says: what is left of the quotas, how long it may be kept, when to come again, and who signs it. */
import { hash, randomUUID } from 'node:crypto'
import type { AccessKey } from '../orders.ts'
import { digestOf, signedHeaders } from '../products/answer-signing.ts'
import type { Answer, Gateway } from '../products/gateway.ts'
import type { Left } from '../products/quotas.ts'

type Headers = Readonly<Record<string, string>>
type ServedAnswer = Answer & { readonly ok: true }

const policies = new WeakMap<object, string>()

/** `RateLimit-Policy` and `RateLimit` as the HTTP working group drafts them: two windows, the day of legal time and the second. */
const policyOf = (key: Pick<AccessKey, 'callsPerDay' | 'callsPerSecond'>): string => {
  const known = policies.get(key)
  if (known !== undefined) return known
  const policy = `"day";q=${key.callsPerDay};w=86400, "second";q=${key.callsPerSecond};w=1`
  policies.set(key, policy)
  return policy
}

const leftIn = ({ inDay, dayEndsInSeconds, inSecond }: Left): string => `"day";r=${inDay};t=${dayEndsInSeconds}, "second";r=${inSecond};t=1`

/** Never for another consumer or another scenario: a cache between us keeps nothing, the consumer's own as long as the product allows. */
export const headersOf = ({ product, key, left, repeated }: ServedAnswer): Headers => {
  const { cacheSeconds } = product.spec
  const head = { 'ratelimit-policy': policyOf(key), ratelimit: leftIn(left) }
  if (cacheSeconds === 0 && !repeated) return { ...head, 'cache-control': 'no-store' }
  return {
    ...head,
    'cache-control': cacheSeconds > 0 ? `private, max-age=${cacheSeconds}` : 'no-store',
    ...(cacheSeconds > 0 && { vary: 'Authorization, Yunhe-Scenario, Origin' }),
    ...(repeated && { 'yunhe-repeated': 'true' }),
  }
}

/** The tag is of this key and scenario too: an answer is never confirmed to whoever did not get it. */
export const tagOf = ({ product, key, scenario, served }: ServedAnswer): string => {
  const body = typeof served.body === 'string' ? served.body : served.body.sha256
  const { product: id, version } = product.spec
  return `"${hash('sha256', JSON.stringify([id, version, key.key, scenario, served.type, body]), 'base64url').slice(0, 32)}"`
}

export const isKnown = (ifNoneMatch: string | undefined, tag: string): boolean =>
  ifNoneMatch?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) ?? false

export const signatureHeaders = ({ product, scenario, served }: ServedAnswer, { answerKey, now }: Gateway): Headers =>
  signedHeaders(
    {
      status: 200,
      bodyDigest: typeof served.body === 'string' ? digestOf(served.body) : Buffer.from(served.body.sha256, 'hex').toString('base64'),
      product: product.spec.product,
      version: product.spec.version,
      scenario,
      requestId: randomUUID(),
      createdSeconds: Math.floor(now() / 1000),
    },
    answerKey,
  )

export const headersOfRefusal = ({ refusal, key, left }: Answer & { readonly ok: false }): Headers => {
  const wait = refusal === 'too-many-per-day' ? left?.dayEndsInSeconds : refusal.startsWith('too-many') ? 1 : undefined
  return {
    'cache-control': 'no-store',
    ...(key !== undefined && left !== undefined && { 'ratelimit-policy': policyOf(key), ratelimit: leftIn(left) }),
    ...(wait !== undefined && { 'retry-after': String(wait) }),
  }
}
