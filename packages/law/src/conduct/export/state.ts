/** What an export is made of: the snapshot that is asked for, what the zone found in it, who must look at it and what they said, and what became of it. */
import type { Ground } from '../../kernel/act.ts'
import { type Day, dayOf, instant } from '../../kernel/days.ts'
import type { Grade } from '../shapes.ts'

export type Stage =
  | 'none'
  | 'requested'
  | 'checked'
  | 'in-review'
  | 'returned'
  | 'approved'
  | 'released'
  | 'refused'
  | 'withdrawn'
  | 'ended'

export const fileKinds = ['table', 'chart-data', 'report', 'code', 'model'] as const
export type FileKind = (typeof fileKinds)[number]
export const fileFormats = ['csv', 'json', 'markdown', 'sql', 'onnx'] as const
export type FileFormat = (typeof fileFormats)[number]

/** One file of the snapshot as the zone has frozen it; the bytes themselves never pass through the platform. */
export interface ExportFile {
  readonly name: string
  readonly kind: FileKind
  readonly format: FileFormat
  readonly rows: number
  readonly sizeBytes: number
  readonly sha256: string
}

export interface Asked {
  readonly request: string
  readonly purpose: string
  /** The organizations that will have it. */
  readonly recipients: readonly string[]
  /** What a reader must know to read it rightly: which people, which period, which units, what was left out. */
  readonly context: string
  /** SHA-256 over the list of files: names one snapshot and no other. */
  readonly snapshot: string
  readonly files: readonly ExportFile[]
}

export interface Check {
  readonly check: string
  readonly passed: boolean
  /** How many findings it has; warnings among them do not fail it. */
  readonly findings: number
}

/** What the zone reported of a snapshot, signed in its receipt. */
export interface Report {
  readonly snapshot: string
  readonly passed: boolean
  readonly checks: readonly Check[]
  /** Granted tables that the files come from. */
  readonly tables: readonly string[]
}

/** Who must vote: a body by name, or whichever security authority takes it up. */
export interface RequiredVote {
  readonly as: 'authority' | 'provider' | 'reviewer' | 'security'
  /** Empty for a security authority that has not taken it up. */
  readonly body: string
}

export const conclusions = ['approve', 'changes', 'refuse'] as const
export interface Vote {
  readonly as: RequiredVote['as']
  readonly body: string
  readonly person: string
  readonly snapshot: string
  readonly conclusion: (typeof conclusions)[number]
  readonly reason: string
}

export interface Comment {
  readonly body: string
  readonly person: string
  readonly at: string
  readonly text: string
  /** Said by a reviewer while votes are hidden from each other: as hidden as a vote. */
  readonly sealed: boolean
}

/** A round that is over because the file was changed or the votes were opened: its votes count for nothing any more. */
export interface PastRound {
  readonly snapshot: string
  readonly votes: readonly Vote[]
  readonly areOpen: boolean
}

export interface Release {
  /** SHA-256 of the manifest that the zone has signed. */
  readonly manifest: string
  readonly files: readonly Pick<ExportFile, 'name' | 'sizeBytes' | 'sha256'>[]
  /** Index of the release in the zone's own log. */
  readonly logIndex: number
}

export interface Export extends Asked {
  readonly stage: Stage
  readonly authorization: string
  readonly operator: string
  readonly authority: string
  readonly scenario: string
  /** Who asked for it, and who alone may fetch it. */
  readonly requester: string
  readonly report: Report | undefined
  readonly checkedOn: Day | undefined
  /** The day of the unsealing, from which the time for votes counts anew; none where it was not sealed since its check. */
  readonly reviewFrom?: Day | undefined
  readonly grade: Grade | undefined
  readonly required: readonly RequiredVote[]
  /** Who has looked at which snapshot in the zone. */
  readonly looks: readonly { readonly person: string; readonly snapshot: string }[]
  readonly votes: readonly Vote[]
  /** Whether all votes of this round are in and shown to each other. */
  readonly areVotesOpen: boolean
  readonly pastRounds: readonly PastRound[]
  readonly recused: readonly { readonly body: string; readonly person: string; readonly reason: string }[]
  readonly comments: readonly Comment[]
  readonly zoneRefusal: string
  readonly release: Release | undefined
  readonly releasedOn: Day | undefined
  /** Last day on which it may be fetched. */
  readonly until: Day | undefined
  readonly mostDownloads: number
  readonly downloads: number
  /** What became of the files that the zone keeps; nothing while they can be opened. */
  readonly keeping: 'sealed' | 'destroyed' | undefined
}

/** Where a table of the workspace comes from, and how grave what was granted of it is. */
export interface Source {
  readonly table: string
  readonly provider: string
  readonly grade: Grade
}

export interface ExportFacts {
  /** The request in whose workspace it was made; its stage is `none` where there is no such one. */
  readonly request: { readonly stage: string; readonly operator: string; readonly scenario: string; readonly until: Day }
  readonly authorization: {
    readonly id: string
    readonly stage: string
    readonly authority: string
    /** Joint reviewers of the call it came from. */
    readonly reviewBodies: readonly string[]
  }
  readonly sources: readonly Source[]
  /** Whether who acts is a person enabled today (article 16). */
  readonly personEnabled: boolean
  /** Risk reports on this workspace that the data authority has not released. */
  readonly openRisks: number
  /** Destructions of this export that are not certified. */
  readonly openDestructions: number
}

export type ExportEvent =
  | ({
      readonly type: 'ExportRequested'
      readonly authorization: string
      readonly operator: string
      readonly authority: string
      readonly scenario: string
      readonly requester: string
    } & Asked)
  | ({ readonly type: 'ExportChecked'; readonly grade: Grade; readonly required: readonly RequiredVote[] } & Report)
  | { readonly type: 'ExportReviewOpened'; readonly person: string; readonly body: string; readonly snapshot: string }
  | ({ readonly type: 'ExportVoteCast' } & Vote)
  | { readonly type: 'ExportVotesOpened'; readonly votes: readonly Vote[]; readonly comments: readonly Comment[] }
  | { readonly type: 'ExportReviewerRecused'; readonly body: string; readonly person: string; readonly reason: string }
  | ({ readonly type: 'ExportCommented' } & Comment)
  | { readonly type: 'ExportApproved'; readonly until: Day; readonly mostDownloads: number }
  | { readonly type: 'ExportRefused' }
  | { readonly type: 'ExportReturned' }
  | ({ readonly type: 'ExportChanged' } & Pick<Asked, 'snapshot' | 'files' | 'context'>)
  | ({ readonly type: 'ExportReleased' } & Release)
  | { readonly type: 'ExportRefusedByZone'; readonly refusal: string; readonly detail: string }
  | { readonly type: 'ExportDownloadOpened'; readonly person: string }
  | { readonly type: 'ExportWithdrawn'; readonly reason: string }
  | { readonly type: 'ExportEnded'; readonly reason: string }
  | { readonly type: 'ExportSealed'; readonly body: string; readonly reason: string }
  | { readonly type: 'ExportUnsealed'; readonly reason: string }
  | { readonly type: 'ExportDestroyed'; readonly task: string }

/** The case is over and what the zone holds of it is not given out any more. */
export const isOver = ({ stage }: Pick<Export, 'stage'>): boolean => ['refused', 'withdrawn', 'ended'].includes(stage)

export const start: Export = {
  stage: 'none',
  request: '',
  authorization: '',
  operator: '',
  authority: '',
  scenario: '',
  requester: '',
  purpose: '',
  recipients: [],
  context: '',
  snapshot: '',
  files: [],
  report: undefined,
  checkedOn: undefined,
  grade: undefined,
  required: [],
  looks: [],
  votes: [],
  areVotesOpen: false,
  pastRounds: [],
  recused: [],
  comments: [],
  zoneRefusal: '',
  release: undefined,
  releasedOn: undefined,
  until: undefined,
  mostDownloads: 0,
  downloads: 0,
  keeping: undefined,
}

/** A round ends: what was voted on is not what is asked for now. */
const nextRound = (state: Export): Pick<Export, 'votes' | 'areVotesOpen' | 'pastRounds'> => ({
  votes: [],
  areVotesOpen: false,
  pastRounds:
    state.votes.length === 0
      ? state.pastRounds
      : [...state.pastRounds, { snapshot: state.snapshot, votes: state.votes, areOpen: state.areVotesOpen }],
})

export const evolve = (state: Export, event: ExportEvent, { at }: Pick<Ground, 'at'>): Export => {
  const { type, ...told } = event
  const on = () => dayOf(instant(at))
  switch (event.type) {
    case 'ExportRequested':
      return { ...state, stage: 'requested', ...(told as Omit<typeof event, 'type'>) }
    case 'ExportChecked': {
      const { grade, required, type: _, ...report } = event
      return {
        ...state,
        stage: event.passed ? 'checked' : 'returned',
        checkedOn: on(),
        reviewFrom: undefined,
        report,
        grade,
        required,
        zoneRefusal: '',
      }
    }
    case 'ExportReviewOpened':
      return { ...state, stage: 'in-review', looks: [...state.looks, { person: event.person, snapshot: event.snapshot }] }
    case 'ExportVoteCast':
      return { ...state, stage: 'in-review', votes: [...state.votes, told as Vote] }
    case 'ExportVotesOpened':
      return { ...state, areVotesOpen: true, comments: state.comments.map((one) => ({ ...one, sealed: false })) }
    case 'ExportReviewerRecused':
      return { ...state, recused: [...state.recused, { body: event.body, person: event.person, reason: event.reason }] }
    case 'ExportCommented':
      return { ...state, comments: [...state.comments, told as Comment] }
    case 'ExportApproved':
      return { ...state, stage: 'approved', until: event.until, mostDownloads: event.mostDownloads }
    case 'ExportRefused':
      return { ...state, stage: 'refused' }
    case 'ExportReturned':
      return { ...state, stage: 'returned' }
    case 'ExportChanged': {
      const { type: _, ...changed } = event
      return { ...state, stage: 'requested', ...nextRound(state), ...changed, report: undefined, zoneRefusal: '' }
    }
    case 'ExportReleased':
      return { ...state, stage: 'released', releasedOn: on(), release: told as Release, zoneRefusal: '' }
    case 'ExportRefusedByZone':
      return { ...state, stage: 'returned', ...nextRound(state), zoneRefusal: event.refusal }
    case 'ExportDownloadOpened':
      return { ...state, downloads: state.downloads + 1 }
    case 'ExportWithdrawn':
      return { ...state, stage: 'withdrawn' }
    case 'ExportEnded':
      return { ...state, stage: 'ended' }
    case 'ExportSealed':
      return { ...state, keeping: 'sealed' }
    case 'ExportUnsealed':
      return { ...state, keeping: undefined, reviewFrom: on() }
    case 'ExportDestroyed':
      return { ...state, keeping: 'destroyed' }
  }
}
