/** Articles 10, 16 and 19: what the zone made of the decision, and how an import comes to its end. */
import { z } from 'zod'
import { onlyBy } from '../../kernel/actor.ts'
import type { Matter } from '../../kernel/rule.ts'
import { rule } from '../../kernel/rule.ts'
import { idShape, reasonShape } from '../../kernel/shapes.ts'
import { act, hashShape, type OnCase, stage, yours } from './declaring.ts'
import type { SocialData, SocialDataFacts } from './state.ts'

const byOrder: OnCase = onlyBy('A24', 'platform')
const approved = stage(
  'W16-4',
  'not-approved',
  { zh: '未经审核同意，不得导入', en: 'it is not approved: it stays in quarantine' },
  'approved',
  'refused-by-zone',
)

export const noteImported = act(z.object({ rows: z.int().min(0), highestRisk: z.number().min(0).max(1).optional() }), {
  name: 'social-data.note-imported',
  title: { zh: '记录导入工作空间', en: 'Note that it stands in the workspace' },
  when: [byOrder, approved],
  provided: [],
  records: ({ asked }) => [{ type: 'SocialDataImported', rows: asked.rows, highestRisk: asked.highestRisk }],
})

export const noteRefusedByZone = act(z.object({ refusal: idShape, detail: z.string().max(500).default('') }), {
  name: 'social-data.note-refused-by-zone',
  title: { zh: '记录授权运营域拒绝导入', en: 'Note that the zone refused' },
  when: [byOrder, approved],
  provided: [],
  records: ({ asked }) => [{ type: 'SocialDataRefusedByZone', ...asked }],
})

export const withdraw = act(z.object({ reason: reasonShape }), {
  name: 'social-data.withdraw',
  title: { zh: '撤回社会数据', en: 'Withdraw the import' },
  when: [
    onlyBy('A16', 'operator'),
    yours,
    stage(
      'A16',
      'over-already',
      { zh: '未申报或者已终止', en: 'it is not declared, or is over' },
      'declared',
      'quarantined',
      'approved',
      'refused-by-zone',
      'imported',
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'SocialDataWithdrawn', ...asked }],
})

type OnSocialData = Pick<Matter<SocialData, SocialDataFacts, unknown>, 'facts'>

/** What it was to be joined with is gone, or the right to work on it is. */
const isGroundGone = ({ facts: { authorization, request } }: OnSocialData): boolean =>
  !['active', 'suspended'].includes(authorization.stage) || !['submitted', 'approved', 'active', 'frozen'].includes(request.stage)

export const lapse = act(z.object({}), {
  name: 'social-data.lapse',
  title: { zh: '导入失效', en: 'The import lapses' },
  when: [
    byOrder,
    stage(
      'A16',
      'nothing-to-lapse',
      { zh: '没有待导入的社会数据', en: 'nothing waits to be imported' },
      'declared',
      'quarantined',
      'approved',
      'refused-by-zone',
    ),
    rule(
      'A16',
      'still-in-time',
      { zh: '送达期限未满，授权和数据申请仍有效', en: 'it may still be delivered, and authorization and request stand' },
      ({ state, facts, on }) =>
        isGroundGone({ facts }) ||
        on > state.until ||
        (state.stage === 'declared' && state.deliverBy !== undefined && on > state.deliverBy),
    ),
  ],
  provided: [],
  records: ({ facts }) => [{ type: 'SocialDataLapsed', reason: isGroundGone({ facts }) ? 'ground-gone' : 'out-of-time' }],
})

export const end = act(z.object({}), {
  name: 'social-data.end',
  title: { zh: '结束使用社会数据', en: 'The use of the import ends' },
  when: [
    byOrder,
    stage('A16', 'not-imported', { zh: '没有已导入的社会数据', en: 'nothing has been imported' }, 'imported'),
    rule(
      'A16',
      'still-in-use',
      { zh: '使用期限未满，授权和数据申请仍有效', en: 'its period runs, and authorization and request stand' },
      ({ state, facts, on }) => isGroundGone({ facts }) || on > state.until,
    ),
  ],
  provided: [],
  records: ({ facts }) => [{ type: 'SocialDataEnded', reason: isGroundGone({ facts }) ? 'ground-gone' : 'out-of-time' }],
})

const purgeShape = z.object({
  inventoryRoot: hashShape,
  objects: z.int().min(0),
  keyFingerprint: z.string().min(1).max(200),
  method: z.string().max(500),
  startedAt: z.string(),
  endedAt: z.string(),
  verification: z.array(z.object({ tried: z.string(), answer: z.string() })).min(1),
  residuals: z.array(z.string()),
})

export const notePurged = act(purgeShape, {
  name: 'social-data.note-purged',
  title: { zh: '记录清除回执', en: 'Note that it was purged' },
  when: [
    byOrder,
    stage('W16-4', 'not-over', { zh: '导入未终止，不得清除', en: 'the import is not over' }, 'rejected', 'withdrawn', 'lapsed', 'ended'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'SocialDataPurged', ...asked }],
})
