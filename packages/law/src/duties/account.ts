/** Articles 6 and 16: who may sign in. One administrator opens accounts, another gives them their roles, a third only looks. */

import { z } from 'zod'
import { actsOf, procedure } from '../kernel/act.ts'
import {
  administrators,
  areApart,
  givenRoleShape,
  grantableRoles,
  heldBySomebody,
  isAdministrator,
  isOfNobody,
  onlyBy,
  type Role,
} from '../kernel/actor.ts'
import { stageIs } from '../kernel/common.ts'
import { type Rule, rule } from '../kernel/rule.ts'
import { organizationShape, reasonShape } from '../kernel/shapes.ts'
import { titleOfCase } from '../kernel/title.ts'

type Stage = 'none' | 'open' | 'disabled'

export interface Account {
  readonly stage: Stage
  /** Opaque: what entries of the log name instead of a person. */
  readonly person: string
  readonly organization: string
  readonly regionCode: string
  readonly login: string
  /** Keyed hash of the login, under which it is found. */
  readonly loginRef: string
  readonly displayName: string
  readonly roles: readonly Role[]
}

export interface AccountFacts {
  /** The id of the case, which is that of the person. */
  readonly person: string
  readonly loginRef: string
  readonly loginTaken: boolean
  readonly organization: { readonly registered: boolean; readonly roles: readonly Role[]; readonly regionCode: string }
  /** Whether an open account holds the administrator's role that is asked for. */
  readonly administratorThere: boolean
}

export type AccountEvent =
  | {
      readonly type: 'AccountOpened'
      readonly person: string
      readonly organization: string
      readonly regionCode: string
      readonly login: string
      readonly loginRef: string
      readonly displayName: string
    }
  | { readonly type: 'AccountRolesGranted'; readonly roles: readonly Role[] }
  | { readonly type: 'AccountDisabled'; readonly reason: string }
  | { readonly type: 'AccountEnabled' }
  | { readonly type: 'AccountUnlocked' }
  /** What the password was counts no more; the new one is nowhere in the log. */
  | { readonly type: 'PasswordIssued' }
  | { readonly type: 'PasswordChanged' }
  | { readonly type: 'SecondFactorEnrolled' }
  | { readonly type: 'SecondFactorRemoved'; readonly reason: string }
  /** A whole list left the platform as a file. */
  | ({ readonly type: 'ListExported' } & ListExported)

/** What left: which list, by which filters, and what the file was. Nobody is named in it. */
export interface ListExported {
  readonly list: string
  readonly filters: readonly { readonly filter: string; readonly value: string }[]
  readonly sort: string
  readonly columns: readonly string[]
  readonly format: 'csv' | 'xlsx'
  readonly rows: number
  readonly sizeBytes: number
  readonly sha256: string
}

const act = actsOf<Account, AccountFacts, AccountEvent>()

/** Roles that people of an organization may hold: its own, and those inside an operator. */
export const rolesOfPeople = (ofOrganization: readonly Role[]): readonly Role[] => {
  const own = ofOrganization.filter((role) => !isOfNobody(role))
  return own.includes('operator') ? [...own, 'operator-security', 'operator-analyst'] : own
}

/** The roles that count today: granted to the account, still held by the organization; none where administrators were mixed. */
export const rolesToday = (granted: readonly Role[], ofOrganization: readonly Role[]): readonly Role[] => {
  const possible = rolesOfPeople(ofOrganization)
  const held = granted.filter((role) => possible.includes(role))
  return areApart(held) ? held : []
}

const notOpened = stageIs<Account, AccountFacts, unknown>(
  'A6',
  'already-opened',
  { zh: '该账户已经开立', en: 'the account has been opened' },
  'none',
)
const isOpen = stageIs<Account, AccountFacts, unknown>(
  'A6',
  'account-not-open',
  { zh: '该账户未启用', en: 'the account is not open' },
  'open',
)

const anothers: Rule<Account, AccountFacts, unknown> = rule(
  'A6',
  'own-account',
  { zh: '不得办理本人账户，请由另一名管理员办理', en: 'nobody does this for their own account; ask another administrator' },
  ({ state, by }) => state.person !== by.person,
)
const yours: Rule<Account, AccountFacts, unknown> = rule(
  'A6',
  'account-of-another',
  { zh: '只能由账户本人办理', en: 'only the person of the account does this' },
  ({ state, by }) => state.person === by.person,
)

const registered: Rule<Account, AccountFacts, unknown> = rule(
  'A6',
  'organization-not-registered',
  { zh: '该单位尚未入驻平台', en: 'the organization is not registered yet' },
  ({ facts }) => facts.organization.registered,
  'organization',
)
const loginFree: Rule<Account, AccountFacts, unknown> = rule(
  'A6',
  'login-taken',
  { zh: '该登录名已被使用', en: 'this login is taken' },
  ({ facts }) => !facts.loginTaken,
  'login',
)

const loginShape = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/)
const openingShape = z.object({ organization: organizationShape, login: loginShape, displayName: z.string().trim().min(1).max(60) })
type Opening = z.infer<typeof openingShape>

const opened = (asked: Opening, { person, loginRef, organization }: AccountFacts): AccountEvent => ({
  type: 'AccountOpened',
  person,
  loginRef,
  organization: asked.organization,
  regionCode: organization.regionCode,
  login: asked.login,
  displayName: asked.displayName,
})

/** Without roles: what the person may do is the security administrator's to say. */
export const open = act(openingShape, {
  name: 'account.open',
  title: { zh: '开立账户', en: 'Open an account' },
  when: [onlyBy('A6', 'system-admin'), notOpened],
  provided: [registered, loginFree],
  records: ({ asked, facts }) => [opened(asked, facts)],
})

/** On an empty platform nobody could open or grant anything: the platform sets up one administrator of each kind that must act first. */
export const found = act(openingShape.extend({ role: z.enum(['system-admin', 'security-admin']) }), {
  name: 'account.found',
  title: { zh: '设立首个管理员', en: 'Set up the first administrator' },
  when: [onlyBy('A6', 'platform'), notOpened],
  provided: [
    registered,
    loginFree,
    rule(
      'A6',
      'administrator-there',
      { zh: '已有该类管理员，由其办理账户事项', en: 'there is such an administrator, who sees to accounts' },
      ({ facts }) => !facts.administratorThere,
      'role',
    ),
    rule(
      'A6',
      'role-not-of-organization',
      { zh: '授予的角色应当在该账户所属单位的角色之内', en: 'a person holds only roles that the organization holds' },
      ({ asked, facts }) => facts.organization.roles.includes(asked.role),
      'role',
    ),
  ],
  records: ({ asked, facts }) => [opened(asked, facts), { type: 'AccountRolesGranted', roles: [asked.role] }],
})

export const grantRoles = act(z.object({ roles: z.array(givenRoleShape).max(8) }), {
  name: 'account.grant-roles',
  title: { zh: '授予角色', en: 'Grant roles' },
  when: [onlyBy('A6', 'security-admin'), isOpen, anothers],
  provided: [
    heldBySomebody(),
    rule(
      'A6',
      'role-not-of-organization',
      { zh: '授予的角色应当在该账户所属单位的角色之内', en: 'a person holds only roles that the organization holds' },
      ({ asked, facts }) => asked.roles.every((role) => rolesOfPeople(facts.organization.roles).includes(role)),
      'roles',
    ),
    rule(
      'A6',
      'administrator-with-another-role',
      {
        zh: '系统管理员、安全管理员、审计管理员应当分设，不得互相兼任，也不得兼任业务角色',
        en: 'the three administrators are three people, and none of them does business on the platform',
      },
      ({ asked }) => areApart(asked.roles),
      'roles',
    ),
  ],
  records: ({ asked }) => [{ type: 'AccountRolesGranted', roles: [...new Set(asked.roles)] }],
  offers: ({ facts }) => ({ roles: rolesOfPeople(facts.organization.roles) }),
})

export const disable = act(z.object({ reason: reasonShape }), {
  name: 'account.disable',
  title: { zh: '停用账户', en: 'Disable the account' },
  when: [onlyBy('A6', 'system-admin'), isOpen, anothers],
  provided: [],
  records: ({ asked }) => [{ type: 'AccountDisabled', ...asked }],
})

export const enable = act(z.object({}), {
  name: 'account.enable',
  title: { zh: '恢复账户', en: 'Enable the account again' },
  when: [
    onlyBy('A6', 'system-admin'),
    stageIs('A6', 'not-disabled', { zh: '该账户未被停用', en: 'the account is not disabled' }, 'disabled'),
  ],
  provided: [],
  records: () => [{ type: 'AccountEnabled' }],
})

export const issuePassword = act(z.object({}), {
  name: 'account.issue-password',
  title: { zh: '签发一次性密码', en: 'Issue a one-time password' },
  when: [onlyBy('A6', 'system-admin'), isOpen, anothers],
  provided: [],
  records: () => [{ type: 'PasswordIssued' }],
})

export const unlock = act(z.object({}), {
  name: 'account.unlock',
  title: { zh: '解除登录锁定', en: 'Unlock the sign-in' },
  when: [onlyBy('A6', 'security-admin'), isOpen, anothers],
  provided: [],
  records: () => [{ type: 'AccountUnlocked' }],
})

export const removeSecondFactor = act(z.object({ reason: reasonShape }), {
  name: 'account.remove-second-factor',
  title: { zh: '解除动态口令', en: 'Remove the second factor' },
  when: [onlyBy('A6', 'security-admin'), isOpen, anothers],
  provided: [],
  records: ({ asked }) => [{ type: 'SecondFactorRemoved', ...asked }],
})

export const changePassword = act(z.object({}), {
  name: 'account.change-password',
  title: { zh: '修改本人密码', en: 'Change your password' },
  when: [onlyBy('A6', ...grantableRoles), isOpen, yours],
  provided: [],
  records: () => [{ type: 'PasswordChanged' }],
})

export const enrolSecondFactor = act(z.object({}), {
  name: 'account.enrol-second-factor',
  title: { zh: '绑定动态口令', en: 'Enrol a second factor' },
  when: [onlyBy('A6', ...grantableRoles), isOpen, yours],
  provided: [],
  records: () => [{ type: 'SecondFactorEnrolled' }],
})

/** Codes, days and ids only: what somebody typed into a search may name a person, so that it was filtered by is on record and the text is not. */
const code = z.string().regex(/^[A-Za-z0-9,:._-]{0,400}$/)

export const exportList = act(
  z.object({
    list: code.min(1),
    filters: z.array(z.object({ filter: code.min(1), value: code })).max(20),
    sort: code,
    columns: z.array(code.min(1)).min(1).max(20),
    format: z.enum(['csv', 'xlsx']),
    rows: z.int().min(0),
    sizeBytes: z.int().min(0),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  {
    name: 'account.export-list',
    title: { zh: '导出列表', en: 'Export a list' },
    when: [onlyBy('A6', ...grantableRoles), isOpen, yours],
    provided: [],
    records: ({ asked }) => [{ type: 'ListExported', ...asked }],
  },
)

const start: Account = {
  stage: 'none',
  person: '',
  organization: '',
  regionCode: '',
  login: '',
  loginRef: '',
  displayName: '',
  roles: [],
}

const evolve = (state: Account, event: AccountEvent): Account => {
  switch (event.type) {
    case 'AccountOpened': {
      const { type: _, ...given } = event
      return { ...state, stage: 'open', ...given }
    }
    case 'AccountRolesGranted':
      return { ...state, roles: event.roles }
    case 'AccountDisabled':
      return { ...state, stage: 'disabled' }
    case 'AccountEnabled':
      return { ...state, stage: 'open' }
    case 'AccountUnlocked':
    case 'PasswordIssued':
    case 'PasswordChanged':
    case 'SecondFactorEnrolled':
    case 'SecondFactorRemoved':
    case 'ListExported':
      return state
  }
}

export const accounts = procedure<Account, AccountFacts, AccountEvent>({
  name: 'account',
  plural: 'accounts',
  title: { zh: '账户', en: 'Account' },
  start,
  evolve,
  acts: [
    found,
    open,
    grantRoles,
    issuePassword,
    disable,
    enable,
    unlock,
    removeSecondFactor,
    changePassword,
    enrolSecondFactor,
    exportList,
  ],
  stages: {
    none: { zh: '未开立', en: 'not opened' },
    open: { zh: '启用', en: 'open' },
    disabled: { zh: '停用', en: 'disabled' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ person }) => titleOfCase('account', person),
  concerns: () => ({ organizations: [], roles: administrators }),
  turns: ({ stage, roles: held }) => (stage === 'open' && held.length === 0 ? [{ role: 'security-admin' }] : []),
  keysOf: ({ loginRef, organization, roles: held }) => [
    `account:${loginRef}`,
    `account-of:${organization}`,
    ...held.filter(isAdministrator).map((role) => `administrator:${role}`),
  ],
  personal: true,
})
