/** Article 19: the data of a workspace is destroyed in time, before a witness, and proven to be gone. */

import { procedure, type Turn } from '../kernel/act.ts'
import { joined, titleOfCase } from '../kernel/title.ts'
import { accept, execute, noteExecuted, noteRefusedByZone } from './destruction/carrying-out.ts'
import { clocks } from './destruction/clocks.ts'
import { approve, hold, liftHold, noteShut, open, openForExport, openForItem } from './destruction/opening.ts'
import { type Destruction, type DestructionEvent, type DestructionFacts, evolve, start } from './destruction/state.ts'

export type { DestructionTrigger } from '../identifiers/kinds.ts'
export type { Destruction, DestructionEvent, DestructionFacts, DestructionRecord } from './destruction/state.ts'

const turnsOf = ({ stage, due, hold: held }: Destruction): readonly Turn[] => {
  const inTime = due === undefined ? {} : { due }
  switch (stage) {
    case 'opened':
      return [{ role: 'data-authority', ...inTime }]
    case 'held':
      return [{ role: 'data-authority', ...(held && { due: held.until }) }]
    case 'approved':
      return [{ role: 'data-center', ...inTime }]
    case 'executed':
      return [{ role: 'data-authority', ...inTime }]
    default:
      return []
  }
}

export const destructions = procedure<Destruction, DestructionFacts, DestructionEvent>({
  name: 'destruction',
  plural: 'destructions',
  title: { zh: '数据销毁', en: 'Destruction' },
  start,
  evolve,
  acts: [open, openForItem, openForExport, noteShut, hold, liftHold, approve, execute, noteExecuted, noteRefusedByZone, accept],
  stages: {
    none: { zh: '未启动', en: 'not opened' },
    opened: { zh: '待批准', en: 'to be approved' },
    held: { zh: '依法保留', en: 'held by law' },
    approved: { zh: '待执行', en: 'to be carried out' },
    executing: { zh: '执行中', en: 'being carried out' },
    executed: { zh: '待验收', en: 'to be accepted' },
    certified: { zh: '已出具证明', en: 'certified' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ openedOn, request, item, export: one }) =>
    joined(openedOn, titleOfCase('data-request', request) || titleOfCase('catalog-item', item) || titleOfCase('export', one)),
  concerns: ({ operator }) => ({
    organizations: [operator],
    roles: ['data-authority', 'data-center', 'security-authority', 'audit-admin'],
  }),
  turns: (state) => turnsOf(state),
  clocks,
  keysOf: ({ request, item, export: one, authorization, operator, certifiedOn, certificateNumber }) => [
    ...(item ? [`item:${item}`] : [one ? `export:${one}` : `request:${request}`, `authorization:${authorization}`]),
    `operator:${operator}`,
    ...(certifiedOn ? [`certified:${certifiedOn.slice(0, 4)}`, `certificate:${certificateNumber}`] : []),
  ],
  personal: false,
})
