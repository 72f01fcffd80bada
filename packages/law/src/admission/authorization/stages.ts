/** The stages an act on an authorization needs, and whose authorization it is. */
import { actsOf } from '../../kernel/act.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import type { Authorization, AuthorizationEvent, AuthorizationFacts } from './state.ts'

export const act = actsOf<Authorization, AuthorizationFacts, AuthorizationEvent>()

const stage = stageIs<Authorization, AuthorizationFacts, unknown>
export const notYetGranted = stage('A9', 'already-granted', { zh: '该申请已授权', en: 'this application has been granted already' }, 'none')
export const pending = stage(
  'A10',
  'not-pending',
  { zh: '授权不在待生效状态', en: 'the authorization is not waiting to come into force' },
  'pending',
)
export const active = stage('A10', 'not-active', { zh: '授权未生效或已暂停、终止', en: 'the authorization is not in force' }, 'active')
export const suspended = stage('A10', 'not-suspended', { zh: '授权未处于暂停状态', en: 'the authorization is not suspended' }, 'suspended')
export const notEnded = stage(
  'A10',
  'authorization-ended',
  { zh: '授权已终结', en: 'the authorization has ended' },
  'pending',
  'active',
  'suspended',
)
export const inTerm = stage(
  'A10',
  'not-in-term',
  { zh: '授权未生效或者已终结', en: 'the authorization is not in force yet, or has ended' },
  'active',
  'suspended',
)
export const yours = (id: 'A10' | 'A14') =>
  ownedBy<Authorization, AuthorizationFacts, unknown>(
    id,
    'not-your-authorization',
    { zh: '只能由被授权的运营单位办理', en: 'only the authorized operator may do this' },
    ({ operator }) => operator,
  )
