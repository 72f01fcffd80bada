/** Articles 5 and 10: what ends an authorization. */
import { z } from 'zod'
import { onlyBy } from '../../kernel/actor.ts'
import { rule } from '../../kernel/rule.ts'
import { reasonShape } from '../../kernel/shapes.ts'
import { act, notEnded, suspended } from './stages.ts'

/** A rectification that failed ends the qualification; unlike a revocation it bans nobody. */
export const terminate = act(z.object({ reason: reasonShape }), {
  name: 'authorization.terminate',
  title: { zh: '终止授权', en: 'Terminate the authorization' },
  when: [
    onlyBy('A10', 'data-authority'),
    suspended,
    rule(
      'A10',
      'rectification-not-failed',
      { zh: '整改未逾期，也未被认定不通过，不得终止授权', en: 'the rectification is neither overdue nor turned down' },
      ({ state }) => state.rectification?.failed !== undefined,
    ),
    rule(
      'W5-2',
      'termination-not-deliberated',
      { zh: '未经协调机制审议通过，不得终止授权', en: 'the coordination mechanism has not passed the termination' },
      ({ facts }) => facts.deliberation.terminate === 'passed',
    ),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'AuthorizationTerminated', ...asked, on }],
})

export const revoke = act(z.object({ cause: z.enum(['violation', 'other']), reason: reasonShape }), {
  name: 'authorization.revoke',
  title: { zh: '撤销授权', en: 'Revoke the authorization' },
  when: [
    onlyBy('A6', 'data-authority'),
    notEnded,
    rule(
      'W5-2',
      'revocation-not-deliberated',
      { zh: '未经协调机制审议通过，不得撤销授权', en: 'the coordination mechanism has not passed the revocation' },
      ({ facts }) => facts.deliberation.revoke === 'passed',
    ),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'AuthorizationRevoked', ...asked, on }],
})

/** W10-4: done by the platform as the last day ends. */
export const expire = act(z.object({}), {
  name: 'authorization.expire',
  title: { zh: '授权届满', en: 'Let the authorization expire' },
  when: [
    onlyBy('W10-4', 'platform'),
    rule(
      'W10-4',
      'term-still-runs',
      { zh: '授权期限尚未届满', en: 'the term still runs' },
      ({ state, on }) => ['pending', 'active', 'suspended'].includes(state.stage) && on > state.until,
    ),
  ],
  provided: [],
  records: ({ state, facts }) => [{ type: 'AuthorizationExpired', on: state.until, renewedBy: facts.renewedBy }],
})
