/** Articles 12 and 16: the operator asks for one frozen snapshot, says what for, for whom and how it is to be read, and may change or withdraw it. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { choiceOf, idShape, organizationShape, reasonShape, referenceTo } from '../../kernel/shapes.ts'
import { type Export, type ExportEvent, type ExportFacts, fileFormats, fileKinds } from './state.ts'

export const act = actsOf<Export, ExportFacts, ExportEvent>()
export type OnCase = Rule<Export, ExportFacts, unknown>
export const stage = stageIs<Export, ExportFacts, unknown>

/** SHA-256 in lower-case hex. */
export const hashShape = z.string().regex(/^[0-9a-f]{64}$/)
/** A plain file name: nothing in it leads anywhere. */
export const fileNameShape = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}\.(?:csv|json|md|sql|onnx)$/)

const fileShape = z.object({
  name: fileNameShape,
  kind: z.enum(fileKinds),
  format: z.enum(fileFormats),
  rows: z.int().min(0),
  sizeBytes: z.int().min(0),
  sha256: hashShape,
})
const filesShape = z.array(fileShape).min(1).max(20)
/** Long enough to say which people, which period and which units. */
const contextShape = z.string().trim().min(20).max(4000).meta({ format: 'document' })

export const notSuspended: OnCase = rule(
  'W10-1',
  'authorization-suspended',
  { zh: '授权已暂停，整改验收前不得导出', en: 'the authorization is suspended: nothing is exported before it is resumed' },
  ({ facts }) => facts.authorization.stage !== 'suspended',
)
export const inForce: OnCase = rule(
  'A10',
  'authorization-not-in-force',
  { zh: '授权未生效或者已终结', en: 'the authorization is not in force' },
  ({ facts }) => ['active', 'suspended'].includes(facts.authorization.stage),
)
/** W15-2: what a risk report stopped does not leave. */
export const noOpenRisk: OnCase = rule(
  'W15-2',
  'risk-open',
  { zh: '该工作空间因风险报告已停止，由数据主管部门解除', en: 'a risk report has stopped this workspace: the data authority releases it' },
  ({ facts }) => facts.openRisks === 0,
)
export const enabled: OnCase = rule(
  'W16-1',
  'person-not-enabled',
  { zh: '该人员未完成准入，或者保密协议、培训已过期', en: 'the person is not enabled, or the NDA or training has run out' },
  ({ facts }) => facts.personEnabled,
)
export const yours: OnCase = ownedBy(
  'A16',
  'not-your-export',
  { zh: '只能由申请导出的运营单位办理', en: 'only the operator that asked for it may do this' },
  ({ operator }) => operator,
)

/** Whoever works on a sealed export would be refused by the zone: here it is said with its reason. */
export const notShut: OnCase = rule(
  'A24',
  'export-shut',
  { zh: '该项导出已封存或者已销毁', en: 'this export is sealed, or has been destroyed' },
  ({ state }) => state.keeping === undefined,
)

const namesOnce = (files: readonly { readonly name: string }[]): boolean => new Set(files.map(({ name }) => name)).size === files.length
const namedTwice = {
  zh: '文件名称不得重复',
  en: 'two files have the same name',
}

export const request = act(
  z.object({
    export: idShape,
    request: referenceTo('data-requests'),
    purpose: reasonShape,
    scenario: choiceOf('scenarios', 'request'),
    recipients: z.array(organizationShape).min(1).max(20),
    context: contextShape,
    snapshot: hashShape,
    files: filesShape,
  }),
  {
    name: 'export.request',
    title: { zh: '申请导出结果', en: 'Ask for an export' },
    when: [
      onlyBy('A16', 'operator-analyst'),
      stage('A16', 'already-requested', { zh: '该项导出已申请', en: 'this export has been asked for' }, 'none'),
      enabled,
    ],
    provided: [
      rule(
        'A16',
        'not-your-request',
        { zh: '只能导出本单位工作空间的结果', en: 'only results of a workspace of your own are exported' },
        ({ facts, by }) => facts.request.operator !== '' && facts.request.operator === by.organization,
        'request',
      ),
      rule(
        'A16',
        'workspace-not-open',
        { zh: '工作空间未开通或者已冻结，不能导出', en: 'the workspace does not stand open' },
        ({ facts }) => facts.request.stage === 'active',
        'request',
      ),
      { ...notSuspended, fields: ['request'] },
      { ...inForce, fields: ['request'] },
      { ...noOpenRisk, fields: ['request'] },
      rule(
        'W12-6',
        'request-over',
        { zh: '数据使用期限已届满', en: 'the period of the request is over' },
        ({ facts, on }) => on <= facts.request.until,
        'request',
      ),
      rule(
        'W12-7',
        'other-scenario',
        { zh: '结果只能用于数据申请载明的场景', en: 'a result is used in the scenario of its request and in no other' },
        ({ asked, facts }) => asked.scenario === facts.request.scenario,
        'scenario',
      ),
      rule('A16', 'file-twice', namedTwice, ({ asked }) => namesOnce(asked.files), 'files'),
    ],
    records: ({ asked: { export: _, scenario: __, ...asked }, facts, by }) => [
      {
        type: 'ExportRequested',
        authorization: facts.authorization.id,
        operator: by.organization,
        authority: facts.authorization.authority,
        scenario: facts.request.scenario,
        requester: by.person,
        ...asked,
      },
    ],
  },
)

/** Whatever was voted on before counts for nothing: the file is another one. */
export const change = act(z.object({ snapshot: hashShape, files: filesShape, context: contextShape }), {
  name: 'export.change',
  title: { zh: '更换导出文件', en: 'Change what is to be exported' },
  when: [
    onlyBy('A16', 'operator-analyst'),
    yours,
    stage(
      'W16-3',
      'not-changeable',
      { zh: '未申请，或者已审核同意、已办结', en: 'it is not asked for, or it is approved or over' },
      'requested',
      'checked',
      'in-review',
      'returned',
    ),
    enabled,
    notShut,
    notSuspended,
    inForce,
    noOpenRisk,
  ],
  provided: [
    rule(
      'W16-3',
      'same-snapshot',
      { zh: '文件没有变化', en: 'the file is the same' },
      ({ asked, state }) => asked.snapshot !== state.snapshot,
      'snapshot',
    ),
    rule('A16', 'file-twice', namedTwice, ({ asked }) => namesOnce(asked.files), 'files'),
  ],
  records: ({ asked }) => [{ type: 'ExportChanged', ...asked }],
})

export const withdraw = act(z.object({ reason: reasonShape }), {
  name: 'export.withdraw',
  title: { zh: '撤回导出', en: 'Withdraw the export' },
  when: [
    onlyBy('A16', 'operator-analyst', 'operator'),
    yours,
    stage(
      'A16',
      'over-already',
      { zh: '未申请或者已终结', en: 'it is not asked for, or is over' },
      'requested',
      'checked',
      'in-review',
      'returned',
      'approved',
      'released',
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'ExportWithdrawn', ...asked }],
})
