/** Article 27: anybody may complain; what belongs to another department is transferred to it, and its receipt and its answer are kept. */
import { z } from 'zod'
import { actsOf, procedure, type Turn } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { attachmentsShape } from '../kernel/files.ts'
import { rule } from '../kernel/rule.ts'
import { documentShape, organizationShape, reasonShape, titleShape } from '../kernel/shapes.ts'

type Stage = 'none' | 'received' | 'transferred' | 'acknowledged' | 'answered' | 'closed'

/** Who complained stays in the shreddable entries; the case itself carries neither name nor contact. */
export interface Complaint {
  readonly stage: Stage
  readonly subject: string
  /** The organization complained of; empty where the complaint names none. */
  readonly organization: string
  readonly complainant: string
  /** Without a name and a way to ask back it is kept as a lead: looked into, and not answered. */
  readonly standing: 'named' | 'lead'
  readonly receivedOn: Day | undefined
  readonly transfer: { readonly to: string; readonly on: Day; readonly reason: string } | undefined
  /** Number under which the body took it over. */
  readonly receipt: string
  readonly outcome: string
}

export interface ComplaintFacts {
  /** Bodies that hold the role of a market supervision body. */
  readonly marketBodies: readonly string[]
}

export type ComplaintEvent =
  | {
      readonly type: 'ComplaintReceived'
      readonly subject: string
      readonly organization: string
      readonly complainant: string
      readonly realName: string
      readonly contact: string
      readonly text: string
      readonly standing: 'named' | 'lead'
      readonly on: Day
    }
  | { readonly type: 'ComplaintTransferred'; readonly to: string; readonly reason: string; readonly on: Day }
  | { readonly type: 'ComplaintAcknowledged'; readonly receipt: string }
  | { readonly type: 'ComplaintAnswered'; readonly outcome: string }
  | { readonly type: 'ComplaintClosed'; readonly outcome: string }

const act = actsOf<Complaint, ComplaintFacts, ComplaintEvent>()
const stage = stageIs<Complaint, ComplaintFacts, unknown>

const yoursToHandle = ownedBy<Complaint, ComplaintFacts, unknown>(
  'A27',
  'not-transferred-to-you',
  { zh: '由接收移送的主管单位办理', en: 'only the body it was transferred to may do this' },
  ({ transfer }) => transfer?.to ?? '',
)

const standingOf = ({ realName, contact }: { readonly realName: string; readonly contact: string }, organization: string) =>
  organization !== '' || (realName !== '' && contact !== '') ? 'named' : 'lead'

/** Open to everybody: a name is asked for and not demanded. */
export const file = act(
  z.object({
    subject: titleShape,
    organization: z.union([z.literal(''), organizationShape]).default(''),
    text: documentShape,
    realName: z.string().trim().max(60).default(''),
    contact: z.string().trim().max(120).default(''),
    attachments: attachmentsShape,
  }),
  {
    name: 'complaint.file',
    title: { zh: '投诉举报', en: 'Complain' },
    when: [
      onlyBy(
        'A27',
        'public',
        'consumer',
        'applicant',
        'operator',
        'agency',
        'joint-reviewer',
        'expert',
        'assessor',
        'market',
        'data-authority',
      ),
      stage('A27', 'already-received', { zh: '该投诉已收到', en: 'this complaint has been received' }, 'none'),
    ],
    provided: [],
    records: ({ asked, by, on }) => [
      { type: 'ComplaintReceived', ...asked, complainant: by.organization, standing: standingOf(asked, by.organization), on },
    ],
  },
)

export const transfer = act(z.object({ to: organizationShape, reason: reasonShape }), {
  name: 'complaint.transfer',
  title: { zh: '移送主管单位', en: 'Transfer to the competent body' },
  when: [
    onlyBy('A27', 'data-authority'),
    stage('A27', 'not-received', { zh: '该投诉不在待处理状态', en: 'the complaint does not wait to be dealt with' }, 'received'),
  ],
  provided: [
    rule(
      'A27',
      'not-a-market-body',
      { zh: '应当移送发改、司法、商务、市场监管等主管单位', en: 'it is transferred to a market supervision body' },
      ({ asked, facts }) => facts.marketBodies.includes(asked.to),
      'to',
    ),
  ],
  records: ({ asked, on }) => [{ type: 'ComplaintTransferred', ...asked, on }],
})

export const acknowledge = act(z.object({ receipt: titleShape }), {
  name: 'complaint.acknowledge',
  title: { zh: '签收移送', en: 'Acknowledge the transfer' },
  when: [
    onlyBy('A27', 'market'),
    yoursToHandle,
    stage('A27', 'not-transferred', { zh: '没有待签收的移送', en: 'no transfer waits for its receipt' }, 'transferred'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'ComplaintAcknowledged', ...asked }],
})

export const answer = act(z.object({ outcome: documentShape, attachments: attachmentsShape }), {
  name: 'complaint.answer',
  title: { zh: '反馈处理结果', en: 'Report the outcome' },
  when: [
    onlyBy('A27', 'market'),
    yoursToHandle,
    stage('A27', 'not-acknowledged', { zh: '尚未签收移送，或者已经反馈', en: 'not acknowledged yet, or answered' }, 'acknowledged'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'ComplaintAnswered', ...asked }],
})

/** What needs no other body, the data authority answers itself. */
export const close = act(z.object({ outcome: documentShape, attachments: attachmentsShape }), {
  name: 'complaint.close',
  title: { zh: '办结投诉', en: 'Close the complaint' },
  when: [
    onlyBy('A27', 'data-authority'),
    stage(
      'A27',
      'still-being-handled',
      { zh: '已移送的投诉，应当待主管单位反馈后办结', en: 'what was transferred is closed after the answer of that body' },
      'received',
      'answered',
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'ComplaintClosed', ...asked }],
})

const start: Complaint = {
  stage: 'none',
  subject: '',
  organization: '',
  complainant: '',
  standing: 'lead',
  receivedOn: undefined,
  transfer: undefined,
  receipt: '',
  outcome: '',
}

const evolve = (state: Complaint, event: ComplaintEvent): Complaint => {
  switch (event.type) {
    case 'ComplaintReceived': {
      const { subject, organization, complainant, standing, on } = event
      return { ...state, stage: 'received', subject, organization, complainant, standing, receivedOn: on }
    }
    case 'ComplaintTransferred':
      return { ...state, stage: 'transferred', transfer: { to: event.to, on: event.on, reason: event.reason } }
    case 'ComplaintAcknowledged':
      return { ...state, stage: 'acknowledged', receipt: event.receipt }
    case 'ComplaintAnswered':
      return { ...state, stage: 'answered', outcome: event.outcome }
    case 'ComplaintClosed':
      return { ...state, stage: 'closed', outcome: event.outcome }
  }
}

const turnsOf = ({ stage: at, transfer: moved }: Complaint): readonly Turn[] => {
  if (at === 'received' || at === 'answered') return [{ role: 'data-authority' }]
  if ((at === 'transferred' || at === 'acknowledged') && moved) return [{ role: 'market', organization: moved.to }]
  return []
}

export const complaints = procedure<Complaint, ComplaintFacts, ComplaintEvent>({
  name: 'complaint',
  plural: 'complaints',
  title: { zh: '投诉举报', en: 'Complaint' },
  start,
  evolve,
  acts: [file, transfer, acknowledge, answer, close],
  stages: {
    none: { zh: '未提交', en: 'not made' },
    received: { zh: '已收到', en: 'received' },
    transferred: { zh: '已移送', en: 'transferred' },
    acknowledged: { zh: '已签收', en: 'acknowledged' },
    answered: { zh: '已反馈', en: 'answered' },
    closed: { zh: '已办结', en: 'closed' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ subject }) => subject,
  // Whoever is complained of does not learn from here who complained.
  concerns: ({ transfer: moved, complainant }) => ({
    organizations: [...(complainant ? [complainant] : []), ...(moved ? [moved.to] : [])],
    roles: ['data-authority', 'audit-admin'],
  }),
  turns: (state) => turnsOf(state),
  keysOf: ({ organization }) => (organization ? [`complained:${organization}`] : []),
  personal: true,
})
