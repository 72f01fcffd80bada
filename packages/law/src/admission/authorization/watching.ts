/** Articles 7 and 14 during the term: the lists are checked again, and a new responsible person signs a new letter. */
import { z } from 'zod'
import { kindShape, listKinds } from '../../identifiers/kinds.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { addDays, type Day } from '../../kernel/days.ts'
import type { Matter } from '../../kernel/rule.ts'
import { rule } from '../../kernel/rule.ts'
import { dayShape, reasonShape, titleShape } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import { act, active, notEnded } from './stages.ts'
import { type Authorization, type AuthorizationFacts, proposalKey } from './state.ts'

export const checkLists = act(
  z.object({
    checks: z
      .array(z.object({ list: kindShape(listKinds), checkedOn: dayShape, source: titleShape, result: z.enum(['clear', 'hit']) }))
      .max(10),
  }),
  {
    name: 'authorization.check-lists',
    title: { zh: '授权期间复核名单', en: 'Check the lists again' },
    when: [onlyBy('A7', 'data-authority'), notEnded],
    provided: [
      rule(
        'W7-5',
        'list-not-checked',
        { zh: '失信被执行人和重大税收违法两类名单均须核验', en: 'both lists must be checked: dishonest debtors and major tax cases' },
        ({ asked }) => Object.keys(listKinds).every((list) => asked.checks.some((check) => check.list === list)),
        'checks',
      ),
      rule(
        'W7-5',
        'check-in-the-future',
        { zh: '核验日期不得晚于今日', en: 'a check cannot be dated after today' },
        ({ asked, on }) => asked.checks.every(({ checkedOn }) => checkedOn <= on),
        'checks',
      ),
    ],
    records: ({ asked }) => [{ type: 'ListsChecked', ...asked }],
  },
)

/** Done by the platform as soon as a hit is recorded: nobody has to think of it. */
export const orderOnListHit = act(z.object({}), {
  name: 'authorization.order-on-list-hit',
  title: { zh: '被列入名单，责令整改并暂停', en: 'Order rectification for a list hit' },
  when: [
    onlyBy('W7-5', 'platform'),
    active,
    rule('W7-5', 'on-no-list', { zh: '名单核验未命中', en: 'the lists show no hit' }, ({ state }) =>
      state.listChecks.some(({ result }) => result === 'hit'),
    ),
  ],
  provided: [],
  records: ({ state, on, parameters }) => [
    {
      type: 'RectificationOrdered',
      violation: 'law-broken',
      finding: state.listChecks
        .filter(({ result }) => result === 'hit')
        .map(({ list, source, checkedOn }) => `${listKinds[list].zh}，${source}，${checkedOn}`)
        .join('；'),
      due: addDays(on, parameters.rectificationDaysMin),
    },
  ],
})

const letterDue = ({ on, parameters }: Matter<Authorization, AuthorizationFacts, unknown>): Day | undefined => {
  const due = workdaysAfter(calendar, on, parameters.responsibleLetterWorkdays)
  return published(due) ? due : undefined
}

/** Told by the operator, or seen by the platform when a named person leaves. */
export const reportResponsibleChange = act(z.object({ who: z.enum(['first', 'security']), reason: reasonShape }), {
  name: 'authorization.report-responsible-change',
  title: { zh: '报告责任人变更', en: 'Report a change of a responsible person' },
  when: [
    onlyBy('A14', 'operator', 'platform'),
    notEnded,
    rule(
      'A14',
      'not-your-authorization',
      { zh: '只能由被授权的运营单位办理', en: 'only the authorized operator may do this' },
      ({ state, by }) => by.roles.includes('platform') || (by.organization !== '' && state.operator === by.organization),
    ),
    rule(
      'A14',
      'nobody-named',
      { zh: '尚未明确责任人', en: 'no responsible person has been named yet' },
      ({ state }) => state.responsible !== undefined,
    ),
    rule(
      'A14',
      'change-reported',
      { zh: '已报告变更，请重新签署责任书', en: 'the change is known: a new letter is awaited' },
      ({ state }) => state.responsibleChange === undefined,
    ),
  ],
  provided: [],
  records: (matter) => [{ type: 'ResponsiblePersonChanged', ...matter.asked, on: matter.on, due: letterDue(matter) }],
})

const longOverdue = ({ state, facts, on, parameters }: Matter<Authorization, AuthorizationFacts, unknown>) =>
  facts.overdueReports.find(
    ({ id, due }) =>
      on > addDays(due, parameters.periodicReportProposalDays) &&
      !state.proposed.includes(proposalKey({ cause: 'report-overdue', subject: id })),
  )

/** The second step: new requests have been refused since the report fell due, now a suspension is proposed. */
export const noteReportOverdue = act(z.object({}), {
  name: 'authorization.note-report-overdue',
  title: { zh: '定期报告逾期，建议暂停授权', en: 'Propose to suspend for a missing periodic report' },
  when: [
    onlyBy('W15-3', 'platform'),
    active,
    rule(
      'W15-3',
      'report-not-overdue',
      {
        zh: '没有逾期已满规定天数的定期报告，或者已提出建议',
        en: 'no periodic report has been overdue for so long, or it was proposed already',
      },
      (matter) => longOverdue(matter) !== undefined,
    ),
    rule(
      'A10',
      'proposal-open',
      { zh: '已有建议待数据主管部门处理', en: 'a proposal waits for the data authority' },
      ({ state }) => state.proposal === undefined,
    ),
  ],
  provided: [],
  records: (matter) => [
    {
      type: 'SuspensionProposed',
      cause: 'report-overdue',
      subject: longOverdue(matter)?.id ?? '-',
      violation: 'agreement-broken',
      reason: '定期报告逾期未报送',
    },
  ],
})

/** A year whose working days are not published makes no letter late. */
export const noteLetterOverdue = act(z.object({}), {
  name: 'authorization.note-letter-overdue',
  title: { zh: '责任书逾期，建议暂停授权', en: 'Propose to suspend for a missing letter' },
  when: [
    onlyBy('W14-2', 'platform'),
    active,
    rule(
      'W14-2',
      'letter-not-overdue',
      { zh: '没有待签署的责任书，或者期限未满', en: 'no letter is awaited, or there is still time' },
      ({ state: { responsibleChange }, on, parameters }) =>
        responsibleChange !== undefined && isPast(responsibleChange.on, on, parameters.responsibleLetterWorkdays),
    ),
    rule(
      'A10',
      'proposal-open',
      { zh: '已有建议待数据主管部门处理', en: 'a proposal waits for the data authority' },
      ({ state }) => state.proposal === undefined && !state.proposed.includes(proposalKey(overdueLetter(state))),
    ),
  ],
  provided: [],
  records: ({ state }) => [
    {
      type: 'SuspensionProposed',
      ...overdueLetter(state),
      violation: 'safeguards-missing',
      reason: '责任人变更后未按期重新签署责任书',
    },
  ],
})

const overdueLetter = ({ responsibleChange }: Authorization) => ({
  cause: 'letter-overdue' as const,
  subject: responsibleChange?.on ?? '-',
})

const isPast = (from: Day, on: Day, workdays: number): boolean => {
  const due = workdaysAfter(calendar, from, workdays)
  return published(due) && on > due
}
