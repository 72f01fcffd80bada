/** Article 16: the time to deliver, for each body to answer, for the review as a whole, and the last day of use. */
import type { ClockRule } from '../../kernel/clocks.ts'
import { calendar, workdaysAfter } from '../../kernel/workdays.ts'
import { isAnswered } from './review.ts'
import type { RequiredBody, SocialData, SocialDataFacts } from './state.ts'

type ImportClock = ClockRule<SocialData, SocialDataFacts>

export const roleOf = { authority: 'data-authority', reviewer: 'joint-reviewer', security: 'security-authority' } as const

export const whoseOf = ({ as, body }: RequiredBody) => ({ role: roleOf[as], ...(body !== '' && { organization: body }) })

const delivery: ImportClock = {
  name: 'social-delivery',
  title: { zh: '送达社会数据文件', en: 'delivery of social data' },
  kind: 'window',
  rule: 'A16',
  ends: { zh: '申报失效', en: 'the declaration lapses' },
  act: 'lapse',
  remind: 'taskRemindDays',
  running: ({ stage, declaredOn, deliverBy, operator }) =>
    stage === 'declared' && deliverBy !== undefined
      ? [{ ...(declaredOn && { start: declaredOn }), due: deliverBy, whose: [{ role: 'operator', organization: operator }] }]
      : [],
}

const opinion: ImportClock = {
  name: 'social-opinion',
  title: { zh: '答复社会数据导入', en: 'answer to an import of social data' },
  kind: 'task',
  rule: 'W16-4',
  ends: { zh: '提示数据主管部门；逾期不视为同意', en: 'the data authority is alarmed; silence is no consent' },
  remind: 'taskRemindDays',
  running: (state, on) => {
    const since = state.quarantinedOn
    return state.stage !== 'quarantined' || since === undefined
      ? []
      : state.required
          .filter((one) => !isAnswered(state, one))
          .map((one) => ({
            subject: `${one.as} ${one.body}`.trim(),
            start: since,
            due: workdaysAfter(calendar, since, on(since).bodyReplyWorkdays),
            whose: [whoseOf(one)],
          }))
  },
}

const review: ImportClock = {
  name: 'social-review',
  title: { zh: '审核社会数据导入', en: 'decision on an import of social data' },
  kind: 'task',
  rule: 'W16-4',
  ends: { zh: '提示数据主管部门', en: 'the data authority is alarmed' },
  remind: 'taskRemindDays',
  running: ({ stage, quarantinedOn, authority }, on) =>
    (stage === 'quarantined' || stage === 'refused-by-zone') && quarantinedOn !== undefined
      ? [
          {
            start: quarantinedOn,
            due: workdaysAfter(calendar, quarantinedOn, on(quarantinedOn).jointReviewWorkdays),
            whose: [{ role: 'data-authority', organization: authority }],
          },
        ]
      : [],
}

const term: ImportClock = {
  name: 'social-term',
  title: { zh: '社会数据使用期限', en: 'term of use of social data' },
  kind: 'term',
  rule: 'W12-6',
  ends: { zh: '停止使用并清除', en: 'it is used no longer and is purged' },
  act: 'end',
  remind: 'evidenceRemindDays',
  running: ({ stage, importedOn, until, operator }) =>
    stage === 'imported'
      ? [{ ...(importedOn && { start: importedOn }), due: until, whose: [{ role: 'operator', organization: operator }] }]
      : [],
}

export const clocks: readonly ImportClock[] = [delivery, opinion, review, term]
