/** Article 7 during the term: lists and evidence are looked at again, and a hit suspends. */
import { z } from 'zod'
import { listKinds } from '../../identifiers/kinds.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { addDays, type Day, monthsAfter } from '../../kernel/days.ts'
import { conditionsMissingOn, evidenceShape, kept, newEvidenceRule } from '../../kernel/evidence.ts'
import { answeredBySources, awaitedRule, checkedByHand, handRules } from '../../kernel/list-checks.ts'
import { rule } from '../../kernel/rule.ts'
import { act, active, notEnded, yours } from './stages.ts'
import type { Authorization } from './state.ts'

export const checkLists = act(checkedByHand, {
  name: 'authorization.check-lists',
  title: { zh: '人工记录名单复核结果', en: 'Record a new check of the lists by hand' },
  when: [onlyBy('A7', 'data-authority'), notEnded],
  provided: handRules('W7-5'),
  records: ({ asked }) => [{ type: 'ListsChecked', how: 'hand', ...asked }],
})

export const noteListChecks = act(answeredBySources, {
  name: 'authorization.note-list-checks',
  title: { zh: '记录名单数据源的复核结果', en: 'Note what the sources of the lists said' },
  when: [onlyBy('W7-5', 'platform'), notEnded, awaitedRule('W7-5')],
  provided: [],
  records: ({ asked }) => [{ type: 'ListsChecked', how: 'source', ...asked, reason: '', evidence: '' }],
})

/** The day after which the conditions are looked at again: a month after the last look, the next day where a list could not be read then. */
export const recheckDue = ({ recheckedOn, grantedOn, listFaults }: Authorization, months: number): Day | undefined => {
  if (recheckedOn !== undefined && listFaults.length > 0) return recheckedOn
  const last = recheckedOn ?? grantedOn
  return last && monthsAfter(last, months)
}

/** By the platform each month, by the data authority whenever it wants; the sources of the lists are asked as it is recorded. */
export const recheck = act(z.object({}), {
  name: 'authorization.recheck-conditions',
  title: { zh: '复核运营单位条件', en: 'Check the conditions of the operator again' },
  when: [
    onlyBy('A7', 'data-authority', 'platform'),
    notEnded,
    rule(
      'A7',
      'rechecked-today',
      { zh: '今日已复核', en: 'the conditions have been checked today' },
      ({ state, on }) => state.recheckedOn !== on,
    ),
    rule('A7', 'recheck-not-due', { zh: '未到定期复核日', en: 'it is not time yet' }, ({ state, by, on, parameters }) => {
      const due = recheckDue(state, parameters.listRecheckMonths)
      return !by.roles.includes('platform') || (due !== undefined && on > due)
    }),
  ],
  provided: [],
  records: ({ state, on }) => [{ type: 'ConditionsRechecked', on, lapsed: conditionsMissingOn(state.evidence, on) }],
})

export const renewEvidence = act(z.object({ evidence: evidenceShape }), {
  name: 'authorization.renew-evidence',
  title: { zh: '更新到期的条件证明材料', en: 'Hand in evidence that has run out anew' },
  when: [onlyBy('A7', 'operator'), yours('A10'), notEnded],
  provided: [newEvidenceRule()],
  records: ({ asked, facts }) => [{ type: 'EvidenceRenewed', evidence: kept(asked.evidence, facts.documentHashes) }],
})

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
