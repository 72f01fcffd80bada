/** Articles 17 and 24: the public notice of a registration, and how long its certificate and its reviews are good. */
import type { ClockRule } from '../../kernel/clocks.ts'
import { monthsAfter } from '../../kernel/days.ts'
import type { Product, ProductFacts } from './state.ts'

type ProductClock = ClockRule<Product, ProductFacts>

const onTheWay: readonly Product['stage'][] = [
  'reviewed',
  'registered',
  'in-notice',
  'coded',
  'certified',
  'publishing',
  'published',
  'suspended',
]

const notice: ProductClock = {
  name: 'registration-notice',
  title: { zh: '产品登记公示', en: 'public notice of a registration' },
  kind: 'notice',
  rule: 'A24',
  ends: { zh: '公示期满，可以赋码', en: 'the notice is over and a code can be given' },
  running: ({ stage, operator, notice: opened }) =>
    stage === 'in-notice' && opened
      ? [{ start: opened.from, due: opened.until, whose: [{ role: 'registrar' }, { role: 'operator', organization: operator }] }]
      : [],
}

const certificate: ProductClock = {
  name: 'registration-validity',
  title: { zh: '登记证书有效期', en: 'validity of the registration certificate' },
  kind: 'validity',
  rule: 'W24-4',
  ends: { zh: '证书到期，不得再发布', en: 'the certificate runs out and nothing more is published under it' },
  act: 'expire-certificate',
  remind: 'renewalRemindDays',
  running: ({ stage, operator, certificate: issued }) =>
    stage !== 'unshelved' && issued
      ? [
          {
            start: issued.issuedOn,
            due: issued.validTo,
            whose: [{ role: 'operator', organization: operator }, { role: 'registrar' }],
          },
        ]
      : [],
}

const review: ProductClock = {
  name: 'review-validity',
  title: { zh: '产品审核结论有效期', en: 'validity of a product review' },
  kind: 'validity',
  rule: 'W17-4',
  ends: { zh: '审核结论失效，应当重新审核', en: 'the review counts no longer and is to be done again' },
  remind: 'evidenceRemindDays',
  running: ({ stage, operator, reviews }, on) =>
    onTheWay.includes(stage)
      ? reviews
          .filter(({ conclusion }) => conclusion === 'pass')
          .map((one) => ({
            subject: one.kind,
            start: one.on,
            due: monthsAfter(one.on, on(one.on).productReviewValidMonths),
            whose: [{ role: 'operator', organization: operator }],
          }))
      : [],
}

export const clocks: readonly ProductClock[] = [notice, certificate, review]
