/** The first steps of each role: which parts of its home they point at, in their order. Every part is on the page, also on a telephone. */
import { type Door, type HomeRole, homeRolesOf } from '../../pages/home/homes.ts'
import { held } from '../../parts/held.ts'

/** Parts that every home has. */
export const parts = {
  waiting: '#home-waiting',
  search: '.search-box',
  bell: '.bell',
  guide: '.guide-button',
} as const
export type Part = keyof typeof parts

/** Doors of each role that its first day leads through; around them stand the parts that every tour shows. */
export const doorsOfTour = {
  'data-authority': ['/cases/applications', '/cases/data-requests', '/late'],
  'district-authority': ['/cases/applications', '/cases/data-requests', '/late'],
  operator: ['/cases/data-requests', '/workbench', '/cases/products'],
  'operator-security': ['/cases/risk-reports/new', '/cases/persons', '/cases/destructions'],
  'operator-analyst': ['/cases/data-requests', '/workbench', '/cases/exports'],
  applicant: ['/cases/calls', '/cases/applications/new', '/cases/applications'],
  agency: ['/cases/catalog-items', '/cases/data-requests', '/cases/data-objections'],
  mechanism: ['/cases/deliberations', '/cases/applications'],
  'joint-reviewer': ['/cases/applications', '/cases/data-requests'],
  expert: ['/cases/applications', '/cases/experts'],
  'security-authority': ['/cases/products', '/cases/risk-reports', '/cases/inspections'],
  finance: ['/cases/bills', '/cases/distributions', '/meter'],
  market: ['/cases/complaints', '/cases/credit-records'],
  'data-center': ['/cases/catalog-items', '/cases/destructions', '/zones'],
  assessor: ['/cases/assessments', '/cases/indicator-systems'],
  registrar: ['/cases/registrations', '/cases/products', '/cases/registration-objections'],
  consumer: ['/cases/products', '/cases/subscriptions', '/cases/bills'],
  'system-admin': ['/accounts', '/zones'],
  'security-admin': ['/accounts', '/rules'],
  'audit-admin': ['/audit', '/ledger'],
} as const satisfies Readonly<Record<HomeRole, readonly Door[]>>

/** What is said of each door of each role; a missing one does not compile. */
export type TourWords = {
  readonly parts: Readonly<Record<Part, string>>
  readonly doors: { readonly [Role in HomeRole]: { readonly [At in (typeof doorsOfTour)[Role][number]]: string } }
}

export interface Step {
  /** Finds what the step points at. */
  readonly selector: string
  readonly text: string
}

const selectorOf = (door: Door) => `#home-doors .door:has(> a[href="/console${door}"])`

export const stepsOf = (role: HomeRole, words: TourWords): readonly Step[] => {
  const part = (name: Part): Step => ({ selector: parts[name], text: words.parts[name] })
  const said: Readonly<Record<string, string>> = words.doors[role]
  const doors = doorsOfTour[role].map((door): Step => ({ selector: selectorOf(door), text: said[door] ?? '' }))
  return [part('waiting'), ...doors, part('bell'), part('search'), part('guide')]
}

/** Whoever is more than anyone of the operator learns that first. */
const narrower: readonly HomeRole[] = ['operator-security', 'operator-analyst']

/** Whose tour is offered. */
export const tourRoleOf = (roles: readonly string[]): HomeRole | undefined =>
  narrower.find((role) => roles.includes(role)) ?? homeRolesOf(roles)[0]

const running = held<HomeRole | undefined>(undefined)
export const useRunningTour = running.use
export const runTour = running.set
