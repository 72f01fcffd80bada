/** Article 4: a case belongs to the city or to one of its districts; those who act for a public body act in their own region. */
import { cityCode, isWithinRegion } from '../identifiers/region.ts'
import type { Actor, Role } from './roles.ts'
import { type Matter, type Rule, rule } from './rule.ts'

/** Roles held for a public body: these are bound to a region. Whoever operates, applies, advises or buys works where the case is. */
const official: ReadonlySet<Role> = new Set([
  'data-authority',
  'district-authority',
  'agency',
  'mechanism',
  'joint-reviewer',
  'security-authority',
  'finance',
  'market',
  'data-center',
  'registrar',
  'system-admin',
  'security-admin',
  'audit-admin',
])

export const isOfficial = (role: Role): boolean => official.has(role)

/**
 * Cases that a district can have of its own (article 6, last paragraph). What is not named here is the city's: the coordination mechanism
 * and its experts (article 5), the numbers and rule sets, the venues, the zone. A new kind of case is the city's until it is written here.
 */
const districtMatters: ReadonlySet<string> = new Set([
  'organization',
  'account',
  'call',
  'application',
  'authorization',
  'emergency-plan',
  'person',
  'catalog-item',
  'data-request',
  'social-data',
  'export',
  'leak-trace',
  'product',
  'registration',
  'registration-objection',
  'distribution',
  'subscription',
  'bill',
  'destruction',
  'risk-report',
  'report',
  'inspection',
  'data-objection',
  'listing',
  'regime-switch',
  'assessment',
  'credit-record',
  'urge',
  'complaint',
  'tolerance',
  'liability',
  'intellectual-property',
  'resource-registration',
  'permitted-revenue',
  'disclosure',
])

/** @param procedure the name of a kind of case */
export const isOfDistricts = (procedure: string): boolean => districtMatters.has(procedure)

/** The region of a case as it stands; only the cases of a district say theirs. */
export const regionOf = (state: unknown): string => (state as { readonly regionCode?: string }).regionCode || cityCode

/** What a role is worth in a region: a district's data authority is the data authority there, and the city's covers every district. */
export const coversRegion = ({ regionCode }: Pick<Actor, 'regionCode'>, region: string): boolean => isWithinRegion(region, regionCode)

/** As much of a case's table as its place depends on. */
interface Placed {
  readonly name: string
  // biome-ignore lint/suspicious/noExplicitAny: the table of whatever case
  readonly start: any
  // biome-ignore lint/suspicious/noExplicitAny: the table of whatever case
  readonly stageOf: (state: any) => string
  // biome-ignore lint/suspicious/noExplicitAny: the table of whatever case
  readonly concerns: (state: any) => { readonly organizations: readonly string[] }
}

type AnyMatter = Pick<Matter<unknown, unknown, unknown>, 'state' | 'by' | 'region'>

/** Where a case that is about to open will belong: to the case it rests on, else to the public body that opens it, else to the city. */
const regionToBe = ({ name }: Placed, { by, region }: AnyMatter): string => {
  if (!districtMatters.has(name)) return cityCode
  return region ?? (by.roles.some(isOfficial) ? by.regionCode : cityCode)
}

const isOpened = ({ start, stageOf }: Placed, state: unknown): boolean => stageOf(state) !== stageOf(start)

const words = {
  zh: '此事项属于其他行政区域，县级市、区只办理本行政区域内的事项',
  en: 'this belongs to another region; a district acts in its own',
}

/** The rule of article 4 for an act that these roles may do; nothing where none of them is a public body's. */
export const placeRules = (table: Placed, allowed: readonly Role[]): readonly Rule<unknown, unknown, unknown>[] =>
  allowed.some(isOfficial)
    ? [
        rule('A4', 'other-region', words, (matter) => {
          const standing = rolesStanding(matter.by, allowed)
          // Whoever has no role here at all is told so by the rule on roles.
          return standing.length === 0 || standing.some((role) => mayHere(table, role, matter))
        }),
      ]
    : []

/** The roles in which this person could do it. */
const rolesStanding = ({ roles }: Actor, allowed: readonly Role[]): readonly Role[] =>
  roles.filter((role) => allowed.includes(role) || (role === 'district-authority' && allowed.includes('data-authority')))

/** A body named in a case of elsewhere gives its part there; it is not the data authority there. */
const mayHere = (table: Placed, role: Role, matter: AnyMatter): boolean => {
  const { state, by } = matter
  if (!isOfficial(role)) return true
  if (!isOpened(table, state)) return coversRegion(by, regionToBe(table, matter))
  if (coversRegion(by, regionOf(state))) return true
  const isNamed = by.organization !== '' && table.concerns(state).organizations.includes(by.organization)
  return isNamed && role !== 'data-authority' && role !== 'district-authority'
}

/** What opens a case of a district says so, once: the city's cases say nothing. */
export const placed = <Event extends object>(table: Placed, matter: AnyMatter, events: readonly Event[]): readonly Event[] => {
  const [first, ...others] = events
  if (first === undefined || isOpened(table, matter.state) || 'regionCode' in first) return events
  const region = regionToBe(table, matter)
  return region === cityCode ? events : [{ ...first, regionCode: region }, ...others]
}

/** Keeps the region of a case beside whatever else its events make of it. */
export const keptInPlace = <State, Event>(before: State, event: Event, after: State): State => {
  const region = (event as { readonly regionCode?: string }).regionCode ?? (before as { readonly regionCode?: string }).regionCode
  return region === undefined || (after as { readonly regionCode?: string }).regionCode === region
    ? after
    : { ...after, regionCode: region }
}
