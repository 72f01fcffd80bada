/** Articles 14 and 15 during the term: a new responsible person signs a new letter, and reports that stay away are noted. */
import { z } from 'zod'
import { onlyBy } from '../../kernel/actor.ts'
import { addDays, type Day } from '../../kernel/days.ts'
import type { Matter } from '../../kernel/rule.ts'
import { rule } from '../../kernel/rule.ts'
import { reasonShape } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import { act, inTerm, notEnded } from './stages.ts'
import { type Authorization, type AuthorizationFacts, proposalKey } from './state.ts'

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
    inTerm,
    rule(
      'W15-3',
      'report-not-overdue',
      {
        zh: '没有逾期已满规定天数的定期报告，或者已提出建议',
        en: 'no periodic report has been overdue for so long, or it was proposed already',
      },
      (matter) => longOverdue(matter) !== undefined,
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
    inTerm,
    rule(
      'W14-2',
      'letter-not-overdue',
      { zh: '没有待签署的责任书，或者期限未满', en: 'no letter is awaited, or there is still time' },
      ({ state: { responsibleChange }, on, parameters }) =>
        responsibleChange !== undefined && isPast(responsibleChange.on, on, parameters.responsibleLetterWorkdays),
    ),
    rule(
      'A10',
      'proposed-before',
      { zh: '同一事由已提出过建议', en: 'the same has been proposed before' },
      ({ state }) => !state.proposed.includes(proposalKey(overdueLetter(state))),
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
