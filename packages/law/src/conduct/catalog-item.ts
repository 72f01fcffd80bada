/** Articles 2 and 6: an agency's entry in the catalog, who certifies it, and how its data is brought into the zone. */
import { z } from 'zod'
import { kindShape, openAttributes } from '../identifiers/kinds.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import { ownedBy, stageIs } from '../kernel/common.ts'
import { rule } from '../kernel/rule.ts'
import { documentShape, nameShape, reasonShape } from '../kernel/shapes.ts'
import { confirmClassification, noteContract } from './catalog-item/classification.ts'
import {
  type CatalogItem,
  type CatalogItemEvent,
  type CatalogItemFacts,
  evolve,
  itemShape,
  openFindings,
  pullTroubles,
  start,
} from './catalog-item/state.ts'
import { grades } from './shapes.ts'

export { confirmClassification, noteContract } from './catalog-item/classification.ts'
export type {
  CatalogContent,
  CatalogItem,
  CatalogItemEvent,
  CatalogItemFacts,
  Classified,
  Delivery,
  Finding,
  PullTrouble,
} from './catalog-item/state.ts'

const act = actsOf<CatalogItem, CatalogItemFacts, CatalogItemEvent>()

const inCatalog = stageIs<CatalogItem, CatalogItemFacts, unknown>(
  'W2-1',
  'not-in-catalog',
  { zh: '该数据未编入公共数据资源目录', en: 'the item is not in the catalog' },
  'registered',
  'governed',
  'delivered',
)
const yours = (id: 'A6' | 'W6-2') =>
  ownedBy<CatalogItem, CatalogItemFacts, unknown>(
    id,
    'not-your-item',
    { zh: '只能由提供该数据的公共管理服务机构办理', en: 'only the agency that provides the item may do this' },
    ({ provider }) => provider,
  )

export const register = act(itemShape, {
  name: 'catalog-item.register',
  title: { zh: '编入数据目录', en: 'Register a catalog item' },
  when: [
    onlyBy('A6', 'agency'),
    stageIs('A6', 'already-registered', { zh: '该数据已编入目录', en: 'the item is in the catalog already' }, 'none'),
  ],
  provided: [
    rule(
      'A2',
      'dataset-taken',
      { zh: '数据集名称已被使用', en: 'another item has this dataset name' },
      ({ facts }) => !facts.datasetTaken,
      'dataset',
    ),
    rule(
      'A2',
      'field-twice',
      { zh: '字段名称不得重复', en: 'two fields have the same name' },
      ({ asked }) => new Set(asked.fields.map(({ name }) => name)).size === asked.fields.length,
      'fields',
    ),
    rule(
      'A2',
      'subject-not-a-field',
      { zh: '主体标识列不在字段之中', en: 'the subject column is none of the fields' },
      ({ asked }) => asked.subjectColumn === undefined || asked.fields.some(({ name }) => name === asked.subjectColumn),
      'subjectColumn',
    ),
    rule(
      'A2',
      'key-not-a-field',
      { zh: '主键列不在字段之中', en: 'a key column is none of the fields' },
      ({ asked }) => (asked.keyColumns ?? []).every((key) => asked.fields.some(({ name }) => name === key)),
      'keyColumns',
    ),
  ],
  records: ({ asked, by }) => [{ type: 'CatalogItemRegistered', provider: by.organization, ...asked }],
})

export const govern = act(z.object({ statement: documentShape }), {
  name: 'catalog-item.govern',
  title: { zh: '确认数据治理与审查', en: 'Certify governance and review' },
  when: [onlyBy('W6-2', 'agency'), inCatalog, yours('W6-2')],
  provided: [],
  records: ({ asked }) => [{ type: 'GovernanceCertified', ...asked }],
})

/** W2-4: what this does to running grants is a reaction of the platform. */
export const changeAttribute = act(z.object({ openAttribute: kindShape(openAttributes), secrecy: z.boolean(), reason: reasonShape }), {
  name: 'catalog-item.change-attribute',
  title: { zh: '变更开放属性', en: 'Change the opening attribute' },
  when: [onlyBy('A2', 'agency'), inCatalog, yours('A6')],
  provided: [
    rule(
      'A2',
      'nothing-changes',
      { zh: '开放属性和涉密标记均未变化', en: 'neither the opening attribute nor the secrecy mark changes' },
      ({ asked, state }) => asked.openAttribute !== state.openAttribute || asked.secrecy !== state.secrecy,
      'openAttribute',
      'secrecy',
    ),
  ],
  records: ({ asked }) => [{ type: 'OpenAttributeChanged', ...asked }],
})

export const deliver = act(z.object({}), {
  name: 'catalog-item.deliver',
  title: { zh: '向授权运营域供数', en: 'Deliver data to the zone' },
  when: [
    onlyBy('A6', 'agency'),
    inCatalog,
    yours('A6'),
    rule(
      'W2-3',
      'secret-stays-out',
      { zh: '该数据标注涉密，不得进入授权运营域', en: 'the item is marked secret and never enters the zone' },
      ({ state }) => !state.secrecy,
    ),
  ],
  provided: [],
  records: ({ by }) => [{ type: 'DeliveryOpened', person: by.person }],
})

const share = z.number().min(0).max(1)
const findingShape = z.object({
  name: nameShape,
  kind: z.string().max(40),
  confidence: share,
  evidence: z.array(z.object({ sign: z.string().max(200), share, sampled: z.int().min(0) })).max(10),
  personal: z.enum(['none', 'identifier', 'quasi-identifier', 'sensitive']),
  grade: z.enum(grades),
})
const notedShape = z.object({
  version: z.int().min(1),
  rows: z.int().min(0),
  rejected: z.int().min(0),
  sha256: z.string().max(64).optional(),
  mode: z.enum(['whole', 'append', 'upsert']).optional(),
  person: z.string().max(80).optional(),
  driftNotes: z.int().min(0).optional(),
  found: z.array(findingShape).max(400).optional(),
})

export const noteDelivery = act(notedShape, {
  name: 'catalog-item.note-delivery',
  title: { zh: '记录供数结果', en: 'Note the delivery' },
  when: [onlyBy('A24', 'platform'), inCatalog],
  provided: [],
  records: ({ asked }) => [{ type: 'DeliveryNoted', ...asked }],
})

/** A source that is read by itself is looked after by nobody until somebody is told that it brings nothing. */
export const notePull = act(z.object({ trouble: kindShape(pullTroubles).optional() }), {
  name: 'catalog-item.note-pull',
  title: { zh: '记录定期提取情况', en: 'Note how regular pulls go' },
  when: [onlyBy('A24', 'platform'), inCatalog],
  provided: [
    rule(
      'A12',
      'pull-noted-already',
      { zh: '该情况已有记录', en: 'this is on record already' },
      ({ asked, state }) => asked.trouble !== state.pullTrouble,
      'trouble',
    ),
  ],
  records: ({ asked: { trouble } }) => [trouble === undefined ? { type: 'PullTroubleEnded' } : { type: 'PullTroubled', trouble }],
})

/** Under which the items are found whose pulls bring nothing, or once brought nothing. */
export const pullTroubled = 'pull-troubled'

export const catalogItems = procedure<CatalogItem, CatalogItemFacts, CatalogItemEvent>({
  name: 'catalog-item',
  plural: 'catalog-items',
  title: { zh: '数据目录条目', en: 'Catalog item' },
  start,
  evolve,
  acts: [register, govern, changeAttribute, deliver, noteDelivery, confirmClassification, noteContract, notePull],
  stages: {
    none: { zh: '未编目', en: 'not in the catalog' },
    registered: { zh: '已编目', en: 'in the catalog' },
    governed: { zh: '已治理', en: 'governed' },
    delivered: { zh: '已供数', en: 'delivered' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ title }) => title,
  concerns: ({ provider, secrecy }) => ({
    organizations: [provider],
    roles: secrecy
      ? ['data-authority', 'security-authority', 'audit-admin']
      : ['operator', 'operator-analyst', 'agency', 'data-authority', 'data-center', 'joint-reviewer', 'security-authority', 'audit-admin'],
  }),
  turns: (state) =>
    state.stage === 'registered' || state.stage === 'governed' || state.pullTrouble !== undefined || openFindings(state).length > 0
      ? [{ role: 'agency', organization: state.provider }]
      : [],
  keysOf: ({ provider, dataset, pullTrouble }) => [
    `provider:${provider}`,
    `dataset:${dataset}`,
    ...(pullTrouble === undefined ? [] : [pullTroubled]),
  ],
  personal: false,
})
