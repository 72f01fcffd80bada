/** Chapter 5 as far as a test needs it: a product on the shelf, and a consumer with a key. */
import { activeAuthorization, day, morningOf, scenario } from './admission.ts'
import { deliveredItem, openedRequest } from './conduct.ts'
import type { Stage } from './stage.ts'

const content = {
  name: '水位查询接口',
  summary: '按站点查询水位。',
  form: 'api',
  meteringUnit: 'call',
  purpose: 'public-good',
  scenarios: [scenario],
  sql: 'select station, hour, level from readings',
  parameters: [{ name: 'station', column: 'station', match: 'equals', required: true }],
}

/** Verified, reviewed by two bodies, registered, and in public notice from the morning on which its data was granted. */
export const noticedProduct = async (stage: Stage, request: string): Promise<string> => {
  const id = await stage.does('operator', { plural: 'products', act: 'draft', asked: { request, ...content } })
  const does = (who: string, act: string, asked: unknown = {}) => stage.does(who, { plural: 'products', act, id, asked })
  await does('operator', 'verify', { verification: '已验证', hazardCheck: '已排查', riskAssessedOn: day.granted })
  await does('cyberspace', 'review-security', { version: 1, conclusion: 'pass', opinion: '通过' })
  await does('authority', 'review-data', { version: 1, conclusion: 'pass', opinion: '通过' })
  await does('registrar', 'register', { finding: '材料齐全' })
  await does('registrar', 'open-registration-notice')
  return id
}

/** Noticed, coded, certified and served; free, so it needs no price. */
export const publishedProduct = async (stage: Stage, request: string): Promise<string> => {
  const id = await noticedProduct(stage, request)
  const does = (who: string, act: string, asked: unknown = {}) => stage.does(who, { plural: 'products', act, id, asked })
  await stage.moveTo(morningOf(day.registrationNoticeOver))
  await does('registrar', 'code')
  await does('registrar', 'certify')
  await does('operator', 'publish')
  await stage.settled()
  return id
}

/** Everything in place: an authorization in force, an open workspace, a product on the shelf and a consumer with its key. */
export interface Served {
  readonly authorization: string
  readonly request: string
  readonly product: string
  readonly secret: string
}

export const servedProduct = async (stage: Stage): Promise<Served> => {
  const authorization = await activeAuthorization(stage)
  const request = await openedRequest(stage, authorization, await deliveredItem(stage))
  const product = await publishedProduct(stage, request)
  return { authorization, request, product, secret: await takenKey(stage, product) }
}

/** Answers the secret as it goes into the header of a call. */
export const takenKey = async (stage: Stage, product: string): Promise<string> => {
  const applied = { product, scenario, declaration: '内部使用' }
  const id = await stage.does('consumer', { plural: 'subscriptions', act: 'apply', asked: applied })
  const quota = { callsPerDay: 10_000_000, callsPerSecond: 1_000, until: '2027-03-31' }
  await stage.does('operator', { plural: 'subscriptions', act: 'approve', id, asked: quota })
  const { secret } = await stage.asks('consumer', `/api/subscriptions/${id}/key`)
  await stage.settled()
  return secret
}
