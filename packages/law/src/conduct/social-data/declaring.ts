/** Article 16 (3): an operator declares what it would bring in, from where and by what right, and brings the file into quarantine. */
import { z } from 'zod'
import { kindShape, socialSources } from '../../identifiers/kinds.ts'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import { addDays } from '../../kernel/days.ts'
import { attachmentsShape } from '../../kernel/files.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { dayShape, documentShape, nameShape, reasonShape, referenceTo, titleShape } from '../../kernel/shapes.ts'
import { fieldShape } from '../shapes.ts'
import type { Declaration, RequiredBody, SocialData, SocialDataEvent, SocialDataFacts } from './state.ts'

export const act = actsOf<SocialData, SocialDataFacts, SocialDataEvent>()
export type OnCase = Rule<SocialData, SocialDataFacts, unknown>
export const stage = stageIs<SocialData, SocialDataFacts, unknown>

/** SHA-256 in lower-case hex. */
export const hashShape = z.string().regex(/^[0-9a-f]{64}$/)

const declarationShape = z.object({
  request: referenceTo('data-requests'),
  title: titleShape,
  dataset: nameShape,
  description: z.string().trim().min(1).max(2000).meta({ format: 'reason' }),
  source: z.object({ kind: kindShape(socialSources), name: titleShape }),
  lawfulOrigin: documentShape,
  attachments: attachmentsShape,
  proof: z.object({ title: titleShape, number: titleShape, sha256: hashShape, validTo: dayShape.optional() }),
  fields: z.array(fieldShape).min(1).max(400),
  subjectColumn: nameShape.optional(),
  oneRow: z.boolean().default(false),
  personalInformation: z.boolean(),
  personalBasis: z.string().trim().max(4000).default('').meta({ format: 'reason' }),
  necessity: reasonShape,
  until: dayShape,
})

export const notSuspended: OnCase = rule(
  'W10-1',
  'authorization-suspended',
  { zh: '授权已暂停，整改验收前不得导入社会数据', en: 'the authorization is suspended: nothing is brought in before it is resumed' },
  ({ facts }) => facts.authorization.stage !== 'suspended',
)
export const inForce: OnCase = rule(
  'A10',
  'authorization-not-in-force',
  { zh: '授权未生效或者已终结', en: 'the authorization is not in force' },
  ({ facts }) => ['active', 'suspended'].includes(facts.authorization.stage),
)
export const yours: OnCase = ownedBy(
  'A16',
  'not-your-import',
  { zh: '只能由申报导入的运营单位办理', en: 'only the operator that declared it may do this' },
  ({ operator }) => operator,
)

const isPersonal = ({ fields }: Pick<Declaration, 'fields'>): boolean => fields.some(({ personal }) => personal !== 'none')

export const declare = act(declarationShape, {
  name: 'social-data.declare',
  title: { zh: '申报社会数据导入', en: 'Declare an import of social data' },
  when: [
    onlyBy('A16', 'operator'),
    stage('A16', 'already-declared', { zh: '该项导入已申报', en: 'this import has been declared' }, 'none'),
  ],
  provided: [
    rule(
      'A16',
      'not-your-request',
      { zh: '只能导入本单位数据申请的工作空间', en: 'social data is brought into a workspace of your own' },
      ({ facts, by }) => facts.request.operator !== '' && facts.request.operator === by.organization,
      'request',
    ),
    rule(
      'A16',
      'request-not-live',
      { zh: '数据申请未提交或者已办结，没有可以导入的工作空间', en: 'the request is not live: there is no workspace to bring it into' },
      ({ facts }) => ['submitted', 'approved', 'active', 'frozen'].includes(facts.request.stage),
      'request',
    ),
    { ...notSuspended, fields: ['request'] },
    { ...inForce, fields: ['request'] },
    rule(
      'A16',
      'name-taken',
      { zh: '数据集名称已被目录数据或者其他导入使用', en: 'the name stands in the catalog or for another import of this workspace' },
      ({ facts }) => !facts.nameTaken,
      'dataset',
    ),
    rule(
      'A16',
      'field-twice',
      { zh: '字段名称不得重复', en: 'two fields have the same name' },
      ({ asked }) => new Set(asked.fields.map(({ name }) => name)).size === asked.fields.length,
      'fields',
    ),
    rule(
      'A16',
      'subject-not-a-field',
      { zh: '主体标识列不在字段之中', en: 'the subject column is none of the fields' },
      ({ asked }) => asked.subjectColumn === undefined || asked.fields.some(({ name }) => name === asked.subjectColumn),
      'subjectColumn',
    ),
    rule(
      'A16',
      'personal-fields-denied',
      { zh: '字段中有个人信息的，应当申报为含有个人信息', en: 'a field is personal: the import holds personal information' },
      ({ asked }) => asked.personalInformation || !isPersonal(asked),
      'personalInformation',
    ),
    rule(
      'A16',
      'personal-without-basis',
      {
        zh: '含有个人信息的，应当说明收集和导入的合法性基础',
        en: 'with personal information, say on which ground in law it was collected and is brought in',
      },
      ({ asked }) => !asked.personalInformation || asked.personalBasis !== '',
      'personalBasis',
    ),
    rule(
      'A16',
      'origin-ends-before',
      { zh: '使用期限不得超出来源证明载明的期限', en: 'it would be used longer than the proof of its origin allows' },
      ({ asked }) => asked.proof.validTo === undefined || asked.until <= asked.proof.validTo,
      'until',
    ),
    rule(
      'W12-6',
      'until-beyond-request',
      { zh: '使用期限不得超出数据申请的期限', en: 'it would be used beyond the end of the request' },
      ({ asked, facts }) => asked.until <= facts.request.until,
      'until',
    ),
    rule(
      'A16',
      'until-in-the-past',
      { zh: '使用期限截止日不得早于今日', en: 'its last day is before today' },
      ({ asked, on }) => asked.until >= on,
      'until',
    ),
  ],
  records: ({ asked, facts, by, on, parameters }) => [
    {
      type: 'SocialDataDeclared',
      authorization: facts.authorization.id,
      operator: by.organization,
      authority: facts.authorization.authority,
      scenario: facts.request.scenario,
      declarer: by.person,
      deliverBy: addDays(on, parameters.socialDataDeliveryDays),
      required: requiredBodies(facts),
      ...asked,
    },
  ],
})

/** The authority, every joint reviewer of the call, and a security authority: a body that stands twice answers once. */
const requiredBodies = ({ authorization }: SocialDataFacts): readonly RequiredBody[] => [
  { as: 'authority', body: authorization.authority },
  ...[...new Set(authorization.reviewBodies)]
    .filter((body) => body !== authorization.authority)
    .map((body): RequiredBody => ({ as: 'reviewer', body })),
  { as: 'security', body: '' },
]

export const deliver = act(z.object({}), {
  name: 'social-data.deliver',
  title: { zh: '将文件送入隔离区', en: 'Bring the file into quarantine' },
  when: [
    onlyBy('A16', 'operator'),
    yours,
    stage(
      'W16-4',
      'not-awaited',
      { zh: '未申报，或者文件已送达、导入已终止', en: 'no file is awaited: not declared, delivered or over' },
      'declared',
    ),
    notSuspended,
    inForce,
    rule(
      'A16',
      'delivery-too-late',
      { zh: '送达期限已过，请重新申报', en: 'the time to deliver is over: declare it again' },
      ({ state, on }) => state.deliverBy !== undefined && on <= state.deliverBy,
    ),
  ],
  provided: [],
  records: ({ by }) => [{ type: 'SocialDataDeliveryOpened', person: by.person }],
})

const foundShape = z.object({
  sha256: hashShape,
  rows: z.int().min(0),
  rejectedRows: z.int().min(0),
  columns: z.array(
    z.object({
      name: nameShape,
      empty: z.int().min(0),
      distinct: z.int().min(0),
      looksLike: z.array(z.object({ kind: z.string(), share: z.number() })),
    }),
  ),
})

export const noteQuarantined = act(foundShape, {
  name: 'social-data.note-quarantined',
  title: { zh: '记录隔离区核验结果', en: 'Note what lies in quarantine' },
  when: [
    onlyBy('A24', 'platform'),
    stage(
      'W16-4',
      'not-awaited',
      { zh: '未申报，或者文件已送达、导入已终止', en: 'no file is awaited: not declared, delivered or over' },
      'declared',
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'SocialDataQuarantined', ...asked }],
})
