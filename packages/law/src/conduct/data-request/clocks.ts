/** Article 12: the time for each body to answer and for the review as a whole, and the last day of a grant. */
import type { ClockRule } from '../../kernel/clocks.ts'
import { calendar, workdaysAfter } from '../../kernel/workdays.ts'
import type { DataRequest, DataRequestFacts } from './state.ts'

type RequestClock = ClockRule<DataRequest, DataRequestFacts>

const roleOf = { authority: 'data-authority', provider: 'agency', reviewer: 'joint-reviewer' } as const

const opinion: RequestClock = {
  name: 'request-opinion',
  title: { zh: '答复数据申请', en: 'answer to a data request' },
  kind: 'task',
  rule: 'W12-3',
  ends: { zh: '提示数据主管部门；逾期不视为同意', en: 'the data authority is alarmed; silence is no consent' },
  remind: 'taskRemindDays',
  running: ({ stage, submittedOn, required, opinions }, on) =>
    stage !== 'submitted' || submittedOn === undefined
      ? []
      : required
          .filter(({ body }) => opinions.every((one) => one.body !== body))
          .map(({ body, as }) => ({
            subject: `${as} ${body}`,
            start: submittedOn,
            due: workdaysAfter(calendar, submittedOn, on(submittedOn).bodyReplyWorkdays),
            whose: [{ role: roleOf[as], organization: body }],
          })),
}

const review: RequestClock = {
  name: 'request-review',
  title: { zh: '审定数据申请', en: 'decision on a data request' },
  kind: 'task',
  rule: 'A12',
  ends: { zh: '提示数据主管部门', en: 'the data authority is alarmed' },
  remind: 'taskRemindDays',
  running: ({ stage, submittedOn, authority }, on) =>
    stage !== 'submitted' || submittedOn === undefined
      ? []
      : [
          {
            start: submittedOn,
            due: workdaysAfter(calendar, submittedOn, on(submittedOn).jointReviewWorkdays),
            whose: [{ role: 'data-authority', organization: authority }],
          },
        ],
}

const grant: RequestClock = {
  name: 'data-term',
  title: { zh: '数据使用期限', en: 'term of use of the data' },
  kind: 'term',
  rule: 'W12-6',
  ends: { zh: '停止使用该数据，封存并启动销毁', en: 'the data is used no longer: it is sealed and its destruction opened' },
  act: 'expire',
  remind: 'evidenceRemindDays',
  running: ({ stage, operator, openedOn, until }) =>
    stage === 'active' || stage === 'frozen'
      ? [{ ...(openedOn && { start: openedOn }), due: until, whose: [{ role: 'operator', organization: operator }] }]
      : [],
}

export const clocks: readonly RequestClock[] = [opinion, review, grant]
