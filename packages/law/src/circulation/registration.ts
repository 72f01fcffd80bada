/** Article 24: what becomes of a registration: change, correction, renewal and cancellation, each applied for, reviewed, noticed where that is demanded, and decided. */
import { registrationTypes } from '../identifiers/kinds.ts'
import { procedure, type Turn } from '../kernel/act.ts'
import { bilingual, joined } from '../kernel/title.ts'
import { applyCancellation, applyChange, applyCorrection, applyRenewal, resubmit, withdraw } from './registration/applying.ts'
import { clocks } from './registration/clocks.ts'
import { complete, openNotice, reject, returnOnce, review } from './registration/deciding.ts'
import { evolve, type Registration, type RegistrationEvent, type RegistrationFacts, start } from './registration/state.ts'

export { isOpenMatter, type Registration, type RegistrationEvent, type RegistrationFacts } from './registration/state.ts'

const turnsOf = ({ stage, applicant, reviewDue, notice }: Registration): readonly Turn[] => {
  switch (stage) {
    case 'applied':
      return [{ role: 'registrar', ...(reviewDue && { due: reviewDue }) }]
    case 'returned':
      return ['operator', 'agency', 'consumer'].map((role): Turn => ({ role: role as Turn['role'], organization: applicant }))
    case 'reviewed':
      return [{ role: 'registrar' }]
    case 'in-notice':
      return [{ role: 'registrar', ...(notice && { due: notice.until }) }]
    default:
      return []
  }
}

export const registrations = procedure<Registration, RegistrationFacts, RegistrationEvent>({
  name: 'registration',
  plural: 'registrations',
  title: { zh: '产品登记事项', en: 'Matter of registration' },
  start,
  evolve,
  acts: [
    applyChange,
    applyCorrection,
    applyRenewal,
    applyCancellation,
    returnOnce,
    resubmit,
    review,
    openNotice,
    complete,
    reject,
    withdraw,
  ],
  stages: {
    none: { zh: '未申请', en: 'not applied for' },
    applied: { zh: '形式审核中', en: 'at its form review' },
    returned: { zh: '已退回补正', en: 'returned' },
    reviewed: { zh: '形式审核通过', en: 'form review passed' },
    'in-notice': { zh: '公示中', en: 'in public notice' },
    completed: { zh: '已办结', en: 'completed' },
    rejected: { zh: '不予登记', en: 'rejected' },
    withdrawn: { zh: '已撤回', en: 'withdrawn' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ matterType, productName }) => joined(productName, productName && bilingual(registrationTypes[matterType])),
  concerns: ({ stage, operator, applicant }) => ({
    organizations: [operator, applicant],
    roles: ['registrar', 'data-authority', 'audit-admin', ...(stage === 'in-notice' ? (['public'] as const) : [])],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ product, operator }) => [`product:${product}`, `operator:${operator}`],
  personal: false,
})
