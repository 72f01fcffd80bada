/** W16-3: people look at the snapshot itself and vote, each body for itself and hidden from the others until all are in; only what all approve leaves. */
import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
import { actsAs, onlyBy } from '../../kernel/actor.ts'
import { addDays, type Day } from '../../kernel/days.ts'
import { rule } from '../../kernel/rule.ts'
import { reasonShape } from '../../kernel/shapes.ts'
import type { Parameters } from '../../parameters.ts'
import { type Grade, grades } from '../shapes.ts'
import { act, hashShape, inForce, noOpenRisk, notShut, notSuspended, type OnCase, stage } from './requesting.ts'
import { conclusions, type Export, type ExportEvent, type ExportFacts, type RequiredVote, type Source, type Vote } from './state.ts'

/** Everything the workspace holds, where the zone names no table: a text that somebody wrote may tell of all of it. */
const sourcesOf = (sources: readonly Source[], tables: readonly string[]): readonly Source[] => {
  const named = sources.filter(({ table }) => tables.includes(table))
  return named.length > 0 && tables.every((table) => sources.some((one) => one.table === table)) ? named : sources
}

/** As grave as the gravest table it comes from. */
export const gradeOfExport = (sources: readonly Source[], tables: readonly string[]): Grade =>
  sourcesOf(sources, tables).reduce<Grade>(
    (gravest, { grade }) => (grades.indexOf(grade) > grades.indexOf(gravest) ? grade : gravest),
    'general-1',
  )

interface Reviewed {
  readonly operator: string
  readonly facts: Pick<ExportFacts, 'sources' | 'authorization'>
  readonly tables: readonly string[]
  readonly reviewers: number
}

/**
 * Who must vote. Below grade 3 the data authority; from grade 3 on also every agency whose data it comes from (article 12), and for important
 * data a security authority (article 17). Where these are fewer than the number the rules name, others of the joint review stand in.
 */
export const votesFor = ({ operator, facts, tables, reviewers }: Reviewed): readonly RequiredVote[] => {
  const { authority, reviewBodies } = facts.authorization
  const grade = gradeOfExport(facts.sources, tables)
  const first: RequiredVote = { as: 'authority', body: authority }
  if (grades.indexOf(grade) < grades.indexOf('general-3')) return [first]
  const providers = [...new Set(sourcesOf(facts.sources, tables).map(({ provider }) => provider))]
    .filter((body) => body !== authority && body !== operator)
    .map((body): RequiredVote => ({ as: 'provider', body }))
  const security: RequiredVote = { as: 'security', body: '' }
  const must = [first, ...providers, ...(grade === 'important' ? [security] : [])]
  const others = reviewBodies
    .filter((body) => body !== operator && must.every((one) => one.body !== body))
    .map((body): RequiredVote => ({ as: 'reviewer', body }))
  const standIns = [...(grade === 'important' ? [] : [security]), ...others]
  return [...must, ...standIns.slice(0, Math.max(0, reviewers - must.length))]
}

/** As what somebody votes: for the body that is named, else as the security authority that takes it up. */
const slotOf = ({ required, votes }: Pick<Export, 'required' | 'votes'>, by: Actor): RequiredVote | undefined =>
  required.find(({ body }) => body !== '' && body === by.organization) ??
  (actsAs(by, 'security-authority') && votes.every((one) => one.as !== 'security')
    ? required.find(({ as }) => as === 'security')
    : undefined)

export const isAnswered = ({ votes }: Pick<Export, 'votes'>, { as, body }: RequiredVote): boolean =>
  votes.some((one) => one.as === as && (body === '' || one.body === body))

const underReview = stage(
  'W16-3',
  'not-under-review',
  { zh: '自动检查未通过，或者审核已结束', en: 'it has not passed the checks of the zone, or the review is over' },
  'checked',
  'in-review',
)
const reviewing: readonly OnCase[] = [
  onlyBy('W16-3', 'data-authority', 'agency', 'joint-reviewer', 'security-authority'),
  underReview,
  rule(
    'W16-3',
    'own-export',
    { zh: '申请导出的单位和人员不得参与审核', en: 'who asked for the export does not review it' },
    ({ state, by }) => by.organization !== state.operator && by.person !== state.requester,
  ),
  rule(
    'W16-3',
    'not-a-required-body',
    { zh: '本单位不是该项导出的审核单位，或者安全主管部门已投票', en: 'your body is not asked, or a security authority has voted' },
    ({ state, by }) => slotOf(state, by) !== undefined || state.votes.some(({ body }) => body === by.organization),
  ),
  rule(
    'W16-3',
    'recused',
    { zh: '您已申请回避，请由本单位其他人员办理', en: 'you have stepped back: somebody else of your body does this' },
    ({ state, by }) => state.recused.every(({ person }) => person !== by.person),
  ),
  notShut,
  notSuspended,
  inForce,
  noOpenRisk,
]

/** The way into the zone for this snapshot alone. */
export const review = act(z.object({}), {
  name: 'export.review',
  title: { zh: '进域查看导出内容', en: 'Look at it in the zone' },
  when: reviewing,
  provided: [],
  records: ({ state, by }) => [{ type: 'ExportReviewOpened', person: by.person, body: by.organization, snapshot: state.snapshot }],
})

const notVotedYet: OnCase = rule('W16-3', 'vote-given', { zh: '本单位已投票', en: 'your body has voted' }, ({ state, by }) =>
  state.votes.every(({ body }) => body !== by.organization),
)

export const vote = act(
  z.object({
    snapshot: hashShape,
    conclusion: z.enum(conclusions),
    reason: z.string().trim().max(1000).default('').meta({ format: 'reason' }),
  }),
  {
    name: 'export.vote',
    title: { zh: '投票', en: 'Vote' },
    when: [
      ...reviewing,
      notVotedYet,
      rule('W16-3', 'same-person', { zh: '同一人员不得代表两个单位投票', en: 'one person does not vote for two bodies' }, ({ state, by }) =>
        state.votes.every(({ person }) => person !== by.person),
      ),
      rule(
        'W16-3',
        'not-looked-at',
        { zh: '请先进域查看文件内容，再投票', en: 'look at the files in the zone before you vote' },
        ({ state, by }) => state.looks.some(({ person, snapshot }) => person === by.person && snapshot === state.snapshot),
      ),
    ],
    provided: [
      rule(
        'W16-3',
        'file-changed',
        { zh: '文件已更换，请重新查看后投票', en: 'the file has been changed meanwhile: look at it again' },
        ({ asked, state }) => asked.snapshot === state.snapshot,
        'snapshot',
      ),
      rule(
        'W16-3',
        'no-reason',
        { zh: '请写明审核理由；要求修改的，写明修改意见', en: 'give the reasons; a request for changes says which' },
        ({ asked }) => asked.reason !== '',
        'reason',
      ),
    ],
    records: ({ asked, state, facts, by, on, parameters }) => {
      const slot = slotOf(state, by)
      if (slot === undefined) return []
      const cast: Vote = { as: slot.as, body: by.organization, person: by.person, ...asked }
      return [{ type: 'ExportVoteCast', ...cast }, ...outcomeOf(state, cast, { until: facts.request.until, on, parameters })]
    },
  },
)

interface Term {
  readonly until: Day
  readonly on: Day
  readonly parameters: Parameters
}

/** Nothing follows before the last vote is in, so that no vote tells of another. */
const outcomeOf = (state: Export, cast: Vote, { until, on, parameters }: Term): readonly ExportEvent[] => {
  const votes = [...state.votes, cast]
  if (!state.required.every((one) => isAnswered({ votes }, one))) return []
  const opened: ExportEvent = { type: 'ExportVotesOpened', votes, comments: state.comments.filter(({ sealed }) => sealed) }
  if (votes.some(({ conclusion }) => conclusion === 'refuse')) return [opened, { type: 'ExportRefused' }]
  if (votes.some(({ conclusion }) => conclusion === 'changes')) return [opened, { type: 'ExportReturned' }]
  const last = addDays(on, parameters.exportDownloadDays)
  return [opened, { type: 'ExportApproved', until: last < until ? last : until, mostDownloads: parameters.exportDownloads }]
}

/** The body still has to vote, through somebody else. */
export const recuse = act(z.object({ reason: reasonShape }), {
  name: 'export.recuse',
  title: { zh: '申请回避', en: 'Step back from the review' },
  when: [...reviewing, notVotedYet],
  provided: [],
  records: ({ asked, by }) => [{ type: 'ExportReviewerRecused', body: by.organization, person: by.person, ...asked }],
})

/** A question or an answer; what a reviewer says before the votes are open is as hidden as a vote. */
export const comment = act(z.object({ text: reasonShape }), {
  name: 'export.comment',
  title: { zh: '留言', en: 'Comment' },
  when: [
    onlyBy('W16-3', 'operator-analyst', 'data-authority', 'agency', 'joint-reviewer', 'security-authority'),
    stage(
      'W16-3',
      'nothing-to-comment',
      { zh: '未申请或者已终结', en: 'it is not asked for, or is over' },
      'requested',
      'checked',
      'in-review',
      'returned',
    ),
    rule(
      'W16-3',
      'not-a-party',
      { zh: '只有申请单位和审核单位可以留言', en: 'only the operator and the bodies that review it comment' },
      ({ state, by }) => by.organization === state.operator || isReviewer(state, by),
    ),
  ],
  provided: [],
  records: ({ asked, state, by, at }) => [
    {
      type: 'ExportCommented',
      body: by.organization,
      person: by.person,
      at,
      text: asked.text,
      sealed: by.organization !== state.operator && !state.areVotesOpen,
    },
  ],
})

const isReviewer = (state: Export, by: Actor): boolean =>
  slotOf(state, by) !== undefined ||
  [...state.votes, ...state.pastRounds.flatMap(({ votes }) => votes)].some(({ body }) => body === by.organization)
