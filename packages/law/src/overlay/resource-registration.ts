/** National interim measures on registration: a public data resource from the first delivery to its code, and what becomes of it later. */

import { procedure, type Turn } from '../kernel/act.ts'
import { titleOfCase } from '../kernel/title.ts'
import { clocks, lapse, noteOverdue } from './resource-registration/clocks.ts'
import {
  accept,
  answerObjection,
  cancel,
  object,
  openNotice,
  passReview,
  recordNationalCode,
  refuse,
  register,
  returnFile,
} from './resource-registration/deciding.ts'
import { apply, correctFile, expect, submit } from './resource-registration/filing.ts'
import {
  evolve,
  type ResourceRegistration,
  type ResourceRegistrationEvent,
  type ResourceRegistrationFacts,
  start,
} from './resource-registration/state.ts'

export type { ResourceRegistration, ResourceRegistrationEvent, ResourceRegistrationFacts } from './resource-registration/state.ts'

const turnsOf = ({ stage, provider, isOverdue, notice }: ResourceRegistration): readonly Turn[] => {
  switch (stage) {
    case 'expected':
      return [{ role: 'agency', organization: provider }, ...(isOverdue ? [{ role: 'data-authority' } as const] : [])]
    case 'returned':
      return [{ role: 'agency', organization: provider }]
    case 'submitted':
    case 'accepted':
    case 'reviewed':
      return [{ role: 'registrar' }]
    case 'in-notice':
      return [{ role: 'registrar', ...(notice && { due: notice.until }) }]
    default:
      return []
  }
}

export const resourceRegistrations = procedure<ResourceRegistration, ResourceRegistrationFacts, ResourceRegistrationEvent>({
  name: 'resource-registration',
  plural: 'resource-registrations',
  title: { zh: '公共数据资源登记', en: 'Registration of a resource' },
  start,
  evolve,
  acts: [
    expect,
    submit,
    correctFile,
    apply,
    returnFile,
    accept,
    passReview,
    refuse,
    openNotice,
    object,
    answerObjection,
    register,
    cancel,
    recordNationalCode,
    noteOverdue,
    lapse,
  ],
  stages: {
    none: { zh: '未申请', en: 'not applied for' },
    expected: { zh: '待申请', en: 'awaited' },
    submitted: { zh: '待受理', en: 'to be taken in' },
    returned: { zh: '待补正', en: 'to be completed' },
    accepted: { zh: '审核中', en: 'under review' },
    reviewed: { zh: '形式审核通过', en: 'form review passed' },
    'in-notice': { zh: '公示中', en: 'in public notice' },
    registered: { zh: '已登记', en: 'registered' },
    refused: { zh: '不予登记', en: 'refused' },
    lapsed: { zh: '已失效', en: 'lapsed' },
    cancelled: { zh: '已注销', en: 'cancelled' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ name, item }) => name || titleOfCase('catalog-item', item),
  concerns: ({ stage, provider }) => ({
    organizations: provider === '' ? [] : [provider],
    roles: [
      'registrar',
      'data-authority',
      'audit-admin',
      ...(['in-notice', 'registered'].includes(stage) ? (['public', 'operator', 'applicant', 'consumer', 'agency'] as const) : []),
    ],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ item, provider, codedOn }) => [
    `item:${item}`,
    `provider:${provider}`,
    ...(codedOn ? [`resource-coded:${codedOn.slice(0, 4)}`] : []),
  ],
  // Who objects, and how to reach them.
  personal: true,
})
