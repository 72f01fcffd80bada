/** Articles 6, 7 and 10: the organizations that act on the platform, their roles, and the bans that shut one out. */
import { z } from 'zod'
import { cityCode, isDistrict, isWithinRegion, regionShape } from '../identifiers/region.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { givenRoleShape, grantableRoles, heldBySomebody, onlyBy, type Role } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { stageIs } from '../kernel/common.ts'
import { addDays, type Day, yearsAfter } from '../kernel/days.ts'
import { type Rule, rule } from '../kernel/rule.ts'
import { dayShape, organizationShape, referenceTo, titleShape } from '../kernel/shapes.ts'

type Stage = 'none' | 'registered'

/** Article 10: from the day the revocation took effect; on `until` the ban still stands. */
export interface Ban {
  readonly authorization: string
  readonly cause: 'violation'
  readonly from: Day
  readonly until: Day
  /** Day after the last, once it was noted: the ban ended by itself. */
  readonly liftedOn?: Day
}

/** What ties two companies, so that what one is given counts as given to both (article 16). */
export const relationKinds = ['controls', 'controlled-by', 'same-controller', 'same-persons', 'other-relation'] as const

export interface Relation {
  readonly organization: string
  readonly relation: (typeof relationKinds)[number]
  /** The document or register it is known from. */
  readonly basis: string
}

export interface Organization {
  readonly stage: Stage
  readonly uscc: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly regionCode: string
  readonly bans: readonly Ban[]
  readonly relations: readonly Relation[]
}

export interface OrganizationFacts {
  /** Whether the code has been registered already, so that it is not opened twice. */
  readonly registered: boolean
  /** Whether the city has a data authority on the platform: until then the platform registers the first one. */
  readonly hasAuthority: boolean
}

export type OrganizationEvent =
  | {
      readonly type: 'OrganizationRegistered'
      readonly uscc: string
      readonly name: string
      readonly roles: readonly Role[]
      readonly regionCode: string
    }
  | { readonly type: 'OrganizationRenamed'; readonly name: string }
  | { readonly type: 'OrganizationRolesSet'; readonly roles: readonly Role[] }
  | { readonly type: 'OrganizationRelationsRecorded'; readonly relations: readonly Relation[] }
  | ({ readonly type: 'OrganizationBanned' } & Ban)
  | { readonly type: 'BanLifted'; readonly authorization: string; readonly on: Day }

const act = actsOf<Organization, OrganizationFacts, OrganizationEvent>()

const rolesShape = z.array(givenRoleShape).min(1).max(8)

const registered = stageIs<Organization, OrganizationFacts, unknown>(
  'A6',
  'not-registered',
  { zh: '该单位尚未入驻平台', en: 'the organization is not registered yet' },
  'registered',
)

/** What a district's data authority may let an organization of its region be; the other roles are the city's to give. */
const rolesOfDistrict: readonly Role[] = ['applicant', 'operator', 'consumer', 'agency', 'joint-reviewer']

interface Held {
  readonly roles: readonly Role[]
}

/** Rules on the roles an organization is to hold, in a region that is asked or already set. */
const rolesFit = <Asked extends Held>(
  regionIn: (asked: Asked, state: Organization) => string,
): readonly Rule<Organization, OrganizationFacts, Asked>[] => [
  heldBySomebody(),
  rule(
    'A6',
    'authority-of-another-level',
    {
      zh: '市级数据主管部门属于全市，县级市、区数据主管部门属于其行政区域',
      en: 'the data authority is of the city, a district data authority of a district',
    },
    ({ asked, state }) =>
      (!asked.roles.includes('data-authority') || regionIn(asked, state) === cityCode) &&
      (!asked.roles.includes('district-authority') || isDistrict(regionIn(asked, state))),
    'roles',
  ),
  rule(
    'A6',
    'role-given-by-the-city',
    { zh: '该角色由市级数据主管部门授予', en: 'only the data authority of the city gives this role' },
    ({ asked, by }) => !by.roles.includes('district-authority') || asked.roles.every((role) => rolesOfDistrict.includes(role)),
    'roles',
  ),
]

const notRegistered = stageIs<Organization, OrganizationFacts, unknown>(
  'A6',
  'already-registered',
  { zh: '该单位已经入驻，无须重复登记', en: 'the organization is registered already' },
  'none',
)

const registration = z.object({ uscc: organizationShape, name: titleShape, roles: rolesShape, regionCode: regionShape })

/** Admitting an organization is the data authority's business (article 6), in a district that of the district. */
export const register = act(registration, {
  name: 'organization.register',
  title: { zh: '登记入驻单位', en: 'Register an organization' },
  when: [onlyBy('A6', 'data-authority'), notRegistered],
  provided: [
    rule(
      'A6',
      'code-registered',
      { zh: '该统一社会信用代码已经登记，请核对后填写', en: 'this credit code is registered already; check it' },
      ({ facts }) => !facts.registered,
      'uscc',
    ),
    rule(
      'A4',
      'region-of-others',
      { zh: '只能登记本行政区域的单位', en: 'register organizations of your own region' },
      ({ asked, by }) => isWithinRegion(asked.regionCode, by.regionCode),
      'regionCode',
    ),
    ...rolesFit<z.infer<typeof registration>>(({ regionCode }) => regionCode),
  ],
  records: ({ asked }) => [{ type: 'OrganizationRegistered', ...asked }],
})

/** The first data authority: on an empty platform there is nobody yet who could register it. */
export const found = act(registration, {
  name: 'organization.found',
  title: { zh: '登记首个数据主管部门', en: 'Register the first data authority' },
  when: [onlyBy('A6', 'platform'), notRegistered],
  provided: [
    rule(
      'A6',
      'authority-there',
      { zh: '平台已有数据主管部门，由其登记入驻单位', en: 'there is a data authority; it registers organizations' },
      ({ facts }) => !facts.hasAuthority,
    ),
    rule(
      'A6',
      'first-is-the-authority',
      { zh: '首个登记的单位应当是市级数据主管部门', en: 'the first organization is the data authority of the city' },
      ({ asked }) => asked.roles.includes('data-authority'),
      'roles',
    ),
    ...rolesFit<z.infer<typeof registration>>(({ regionCode }) => regionCode),
  ],
  records: ({ asked }) => [{ type: 'OrganizationRegistered', ...asked }],
})

export const rename = act(z.object({ name: titleShape }), {
  name: 'organization.rename',
  title: { zh: '变更单位名称', en: 'Change the name' },
  when: [onlyBy('A6', 'data-authority'), registered],
  provided: [],
  records: ({ asked }) => [{ type: 'OrganizationRenamed', ...asked }],
})

const rolesFitting = rolesFit<Held>((_, { regionCode }) => regionCode)

export const setRoles = act(z.object({ roles: rolesShape }), {
  name: 'organization.set-roles',
  title: { zh: '调整单位角色', en: 'Set the roles' },
  when: [onlyBy('A6', 'data-authority'), registered],
  provided: rolesFitting,
  records: ({ asked }) => [{ type: 'OrganizationRolesSet', ...asked }],
  offers: (matter) => ({
    roles: grantableRoles.filter((role) => rolesFitting.every(({ holds }) => holds({ ...matter, asked: { roles: [role] } }))),
  }),
})

const relationShape = z.object({ organization: organizationShape, relation: z.enum(relationKinds), basis: titleShape })

/**
 * Results of related companies can be laid side by side: the zone compares each with what all of them were given (article 16). Those
 * that are named stand from now on; what was compared before stays compared.
 */
export const recordRelations = act(z.object({ relations: z.array(relationShape).max(100) }), {
  name: 'organization.record-relations',
  title: { zh: '登记关联单位', en: 'Record related companies' },
  when: [onlyBy('A16', 'data-authority'), registered],
  provided: [
    rule(
      'A16',
      'related-to-itself',
      { zh: '单位不是自己的关联单位', en: 'an organization is not related to itself' },
      ({ asked, state }) => asked.relations.every(({ organization }) => organization !== state.uscc),
      'relations',
    ),
    rule(
      'A16',
      'relation-named-twice',
      { zh: '同一关联单位只登记一次', en: 'each related company is named once' },
      ({ asked }) => new Set(asked.relations.map(({ organization }) => organization)).size === asked.relations.length,
      'relations',
    ),
  ],
  records: ({ asked }) => [{ type: 'OrganizationRelationsRecorded', relations: asked.relations }],
})

/** Article 10: follows from a revocation; nobody sets it by hand. */
export const ban = act(z.object({ authorization: referenceTo('authorizations'), cause: z.enum(['violation', 'other']), from: dayShape }), {
  name: 'organization.ban',
  title: { zh: '列入三年禁入', en: 'Shut out for three years' },
  when: [onlyBy('W10-5', 'platform'), registered],
  provided: [
    rule(
      'W10-6',
      'ban-without-violation',
      { zh: '仅因违法违规被撤销的，方可列入禁入', en: 'only a revocation for violation leads to a ban' },
      ({ asked }) => asked.cause === 'violation',
      'cause',
    ),
  ],
  records: ({ asked, parameters }) => [
    {
      type: 'OrganizationBanned',
      authorization: asked.authorization,
      cause: 'violation',
      from: asked.from,
      until: yearsAfter(asked.from, parameters.banYears),
    },
  ],
})

const isOver = ({ until, liftedOn }: Ban, on: Day): boolean => liftedOn === undefined && on > until

/** Nobody is let in by this: the days of the ban decide. It puts on record that it is over. */
export const liftBan = act(z.object({}), {
  name: 'organization.lift-ban',
  title: { zh: '禁入期满', en: 'Note that the ban is over' },
  when: [
    onlyBy('W10-5', 'platform'),
    rule('W10-5', 'no-ban-over', { zh: '没有期满的禁入', en: 'no ban is over' }, ({ state, on }) =>
      state.bans.some((one) => isOver(one, on)),
    ),
  ],
  provided: [],
  records: ({ state, on }) =>
    state.bans
      .filter((one) => isOver(one, on))
      .map(({ authorization, until }) => ({ type: 'BanLifted', authorization, on: addDays(until, 1) })),
})

/** The last day of the ban that shuts the organization out on `on`, if one does. */
export const bannedOn = ({ bans }: Organization, on: Day): Day | undefined =>
  bans
    .filter(({ from, until }) => from <= on && on <= until)
    .map(({ until }) => until)
    .toSorted()
    .at(-1)

const start: Organization = { stage: 'none', uscc: '', name: '', roles: [], regionCode: '', bans: [], relations: [] }

const evolve = (state: Organization, event: OrganizationEvent): Organization => {
  switch (event.type) {
    case 'OrganizationRegistered': {
      const { type: _, ...registration } = event
      return { ...state, stage: 'registered', ...registration }
    }
    case 'OrganizationRenamed':
      return { ...state, name: event.name }
    case 'OrganizationRolesSet':
      return { ...state, roles: event.roles }
    case 'OrganizationRelationsRecorded':
      return { ...state, relations: event.relations }
    case 'OrganizationBanned': {
      const { type: _, ...banned } = event
      return { ...state, bans: [...state.bans, banned] }
    }
    case 'BanLifted':
      return {
        ...state,
        bans: state.bans.map((one) => (one.authorization === event.authorization ? { ...one, liftedOn: event.on } : one)),
      }
  }
}

const clocks: readonly ClockRule<Organization, OrganizationFacts>[] = [
  {
    name: 'ban',
    title: { zh: '三年禁入', en: 'ban of three years' },
    kind: 'ban',
    rule: 'W10-5',
    ends: { zh: '禁入期满，可以申请', en: 'the ban is over and an application may be filed' },
    act: 'lift-ban',
    running: ({ uscc, bans }) =>
      bans
        .filter(({ liftedOn }) => liftedOn === undefined)
        .map(({ authorization, from, until }) => ({
          subject: authorization,
          start: from,
          due: until,
          whose: [{ role: 'applicant', organization: uscc }, { role: 'data-authority' }],
        })),
  },
]

export const organizations = procedure<Organization, OrganizationFacts, OrganizationEvent>({
  name: 'organization',
  plural: 'organizations',
  title: { zh: '入驻单位', en: 'Organization' },
  start,
  evolve,
  acts: [found, register, rename, setRoles, recordRelations, ban, liftBan],
  stages: {
    none: { zh: '未入驻', en: 'not registered' },
    registered: { zh: '已入驻', en: 'registered' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ name }) => name,
  concerns: ({ uscc }) => ({ organizations: [uscc], roles: ['data-authority', 'system-admin', 'security-admin', 'audit-admin'] }),
  turns: () => [],
  clocks,
  keysOf: ({ uscc, roles: held, relations }) => [
    `uscc:${uscc}`,
    ...held.map((role) => `role:${role}`),
    ...relations.map(({ organization }) => `related:${organization}`),
  ],
  personal: false,
})
