/** Articles 2, 8, 10 and 12: an operator asks for data inside its authorization, by one list that freezes as it is submitted. */
import { z } from 'zod'
import { kindShape, usePurposes } from '../../identifiers/kinds.ts'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import { addDays } from '../../kernel/days.ts'
import { attachmentsShape } from '../../kernel/files.ts'
import { rule } from '../../kernel/rule.ts'
import { choiceOf, dayShape, documentShape, referenceTo } from '../../kernel/shapes.ts'
import { columnGrantShape, rowLimitShape } from '../shapes.ts'
import type { DataRequest, DataRequestEvent, DataRequestFacts, ItemFact, RequestedItem, RequiredBody } from './state.ts'

const act = actsOf<DataRequest, DataRequestFacts, DataRequestEvent>()

const reasonOrNone = z.string().trim().max(1000).default('').meta({ format: 'reason' })

const itemShape = z.object({
  item: referenceTo('catalog-items'),
  fields: z
    .array(columnGrantShape.extend({ reason: reasonOrNone }))
    .min(1)
    .max(400),
  rows: z.array(rowLimitShape).max(10).default([]),
  reason: reasonOrNone,
})

export const submit = act(
  z.object({
    authorization: referenceTo('authorizations'),
    scenario: choiceOf('scenarios', 'authorization'),
    purpose: kindShape(usePurposes).optional(),
    items: z.array(itemShape).min(1).max(40),
    until: dayShape,
    procedures: z.string().trim().max(20_000).default('').meta({ format: 'document' }),
    attachments: attachmentsShape,
  }),
  {
    name: 'data-request.submit',
    title: { zh: '提交数据申请', en: 'Submit the data request' },
    when: [
      onlyBy('A12', 'operator'),
      stageIs(
        'W12-2',
        'already-submitted',
        { zh: '清单提交后即冻结，一申请只对应一清单', en: 'the list is frozen: one request, one list' },
        'none',
      ),
    ],
    provided: [
      rule(
        'W12-1',
        'not-your-authorization',
        { zh: '只能依据本单位的授权申请数据', en: 'data is asked for under your own authorization' },
        ({ facts, by }) => facts.authorization.operator === by.organization,
        'authorization',
      ),
      rule(
        'W10-1',
        'authorization-suspended',
        { zh: '授权已暂停，整改验收前不得提出新的数据申请', en: 'the authorization is suspended: no new request before it is resumed' },
        ({ facts }) => facts.authorization.stage !== 'suspended',
        'authorization',
      ),
      rule(
        'W15-3',
        'periodic-report-overdue',
        { zh: '定期报告逾期未报送，报送前不得提出新的数据申请', en: 'a periodic report is overdue: no new request before it is handed in' },
        ({ facts, on, parameters }) =>
          facts.authorization.reportsDue.every((due) => on <= addDays(due, parameters.periodicReportLimitDays)),
        'authorization',
      ),
      rule(
        'A10',
        'authorization-not-in-force',
        { zh: '授权未生效或已终结', en: 'the authorization is not in force' },
        ({ facts }) => ['active', 'suspended'].includes(facts.authorization.stage),
        'authorization',
      ),
      rule(
        'W12-1',
        'scenario-not-authorized',
        { zh: '该应用场景不在授权范围内', en: 'the scenario is outside the authorization' },
        ({ asked, facts }) => facts.authorization.scenarios.includes(asked.scenario),
        'scenario',
      ),
      rule(
        'W8-2',
        'domain-not-authorized',
        { zh: '所申请数据不在领域授权所定领域内', en: 'an item lies outside the domains of the authorization' },
        ({ facts: { authorization, items } }) =>
          authorization.mode !== 'domain' || items.every(({ domain }) => authorization.domains.includes(domain)),
        'items',
      ),
      rule(
        'W23-1',
        'purpose-unset',
        {
          zh: '应当明确使用目的：公共治理、公益事业、产业发展或者行业发展',
          en: 'say what the data is used for: the purpose decides the fee regime',
        },
        ({ asked }) => asked.purpose !== undefined,
        'purpose',
      ),
      rule(
        'W2-1',
        'not-in-catalog',
        { zh: '清单中有数据未编入公共数据资源目录', en: 'an item of the list is not in the catalog' },
        ({ asked, facts }) => asked.items.every(({ item }) => factOf(facts.items, item)?.inCatalog === true),
        'items',
      ),
      rule(
        'W2-2',
        'prohibited-from-opening',
        { zh: '清单中有禁止开放的数据，不得开展授权运营', en: 'an item of the list is prohibited from opening' },
        ({ asked, facts }) => asked.items.every(({ item }) => factOf(facts.items, item)?.openAttribute !== 'prohibited'),
        'items',
      ),
      rule(
        'W2-3',
        'secret',
        { zh: '清单中有标注涉密的数据，不得申请', en: 'an item of the list is marked secret' },
        ({ asked, facts }) => asked.items.every(({ item }) => factOf(facts.items, item)?.secrecy !== true),
        'items',
      ),
      rule(
        'W12-2',
        'item-twice',
        { zh: '同一数据、同一字段在清单中只列一次', en: 'an item, and a field of it, stands once in a list' },
        ({ asked }) =>
          unique(asked.items.map(({ item }) => item)) && asked.items.every(({ fields }) => unique(fields.map(({ name }) => name))),
        'items',
      ),
      rule(
        'W12-2',
        'list-reused',
        { zh: '该清单已用于其他申请，一清单只对应一申请', en: 'exactly this list was used by another request' },
        ({ facts }) => !facts.listUsedBefore,
        'items',
      ),
      rule(
        'A12',
        'no-such-field',
        { zh: '清单中有目录所没有的字段', en: 'the list names a field that the catalog does not have' },
        ({ asked, facts }) => asked.items.every((item) => fieldsExist(item, factOf(facts.items, item.item))),
        'items',
      ),
      rule(
        'W12-5',
        'field-without-reason',
        { zh: '每个字段均应说明场景所需的理由', en: 'each field needs the reason why the scenario needs it' },
        ({ asked }) => asked.items.every(({ reason, fields }) => reason !== '' || fields.every((field) => field.reason !== '')),
        'items',
      ),
      rule(
        'W12-5',
        'identifier-without-reason',
        {
          zh: '申请以原值提供个人标识或者敏感字段的，应当逐字段说明理由',
          en: 'a plain identifier or sensitive field needs a reason of its own',
        },
        ({ asked, facts }) =>
          asked.items.every((item) => gravePlainFields(item, factOf(facts.items, item.item)).every(({ reason }) => reason !== '')),
        'items',
      ),
      rule(
        'W12-6',
        'until-beyond-authorization',
        { zh: '使用期限不得超出授权期限', en: 'the request reaches beyond the end of the authorization' },
        ({ asked, facts }) => asked.until <= facts.authorization.until,
        'until',
      ),
      rule(
        'A12',
        'until-in-the-past',
        { zh: '使用期限截止日不得早于今日', en: 'its last day is before today' },
        ({ asked, on }) => asked.until >= on,
        'until',
      ),
    ],
    records: ({ asked: { purpose, ...asked }, facts, by }) =>
      purpose === undefined
        ? []
        : [
            {
              type: 'DataRequestSubmitted',
              operator: by.organization,
              authority: facts.authorization.authority,
              required: requiredBodies(facts),
              purpose,
              ...asked,
            },
          ],
  },
)

/** Article 16 (2). */
export const fileProcedures = act(z.object({ procedures: documentShape, attachments: attachmentsShape }), {
  name: 'data-request.file-procedures',
  title: { zh: '报送操作规程', en: 'File the operating procedures' },
  when: [
    onlyBy('W16-6', 'operator'),
    ownedBy(
      'A12',
      'not-your-request',
      { zh: '只能由申请数据的运营单位办理', en: 'only the operator that asks may do this' },
      ({ operator }) => operator,
    ),
    stageIs(
      'A12',
      'not-live',
      { zh: '申请已办结', en: 'the request is over' },
      'submitted',
      'approved',
      'active',
      'frozen',
      'refused-by-zone',
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'OperatingProceduresFiled', ...asked }],
})

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length

const factOf = (items: readonly ItemFact[], id: string): ItemFact | undefined => items.find((item) => item.id === id)

/** What is in no catalog is said by W2-1; here only known items are looked into. */
const fieldsExist = ({ fields, rows }: Pick<RequestedItem, 'fields' | 'rows'>, fact: ItemFact | undefined): boolean =>
  fact === undefined ||
  [...fields.map(({ name }) => name), ...rows.map(({ column }) => column)].every((name) => fact.fields.some((field) => field.name === name))

const gravePlainFields = ({ fields }: Pick<RequestedItem, 'fields'>, fact: ItemFact | undefined) =>
  fields.filter(({ name, disclosure }) => {
    const personal = fact?.fields.find((field) => field.name === name)?.personal
    return disclosure === 'plain' && (personal === 'identifier' || personal === 'sensitive')
  })

/** The authority, every providing agency, every joint reviewer: each body once, in its first capacity. */
const requiredBodies = ({ authorization, items }: DataRequestFacts): readonly RequiredBody[] => {
  const all: readonly RequiredBody[] = [
    { body: authorization.authority, as: 'authority' },
    ...items.map(({ provider }) => ({ body: provider, as: 'provider' as const })),
    ...authorization.reviewBodies.map((body) => ({ body, as: 'reviewer' as const })),
  ]
  return all.filter(({ body }, at) => all.findIndex((one) => one.body === body) === at)
}
