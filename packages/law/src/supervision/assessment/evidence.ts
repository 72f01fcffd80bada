/** W29-3: the assessor asks for evidence by a day; what is left unanswered is recorded as a refusal. */
import { z } from 'zod'
import { onlyBy } from '../../kernel/actor.ts'
import { knownDay, ownedBy } from '../../kernel/common.ts'
import { attachmentsShape } from '../../kernel/files.ts'
import { rule } from '../../kernel/rule.ts'
import { choiceOf, documentShape } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import { act, stage, yoursToAssess } from './planning.ts'

export const underWay = stage('A29', 'not-under-way', { zh: '评估不在取证阶段', en: 'the assessment is not at its evidence' }, 'evidence')

export const requestEvidence = act(z.object({ indicator: choiceOf('indicators'), material: documentShape }), {
  name: 'assessment.request-evidence',
  title: { zh: '调取评估材料', en: 'Ask for evidence' },
  when: [
    onlyBy('A29', 'assessor'),
    yoursToAssess,
    underWay,
    rule(
      'W29-3',
      'year-not-published',
      { zh: '工作日安排尚未公布，暂不能计算答复期限', en: 'the working days of that year are not published yet: no due day can be named' },
      ({ on, parameters }) => published(workdaysAfter(calendar, on, parameters.evidenceAnswerWorkdays)),
    ),
  ],
  provided: [
    rule(
      'A29',
      'no-such-indicator',
      { zh: '评估方案没有该指标', en: 'the plan has no such indicator' },
      ({ asked, state }) => state.indicators.some(({ code }) => code === asked.indicator),
      'indicator',
    ),
  ],
  records: ({ asked, state, on, parameters }) => [
    {
      type: 'EvidenceRequested',
      ...asked,
      number: state.requests.length + 1,
      due: knownDay(workdaysAfter(calendar, on, parameters.evidenceAnswerWorkdays)),
    },
  ],
})

export const answerEvidence = act(z.object({ number: z.int().min(1), answer: documentShape, attachments: attachmentsShape }), {
  name: 'assessment.answer-evidence',
  title: { zh: '提供评估材料', en: 'Answer with evidence' },
  when: [
    onlyBy('A29', 'operator'),
    ownedBy(
      'A29',
      'not-about-you',
      { zh: '由被评估的运营单位提供', en: 'only the operator that is assessed answers' },
      ({ operator }) => operator,
    ),
    underWay,
  ],
  provided: [
    rule(
      'A29',
      'no-open-request',
      { zh: '没有该项待答复的调取', en: 'no such request is open' },
      ({ asked, state }) => state.requests.some((one) => one.number === asked.number && one.standing !== 'answered'),
      'number',
    ),
    rule(
      'W29-3',
      'answered-too-late',
      { zh: '答复期限已过，已记为拒绝配合', en: 'the day is over: it counts as a refusal' },
      ({ asked, state, on }) => state.requests.every((one) => one.number !== asked.number || (one.standing !== 'refused' && on <= one.due)),
      'number',
    ),
  ],
  records: ({ asked }) => [{ type: 'EvidenceAnswered', ...asked }],
})

/** Done by the platform as the day after begins. */
export const noteRefusals = act(z.object({}), {
  name: 'assessment.note-refusals',
  title: { zh: '记录拒绝配合', en: 'Record refusals' },
  when: [
    onlyBy('W29-3', 'platform'),
    underWay,
    rule('W29-3', 'nothing-overdue', { zh: '没有逾期未答复的调取', en: 'no request is overdue' }, ({ state, on }) =>
      state.requests.some((one) => one.standing === 'open' && on > one.due),
    ),
  ],
  provided: [],
  records: ({ state, on }) =>
    state.requests.filter((one) => one.standing === 'open' && on > one.due).map(({ number }) => ({ type: 'EvidenceRefused', number, on })),
})
