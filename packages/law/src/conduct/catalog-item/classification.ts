/** Articles 2 and 6: what the zone finds the columns of an item to be is a suggestion; its agency alone decides, and the zone's contract follows. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy } from '../../kernel/common.ts'
import { rule } from '../../kernel/rule.ts'
import { nameShape } from '../../kernel/shapes.ts'
import { grades } from '../shapes.ts'
import { type CatalogItem, type CatalogItemEvent, type CatalogItemFacts, isAsFound } from './state.ts'

const act = actsOf<CatalogItem, CatalogItemFacts, CatalogItemEvent>()

const decisionShape = z.object({
  columns: z
    .array(z.object({ name: nameShape, personal: z.enum(['none', 'identifier', 'quasi-identifier', 'sensitive']), grade: z.enum(grades) }))
    .min(1)
    .max(400),
  reason: z.string().trim().max(2000).default('').meta({ format: 'reason' }),
})

export const confirmClassification = act(decisionShape, {
  name: 'catalog-item.confirm-classification',
  title: { zh: '确认字段分类分级', en: 'Confirm the classification of fields' },
  when: [
    onlyBy('W6-2', 'agency'),
    ownedBy(
      'W6-2',
      'not-your-item',
      { zh: '只能由提供该数据的公共管理服务机构办理', en: 'only the agency that provides the item may do this' },
      ({ provider }) => provider,
    ),
    rule(
      'W6-2',
      'nothing-found',
      { zh: '授权运营域尚未提出字段分类建议', en: 'the zone has suggested nothing of its fields yet' },
      ({ state }) => state.classification.length > 0,
    ),
  ],
  provided: [
    rule(
      'W6-2',
      'not-suggested',
      { zh: '所列字段没有分类建议，或者列了两次', en: 'a column has no suggestion, or is named twice' },
      ({ asked, state }) =>
        new Set(asked.columns.map(({ name }) => name)).size === asked.columns.length &&
        asked.columns.every(({ name }) => state.classification.some((one) => one.name === name)),
      'columns',
    ),
    rule(
      'W6-2',
      'override-without-reason',
      { zh: '与建议不一致的，应当说明理由', en: 'a decision that differs from the suggestion says why' },
      ({ asked, state }) =>
        asked.reason !== '' ||
        asked.columns.every((column) => {
          const found = state.classification.find(({ name }) => name === column.name)
          return found === undefined || isAsFound(column, found)
        }),
      'reason',
    ),
  ],
  records: ({ asked, by }) => [{ type: 'ClassificationConfirmed', ...asked, person: by.person }],
})

/** The zone has taken the order that registers the fields anew. */
export const noteContract = act(z.object({}), {
  name: 'catalog-item.note-contract',
  title: { zh: '记录授权运营域已按新分级更新约定', en: 'Note that the zone holds files against the new marks' },
  when: [
    onlyBy('A24', 'platform'),
    rule(
      'A24',
      'contract-not-behind',
      { zh: '约定没有待更新的内容', en: 'the contract of the zone is not behind' },
      ({ state }) => state.contractBehind,
    ),
  ],
  provided: [],
  records: () => [{ type: 'ContractFollowed' }],
})
