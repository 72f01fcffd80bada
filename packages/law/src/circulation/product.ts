/** Articles 3, 16, 17 and 20 to 24: a product from its draft in the zone through reviews, registration and certificate to the shelf. */

import { procedure, type Turn } from '../kernel/act.ts'
import { bilingual } from '../kernel/title.ts'
import { amendRegistration, cancelRegistration, expireCertificate, revokeCertificate } from './product/amending.ts'
import { clocks } from './product/clocks.ts'
import { handleDataRenewal, noteDataRenewed } from './product/data-renewal.ts'
import { draft, revise, verify } from './product/making.ts'
import { setCeiling, setPrice } from './product/price.ts'
import { certify, code, openRegistrationNotice, register, returnAfterObjection, returnRegistration } from './product/registration.ts'
import { reviewData, reviewSecurity } from './product/review.ts'
import { notePublished, noteRefusedByZone, publish, resume, suspend, unshelve } from './product/shelf.ts'
import { evolve, type Product, type ProductEvent, type ProductFacts, start } from './product/state.ts'
import { statusPlaceOf } from './product/status-place.ts'

export type { CertificateVersion } from './product/certificate.ts'
export { type Product, type ProductEvent, type ProductFacts, priceOn, pricesWithin, specificationOf } from './product/state.ts'
export { type StatusPlace, statusListBits, statusPlaceOf } from './product/status-place.ts'
export type { CertificateStanding } from './shapes.ts'

export const products = procedure<Product, ProductFacts, ProductEvent>({
  name: 'product',
  plural: 'products',
  title: { zh: '公共数据产品', en: 'Product' },
  start,
  evolve,
  acts: [
    draft,
    revise,
    verify,
    reviewSecurity,
    reviewData,
    register,
    returnRegistration,
    openRegistrationNotice,
    code,
    returnAfterObjection,
    certify,
    amendRegistration,
    cancelRegistration,
    revokeCertificate,
    expireCertificate,
    setCeiling,
    setPrice,
    publish,
    notePublished,
    noteRefusedByZone,
    suspend,
    resume,
    unshelve,
    noteDataRenewed,
    handleDataRenewal,
  ],
  stages: {
    none: { zh: '未起草', en: 'not drafted' },
    draft: { zh: '起草中', en: 'draft' },
    verified: { zh: '审核中', en: 'under review' },
    'review-refused': { zh: '审核未通过', en: 'not passed' },
    reviewed: { zh: '审核通过', en: 'reviewed' },
    returned: { zh: '登记退回', en: 'registration returned' },
    registered: { zh: '形式审核通过', en: 'form review passed' },
    'in-notice': { zh: '登记公示中', en: 'in public notice' },
    coded: { zh: '已赋码', en: 'coded' },
    certified: { zh: '已发证', en: 'certified' },
    publishing: { zh: '发布中', en: 'being published' },
    published: { zh: '已发布', en: 'published' },
    suspended: { zh: '已暂停', en: 'suspended' },
    unshelved: { zh: '已下架', en: 'taken down' },
    cancelled: { zh: '登记已注销', en: 'registration cancelled' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ content, version }) =>
    version > 1 ? `${content.name}${bilingual({ zh: `（第${version}版）`, en: ` (version ${version})` })}` : content.name,
  concerns: ({ stage, operator }) => ({
    organizations: [operator],
    roles: [
      'data-authority',
      'security-authority',
      'registrar',
      'finance',
      'audit-admin',
      ...(['in-notice', 'published', 'suspended'].includes(stage) ? (['consumer', 'public'] as const) : []),
    ],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ operator, request, content, code: registrationCode, codedOn, certificate }) => [
    `operator:${operator}`,
    `request:${request}`,
    ...content.scenarios.map((scenario) => `scenario:${scenario}`),
    ...(codedOn ? [`code:${registrationCode}`, `coded:${codedOn.slice(0, 4)}`] : []),
    ...(certificate ? [`certificate:${certificate.number}`, `status:${statusPlaceOf(certificate.number)?.list ?? ''}`] : []),
  ],
  personal: false,
})

/** Whoever makes it has to say what follows from data that was corrected, wherever the product stands. */
const turnsOf = (state: Product): readonly Turn[] => {
  const turns = turnsOfStage(state)
  const isTold = state.renewals.some(({ handling }) => handling === 'open')
  return isTold && turns.every(({ role }) => role !== 'operator') ? [...turns, { role: 'operator', organization: state.operator }] : turns
}

const turnsOfStage = (state: Product): readonly Turn[] => {
  switch (state.stage) {
    case 'draft':
    case 'review-refused':
    case 'returned':
    case 'certified':
      return [{ role: 'operator', organization: state.operator }]
    case 'verified':
      return reviewTurns(state)
    case 'in-notice':
      return [{ role: 'registrar', ...(state.notice && { due: state.notice.until }) }]
    case 'reviewed':
    case 'registered':
    case 'coded':
      return [{ role: 'registrar' }]
    default:
      return []
  }
}

const reviewTurns = ({ reviews }: Product): readonly Turn[] => {
  const given = reviews.map(({ kind }) => kind)
  return [
    ...(given.includes('security') ? [] : [{ role: 'security-authority' } as const]),
    ...(given.includes('data') ? [] : [{ role: 'data-authority' } as const]),
  ]
}
