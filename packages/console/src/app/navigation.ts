/** Where each kind of case stands in the menu; a kind that is not listed still gets its place. */
import type { ProcedureView } from '@yunhe/platform/contract'
import type { Dictionary } from '../words/zh-CN.ts'

export type Chapter = keyof Dictionary['chapters']
export type Tool = keyof Dictionary['nav']

const chapterByPlural: Readonly<Record<string, Chapter>> = {
  calls: 'admission',
  applications: 'admission',
  deliberations: 'admission',
  experts: 'admission',
  'name-lists': 'admission',
  authorizations: 'admission',
  'catalog-items': 'data',
  'resource-registrations': 'data',
  'data-requests': 'data',
  'social-data-imports': 'data',
  exports: 'data',
  'leak-traces': 'safeguards',
  products: 'circulation',
  registrations: 'circulation',
  'registration-objections': 'circulation',
  subscriptions: 'circulation',
  bills: 'circulation',
  distributions: 'circulation',
  listings: 'circulation',
  venues: 'circulation',
  'regime-switches': 'circulation',
  'intellectual-properties': 'circulation',
  'permitted-revenues': 'circulation',
  disclosures: 'circulation',
  organizations: 'safeguards',
  accounts: 'platform',
  parameters: 'platform',
  interpretations: 'platform',
  urges: 'safeguards',
  persons: 'safeguards',
  'emergency-plans': 'safeguards',
  destructions: 'safeguards',
  'indicator-systems': 'safeguards',
  assessments: 'safeguards',
  complaints: 'safeguards',
  'credit-records': 'safeguards',
  tolerances: 'safeguards',
  liabilities: 'safeguards',
  'risk-reports': 'safeguards',
  reports: 'safeguards',
  inspections: 'safeguards',
  'data-objections': 'data',
  successions: 'safeguards',
}
/** Where each tool stands. */
export const toolPaths = {
  home: '/',
  acts: '/acts',
  calendar: '/calendar',
  late: '/late',
  analytics: '/analytics',
  workbench: '/workbench',
  meter: '/meter',
  zones: '/zones',
  ledger: '/ledger',
  parameters: '/parameters',
  rules: '/rules',
  whatIf: '/what-if',
  account: '/account',
  accounts: '/accounts',
  audit: '/audit',
} as const satisfies Record<Tool, string>
export const toolByPath: Readonly<Record<string, Tool>> = Object.fromEntries(
  Object.entries(toolPaths).map(([tool, path]) => [path, tool as Tool]),
)

const toolsByChapter: Readonly<Record<Chapter, readonly Tool[]>> = {
  admission: [],
  data: ['workbench'],
  circulation: ['meter'],
  safeguards: [],
  platform: ['acts', 'parameters', 'rules', 'zones', 'ledger', 'whatIf', 'accounts', 'audit'],
}
/** Tools that are shown only to these roles; the server turns everybody else away. */
const rolesByTool: Partial<Record<Tool, readonly string[]>> = {
  whatIf: ['data-authority'],
  accounts: ['system-admin', 'security-admin', 'audit-admin'],
  audit: ['audit-admin'],
}
export const isToolOf = (roles: readonly string[], tool: Tool): boolean => rolesByTool[tool]?.some((role) => roles.includes(role)) ?? true

const chapters = Object.keys(toolsByChapter) as readonly Chapter[]
export const chapterOf = (plural: string): Chapter => chapterByPlural[plural] ?? 'platform'

export interface NavigationGroup {
  readonly chapter: Chapter
  readonly procedures: readonly ProcedureView[]
  readonly tools: readonly Tool[]
}

const order = Object.keys(chapterByPlural)
const placeOf = ({ plural }: ProcedureView) => (order.includes(plural) ? order.indexOf(plural) : order.length)

export const navigationOf = (procedures: readonly ProcedureView[]): readonly NavigationGroup[] =>
  chapters
    .map((chapter) => ({
      chapter,
      procedures: procedures.filter(({ plural }) => chapterOf(plural) === chapter).toSorted((one, other) => placeOf(one) - placeOf(other)),
      tools: toolsByChapter[chapter],
    }))
    .filter(({ procedures: found, tools }) => found.length + tools.length > 0)
