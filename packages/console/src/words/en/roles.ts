/** What each role is called on the screen. */
import type { Role } from '@yunhe/law/kernel/actor'

export const roles = {
  public: 'the public',
  applicant: 'applicant',
  operator: 'operator',
  'operator-security': "operator's data-security head",
  'operator-analyst': "operator's analyst",
  agency: 'public agency',
  'data-authority': 'data authority',
  mechanism: 'coordination-mechanism member',
  'joint-reviewer': 'joint reviewer',
  expert: 'expert',
  'security-authority': 'security authority',
  finance: 'finance department',
  market: 'market supervision',
  'data-center': 'municipal big-data center',
  'district-authority': 'district data authority',
  assessor: 'third-party assessor',
  registrar: 'registrar',
  consumer: 'product consumer',
  'system-admin': 'system administrator',
  'security-admin': 'security administrator',
  'audit-admin': 'audit administrator',
  platform: 'platform',
} as const satisfies Record<Role, string>
