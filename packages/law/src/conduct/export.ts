/** Article 16, W16-3: raw data never leaves the zone; a result leaves when the zone's checks and the people who must look at it let it go. */
import { procedure, type Turn } from '../kernel/act.ts'
import { clocks, whoseOf } from './export/clocks.ts'
import { change, request, withdraw } from './export/requesting.ts'
import { comment, isAnswered, recuse, review, vote } from './export/review.ts'
import { noteDestroyed, seal, unseal } from './export/sealing.ts'
import { download, end, noteChecked, noteRefusedByZone, noteReleased } from './export/standing.ts'
import { type Export, type ExportEvent, type ExportFacts, evolve, start } from './export/state.ts'

export { type Export, type ExportEvent, type ExportFacts, isOver as isExportOver, type Vote as ExportVote } from './export/state.ts'

const turnsOf = (state: Export): readonly Turn[] => {
  const { stage, operator, keeping } = state
  if (stage === 'returned') return [{ role: 'operator-analyst', organization: operator }]
  if ((stage !== 'checked' && stage !== 'in-review') || keeping !== undefined) return []
  return state.required.filter((one) => !isAnswered(state, one)).map(whoseOf)
}

export const dataExports = procedure<Export, ExportFacts, ExportEvent>({
  name: 'export',
  plural: 'exports',
  title: { zh: '结果导出', en: 'Export of a result' },
  start,
  evolve,
  acts: [
    request,
    change,
    noteChecked,
    noteRefusedByZone,
    review,
    vote,
    recuse,
    comment,
    noteReleased,
    download,
    withdraw,
    end,
    seal,
    unseal,
    noteDestroyed,
  ],
  stages: {
    none: { zh: '未申请', en: 'not asked for' },
    requested: { zh: '已申请，自动检查中', en: 'asked for, being checked' },
    checked: { zh: '自动检查通过，待审核', en: 'checked, waiting for review' },
    'in-review': { zh: '人工审核中', en: 'in review' },
    returned: { zh: '退回修改', en: 'returned for changes' },
    approved: { zh: '审核同意，待导出', en: 'approved, waiting for the zone' },
    released: { zh: '已导出', en: 'released' },
    refused: { zh: '不予导出', en: 'refused' },
    withdrawn: { zh: '已撤回', en: 'withdrawn' },
    ended: { zh: '已终止', en: 'ended' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ files }) => files.map(({ name }) => name).join(', '),
  concerns: ({ operator, required }) => ({
    organizations: [operator, ...required.map(({ body }) => body).filter((body) => body !== '')],
    roles: ['data-authority', 'security-authority', 'audit-admin'],
  }),
  turns: turnsOf,
  clocks,
  keysOf: ({ request: of, authorization, operator }) => [`request:${of}`, `authorization:${authorization}`, `operator:${operator}`],
  personal: false,
})
