/** What each role comes for first: the doors of its home, in the order of the work. Whoever holds several roles has the doors of all. */
import type { Role } from '@yunhe/law/kernel/actor'

/** A role with a home behind the door; the public has its pages outside, the platform has none. */
export type HomeRole = Exclude<Role, 'public' | 'platform'>

/** A path of the console: a list, the form that opens a case (`…/new`), or a tool. */
export type Door = `/${string}`

const cases = <const Plural extends string>(...plurals: readonly Plural[]): readonly Door[] =>
  plurals.map((plural) => `/cases/${plural}` as const)
const begin = (plural: string): Door => `/cases/${plural}/new`

const authorizing: readonly Door[] = cases(
  'calls',
  'applications',
  'deliberations',
  'authorizations',
  'data-requests',
  'products',
  'exports',
  'reports',
  'assessments',
  'complaints',
  'destructions',
)

/** The first role of somebody's that stands here names the home. */
export const homes: Readonly<Record<HomeRole, readonly Door[]>> = {
  'data-authority': [
    ...authorizing,
    '/late',
    ...cases('urges', 'experts', 'organizations'),
    '/calendar',
    '/parameters',
    '/rules',
    '/what-if',
  ],
  'district-authority': [...authorizing, '/late', ...cases('urges', 'catalog-items', 'organizations'), '/calendar', '/rules'],
  operator: [
    ...cases('authorizations', 'catalog-items', 'data-requests'),
    '/workbench',
    ...cases('persons', 'social-data-imports', 'exports', 'products', 'registrations', 'listings', 'subscriptions', 'bills'),
    '/meter',
    ...cases('distributions', 'reports', 'inspections', 'assessments', 'emergency-plans', 'data-objections', 'destructions'),
    begin('risk-reports'),
  ],
  'operator-security': [
    begin('risk-reports'),
    ...cases('risk-reports', 'persons', 'inspections', 'emergency-plans', 'products', 'destructions', 'authorizations'),
    '/zones',
  ],
  'operator-analyst': [
    '/workbench',
    ...cases('data-requests', 'catalog-items', 'exports', 'social-data-imports', 'products'),
    begin('risk-reports'),
  ],
  applicant: [
    ...cases('calls', 'applications'),
    begin('applications'),
    ...cases('authorizations', 'credit-records'),
    '/calendar',
    '/rules',
  ],
  agency: [
    ...cases('catalog-items', 'data-requests', 'data-objections', 'exports', 'emergency-plans', 'resource-registrations'),
    '/meter',
    ...cases('distributions', 'products', 'destructions', 'tolerances'),
  ],
  mechanism: cases('deliberations', 'applications', 'authorizations', 'experts', 'tolerances'),
  'joint-reviewer': cases('applications', 'data-requests', 'social-data-imports', 'exports'),
  expert: [...cases('applications', 'experts'), '/rules'],
  'security-authority': [
    ...cases(
      'products',
      'risk-reports',
      'inspections',
      'emergency-plans',
      'exports',
      'social-data-imports',
      'persons',
      'authorizations',
      'leak-traces',
    ),
    '/zones',
    '/ledger',
    ...cases('liabilities'),
  ],
  finance: [...cases('bills', 'distributions', 'regime-switches', 'permitted-revenues'), '/meter', '/calendar'],
  market: cases(
    'complaints',
    'credit-records',
    'venues',
    'listings',
    'permitted-revenues',
    'intellectual-properties',
    'regime-switches',
    'liabilities',
  ),
  'data-center': [...cases('destructions', 'catalog-items', 'data-requests'), '/zones', '/meter', '/ledger'],
  // Reports and authorizations are not the assessor's to open: what is needed of them is asked for as evidence.
  assessor: [...cases('assessments', 'indicator-systems'), '/calendar', '/rules'],
  registrar: cases('registrations', 'products', 'registration-objections', 'resource-registrations'),
  consumer: [...cases('products', 'subscriptions', 'bills'), '/meter', ...cases('regime-switches', 'complaints', 'registrations')],
  'system-admin': ['/accounts', ...cases('accounts'), '/zones', '/ledger'],
  'security-admin': ['/accounts', ...cases('accounts'), '/rules'],
  'audit-admin': ['/audit', '/ledger', '/accounts', '/zones'],
}

/** Whoever holds no role yet is shown what is open to everybody. */
const forEverybody: readonly Door[] = [...cases('calls', 'products'), '/rules', '/ledger']

const order = Object.keys(homes) as readonly HomeRole[]

export const homeRolesOf = (roles: readonly string[]): readonly HomeRole[] => order.filter((role) => roles.includes(role))

export const doorsOf = (roles: readonly string[]): readonly Door[] => {
  const found = homeRolesOf(roles).flatMap((role) => homes[role])
  return found.length === 0 ? forEverybody : [...new Set(found)]
}

/** Every role that has a home: named one by one they would say less. */
export const isEverybody = (roles: readonly string[]): boolean => Object.keys(homes).every((role) => roles.includes(role))
