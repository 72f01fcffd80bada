/** One actor per role, for tests and examples; the organizations are made up. */
import { usccFor } from './identifiers/uscc.ts'
import type { Actor, Role } from './kernel/actor.ts'

/** A made-up organization of Wuxi with a valid code; `serial` tells one from another. */
export const organizationNumber = (serial: number, kind: '11' | '12' | '91' = '91'): string =>
  usccFor(`${kind}320200${String(serial).padStart(8, '0')}`)

const actor = (person: string, organization: string, ...roles: readonly Role[]): Actor => ({
  person,
  organization,
  roles,
  regionCode: '320200',
})

export const actors = {
  public: actor('passer-by', '', 'public'),
  applicant: actor('wang', organizationNumber(1), 'applicant'),
  operator: actor('wang', organizationNumber(1), 'operator', 'applicant'),
  operatorSecurity: actor('zhao', organizationNumber(1), 'operator-security'),
  analyst: actor('qian', organizationNumber(1), 'operator-analyst'),
  otherOperator: actor('sun', organizationNumber(2), 'operator', 'applicant'),
  agency: actor('li', organizationNumber(10, '11'), 'agency'),
  otherAgency: actor('zhou', organizationNumber(11, '11'), 'agency'),
  dataAuthority: actor('wu', organizationNumber(20, '11'), 'data-authority'),
  otherDataAuthority: actor('wei', organizationNumber(21, '11'), 'data-authority'),
  mechanism: [30, 31, 32].map((serial) => actor(`member-${serial}`, organizationNumber(serial, '11'), 'mechanism')) as [
    Actor,
    Actor,
    Actor,
  ],
  reviewer: actor('zheng', organizationNumber(40, '11'), 'joint-reviewer'),
  otherReviewer: actor('feng', organizationNumber(41, '11'), 'joint-reviewer'),
  experts: [50, 51, 52, 53, 54].map((serial) => actor(`expert-${serial}`, organizationNumber(serial, '12'), 'expert')) as [
    Actor,
    Actor,
    Actor,
    Actor,
    Actor,
  ],
  securityAuthority: actor('chen', organizationNumber(60, '11'), 'security-authority'),
  finance: actor('chu', organizationNumber(61, '11'), 'finance'),
  dataCenter: actor('jiang', organizationNumber(62, '12'), 'data-center'),
  market: actor('xu', organizationNumber(64, '11'), 'market'),
  otherMarket: actor('lv', organizationNumber(65, '11'), 'market'),
  assessor: actor('he', organizationNumber(66), 'assessor'),
  otherAssessor: actor('shi', organizationNumber(67), 'assessor'),
  registrar: actor('shen', organizationNumber(63, '12'), 'registrar'),
  consumer: actor('han', organizationNumber(70), 'consumer'),
  otherConsumer: actor('yang', organizationNumber(71), 'consumer'),
  jiangyin: { ...actor('gu', organizationNumber(81, '11'), 'district-authority'), regionCode: '320281' },
  yixing: { ...actor('lu', organizationNumber(82, '11'), 'district-authority'), regionCode: '320282' },
  systemAdmin: actor('root', organizationNumber(80, '12'), 'system-admin'),
  securityAdmin: actor('key', organizationNumber(80, '12'), 'security-admin'),
  auditAdmin: actor('eye', organizationNumber(80, '12'), 'audit-admin'),
  platform: actor('platform', '', 'platform'),
} as const
