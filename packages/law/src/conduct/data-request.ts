/** Article 12: one request, one list, one decision, and the workspace that comes of it. */

import { procedure, type Turn } from '../kernel/act.ts'
import { bilingual, joined, listed, nameOfScenario, titleOfCase } from '../kernel/title.ts'
import { clocks } from './data-request/clocks.ts'
import { decide, opine, plan } from './data-request/decision.ts'
import { type DataRequest, type DataRequestEvent, type DataRequestFacts, evolve, start } from './data-request/state.ts'
import { fileProcedures, submit } from './data-request/submission.ts'
import {
  endPurpose,
  enter,
  examineRisk,
  expire,
  freeze,
  noteDestroyed,
  noteProvisioned,
  noteRefusedByZone,
  noteSealed,
  renewPseudonyms,
  thaw,
} from './data-request/workspace.ts'

export type { Beyond, TableRisk } from './data-request/risk.ts'
export type { DataRequest, DataRequestEvent, DataRequestFacts, ItemFact, RequestDecision, RequestedItem } from './data-request/state.ts'

const mostNamed = 2
/** The first few by their titles: a long list is told by its length. */
const itemsTitle = (items: readonly { readonly item: string }[]): string => {
  const named = listed(items.slice(0, mostNamed).map(({ item }) => titleOfCase('catalog-item', item)))
  return items.length > mostNamed
    ? `${named}${bilingual({ zh: `等${items.length}项`, en: ` and ${items.length - mostNamed} more` })}`
    : named
}

export const dataRequests = procedure<DataRequest, DataRequestFacts, DataRequestEvent>({
  name: 'data-request',
  plural: 'data-requests',
  title: { zh: '数据申请', en: 'Data request' },
  start,
  evolve,
  acts: [
    submit,
    fileProcedures,
    plan,
    opine,
    decide,
    noteProvisioned,
    noteRefusedByZone,
    enter,
    examineRisk,
    renewPseudonyms,
    freeze,
    thaw,
    endPurpose,
    expire,
    noteSealed,
    noteDestroyed,
  ],
  stages: {
    none: { zh: '未提交', en: 'not submitted' },
    submitted: { zh: '审核中', en: 'under review' },
    approved: { zh: '已同意，待开通', en: 'approved, waiting for the zone' },
    rejected: { zh: '不予同意', en: 'rejected' },
    'refused-by-zone': { zh: '授权运营域未开通', en: 'refused by the zone' },
    active: { zh: '使用中', en: 'active' },
    frozen: { zh: '已冻结', en: 'frozen' },
    ended: { zh: '目的已结束', en: 'purpose ended' },
    sealed: { zh: '已封存', en: 'sealed' },
    destroyed: { zh: '已销毁', en: 'destroyed' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ scenario, items, until }) => joined(nameOfScenario(scenario), itemsTitle(items), until),
  concerns: ({ operator, required }) => ({
    organizations: [operator, ...required.map(({ body }) => body)],
    roles: ['data-authority', 'security-authority', 'audit-admin'],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ authorization, operator, scenario, items }) => [
    `authorization:${authorization}`,
    `operator:${operator}`,
    `scenario:${scenario}`,
    ...items.map(({ item }) => `item:${item}`),
  ],
  personal: false,
})

const roleOf = { authority: 'data-authority', provider: 'agency', reviewer: 'joint-reviewer' } as const

const turnsOf = ({ stage, required, opinions, operator, authority, procedures }: DataRequest): readonly Turn[] => {
  if (stage === 'refused-by-zone') return [{ role: 'data-authority', organization: authority }]
  if (stage !== 'submitted') return []
  const waiting = required.filter(({ body }) => opinions.every((one) => one.body !== body))
  return [
    ...(procedures === '' ? [{ role: 'operator', organization: operator } as const] : []),
    ...waiting.map(({ body, as }): Turn => ({ role: roleOf[as], organization: body })),
    ...(waiting.length === 0 ? [{ role: 'data-authority', organization: authority } as const] : []),
  ]
}
