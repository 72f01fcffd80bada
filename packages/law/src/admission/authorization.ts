/** Articles 8, 10, 11 and 14: how long an operator may run which scenarios, what suspends it and what ends it. */

import { procedure, type Turn } from '../kernel/act.ts'
import { listed, nameOfScenario } from '../kernel/title.ts'
import { clocks } from './authorization/clocks.ts'
import { expire, revoke, terminate } from './authorization/ending.ts'
import { activate, appointResponsible, grant, signAgreement } from './authorization/granting.ts'
import { checkLists, noteListChecks, orderOnListHit, recheck, renewEvidence } from './authorization/rechecking.ts'
import {
  dismissProposal,
  extendRectification,
  noteRectificationOverdue,
  orderRectification,
  proposeSuspension,
  rejectRectification,
  reportRectification,
  resume,
} from './authorization/rectifying.ts'
import { type Authorization, type AuthorizationEvent, type AuthorizationFacts, evolve, start } from './authorization/state.ts'
import { noteLetterOverdue, noteReportOverdue, reportResponsibleChange } from './authorization/watching.ts'

export type { Authorization, AuthorizationEvent, AuthorizationFacts } from './authorization/state.ts'

export const authorizations = procedure<Authorization, AuthorizationFacts, AuthorizationEvent>({
  name: 'authorization',
  plural: 'authorizations',
  title: { zh: '授权', en: 'Authorization' },
  start,
  evolve,
  acts: [
    grant,
    signAgreement,
    appointResponsible,
    activate,
    recheck,
    noteListChecks,
    checkLists,
    renewEvidence,
    orderOnListHit,
    reportResponsibleChange,
    noteLetterOverdue,
    noteReportOverdue,
    proposeSuspension,
    dismissProposal,
    orderRectification,
    extendRectification,
    reportRectification,
    rejectRectification,
    noteRectificationOverdue,
    resume,
    terminate,
    revoke,
    expire,
  ],
  stages: {
    none: { zh: '未授权', en: 'not granted' },
    pending: { zh: '待生效', en: 'waiting for its gates' },
    active: { zh: '已生效', en: 'in force' },
    suspended: { zh: '已暂停', en: 'suspended' },
    renewed: { zh: '已届满并续期', en: 'expired and renewed' },
    expired: { zh: '已届满', en: 'expired' },
    terminated: { zh: '已终止', en: 'terminated' },
    revoked: { zh: '已撤销', en: 'revoked' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ scenarios, from, until }) => `${listed(scenarios.map(nameOfScenario))} ${from} — ${until}`,
  concerns: ({ operator }) => ({ organizations: [operator], roles: ['data-authority', 'security-authority', 'mechanism', 'audit-admin'] }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ operator, authority, application, responsible }) => [
    `operator:${operator}`,
    `authority:${authority}`,
    `application:${application}`,
    ...(responsible ? [...new Set([`responsible:${responsible.first}`, `responsible:${responsible.security}`])] : []),
  ],
  personal: false,
})

const turnsOf = ({ stage, operator, responsible, responsibleChange, proposals, rectification }: Authorization): readonly Turn[] => {
  const theirs = { role: 'operator', organization: operator } as const
  const letter: readonly Turn[] = responsibleChange ? [{ ...theirs, ...(responsibleChange.due && { due: responsibleChange.due }) }] : []
  if (stage === 'pending') return responsible === undefined ? [theirs] : [{ role: 'data-authority' }, ...letter]
  if (stage === 'active') return [...(proposals.length > 0 ? [{ role: 'data-authority' } as const] : []), ...letter]
  if (stage !== 'suspended') return []
  // What failed waits for the authority: to put the termination to the mechanism, or to accept what came late.
  if (rectification?.feedback !== undefined || rectification?.failed !== undefined) return [{ role: 'data-authority' }]
  return [{ ...theirs, ...(rectification && { due: rectification.due }) }]
}
