/** A zone that does at once what it is told: which workspaces it keeps open and which products it serves. */
import type { Order } from '@yunhe/zone/orders'

export interface ZoneAsOrdered {
  readonly open: readonly string[]
  readonly served: readonly string[]
}

export const idleZone: ZoneAsOrdered = { open: [], served: [] }

const withAll = (those: readonly string[], more: readonly string[]): readonly string[] => [...new Set([...those, ...more])].toSorted()
const without = (those: readonly string[], gone: readonly string[]): readonly string[] => those.filter((one) => !gone.includes(one))

export const obey = ({ open, served }: ZoneAsOrdered, order: Order): ZoneAsOrdered => {
  switch (order.order) {
    case 'provision':
      return { open: withAll(open, [order.grant.workspace]), served }
    case 'publish':
      return { open, served: withAll(served, [order.spec.product]) }
    case 'thaw':
      return { open: withAll(open, order.workspaces), served: withAll(served, order.products) }
    case 'freeze':
      return { open: without(open, order.workspaces), served: without(served, order.products) }
    case 'withdraw':
      return { open, served: without(served, [order.product]) }
    case 'seal':
    case 'destroy':
      return { open: without(open, [order.workspace]), served }
    default:
      return { open, served }
  }
}

/** What a zone reports of work that went well; the figures mean nothing here. */
export const resultOf = (order: Order) => ({
  rows: 1,
  ...(order.order === 'publish' && { served: { rows: 1, columns: [], suppressedRows: 0 } }),
  ...(order.order === 'destroy' && { destruction: recordOf(order) }),
})

const recordOf = ({ task, workspace, executor, witness }: Extract<Order, { readonly order: 'destroy' }>) => ({
  task,
  workspace,
  inventory: [{ object: 'part', sizeBytes: 1, sha256: '0'.repeat(64) }],
  inventoryRoot: '0'.repeat(64),
  keyFingerprint: '0'.repeat(64),
  keyStoreAnswer: 'destroyed',
  method: 'the key was destroyed',
  startedAt: '2026-01-01T00:00:00Z',
  endedAt: '2026-01-01T00:00:01Z',
  executor,
  witness,
  verification: [{ tried: 'read', answer: 'key-destroyed' }],
  residuals: [],
})
