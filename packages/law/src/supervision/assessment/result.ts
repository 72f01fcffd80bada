/** Article 29: scores by indicator, a grade that follows from them, the operator's word, and the final result. */
import { z } from 'zod'
import { onlyBy } from '../../kernel/actor.ts'
import { knownDay, ownedBy } from '../../kernel/common.ts'
import { attachmentsShape } from '../../kernel/files.ts'
import { rule } from '../../kernel/rule.ts'
import { choiceOf, documentShape, reasonShape } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import { underWay } from './evidence.ts'
import { act, stage, yoursToAssess, yoursToDecide } from './planning.ts'
import { resultOf } from './state.ts'

export const score = act(
  z.object({
    scores: z.array(z.object({ indicator: choiceOf('indicators'), points: z.int().min(0).max(100), reason: reasonShape })).max(60),
  }),
  {
    name: 'assessment.score',
    title: { zh: '评分', en: 'Score' },
    when: [
      onlyBy('A29', 'assessor'),
      yoursToAssess,
      underWay,
      rule(
        'A29',
        'year-not-over',
        { zh: '协议年度尚未届满，不得评分', en: 'the contract year is not over: it is not scored before its end' },
        ({ state, on }) => on > state.yearUntil,
      ),
      rule('A29', 'evidence-open', { zh: '尚有未答复且未逾期的调取', en: 'a request for evidence is still open' }, ({ state }) =>
        state.requests.every(({ standing }) => standing !== 'open'),
      ),
      rule(
        'A29',
        'year-not-published',
        {
          zh: '工作日安排尚未公布，暂不能计算反馈期限',
          en: 'the working days of that year are not published yet: no due day can be named',
        },
        ({ on, parameters }) => published(workdaysAfter(calendar, on, parameters.bodyReplyWorkdays)),
      ),
    ],
    provided: [
      rule(
        'A29',
        'indicator-not-scored-once',
        { zh: '每项指标应当且只能评分一次', en: 'each indicator is scored exactly once' },
        ({ asked, state }) =>
          asked.scores.length === state.indicators.length &&
          state.indicators.every(({ code }) => asked.scores.filter(({ indicator }) => indicator === code).length === 1),
        'scores',
      ),
      rule(
        'W29-3',
        'points-without-evidence',
        { zh: '拒绝提供材料的指标不得得分', en: 'an indicator whose evidence was refused gets no points' },
        ({ asked, state }) =>
          asked.scores.every(
            ({ indicator, points }) =>
              points === 0 || !state.requests.some((one) => one.indicator === indicator && one.standing === 'refused'),
          ),
        'scores',
      ),
    ],
    records: ({ asked, state, on, parameters }) => [
      {
        type: 'AssessmentScored',
        ...asked,
        lines: parameters.assessmentLines,
        ...resultOf(state.indicators, asked.scores, parameters.assessmentLines),
        feedbackDue: knownDay(workdaysAfter(calendar, on, parameters.bodyReplyWorkdays)),
      },
    ],
  },
)

const scored = stage('A29', 'not-scored', { zh: '评估尚未评分，或者已办结', en: 'it is not scored, or it is final' }, 'scored')

export const giveFeedback = act(z.object({ text: documentShape, attachments: attachmentsShape }), {
  name: 'assessment.give-feedback',
  title: { zh: '反馈评估意见', en: 'Give feedback' },
  when: [
    onlyBy('A29', 'operator'),
    ownedBy(
      'A29',
      'not-about-you',
      { zh: '由被评估的运营单位反馈', en: 'only the operator that is assessed answers' },
      ({ operator }) => operator,
    ),
    scored,
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'AssessmentFeedbackGiven', ...asked }],
})

/** Nobody changes a score here: the grade follows from what the assessor gave. */
export const finalize = act(z.object({ opinion: reasonShape }), {
  name: 'assessment.finalize',
  title: { zh: '确认评估结果', en: 'Make the result final' },
  when: [
    onlyBy('A29', 'data-authority'),
    yoursToDecide,
    scored,
    rule(
      'A29',
      'operator-not-heard',
      { zh: '运营单位尚未反馈，且反馈期限未满', en: 'the operator has not answered, and its days are not over' },
      ({ state: { feedback }, on }) => feedback !== undefined && (feedback.text !== undefined || on > feedback.due),
    ),
  ],
  provided: [],
  records: ({ asked, state, on }) => (state.result === undefined ? [] : [{ type: 'AssessmentFinalized', ...asked, ...state.result, on }]),
})
