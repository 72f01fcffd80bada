/** Who may act is a rule like any other, cited by the article that gives the duty. */
import { z } from 'zod'
import type { RuleId } from '../articles.ts'
import { actsAs, grantableRoles, isOfNobody, type Role, roleNames, roles } from './roles.ts'
import { type Rule, rule } from './rule.ts'

export * from './roles.ts'

/** Only these roles may do it. */
export const onlyBy = <State, Facts, Asked>(id: RuleId, ...allowed: readonly Role[]): Rule<State, Facts, Asked> => ({
  ...rule<State, Facts, Asked>(
    id,
    'not-yours-to-do',
    {
      zh: `此事项由${allowed.map((role) => roleNames[role].zh).join('、')}办理`,
      en: `this is for ${allowed.map((role) => roleNames[role].en).join(' or ')} to do`,
    },
    ({ by }) => allowed.some((role) => actsAs(by, role)),
  ),
  actors: allowed,
})

/** A role that is to be given: a form offers those that somebody may hold, the law says why the others are refused. */
export const givenRoleShape = z.enum(roles).meta({ offered: [...grantableRoles] })

/** Article 6: the roles of the public and of the platform itself are given to nobody, neither organization nor person. */
export const heldBySomebody = <State, Facts, Asked extends { readonly roles: readonly Role[] }>(): Rule<State, Facts, Asked> =>
  rule(
    'A6',
    'role-of-nobody',
    { zh: '“社会公众”“平台”不是可以授予的角色', en: 'the roles of the public and of the platform itself are given to nobody' },
    ({ asked }) => !asked.roles.some(isOfNobody),
    'roles',
  )
