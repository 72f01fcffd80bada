/** Articles 15 and 16: data turned up where it must not be; the authorities have the zone say from which export it came. */
import { z } from 'zod'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import { rule } from '../kernel/rule.ts'
import { dayShape, idShape, organizationShape, reasonShape, titleShape } from '../kernel/shapes.ts'
import { evolve, type LeakTrace, type LeakTraceEvent, type LeakTraceFacts, start, verdicts } from './leak-trace/state.ts'

export type { LeakTrace, LeakTraceEvent, LeakTraceFacts } from './leak-trace/state.ts'

const act = actsOf<LeakTrace, LeakTraceFacts, LeakTraceEvent>()
const stage = stageIs<LeakTrace, LeakTraceFacts, unknown>
const hashShape = z.string().regex(/^[0-9a-f]{64}$/)

const yours = ownedBy<LeakTrace, LeakTraceFacts, unknown>(
  'A15',
  'not-your-trace',
  { zh: '由立案的部门办理', en: 'the body that opened the trace does this' },
  ({ body }) => body,
)
const investigators = onlyBy<LeakTrace, LeakTraceFacts, unknown>('A15', 'data-authority', 'security-authority')
const open = stage('A15', 'not-open', { zh: '未立案或者已办结', en: 'it is not opened, or is closed' }, 'opened', 'answered')

export const openTrace = act(z.object({ place: titleShape, foundOn: dayShape, circumstances: reasonShape }), {
  name: 'leak-trace.open',
  title: { zh: '泄露溯源立案', en: 'Open the trace of a leak' },
  when: [investigators, stage('A15', 'already-open', { zh: '已立案', en: 'it has been opened' }, 'none')],
  provided: [
    rule(
      'A15',
      'found-later',
      { zh: '发现日期不得晚于今日', en: 'it was not found after today' },
      ({ asked, on }) => asked.foundOn <= on,
      'foundOn',
    ),
  ],
  records: ({ asked, by }) => [{ type: 'LeakTraceOpened', body: by.organization, person: by.person, ...asked }],
})

export const enterTrace = act(z.object({}), {
  name: 'leak-trace.enter',
  title: { zh: '进域比对样本', en: 'Compare a sample in the zone' },
  when: [investigators, yours, open],
  provided: [],
  records: ({ by }) => [{ type: 'LeakTraceEntered', person: by.person }],
})

/** The sample itself stays with whoever found it: the platform knows its hash and asks the zone what it found. */
export const handIn = act(z.object({ sample: hashShape }), {
  name: 'leak-trace.hand-in',
  title: { zh: '提请出具溯源结论', en: 'Ask for the answer of the zone' },
  when: [investigators, yours, open],
  provided: [
    rule(
      'A15',
      'sample-answered',
      { zh: '该样本已有溯源结论', en: 'the zone has answered on this sample' },
      ({ asked, state }) => state.answers.every(({ sample }) => sample !== asked.sample),
      'sample',
    ),
  ],
  records: ({ asked }) => [{ type: 'LeakSampleHandedIn', ...asked }],
})

const answerShape = z.object({
  sample: hashShape,
  verdict: z.enum(verdicts),
  suspects: z
    .array(
      z.object({
        export: idShape,
        operator: organizationShape,
        person: idShape,
        grant: idShape,
        evidence: z.string().max(40),
        matched: z.int().min(0),
        of: z.int().min(0),
        /** Ten to the minus this: how likely data without this mark would look so by chance, over all exports compared. */
        chanceExponent: z.number().min(0),
      }),
    )
    .max(20),
  compared: z.int().min(0),
})

export const noteAnswer = act(answerShape, {
  name: 'leak-trace.note-answer',
  title: { zh: '记录溯源结论', en: 'Note the answer of the zone' },
  when: [onlyBy('A24', 'platform'), open],
  provided: [
    rule(
      'A15',
      'sample-unknown',
      { zh: '没有提请该样本', en: 'no such sample was handed in' },
      ({ asked, state }) => state.samples.includes(asked.sample),
      'sample',
    ),
  ],
  records: ({ asked }) => [{ type: 'LeakTraced', ...asked }],
})

export const closeTrace = act(z.object({ conclusion: reasonShape }), {
  name: 'leak-trace.close',
  title: { zh: '溯源办结', en: 'Close the trace' },
  when: [investigators, yours, open],
  provided: [],
  records: ({ asked }) => [{ type: 'LeakTraceClosed', ...asked }],
})

export const leakTraces = procedure<LeakTrace, LeakTraceFacts, LeakTraceEvent>({
  name: 'leak-trace',
  plural: 'leak-traces',
  title: { zh: '泄露溯源', en: 'Trace of a leak' },
  start,
  evolve,
  acts: [openTrace, enterTrace, handIn, noteAnswer, closeTrace],
  stages: {
    none: { zh: '未立案', en: 'not opened' },
    opened: { zh: '已立案', en: 'opened' },
    answered: { zh: '已有结论', en: 'answered' },
    closed: { zh: '已办结', en: 'closed' },
  },
  stageOf: (state) => state.stage,
  titleOf: ({ place }) => place,
  concerns: ({ body }) => ({
    organizations: body === '' ? [] : [body],
    roles: ['data-authority', 'security-authority', 'audit-admin'],
  }),
  turns: (state) => (state.stage === 'opened' || state.stage === 'answered' ? [{ role: state.by, organization: state.body }] : []),
  keysOf: () => [],
  personal: false,
})
