/** Article 7 in an application: the lists are asked for, answered by sources or by hand, and looked at in each decision. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { checkedWithin, stageIs } from '../../kernel/common.ts'
import { evidenceRule } from '../../kernel/evidence.ts'
import { allListsIn, answeredBySources, awaitedRule, checkedByHand, handRules } from '../../kernel/list-checks.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { yoursToDecide } from './review.ts'
import type { Application, ApplicationEvent, ApplicationFacts } from './state.ts'

const act = actsOf<Application, ApplicationFacts, ApplicationEvent>()
type OnCase = Rule<Application, ApplicationFacts, unknown>

/** Up to the grant: a check that has grown too old between confirmation and grant must be possible again. */
const liveForChecks = stageIs<Application, ApplicationFacts, unknown>(
  'A7',
  'not-live',
  { zh: '申请未受理或已办结', en: 'the application is not under way' },
  'accepted',
  'selected',
  'in-notice',
  'noticed',
  'confirmed',
)

export const checkLists = act(checkedByHand, {
  name: 'application.check-lists',
  title: { zh: '人工记录名单核验结果', en: 'Record the list checks by hand' },
  when: [onlyBy('A7', 'data-authority'), liveForChecks, yoursToDecide],
  provided: handRules('W7-2'),
  records: ({ asked }) => [{ type: 'ListsChecked', how: 'hand', ...asked }],
})

export const requestListCheck = act(z.object({}), {
  name: 'application.request-list-check',
  title: { zh: '发起名单核验', en: 'Have the lists checked' },
  when: [
    onlyBy('A7', 'data-authority', 'platform'),
    liveForChecks,
    rule(
      'A9',
      'not-your-call',
      { zh: '由发布通告的数据主管部门办理', en: 'the data authority that called does this' },
      ({ state, by }) => by.roles.includes('platform') || (by.organization !== '' && state.authority === by.organization),
    ),
  ],
  provided: [],
  records: () => [{ type: 'ListCheckRequested' }],
})

export const noteListChecks = act(answeredBySources, {
  name: 'application.note-list-checks',
  title: { zh: '记录名单数据源的核验结果', en: 'Note what the sources of the lists said' },
  when: [onlyBy('A7', 'platform'), liveForChecks, awaitedRule('W7-4')],
  provided: [],
  records: ({ asked }) => [{ type: 'ListsChecked', how: 'source', ...asked, reason: '', evidence: '' }],
})

/** Article 7 at each decision: on neither list, by checks that are not too old, and with evidence that is good that day. */
export const conditionRules: readonly OnCase[] = [
  rule(
    'W7-2',
    'on-a-list',
    {
      zh: '该单位被列入失信被执行人或者重大税收违法名单，不予授权',
      en: 'the applicant is on a list of dishonest debtors or major tax cases',
    },
    ({ state }) => state.listChecks.every(({ result }) => result === 'clear'),
  ),
  rule(
    'W7-4',
    'list-check-too-old',
    { zh: '名单未核验，或者核验结果已过有效期，请重新核验', en: 'the lists are not checked, or the check is too old: check again' },
    ({ state, on, parameters }) => allListsIn(state.listChecks) && checkedWithin(state.listChecks, on, parameters.listCheckWorkdays),
  ),
  evidenceRule(({ evidence }) => evidence),
]
