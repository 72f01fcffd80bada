/** What the caller of a product can do about a refusal: every no of the gateway names its article and a way out (articles 10, 16, 17 and 24). */
import { type AccessRefusal, refusalOf } from './refusals.ts'

interface Words {
  readonly zh: string
  readonly en: string
}

export interface Directions {
  readonly article: number
  readonly wayOut: Words
}

const waysOut: Partial<Record<AccessRefusal, Words>> = {
  'key-unknown': {
    zh: '核对请求头 Authorization: Bearer <密钥编号>.<密钥>；密钥遗失的，重新申请使用',
    en: 'check the header Authorization: Bearer <key>.<secret>; if the secret is lost, apply for the use again',
  },
  'key-withdrawn': {
    zh: '向产品的运营单位了解收回原因，需要时重新申请使用',
    en: 'ask the operator why; apply for the use again where it is needed',
  },
  'key-ended': { zh: '使用期限已届满，重新申请使用', en: 'the time of use is over: apply for the use again' },
  'key-of-another-product': { zh: '改用该产品的密钥', en: 'use the key that was taken for this product' },
  'scenario-missing': {
    zh: '在请求头 Yunhe-Scenario 中注明已获同意的应用场景',
    en: 'name the approved scenario in the header Yunhe-Scenario',
  },
  'scenario-not-approved': {
    zh: '改用已获同意的应用场景，或者就新场景申请使用',
    en: 'name a scenario that was approved, or apply for the use in the new one',
  },
  'parameter-wrong': {
    zh: '对照产品的 OpenAPI 说明更正所列参数',
    en: 'correct the named parameters by the OpenAPI description of the product',
  },
  'format-unknown': { zh: '对照产品的 OpenAPI 说明选择格式', en: 'choose a format that the OpenAPI description names' },
  'cursor-stale': { zh: '不带 cursor 重新查询第一页', en: 'ask for the first page again, without a cursor' },
  'once-malformed': { zh: '每次调用使用新的随机标识，例如 UUID', en: 'give each call a fresh random id, such as a UUID' },
  'once-reused': { zh: '重发时保持参数不变；新的调用使用新的标识', en: 'send the same call again under it; give another call another id' },
  'once-under-way': { zh: '稍候以同一标识重发', en: 'send it again under the same id in a moment' },
  'too-many-per-second': { zh: '按 Retry-After 所示时间后重试', en: 'wait as long as Retry-After says' },
  'too-many-per-day': {
    zh: '次日零时（北京时间）后恢复，或者向运营单位申请调整额度',
    en: 'the day ends at midnight in Beijing; or ask the operator for a larger quota',
  },
  'too-many-strangers': {
    zh: '按 Retry-After 所示时间后，持有效密钥重试',
    en: 'come again with a valid key after the time in Retry-After',
  },
  suspended: {
    zh: '产品恢复后方可调用，可在平台查看暂停原因',
    en: 'the product answers again once it is resumed; the platform tells why it was suspended',
  },
  'product-withdrawn': { zh: '在平台查找替代产品', en: 'look for another product on the platform' },
  'product-unknown': { zh: '核对产品编号', en: 'check the number of the product' },
  'lease-ended': {
    zh: '授权运营域与平台恢复联系后自动恢复，请稍后重试',
    en: 'the zone answers again by itself once it reaches the platform; try later',
  },
  'not-recorded': { zh: '请稍后重试；本次调用未计量', en: 'try later; this call was not metered' },
}

const other: Words = { zh: '联系产品的运营单位', en: 'ask the operator of the product' }

export const directionsFor = (code: AccessRefusal): Directions => ({
  article: Number(/\d+/.exec(refusalOf(code).rule)?.[0] ?? 0),
  wayOut: waysOut[code] ?? other,
})
