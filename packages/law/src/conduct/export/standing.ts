/** Articles 10, 16 and 24: what the zone found and did, how a released export is fetched, and how it comes to its end. */
import { z } from 'zod'
import { onlyBy } from '../../kernel/actor.ts'
import type { Matter } from '../../kernel/rule.ts'
import { rule } from '../../kernel/rule.ts'
import { idShape, nameShape } from '../../kernel/shapes.ts'
import {
  act,
  enabled,
  fileNameShape,
  hashShape,
  inForce,
  noOpenRisk,
  notShut,
  notSuspended,
  type OnCase,
  stage,
  yours,
} from './requesting.ts'
import { gradeOfExport, votesFor } from './review.ts'
import type { Export, ExportFacts } from './state.ts'

const byOrder: OnCase = onlyBy('A24', 'platform')

const reportShape = z.object({
  snapshot: hashShape,
  passed: z.boolean(),
  checks: z.array(z.object({ check: idShape, passed: z.boolean(), findings: z.int().min(0) })).min(1),
  tables: z.array(nameShape),
})

export const noteChecked = act(reportShape, {
  name: 'export.note-checked',
  title: { zh: '记录自动检查结果', en: 'Note what the checks of the zone found' },
  when: [byOrder, stage('W16-3', 'not-requested', { zh: '没有待检查的导出申请', en: 'no export waits to be checked' }, 'requested')],
  provided: [
    rule(
      'W16-3',
      'other-snapshot',
      { zh: '检查的不是现在申请导出的文件', en: 'another snapshot was checked than the one asked for now' },
      ({ asked, state }) => asked.snapshot === state.snapshot,
      'snapshot',
    ),
    rule(
      'W16-3',
      'passed-with-failures',
      { zh: '有检查未通过的，不得记为通过', en: 'it has not passed while one of its checks failed' },
      ({ asked }) => asked.passed === asked.checks.every(({ passed }) => passed),
      'passed',
    ),
    rule(
      'W16-3',
      'model-not-examined',
      { zh: '导出模型的，检查结果应当包括模型核验', en: 'where a model is to leave, its verdict is among the checks' },
      ({ asked, state }) => state.files.every(({ kind }) => kind !== 'model') || asked.checks.some(({ check }) => check === 'memorization'),
      'checks',
    ),
  ],
  records: ({ asked, state, facts, parameters }) => [
    {
      type: 'ExportChecked',
      ...asked,
      grade: gradeOfExport(facts.sources, asked.tables),
      required: votesFor({ operator: state.operator, facts, tables: asked.tables, reviewers: parameters.exportReviewers }),
    },
  ],
})

export const noteReleased = act(
  z.object({
    snapshot: hashShape,
    manifest: hashShape,
    files: z.array(z.object({ name: fileNameShape, sizeBytes: z.int().min(0), sha256: hashShape })).min(1),
    logIndex: z.int().min(0),
  }),
  {
    name: 'export.note-released',
    title: { zh: '记录导出', en: 'Note that it is released' },
    when: [byOrder, stage('W16-3', 'not-approved', { zh: '未经审核同意，不得导出', en: 'it is not approved' }, 'approved')],
    provided: [
      rule(
        'W16-3',
        'other-snapshot',
        { zh: '导出的不是审核同意的文件', en: 'another snapshot was released than the one that was approved' },
        ({ asked, state }) => asked.snapshot === state.snapshot,
        'snapshot',
      ),
      rule(
        'W16-3',
        'model-differs',
        { zh: '导出的模型与审核的文件不一致', en: 'a model leaves byte for byte as it was reviewed' },
        ({ asked, state }) =>
          state.files.every(
            ({ kind, name, sha256 }) => kind !== 'model' || asked.files.some((file) => file.name === name && file.sha256 === sha256),
          ),
        'files',
      ),
    ],
    records: ({ asked: { snapshot: _, ...released } }) => [{ type: 'ExportReleased', ...released }],
  },
)

export const noteRefusedByZone = act(z.object({ refusal: idShape, detail: z.string().max(500).default('') }), {
  name: 'export.note-refused-by-zone',
  title: { zh: '记录授权运营域拒绝', en: 'Note that the zone refused' },
  when: [
    byOrder,
    stage('W16-3', 'nothing-ordered', { zh: '没有待检查或者待导出的文件', en: 'nothing waits for the zone' }, 'requested', 'approved'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'ExportRefusedByZone', ...asked }],
})

/** The way to fetch it; the zone counts each file that is fetched. */
export const download = act(z.object({}), {
  name: 'export.download',
  title: { zh: '下载导出文件', en: 'Fetch the files' },
  when: [
    onlyBy('A16', 'operator-analyst'),
    yours,
    stage('W16-3', 'not-released', { zh: '未导出或者已终结', en: 'it is not released, or is over' }, 'released'),
    rule(
      'W16-3',
      'not-the-requester',
      { zh: '只能由申请人本人下载', en: 'only the person who asked for it fetches it' },
      ({ state, by }) => state.requester === by.person,
    ),
    notShut,
    enabled,
    notSuspended,
    inForce,
    noOpenRisk,
    rule(
      'W10-1',
      'workspace-closed',
      { zh: '工作空间已冻结或者关闭，停止下载', en: 'the workspace is frozen or closed: nothing is fetched' },
      ({ facts }) => facts.request.stage === 'active',
    ),
    rule(
      'W16-3',
      'download-too-late',
      { zh: '下载期限已过', en: 'the time to fetch it is over' },
      ({ state, on }) => state.until !== undefined && on <= state.until,
    ),
    rule(
      'W16-3',
      'downloads-used-up',
      { zh: '下载次数已用完', en: 'it has been fetched as often as is allowed' },
      ({ state }) => state.downloads < state.mostDownloads,
    ),
  ],
  provided: [],
  records: ({ by }) => [{ type: 'ExportDownloadOpened', person: by.person }],
})

/** The right to work on what it comes from is gone. */
const isGroundGone = ({ facts: { authorization, request } }: Pick<Matter<Export, ExportFacts, unknown>, 'facts'>): boolean =>
  !['active', 'suspended'].includes(authorization.stage) || !['active', 'frozen'].includes(request.stage)

export const end = act(z.object({}), {
  name: 'export.end',
  title: { zh: '终止导出', en: 'The export ends' },
  when: [
    byOrder,
    stage(
      'A10',
      'over-already',
      { zh: '未申请或者已终结', en: 'it is not asked for, or is over' },
      'requested',
      'checked',
      'in-review',
      'returned',
      'approved',
      'released',
    ),
    rule('A10', 'ground-stands', { zh: '授权和数据申请仍有效', en: 'authorization and request stand' }, ({ facts }) =>
      isGroundGone({ facts }),
    ),
  ],
  provided: [],
  records: () => [{ type: 'ExportEnded', reason: 'ground-gone' }],
})
