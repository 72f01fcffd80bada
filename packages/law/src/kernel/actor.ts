/** Who may act is a rule like any other, cited by the article that gives the duty. */
import type { RuleId } from '../articles.ts'
import { actsAs, type Role, roleNames } from './roles.ts'
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
