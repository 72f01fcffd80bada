/** Article 29: the last day of a yearly assessment, of what its assessor asked for, and of the operator's say on the result. */
import type { ClockRule } from '../../kernel/clocks.ts'
import type { Assessment, AssessmentFacts } from './state.ts'

type AssessmentClock = ClockRule<Assessment, AssessmentFacts>

const result: AssessmentClock = {
  name: 'assessment',
  title: { zh: '完成年度评估', en: 'yearly assessment' },
  kind: 'task',
  rule: 'A29',
  ends: { zh: '提示数据主管部门', en: 'the data authority is alarmed' },
  remind: 'taskRemindDays',
  running: ({ stage, assessor, authority, yearUntil, due }) => {
    if (!['planned', 'recused', 'evidence', 'scored'].includes(stage)) return []
    const theAssessor = { role: 'assessor', organization: assessor } as const
    const theAuthority = { role: 'data-authority', organization: authority } as const
    return [
      {
        start: yearUntil,
        due,
        whose: stage === 'planned' || stage === 'evidence' ? [theAssessor, theAuthority] : [theAuthority],
      },
    ]
  },
}

const evidence: AssessmentClock = {
  name: 'assessment-evidence',
  title: { zh: '答复评估取证', en: 'evidence for the assessment' },
  kind: 'task',
  rule: 'W29-3',
  ends: { zh: '记为拒绝提供', en: 'it is recorded as refused' },
  act: 'note-refusals',
  remind: 'taskRemindDays',
  running: ({ stage, operator, requests }) =>
    stage !== 'evidence'
      ? []
      : requests
          .filter(({ standing }) => standing === 'open')
          .map(({ number, due }) => ({ subject: `${number}`, due, whose: [{ role: 'operator', organization: operator }] })),
}

const feedback: AssessmentClock = {
  name: 'assessment-feedback',
  title: { zh: '反馈评估意见', en: 'say on the assessment' },
  kind: 'window',
  rule: 'A29',
  ends: { zh: '可以不待反馈即办结', en: 'the result may be made final without it' },
  remind: 'taskRemindDays',
  running: ({ stage, operator, feedback: say }) =>
    stage === 'scored' && say !== undefined && say.text === undefined
      ? [{ due: say.due, whose: [{ role: 'operator', organization: operator }] }]
      : [],
}

export const clocks: readonly AssessmentClock[] = [result, evidence, feedback]
