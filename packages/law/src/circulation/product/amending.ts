/** Article 24: what a decided matter of registration does to the product and its certificate, and how a certificate ends. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { reasonShape, referenceTo } from '../../kernel/shapes.ts'
import { withParticulars } from './content.ts'
import { certificateFor, longestFrom } from './registration.ts'
import type { Product, ProductEvent, ProductFacts } from './state.ts'

const act = actsOf<Product, ProductFacts, ProductEvent>()
type OnCase = Rule<Product, ProductFacts, unknown>

const matterShape = z.object({ matter: referenceTo('registrations') })
type OfMatter = z.infer<typeof matterShape>

const registered: OnCase = rule(
  'A24',
  'not-registered',
  { zh: '产品未登记或者登记已注销', en: 'the product is not registered, or its registration has been cancelled' },
  ({ state }) => state.certificates.length > 0 && state.stage !== 'cancelled',
)

const decidedMatter = (...types: readonly string[]): Rule<Product, ProductFacts, OfMatter> =>
  rule(
    'A24',
    'matter-not-decided',
    { zh: '没有对应的已办结登记事项，或者已经办理', en: 'no decided matter of this registration stands behind it, or it was carried out' },
    ({ facts: { matter }, asked }) =>
      matter !== undefined && matter.id === asked.matter && matter.stage === 'completed' && types.includes(matter.type),
    'matter',
  )

const once: Rule<Product, ProductFacts, OfMatter> = rule(
  'A24',
  'carried-out-already',
  { zh: '该登记事项已经办理', en: 'this matter has been carried out' },
  ({ state, asked }) => !state.carriedOut.includes(asked.matter),
  'matter',
)

/** What was revoked or cancelled is not amended back to life; what has run out is only renewed. */
const canBeAmended: OnCase = rule(
  'A24',
  'certificate-ended',
  {
    zh: '登记证书已失效，不得变更、更正；到期的只能续期',
    en: 'the certificate has ended: it is neither changed nor corrected; one that ran out is only renewed',
  },
  ({ state, facts }) => {
    const standing = state.certificates.at(-1)?.standing
    return standing === 'issued' || (standing === 'expired' && facts.matter?.type === 'renewal')
  },
)

/** Done by the platform as the matter is completed: the next version of the certificate. A renewal runs on from the last day of the one before. */
export const amendRegistration = act(matterShape, {
  name: 'product.amend-registration',
  title: { zh: '办理登记事项并换发证书', en: 'Carry out the matter and issue the next certificate' },
  when: [onlyBy('A24', 'platform'), registered],
  provided: [decidedMatter('change', 'correction', 'renewal'), once, canBeAmended],
  records: (given) => {
    const { matter } = given.facts
    const last = given.state.certificates.at(-1)
    if (matter === undefined || last === undefined) return []
    const validTo = matter.type === 'renewal' ? longestFrom(given, last.validTo) : last.validTo
    return [
      { type: 'RegistrationAmended', matter: matter.id, registrationType: matter.type, particulars: matter.particulars },
      certificateFor(given, matter.type, withParticulars(given.state.content, matter.particulars), validTo),
    ]
  },
})

export const cancelRegistration = act(matterShape, {
  name: 'product.cancel-registration',
  title: { zh: '注销登记', en: 'Cancel the registration' },
  when: [onlyBy('A24', 'platform'), registered],
  provided: [decidedMatter('cancellation'), once],
  records: ({ facts: { matter }, on }) =>
    matter === undefined ? [] : [{ type: 'RegistrationCancelled', matter: matter.id, reason: matter.ground, on }],
})

const certificateStands: OnCase = rule(
  'A24',
  'no-certificate-stands',
  { zh: '没有有效的登记证书', en: 'no certificate stands' },
  ({ state }) => state.certificates.at(-1)?.standing === 'issued' && state.stage !== 'cancelled',
)

/** Where it was obtained by false papers, or what it rests on is gone. */
export const revokeCertificate = act(z.object({ basis: reasonShape, reason: reasonShape }), {
  name: 'product.revoke-certificate',
  title: { zh: '撤销登记证书', en: 'Revoke the certificate' },
  when: [onlyBy('A24', 'data-authority'), certificateStands],
  provided: [],
  records: ({ asked, on }) => [{ type: 'CertificateRevoked', ...asked, on }],
})

export const expireCertificate = act(z.object({}), {
  name: 'product.expire-certificate',
  title: { zh: '登记证书到期', en: 'Let the certificate expire' },
  when: [
    onlyBy('A24', 'platform'),
    certificateStands,
    rule('W21-1', 'certificate-still-runs', { zh: '登记证书尚在有效期内', en: 'the certificate is still good' }, ({ state, on }) => {
      const last = state.certificates.at(-1)
      return last !== undefined && on > last.validTo
    }),
  ],
  provided: [],
  records: ({ state }) => state.certificates.slice(-1).map(({ validTo }) => ({ type: 'CertificateExpired', on: validTo })),
})
