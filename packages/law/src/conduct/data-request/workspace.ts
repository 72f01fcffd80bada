/** Articles 10, 16 and 19: what becomes of the workspace of a request, from its provisioning to its destruction. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import { rule } from '../../kernel/rule.ts'
import { idShape, reasonShape } from '../../kernel/shapes.ts'
import { beyondShape, tableRiskShape } from './risk.ts'
import { areItemsOpen, type DataRequest, type DataRequestEvent, type DataRequestFacts } from './state.ts'

const act = actsOf<DataRequest, DataRequestFacts, DataRequestEvent>()
const stage = stageIs<DataRequest, DataRequestFacts, unknown>

const notDestroyed = rule<DataRequest, DataRequestFacts, unknown>(
  'W19-5',
  'destroyed',
  {
    zh: '数据已销毁，不得依原审定再次提供，请另行申请',
    en: 'the data was destroyed and is not granted again under the old decision: make a new request',
  },
  ({ state }) => state.stage !== 'destroyed',
)
/** W2-4: an item that was closed after the decision stays closed to whoever was granted it. */
const itemsStillOpen = rule<DataRequest, DataRequestFacts, unknown>(
  'W2-4',
  'item-closed-since',
  {
    zh: '所授数据已变更为禁止开放或者标注涉密，停止使用',
    en: 'an item has since been prohibited from opening or marked secret: its use has stopped',
  },
  ({ facts }) => areItemsOpen(facts),
)
/** What a risk report stopped is released by the data authority alone. */
const noOpenRisk = rule<DataRequest, DataRequestFacts, unknown>(
  'W15-2',
  'risk-open',
  { zh: '该工作空间因风险报告已停止，由数据主管部门解除', en: 'a risk report has stopped this workspace: the data authority releases it' },
  ({ facts }) => facts.openRisks === 0,
)
const byOrder = onlyBy<DataRequest, DataRequestFacts, unknown>('A24', 'platform')

const provisionedShape = z.object({
  rows: z.int().min(0),
  highestRisk: z.number().min(0).max(1).optional(),
  risk: z.array(tableRiskShape).max(40).optional(),
})

export const noteProvisioned = act(provisionedShape, {
  name: 'data-request.note-provisioned',
  title: { zh: '记录工作空间开通', en: 'Note that the workspace is open' },
  when: [
    byOrder,
    notDestroyed,
    stage('A12', 'not-approved', { zh: '申请未获同意', en: 'the request is not approved' }, 'approved', 'refused-by-zone'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'WorkspaceProvisioned', rows: asked.rows, highestRisk: asked.highestRisk, risk: asked.risk }],
})

const refusedByZoneShape = z.object({
  refusal: idShape,
  detail: z.string().max(500).default(''),
  beyond: z.array(beyondShape).max(400).optional(),
})

export const noteRefusedByZone = act(refusedByZoneShape, {
  name: 'data-request.note-refused-by-zone',
  title: { zh: '记录授权运营域拒绝开通', en: 'Note that the zone refused' },
  when: [byOrder, stage('A12', 'not-approved', { zh: '申请未获同意', en: 'the request is not approved' }, 'approved', 'refused-by-zone')],
  provided: [],
  records: ({ asked: { beyond, ...asked } }) => [{ type: 'WorkspaceRefusedByZone', ...asked, ...(beyond && { beyond }) }],
})

export const enter = act(z.object({}), {
  name: 'data-request.enter',
  title: { zh: '进入工作空间', en: 'Enter the workspace' },
  when: [
    onlyBy('A16', 'operator-analyst'),
    ownedBy(
      'A16',
      'not-your-workspace',
      { zh: '只能进入本单位的工作空间', en: 'only people of the operator enter its workspace' },
      ({ operator }) => operator,
    ),
    rule(
      'W10-1',
      'suspended',
      { zh: '授权已暂停，整改验收前不得进入授权运营域', en: 'the authorization is suspended: no entry before it is resumed' },
      ({ state, facts }) => facts.authorization.stage !== 'suspended' && state.stage !== 'frozen',
    ),
    rule('A10', 'authorization-not-in-force', { zh: '授权未生效或已终结', en: 'the authorization is not in force' }, ({ facts }) =>
      ['active', 'suspended'].includes(facts.authorization.stage),
    ),
    itemsStillOpen,
    noOpenRisk,
    rule(
      'W19-2',
      'purpose-ended',
      { zh: '处理目的已结束，不得再读取', en: 'the purpose has ended: nothing is read any more' },
      ({ state }) => state.purposeEndedOn === undefined,
    ),
    stage('A16', 'workspace-not-open', { zh: '工作空间未开通或已关闭', en: 'the workspace is not open' }, 'active', 'frozen', 'ended'),
    rule(
      'W12-6',
      'request-over',
      { zh: '数据使用期限已届满', en: 'the period of the request is over' },
      ({ state, on }) => on <= state.until,
    ),
    rule(
      'W16-1',
      'person-not-enabled',
      { zh: '该人员未完成准入，或者保密协议、培训已过期', en: 'the person is not enabled, or the NDA or training has run out' },
      ({ facts }) => facts.personEnabled,
    ),
    rule(
      'W16-6',
      'no-procedures',
      { zh: '尚未报送操作规程', en: 'no operating procedures are on file' },
      ({ state }) => state.procedures !== '',
    ),
  ],
  provided: [],
  records: ({ by }) => [{ type: 'WorkspaceEntered', person: by.person }],
})

/** Whoever answered for the decision may measure the rows it let out, by columns of their choice: figures over whole tables, never a row. */
export const examineRisk = act(z.object({}), {
  name: 'data-request.examine-risk',
  title: { zh: '查验重识别风险', en: 'Examine the re-identification risk' },
  when: [
    onlyBy('A16', 'data-authority', 'agency', 'joint-reviewer'),
    rule(
      'A16',
      'not-a-required-body',
      { zh: '本单位不是本申请的数据提供单位或者会同审核单位', en: 'your body neither provides an item of this list nor reviews it' },
      ({ state, by }) => state.required.some(({ body }) => body === by.organization),
    ),
    stage('A16', 'workspace-not-open', { zh: '工作空间未开通或已关闭', en: 'the workspace is not open' }, 'active', 'frozen'),
  ],
  provided: [],
  records: ({ by }) => [{ type: 'RiskExamined', body: by.organization, person: by.person }],
})

/** A pseudonym that was recognized, or kept outside, must not go on joining: the workspace is written out again under a new secret. */
export const renewPseudonyms = act(z.object({ reason: reasonShape }), {
  name: 'data-request.renew-pseudonyms',
  title: { zh: '更换假名密钥', en: 'Renew the pseudonyms' },
  when: [
    onlyBy('A16', 'data-authority'),
    ownedBy(
      'A16',
      'not-your-request',
      { zh: '由授权的数据主管部门更换', en: 'the authority that granted renews them' },
      ({ authority }) => authority,
    ),
    stage('A16', 'not-active', { zh: '工作空间未开通', en: 'the workspace is not open' }, 'active'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'PseudonymsRenewed', ...asked }],
})

export const freeze = act(z.object({ reason: reasonShape }), {
  name: 'data-request.freeze',
  title: { zh: '冻结工作空间', en: 'Freeze the workspace' },
  when: [onlyBy('W10-1', 'platform'), stage('A10', 'not-active', { zh: '工作空间未开通', en: 'the workspace is not open' }, 'active')],
  provided: [],
  records: ({ asked }) => [{ type: 'WorkspaceFrozen', ...asked }],
})

export const thaw = act(z.object({ reason: reasonShape }), {
  name: 'data-request.thaw',
  title: { zh: '解冻工作空间', en: 'Thaw the workspace' },
  when: [
    onlyBy('W10-2', 'platform'),
    stage('A10', 'not-frozen', { zh: '工作空间未被冻结', en: 'the workspace is not frozen' }, 'frozen'),
    rule(
      'W10-2',
      'not-accepted',
      { zh: '整改未经验收、授权未恢复的，不得解冻', en: 'the authorization has not been resumed' },
      ({ facts }) => facts.authorization.stage === 'active',
    ),
    rule(
      'W26-2',
      'plan-not-valid',
      { zh: '应急预案失效的场景，预案重新审定前不得恢复', en: 'an emergency plan of the scenario is not valid: approve it again first' },
      ({ facts }) => facts.providersWithoutPlan.length === 0 && facts.operatorPlanValid,
    ),
    itemsStillOpen,
    noOpenRisk,
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'WorkspaceThawed', ...asked }],
})

export const endPurpose = act(z.object({ cause: z.enum(['purpose-met', 'purpose-impossible', 'no-longer-needed']), reason: reasonShape }), {
  name: 'data-request.end-purpose',
  title: { zh: '结束处理目的', en: 'End the purpose' },
  when: [
    onlyBy('A19', 'operator', 'data-authority'),
    rule(
      'A19',
      'not-your-request',
      { zh: '只能由申请单位或者数据主管部门办理', en: 'only the operator that asked or the authority may do this' },
      ({ state, by }) => [state.operator, state.authority].includes(by.organization),
    ),
    stage('A19', 'workspace-not-open', { zh: '工作空间未开通或已关闭', en: 'the workspace is not open' }, 'active', 'frozen'),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'PurposeEnded', ...asked, on }],
})

/** What was granted for a period is not kept longer: closed, sealed and destroyed as when its purpose has ended. */
export const expire = act(z.object({}), {
  name: 'data-request.expire',
  title: { zh: '数据使用期限届满', en: 'End the use of the data with its period' },
  when: [
    onlyBy('W12-6', 'platform'),
    stage('A12', 'workspace-not-open', { zh: '工作空间未开通或已关闭', en: 'the workspace is not open' }, 'active', 'frozen'),
    rule(
      'W12-6',
      'period-still-runs',
      { zh: '数据使用期限未届满', en: 'the period of the request still runs' },
      ({ state, on }) => on > state.until,
    ),
  ],
  provided: [],
  records: ({ on }) => [{ type: 'PurposeEnded', cause: 'no-longer-needed', reason: '数据使用期限届满', on }],
})

export const noteSealed = act(z.object({ reason: reasonShape }), {
  name: 'data-request.note-sealed',
  title: { zh: '记录封存', en: 'Note the seal' },
  when: [
    byOrder,
    stage('A19', 'nothing-to-seal', { zh: '没有可封存的工作空间', en: 'there is no workspace to seal' }, 'active', 'frozen', 'ended'),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'WorkspaceSealed', ...asked }],
})

export const noteDestroyed = act(z.object({ task: idShape }), {
  name: 'data-request.note-destroyed',
  title: { zh: '记录销毁', en: 'Note the destruction' },
  when: [byOrder, stage('A19', 'not-sealed', { zh: '应当先封存、后销毁', en: 'a workspace is sealed before it is destroyed' }, 'sealed')],
  provided: [],
  records: ({ asked }) => [{ type: 'WorkspaceDestroyed', ...asked }],
})
