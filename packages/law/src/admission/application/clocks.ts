/** Articles 7 and 9: the time to correct, to answer, to review, to object and to answer objections, and how long the evidence is good. */
import type { ClockRule } from '../../kernel/clocks.ts'
import { calendar, workdaysAfter } from '../../kernel/workdays.ts'
import type { Application, ApplicationFacts } from './state.ts'

type ApplicationClock = ClockRule<Application, ApplicationFacts>

const correction: ApplicationClock = {
  name: 'correction',
  title: { zh: '补正申请材料', en: 'correction of an application' },
  kind: 'task',
  rule: 'A9',
  ends: { zh: '逾期未补正，申请失效', en: 'the application lapses' },
  act: 'lapse',
  remind: 'taskRemindDays',
  running: ({ stage, applicant, returned }) =>
    stage === 'returned' && returned
      ? [{ start: returned.on, due: returned.due, whose: [{ role: 'applicant', organization: applicant }] }]
      : [],
}

const opinion: ApplicationClock = {
  name: 'joint-opinion',
  title: { zh: '答复会同审核', en: 'answer to a joint review' },
  kind: 'task',
  rule: 'W9-3',
  ends: { zh: '提示数据主管部门；逾期不视为同意', en: 'the data authority is alarmed; silence is no consent' },
  remind: 'taskRemindDays',
  running: ({ stage, acceptedOn, reviewBodies, opinions }, on) =>
    stage !== 'accepted' || acceptedOn === undefined
      ? []
      : reviewBodies
          .filter((body) => opinions.every((one) => one.body !== body))
          .map((body) => ({
            subject: body,
            start: acceptedOn,
            due: workdaysAfter(calendar, acceptedOn, on(acceptedOn).bodyReplyWorkdays),
            whose: [{ role: 'joint-reviewer', organization: body }],
          })),
}

const review: ApplicationClock = {
  name: 'joint-review',
  title: { zh: '联合审核', en: 'joint review' },
  kind: 'task',
  rule: 'A9',
  ends: { zh: '提示数据主管部门', en: 'the data authority is alarmed' },
  remind: 'taskRemindDays',
  running: ({ stage, acceptedOn, authority }, on) =>
    stage !== 'accepted' || acceptedOn === undefined
      ? []
      : [
          {
            start: acceptedOn,
            due: workdaysAfter(calendar, acceptedOn, on(acceptedOn).jointReviewWorkdays),
            whose: [{ role: 'data-authority', organization: authority }],
          },
        ],
}

const notice: ApplicationClock = {
  name: 'operator-notice',
  title: { zh: '拟定运营单位公示', en: 'public notice of the preliminary choice' },
  kind: 'notice',
  rule: 'W9-4',
  ends: { zh: '公示期满，可以办结公示', en: 'the notice is over and can be closed' },
  running: ({ stage, applicant, authority, notice: opened }) =>
    stage === 'in-notice' && opened
      ? [
          {
            start: opened.from,
            due: opened.until,
            whose: [
              { role: 'data-authority', organization: authority },
              { role: 'applicant', organization: applicant },
            ],
          },
        ]
      : [],
}

const objection: ApplicationClock = {
  name: 'notice-objection',
  title: { zh: '处理公示异议', en: 'answer to an objection to the notice' },
  kind: 'task',
  rule: 'W9-5',
  ends: { zh: '提示数据主管部门', en: 'the data authority is alarmed' },
  remind: 'taskRemindDays',
  running: ({ stage, authority, objections }, on) =>
    stage !== 'in-notice' && stage !== 'noticed'
      ? []
      : objections
          .filter(({ standing }) => standing === 'open')
          .map(({ number, receivedOn, due }) => ({
            subject: `${number}`,
            start: receivedOn,
            due: due ?? workdaysAfter(calendar, receivedOn, on(receivedOn).objectionWorkdays),
            whose: [{ role: 'data-authority', organization: authority }],
          })),
}

const ended: readonly Application['stage'][] = ['none', 'rejected', 'withdrawn', 'lapsed', 'barred']

/** Two documents for one condition may have the same number: only the place in the file tells them apart for certain. */
const evidence: ApplicationClock = {
  name: 'evidence',
  title: { zh: '条件证明材料有效期', en: 'validity of the evidence for a condition' },
  kind: 'validity',
  rule: 'A7',
  ends: { zh: '证明材料失效，应当更新', en: 'the evidence counts no longer and is to be renewed' },
  remind: 'evidenceRemindDays',
  running: ({ stage, applicant, evidence: filed }) =>
    ended.includes(stage)
      ? []
      : filed.map(({ condition, validTo }, place) => ({
          subject: `${condition} ${place + 1}`,
          due: validTo,
          whose: [
            { role: 'applicant', organization: applicant },
            { role: 'operator', organization: applicant },
          ],
        })),
}

export const clocks: readonly ApplicationClock[] = [correction, opinion, review, notice, objection, evidence]
