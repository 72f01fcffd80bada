/** Article 21: a reviewed and certified product is listed on a lawful trading platform, and each sale names where and to whom. */

import { z } from 'zod'
import { isUscc } from '../identifiers/uscc.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { type Rule, rule } from '../kernel/rule.ts'
import { dayShape, fenShape, reasonShape, referenceTo, titleShape } from '../kernel/shapes.ts'
import { joined, titleOfCase } from '../kernel/title.ts'

type Stage = 'none' | 'listed' | 'withdrawn'

export interface Sale {
  readonly venue: string
  readonly listingNumber: string
  readonly buyer: string
  readonly contractNumber: string
  readonly amountFen: number
  readonly on: Day
}

export interface Listing {
  readonly stage: Stage
  readonly product: string
  readonly operator: string
  readonly venue: string
  /** As the venue gave it. */
  readonly listingNumber: string
  readonly sales: readonly Sale[]
  readonly withdrawnFor: string
}

export interface ListingFacts {
  readonly product: {
    readonly operator: string
    readonly stage: string
    /** Whether the security review of this very version passed. */
    readonly securityPassed: boolean
    /** Last day of the certificate of this very version. */
    readonly certificateValidTo: Day | undefined
  }
  readonly venue: { readonly stage: string; readonly licenceValidTo: Day | undefined }
  /** Other listings under the same number at the same venue. */
  readonly sameNumber: number
}

export type ListingEvent =
  | {
      readonly type: 'ProductListed'
      readonly product: string
      readonly operator: string
      readonly venue: string
      readonly listingNumber: string
    }
  | ({ readonly type: 'SaleRecorded' } & Sale)
  | { readonly type: 'ListingWithdrawn'; readonly reason: string; readonly on: Day }

const act = actsOf<Listing, ListingFacts, ListingEvent>()
const stage = stageIs<Listing, ListingFacts, unknown>
type OnCase = Rule<Listing, ListingFacts, unknown>

const reviewed: OnCase = rule(
  'W21-1',
  'no-security-review',
  { zh: '产品未通过数据安全审核，不得挂牌交易', en: 'the product has not passed its security review' },
  ({ facts }) => facts.product.securityPassed,
)

const certified: OnCase = rule(
  'W21-1',
  'no-valid-certificate',
  { zh: '产品没有在有效期内的登记证书，不得挂牌交易', en: 'no certificate of the product is good today' },
  ({ facts, on }) => facts.product.certificateValidTo !== undefined && on <= facts.product.certificateValidTo,
)

const venueOnList: OnCase = rule(
  'W21-2',
  'venue-not-on-the-list',
  { zh: '交易场所不在名录内', en: 'the venue is not on the list' },
  ({ facts }) => facts.venue.stage === 'admitted',
)

const venueLicensed: OnCase = rule(
  'W21-2',
  'venue-licence-expired',
  { zh: '交易场所的许可已到期', en: 'the licence of the venue has run out' },
  ({ facts, on }) => facts.venue.stage !== 'admitted' || (facts.venue.licenceValidTo !== undefined && on <= facts.venue.licenceValidTo),
)

const listed = stage('A21', 'not-listed', { zh: '产品未挂牌或已摘牌', en: 'the product is not listed, or was withdrawn' }, 'listed')

export const list = act(z.object({ product: referenceTo('products'), venue: referenceTo('venues'), listingNumber: titleShape }), {
  name: 'listing.list',
  title: { zh: '产品挂牌', en: 'List the product' },
  when: [onlyBy('A21', 'operator'), stage('A21', 'already-listed', { zh: '该产品已挂牌', en: 'the product is listed already' }, 'none')],
  provided: [
    rule(
      'A21',
      'not-your-product',
      { zh: '由研发该产品的运营单位办理', en: 'only the operator of the product lists it' },
      ({ facts, by }) => facts.product.operator === by.organization,
      'product',
    ),
    { ...reviewed, fields: ['product'] },
    { ...certified, fields: ['product'] },
    { ...venueOnList, fields: ['venue'] },
    { ...venueLicensed, fields: ['venue'] },
    rule(
      'A21',
      'number-taken',
      { zh: '该交易场所的这一挂牌编号已被使用', en: 'this number is taken at this venue' },
      ({ facts }) => facts.sameNumber === 0,
      'listingNumber',
    ),
  ],
  records: ({ asked, by }) => [{ type: 'ProductListed', ...asked, operator: by.organization }],
})

const saleShape = z.object({
  venue: z.string().trim().max(80).default('').meta({ reference: 'venues' }),
  listingNumber: z.string().trim().max(120).default(''),
  buyer: z.string().trim().max(40).default('').meta({ format: 'uscc' }),
  contractNumber: titleShape,
  amountFen: fenShape,
  on: dayShape,
})

export const recordSale = act(saleShape, {
  name: 'listing.record-sale',
  title: { zh: '登记成交', en: 'Record a sale' },
  when: [
    onlyBy('A21', 'operator'),
    ownedBy(
      'A21',
      'not-your-listing',
      { zh: '由挂牌的运营单位办理', en: 'only the operator that listed it may do this' },
      ({ operator }) => operator,
    ),
    listed,
    reviewed,
    certified,
    venueOnList,
    venueLicensed,
  ],
  provided: [
    rule(
      'W21-3',
      'sale-without-venue',
      { zh: '成交记录应当载明本挂牌的交易场所', en: 'a sale names the venue of this listing' },
      ({ asked, state }) => asked.venue === state.venue,
      'venue',
    ),
    rule(
      'W21-3',
      'sale-without-listing-number',
      { zh: '成交记录应当载明本挂牌的编号', en: 'a sale names the number of this listing' },
      ({ asked, state }) => asked.listingNumber === state.listingNumber,
      'listingNumber',
    ),
    rule(
      'W21-3',
      'sale-without-buyer',
      { zh: '成交记录应当载明购买方的统一社会信用代码', en: 'a sale names its buyer by a valid credit code' },
      ({ asked }) => isUscc(asked.buyer),
      'buyer',
    ),
    rule(
      'A21',
      'sale-in-the-future',
      { zh: '成交日期不得晚于今日', en: 'a sale cannot be dated after today' },
      ({ asked, on }) => asked.on <= on,
      'on',
    ),
    rule(
      'A21',
      'contract-twice',
      { zh: '该合同编号已登记', en: 'this contract has been recorded' },
      ({ asked, state }) => state.sales.every(({ contractNumber }) => contractNumber !== asked.contractNumber),
      'contractNumber',
    ),
  ],
  records: ({ asked }) => [{ type: 'SaleRecorded', ...asked }],
})

export const withdraw = act(z.object({ reason: reasonShape }), {
  name: 'listing.withdraw',
  title: { zh: '摘牌', en: 'Withdraw the listing' },
  when: [
    onlyBy('A21', 'operator', 'data-authority', 'market', 'platform'),
    listed,
    rule(
      'A21',
      'not-your-listing',
      { zh: '由挂牌的运营单位或者主管部门办理', en: 'the operator that listed it does this, or an authority' },
      ({ state, by }) => !by.roles.includes('operator') || state.operator === by.organization,
    ),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'ListingWithdrawn', ...asked, on }],
})

const start: Listing = { stage: 'none', product: '', operator: '', venue: '', listingNumber: '', sales: [], withdrawnFor: '' }

const evolve = (state: Listing, event: ListingEvent): Listing => {
  switch (event.type) {
    case 'ProductListed': {
      const { type: _, ...found } = event
      return { ...state, stage: 'listed', ...found }
    }
    case 'SaleRecorded': {
      const { type: _, ...sale } = event
      return { ...state, sales: [...state.sales, sale] }
    }
    case 'ListingWithdrawn':
      return { ...state, stage: 'withdrawn', withdrawnFor: event.reason }
  }
}

export const listings = procedure<Listing, ListingFacts, ListingEvent>({
  name: 'listing',
  plural: 'listings',
  title: { zh: '产品挂牌', en: 'Listing' },
  start,
  evolve,
  acts: [list, recordSale, withdraw],
  stages: {
    none: { zh: '未挂牌', en: 'not listed' },
    listed: { zh: '挂牌中', en: 'listed' },
    withdrawn: { zh: '已摘牌', en: 'withdrawn' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ product, listingNumber }) => joined(titleOfCase('product', product), listingNumber),
  concerns: ({ operator }) => ({ organizations: [operator], roles: ['data-authority', 'market', 'audit-admin'] }),
  turns: () => [],
  keysOf: ({ product, venue, listingNumber, operator }) => [
    `product:${product}`,
    `operator:${operator}`,
    `venue:${venue}`,
    `listing:${venue}:${listingNumber}`,
  ],
  personal: false,
})
