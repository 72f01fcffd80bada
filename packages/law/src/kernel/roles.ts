/** Who acts: a person, opaque, for one organization, in the roles that organization and person hold. */
import type { Words } from './words.ts'

export const roles = [
  'public',
  'applicant',
  'operator',
  'operator-security',
  'operator-analyst',
  'agency',
  'data-authority',
  'mechanism',
  'joint-reviewer',
  'expert',
  'security-authority',
  'finance',
  'market',
  'data-center',
  'district-authority',
  'assessor',
  'registrar',
  'consumer',
  'system-admin',
  'security-admin',
  'audit-admin',
  'platform',
] as const
export type Role = (typeof roles)[number]

export interface Actor {
  /** Opaque id of the person; `platform` for what the platform does by itself. */
  readonly person: string
  /** USCC of the organization the person acts for; empty for the public. */
  readonly organization: string
  readonly roles: readonly Role[]
  /** GB/T 2260 code the organization belongs to, 320200 for the city. */
  readonly regionCode: string
}

export const roleNames: Readonly<Record<Role, Words>> = {
  public: { zh: '社会公众', en: 'the public' },
  applicant: { zh: '申请单位', en: 'the applicant' },
  operator: { zh: '运营单位', en: 'the operator' },
  'operator-security': { zh: '运营单位数据安全负责人', en: "the operator's data-security head" },
  'operator-analyst': { zh: '运营单位数据分析人员', en: "the operator's analyst" },
  agency: { zh: '公共管理服务机构', en: 'the public agency' },
  'data-authority': { zh: '数据主管部门', en: 'the data authority' },
  mechanism: { zh: '协调机制成员单位', en: 'a member of the coordination mechanism' },
  'joint-reviewer': { zh: '会同审核的相关单位', en: 'a joint-review body' },
  expert: { zh: '专家组成员', en: 'a member of the expert panel' },
  'security-authority': { zh: '安全主管部门', en: 'a security authority' },
  finance: { zh: '财政部门', en: 'the finance department' },
  market: { zh: '发改、市场监管等部门', en: 'a market supervision body' },
  'data-center': { zh: '市大数据中心', en: 'the municipal big-data center' },
  'district-authority': { zh: '县级市、区数据主管部门', en: 'a district data authority' },
  assessor: { zh: '第三方评估机构', en: 'the third-party assessor' },
  registrar: { zh: '登记审核员', en: 'the registrar' },
  consumer: { zh: '产品使用单位', en: 'the consumer' },
  'system-admin': { zh: '系统管理员', en: 'the system administrator' },
  'security-admin': { zh: '安全管理员', en: 'the security administrator' },
  'audit-admin': { zh: '审计管理员', en: 'the audit administrator' },
  platform: { zh: '平台', en: 'the platform' },
}

/** Held by nobody: the public needs no account, and the platform acts by itself. Neither an organization nor a person is given them. */
const ofNobody = ['public', 'platform'] as const satisfies readonly Role[]

export const isOfNobody = (role: Role): boolean => (ofNobody as readonly Role[]).includes(role)

/** What an organization or a person may be given at all, in the order of the list. */
export const grantableRoles: readonly Role[] = roles.filter((role) => !isOfNobody(role))

/** 三员: each looks after one part of the platform itself, none does anything else. */
export const administrators = ['system-admin', 'security-admin', 'audit-admin'] as const satisfies readonly Role[]
export type Administrator = (typeof administrators)[number]

export const isAdministrator = (role: Role): role is Administrator => (administrators as readonly Role[]).includes(role)

/** Nobody is two administrators, nor one beside anything else. */
export const areApart = (held: readonly Role[]): boolean => held.length <= 1 || !held.some(isAdministrator)

/**
 * Whether somebody may act in a role. The data authority of a district is the data authority there (article 6); an administrator who
 * holds anything beside acts as nothing.
 */
export const actsAs = ({ roles: held }: Pick<Actor, 'roles'>, role: Role): boolean =>
  areApart(held) && (held.includes(role) || (role === 'data-authority' && held.includes('district-authority')))

/** All roles somebody acts in: what lists and pages go by. */
export const actingRoles = (by: Pick<Actor, 'roles'>): readonly Role[] => roles.filter((role) => actsAs(by, role))
