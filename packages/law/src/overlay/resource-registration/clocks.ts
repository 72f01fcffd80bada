/** What runs in a registration: the first application, acceptance, form review, notice and validity; and what the platform notes when one is over. */
import { z } from 'zod'
import { onlyBy } from '../../kernel/actor.ts'
import type { ClockRule } from '../../kernel/clocks.ts'
import type { Day } from '../../kernel/days.ts'
import { rule } from '../../kernel/rule.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import type { Parameters } from '../../parameters.ts'
import { act, stage } from './filing.ts'
import type { ResourceRegistration, ResourceRegistrationFacts } from './state.ts'

type RegistrationClock = ClockRule<ResourceRegistration, ResourceRegistrationFacts>

/** Last day for the first application: from the delivery, or from the day the overlay took hold for what was running before. */
export const firstDue = (
  { stage: at, deliveredOn }: Pick<ResourceRegistration, 'stage' | 'deliveredOn'>,
  { overlaySince }: Pick<ResourceRegistrationFacts, 'overlaySince'>,
  { registrationDueWorkdays, registrationCatchUpWorkdays }: Parameters,
): Day | undefined => {
  if (at !== 'expected' || deliveredOn === undefined || overlaySince === undefined) return undefined
  const due =
    deliveredOn >= overlaySince
      ? workdaysAfter(calendar, deliveredOn, registrationDueWorkdays)
      : workdaysAfter(calendar, overlaySince, registrationCatchUpWorkdays)
  return published(due) ? due : undefined
}

export const noteOverdue = act(z.object({}), {
  name: 'resource-registration.note-overdue',
  title: { zh: '记录逾期未登记', en: 'Note that no registration came' },
  when: [
    onlyBy('A24', 'platform'),
    stage('A24', 'not-expected', { zh: '该资源不在待登记环节', en: 'no registration is awaited' }, 'expected'),
    rule('A24', 'noted-already', { zh: '逾期已经记录', en: 'it has been noted' }, ({ state }) => !state.isOverdue),
    rule('A24', 'not-overdue', { zh: '尚未逾期', en: 'it is not overdue' }, ({ state, facts, parameters, on }) => {
      const due = firstDue(state, facts, parameters)
      return due !== undefined && on > due
    }),
    // Holds as soon as the overlay judges: it is what the entry stands under.
    rule('N1-1', 'registered-in-time', { zh: '该资源已经登记', en: 'the resource is registered' }, ({ state }) => state.version === 0),
  ],
  provided: [],
  records: ({ on }) => [{ type: 'ResourceRegistrationOverdue', on }],
})

export const lapse = act(z.object({}), {
  name: 'resource-registration.lapse',
  title: { zh: '登记有效期届满', en: 'End of validity' },
  when: [
    onlyBy('A24', 'platform'),
    stage('A24', 'not-registered', { zh: '该资源没有有效登记', en: 'no registration stands' }, 'registered'),
    rule(
      'A24',
      'still-valid',
      { zh: '登记有效期尚未届满', en: 'the registration is still valid' },
      ({ state, on }) => state.validTo !== undefined && on > state.validTo,
    ),
  ],
  provided: [],
  records: ({ on }) => [{ type: 'ResourceRegistrationLapsed', on }],
})

const first: RegistrationClock = {
  name: 'resource-first-registration',
  title: { zh: '公共数据资源首次登记', en: 'initial registration of a resource' },
  kind: 'task',
  rule: 'N1-1',
  ends: { zh: '记录逾期，提示数据主管部门', en: 'it is noted, and the data authority is alarmed' },
  act: 'note-overdue',
  remind: 'taskRemindDays',
  running: ({ stage: at, provider, deliveredOn, isOverdue }) =>
    at === 'expected' && deliveredOn && !isOverdue
      ? [{ start: deliveredOn, due: undefined, whose: [{ role: 'agency', organization: provider }] }]
      : [],
  dueByFacts: firstDue,
}

const acceptance: RegistrationClock = {
  name: 'resource-acceptance',
  title: { zh: '受理资源登记申请', en: 'taking in a registration' },
  kind: 'task',
  rule: 'A24',
  ends: { zh: '提示数据主管部门', en: 'the data authority is alarmed' },
  remind: 'taskRemindDays',
  running: ({ stage: at, submittedOn }, on) =>
    at === 'submitted' && submittedOn
      ? [
          {
            start: submittedOn,
            due: workdaysAfter(calendar, submittedOn, on(submittedOn).registrationAcceptanceWorkdays),
            whose: [{ role: 'registrar' }],
          },
        ]
      : [],
}

const review: RegistrationClock = {
  name: 'resource-form-review',
  title: { zh: '资源登记形式审核', en: 'form review of a registration' },
  kind: 'task',
  rule: 'A24',
  ends: { zh: '提示数据主管部门', en: 'the data authority is alarmed' },
  remind: 'taskRemindDays',
  running: ({ stage: at, acceptedOn }, on) =>
    at === 'accepted' && acceptedOn
      ? [
          {
            start: acceptedOn,
            due: workdaysAfter(calendar, acceptedOn, on(acceptedOn).registrationReviewWorkdays),
            whose: [{ role: 'registrar' }],
          },
        ]
      : [],
}

const notice: RegistrationClock = {
  name: 'resource-notice',
  title: { zh: '资源登记公示', en: 'public notice of a resource' },
  kind: 'notice',
  rule: 'A24',
  ends: { zh: '公示期满，可以赋码', en: 'the notice is over and a code can be given' },
  running: ({ stage: at, provider, notice: opened }) =>
    at === 'in-notice' && opened
      ? [{ start: opened.from, due: opened.until, whose: [{ role: 'registrar' }, { role: 'agency', organization: provider }] }]
      : [],
}

const validity: RegistrationClock = {
  name: 'resource-validity',
  title: { zh: '资源登记有效期', en: 'validity of a registration' },
  kind: 'validity',
  rule: 'A24',
  ends: { zh: '登记失效', en: 'the registration lapses' },
  act: 'lapse',
  remind: 'renewalRemindDays',
  running: ({ stage: at, provider, codedOn, validTo }) =>
    at === 'registered' && validTo
      ? [{ ...(codedOn && { start: codedOn }), due: validTo, whose: [{ role: 'agency', organization: provider }] }]
      : [],
}

export const clocks: readonly RegistrationClock[] = [first, acceptance, review, notice, validity]
