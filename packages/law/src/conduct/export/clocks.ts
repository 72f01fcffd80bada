/** Article 16: the time for each body to vote, and the last day on which a released export is fetched. */
import type { ClockRule } from '../../kernel/clocks.ts'
import { calendar, workdaysAfter } from '../../kernel/workdays.ts'
import { isAnswered } from './review.ts'
import type { Export, ExportFacts, RequiredVote } from './state.ts'

type ExportClock = ClockRule<Export, ExportFacts>

export const roleOf = {
  authority: 'data-authority',
  provider: 'agency',
  reviewer: 'joint-reviewer',
  security: 'security-authority',
} as const

export const whoseOf = ({ as, body }: RequiredVote) => ({ role: roleOf[as], ...(body !== '' && { organization: body }) })

const vote: ExportClock = {
  name: 'export-vote',
  title: { zh: '审核导出', en: 'review of an export' },
  kind: 'task',
  rule: 'W16-3',
  ends: { zh: '提示数据主管部门；逾期不视为同意', en: 'the data authority is alarmed; silence is no consent' },
  remind: 'taskRemindDays',
  running: (state, on) => {
    const since = state.reviewFrom ?? state.checkedOn
    // Sealed it can be voted on by nobody, and nobody is late; unsealed the whole time is given again.
    return (state.stage !== 'checked' && state.stage !== 'in-review') || since === undefined || state.keeping !== undefined
      ? []
      : state.required
          .filter((one) => !isAnswered(state, one))
          .map((one) => ({
            subject: `${one.as} ${one.body}`.trim(),
            start: since,
            due: workdaysAfter(calendar, since, on(since).exportReviewWorkdays),
            whose: [whoseOf(one)],
          }))
  },
}

const fetching: ExportClock = {
  name: 'export-download',
  title: { zh: '下载导出文件', en: 'fetching of an export' },
  kind: 'window',
  rule: 'W16-3',
  ends: { zh: '不再提供下载', en: 'it is given out no longer' },
  remind: 'taskRemindDays',
  running: ({ stage, releasedOn, until, operator, downloads, mostDownloads, keeping }) =>
    stage === 'released' && keeping === undefined && until !== undefined && downloads < mostDownloads
      ? [
          {
            ...(releasedOn && { start: releasedOn }),
            due: until,
            whose: [{ role: 'operator-analyst', organization: operator }],
            followed: true,
          },
        ]
      : [],
}

export const clocks: readonly ExportClock[] = [vote, fetching]
