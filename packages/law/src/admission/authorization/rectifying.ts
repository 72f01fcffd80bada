/** Article 10: an order to rectify suspends at once; what is proposed, extended, reported, accepted or failed after it. */
import { z } from 'zod'
import { kindShape, suspensionCauses, violationCases } from '../../identifiers/kinds.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { addDays, daysBetween } from '../../kernel/days.ts'
import { attachmentsShape } from '../../kernel/files.ts'
import { rule } from '../../kernel/rule.ts'
import { dayShape, documentShape, reasonShape } from '../../kernel/shapes.ts'
import { act, active, notEnded, suspended, yours } from './stages.ts'
import { proposalKey } from './state.ts'

/** Article 10: the order itself suspends; no deliberation is needed to stop. */
export const orderRectification = act(
  z.object({ violation: kindShape(violationCases), finding: documentShape, due: dayShape, attachments: attachmentsShape }),
  {
    name: 'authorization.order-rectification',
    title: { zh: '责令限期整改并暂停授权', en: 'Order rectification and suspend' },
    when: [onlyBy('A10', 'data-authority', 'security-authority'), active],
    provided: [
      rule(
        'A10',
        'rectification-period',
        { zh: '整改期限应在规定的天数范围内', en: 'the period is outside the days that may be set' },
        ({ asked, on, parameters }) => {
          const days = daysBetween(on, asked.due)
          return days >= parameters.rectificationDaysMin && days <= parameters.rectificationDaysMax
        },
        'due',
      ),
    ],
    records: ({ asked }) => [{ type: 'RectificationOrdered', ...asked }],
  },
)

export const reportRectification = act(z.object({ feedback: documentShape, attachments: attachmentsShape }), {
  name: 'authorization.report-rectification',
  title: { zh: '反馈整改情况', en: 'Report the rectification' },
  when: [onlyBy('A10', 'operator'), suspended, yours('A10')],
  provided: [],
  records: ({ asked }) => [{ type: 'RectificationReported', ...asked }],
})

export const resume = act(z.object({ acceptance: reasonShape }), {
  name: 'authorization.resume',
  title: { zh: '整改验收并恢复授权', en: 'Accept the rectification and resume' },
  when: [
    onlyBy('W10-2', 'data-authority'),
    suspended,
    rule(
      'W10-2',
      'no-feedback',
      { zh: '运营单位尚未反馈整改情况，不得恢复', en: 'the operator has not reported back yet' },
      ({ state }) => state.rectification?.feedback !== undefined,
    ),
    rule(
      'W7-5',
      'still-on-a-list',
      { zh: '该单位仍在失信被执行人或者重大税收违法名单上，不得恢复', en: 'the operator is still on a list: check again first' },
      ({ state }) => state.listChecks.every(({ result }) => result === 'clear'),
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'AuthorizationResumed', ...asked }],
})

/** One more time, while the first still runs. */
export const extendRectification = act(z.object({ due: dayShape, reason: reasonShape }), {
  name: 'authorization.extend-rectification',
  title: { zh: '延长整改期限', en: 'Extend the rectification' },
  when: [
    onlyBy('A10', 'data-authority'),
    suspended,
    rule(
      'A10',
      'extended-already',
      { zh: '整改期限已经延长，不得再次延长', en: 'it has been extended as often as it may be' },
      ({ state, parameters }) => (state.rectification?.extensions ?? 0) < parameters.rectificationExtensions,
    ),
    rule(
      'A10',
      'rectification-period-over',
      { zh: '整改期限已届满，不得延长', en: 'its time is over and cannot be extended' },
      ({ state, on }) => state.rectification !== undefined && on <= state.rectification.due && state.rectification.failed === undefined,
    ),
  ],
  provided: [
    rule(
      'A10',
      'extension-period',
      {
        zh: '延长后的期限应晚于原期限，且延长天数不超过规定上限',
        en: 'the new day lies after the old one, and not further than may be set',
      },
      ({ asked, state, parameters }) =>
        state.rectification === undefined ||
        (asked.due > state.rectification.due && asked.due <= addDays(state.rectification.due, parameters.rectificationDaysMax)),
      'due',
    ),
  ],
  records: ({ asked }) => [{ type: 'RectificationExtended', ...asked }],
})

export const rejectRectification = act(z.object({ reason: reasonShape }), {
  name: 'authorization.reject-rectification',
  title: { zh: '整改验收不通过', en: 'Do not accept the rectification' },
  when: [
    onlyBy('A10', 'data-authority'),
    suspended,
    rule(
      'A10',
      'no-feedback',
      { zh: '运营单位尚未反馈整改情况', en: 'the operator has not reported back yet' },
      ({ state }) => state.rectification?.feedback !== undefined,
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'RectificationFailed', failure: 'not-accepted', ...asked }],
})

/** Done by the platform as the day after the last begins; what was reported in time waits for the authority. */
export const noteRectificationOverdue = act(z.object({}), {
  name: 'authorization.note-rectification-overdue',
  title: { zh: '记录整改逾期', en: 'Note that the rectification is overdue' },
  when: [
    onlyBy('A10', 'platform'),
    suspended,
    rule(
      'A10',
      'not-overdue',
      { zh: '整改期限未届满，或者已反馈、已记录', en: 'its time still runs, or it was reported on or noted already' },
      ({ state: { rectification }, on }) =>
        rectification !== undefined && rectification.feedback === undefined && rectification.failed === undefined && on > rectification.due,
    ),
  ],
  provided: [],
  records: ({ state }) => [{ type: 'RectificationFailed', failure: 'overdue', reason: `due ${state.rectification?.due}` }],
})

/**
 * Whoever watches a duty says so; the data authority orders a rectification or says why not. Proposals wait in a queue, also while the
 * authorization is suspended for something else: none is lost because another came first.
 */
export const proposeSuspension = act(
  z.object({
    cause: kindShape(suspensionCauses),
    subject: z.string().trim().min(1).max(120),
    violation: kindShape(violationCases),
    reason: reasonShape,
  }),
  {
    name: 'authorization.propose-suspension',
    title: { zh: '提出责令整改建议', en: 'Propose to order a rectification' },
    when: [onlyBy('A10', 'platform', 'security-authority'), notEnded],
    provided: [
      rule(
        'A10',
        'proposed-before',
        { zh: '同一事由已提出过建议', en: 'the same has been proposed before' },
        ({ asked, state }) => !state.proposed.includes(proposalKey(asked)),
        'subject',
      ),
    ],
    records: ({ asked }) => [{ type: 'SuspensionProposed', ...asked }],
  },
)

export const dismissProposal = act(z.object({ reason: reasonShape }), {
  name: 'authorization.dismiss-proposal',
  title: { zh: '不予采纳最早一项整改建议', en: 'Do not follow the first proposal that waits' },
  when: [
    onlyBy('A10', 'data-authority'),
    rule('A10', 'no-proposal', { zh: '没有待处理的建议', en: 'no proposal waits' }, ({ state }) => state.proposals.length > 0),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'SuspensionProposalDismissed', ...asked }],
})
