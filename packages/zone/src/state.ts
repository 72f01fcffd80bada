/** What stands in a zone: the fold of its own log, and nothing else. */

import type { ZoneAct } from './acts.ts'
import { afterAct, closedExport, type KnownExport, type KnownTraces, releasedExport, tracesAfter } from './export/state.ts'
import type { DeliveryRefusalCode } from './intake/refusals.ts'
import type { JobMeter } from './jobs/meter.ts'
import type { JobKind } from './jobs/work.ts'
import type {
  Admission,
  DatasetContract,
  Grant,
  ImportPlace,
  MeasuredRisk,
  Order,
  ProductSpec,
  Quarantined,
  Receipt,
  SignedOrder,
} from './orders.ts'
import type { Lineage } from './sql/check.ts'
import type { ColumnOfTable } from './sql/tables.ts'
import type { Relation } from './tripwire/relations.ts'

export interface Workspace {
  readonly grant: Grant
  readonly stage: 'opened' | 'frozen' | 'sealed' | 'destroyed'
  /** Index of the last freeze: an older thaw that ends later does not open. */
  readonly frozenAt: number
  /** What it goes back to when it is unsealed. */
  readonly beforeSeal: 'opened' | 'frozen'
  readonly risk: readonly { readonly table: string; readonly measured: MeasuredRisk }[]
  /** Which version of each dataset its tables were written from. */
  readonly sources: readonly { readonly dataset: string; readonly version: number }[]
  /** Social data that was let in beside what was granted (article 16). */
  readonly admitted: readonly Admitted[]
}

export interface Admitted extends Admission {
  readonly contract: DatasetContract
}

/** A purged import stays known, so that its name does not come back. */
export interface Import {
  readonly place: ImportPlace
  readonly stage: 'awaited' | 'quarantined' | 'admitted' | 'purged'
  readonly found: Quarantined | undefined
}

export interface Product {
  readonly spec: ProductSpec
  readonly stage: 'published' | 'suspended' | 'withdrawn'
  /** Index of the last freeze or withdrawal: what is older and ends later does not open. */
  readonly closedAt: number
  readonly served: Receipt['result']['served']
}

export type AccessKey = Extract<Order, { order: 'issue-key' }>['accessKey']

export interface IssuedKey extends AccessKey {
  readonly withdrawn: boolean
}

export interface ZoneState {
  readonly leaseUntil: string | undefined
  readonly datasets: ReadonlyMap<string, DatasetContract>
  readonly workspaces: ReadonlyMap<string, Workspace>
  /** What is read by itself, by dataset. */
  readonly pulls: ReadonlyMap<string, StandingPull>
  /** Files that are on their way. */
  readonly uploads: ReadonlyMap<string, BegunUpload>
  /** Datasets and exports whose keys open nothing any more, by scope: sealed for now, or destroyed. */
  readonly shut: ReadonlyMap<string, 'sealed' | 'destroyed'>
  readonly imports: ReadonlyMap<string, Import>
  readonly products: ReadonlyMap<string, Product>
  readonly keys: ReadonlyMap<string, IssuedKey>
  readonly dismissed: ReadonlySet<string>
  /** Organizations that the platform has called related, each time as they were named. */
  readonly relations: readonly (readonly string[])[]
  /** By product: what the columns of the version that was checked last come from. */
  readonly lineage: ReadonlyMap<string, readonly Lineage[]>
  readonly jobs: ReadonlyMap<string, KnownJob>
  /** What runs for products took, by job. */
  readonly productRuns: ReadonlyMap<string, ProductRun>
  readonly models: ReadonlyMap<string, KnownModel>
  /** What the tripwire stopped, by job. */
  readonly alarms: ReadonlyMap<string, Alarm>
  /** By workspace: which columns its operator has measured the risk of. */
  readonly riskQuestions: ReadonlyMap<string, readonly string[]>
  readonly exports: ReadonlyMap<string, KnownExport>
  /** By trace: what was answered on each of its samples. */
  readonly traces: KnownTraces
  /** Orders that were received: what they said, and the receipt once they have run. */
  readonly orders: ReadonlyMap<string, KnownOrder>
}

export interface StandingPull extends Omit<Extract<ZoneAct, { type: 'pull-set' }>, 'type' | 'dataset'> {
  readonly since: string
  /** The time at which it was begun last, and how that ended; one without an end was cut short. */
  readonly last?: {
    readonly at: string
    readonly outcome?: 'accepted' | 'refused' | 'failed'
    readonly codes?: readonly DeliveryRefusalCode[]
  }
  /** How the last one that came to its end went wrong; nothing once data of this dataset was taken since, whoever brought it. */
  readonly trouble?: 'refused' | 'failed' | undefined
}

/** A source in which nothing has changed is well. */
const troubleIn = ({ outcome, codes }: Extract<ZoneAct, { type: 'pull-ended' }>): StandingPull['trouble'] =>
  outcome === 'accepted' || (outcome === 'refused' && codes.every((code) => code === 'nothing-new')) ? undefined : outcome

export type BegunUpload = Omit<Extract<ZoneAct, { type: 'upload-begun' }>, 'type' | 'upload'> & { readonly isHandedOn: boolean }

export interface ProductRun {
  readonly workspace: string
  readonly meter: JobMeter
  readonly at: string
}

export interface KnownOrder {
  readonly hash: string
  readonly order: SignedOrder
  readonly logIndex: number
  readonly receipt: Receipt | undefined
}

/** Named by the job that made it. */
export type KnownModel = Omit<Extract<ZoneAct, { type: 'model-kept' }>, 'type'> & {
  /** Counted by name in its workspace, from 1. */
  readonly version: number
  readonly at: string
  readonly deleted: boolean
}

export interface Alarm {
  readonly job: string
  readonly workspace: string
  readonly person: string
  readonly relations: readonly Relation[]
  readonly at: string
}

export interface KnownJob {
  readonly job: string
  readonly workspace: string
  readonly person: string
  readonly organization: string
  readonly kind: JobKind
  readonly on: 'data' | 'twin'
  /** Hash of what was asked: the same text is the same job again. */
  readonly sqlHash: string
  readonly submittedAt: string
  /** By result column: the columns of the workspace it was made of. */
  readonly outputs: readonly (readonly ColumnOfTable[])[]
  /** The model that it scored with. */
  readonly model: string | undefined
  /** Undefined while it waits or runs. */
  readonly ended: Ending | undefined
}

export type Ending = Omit<Extract<ZoneAct, { type: 'job-ended' }>, 'type' | 'job' | 'workspace'> & { readonly at: string }

export const emptyZone: ZoneState = {
  leaseUntil: undefined,
  datasets: new Map(),
  workspaces: new Map(),
  pulls: new Map(),
  uploads: new Map(),
  shut: new Map(),
  imports: new Map(),
  products: new Map(),
  keys: new Map(),
  dismissed: new Set(),
  relations: [],
  lineage: new Map(),
  jobs: new Map(),
  models: new Map(),
  alarms: new Map(),
  productRuns: new Map(),
  riskQuestions: new Map(),
  exports: new Map(),
  traces: new Map(),
  orders: new Map(),
}

/** Stopping takes effect when it is recorded, opening when it has been done: a crash in between always leaves less open, never more. */
export const evolve = (state: ZoneState, act: ZoneAct, { index, at }: { readonly index: number; readonly at: string }): ZoneState => {
  switch (act.type) {
    case 'order-received':
      return closing(remembering(state, act, index), act.order.body, index)
    case 'order-done': {
      const known = state.orders.get(act.orderId)
      if (known === undefined) return state
      const answered = { ...state, orders: put(state.orders, act.orderId, { ...known, receipt: act.receipt }) }
      return act.receipt.outcome === 'done' ? opening(answered, known, act.receipt) : answered
    }
    case 'job-submitted':
      return {
        ...state,
        jobs: put(state.jobs, act.job, submitted(act, at)),
      }
    case 'job-ended': {
      const { type: _, job: name, workspace: __, ...ended } = act
      return { ...state, jobs: change(state.jobs, [name], (job) => ({ ...job, ended: { ...ended, at } })) }
    }
    case 'product-ran':
      return { ...state, productRuns: put(state.productRuns, act.job, { workspace: act.workspace, meter: act.meter, at }) }
    case 'tripwire-tripped': {
      const { type: _, ...tripped } = act
      return {
        ...state,
        alarms: put(state.alarms, act.job, { ...tripped, at }),
        workspaces: change(state.workspaces, [act.workspace], (workspace) => ({ ...frozen(workspace), frozenAt: index })),
      }
    }
    case 'risk-measured': {
      const asked = state.riskQuestions.get(act.workspace) ?? []
      if (!act.counted || asked.includes(act.question)) return state
      return { ...state, riskQuestions: put(state.riskQuestions, act.workspace, [...asked, act.question]) }
    }
    case 'pull-set': {
      const { type: _, dataset, ...wish } = act
      return { ...state, pulls: put(state.pulls, dataset, { ...wish, since: at }) }
    }
    case 'upload-begun': {
      const { type: _, upload, ...begun } = act
      return { ...state, uploads: put(state.uploads, upload, { ...begun, isHandedOn: false }) }
    }
    case 'upload-handed-on':
      return { ...state, uploads: change(state.uploads, [act.upload], (one) => ({ ...one, isHandedOn: true })) }
    case 'upload-ended':
      return { ...state, uploads: new Map([...state.uploads].filter(([upload]) => upload !== act.upload)) }
    case 'pull-cancelled':
      return { ...state, pulls: new Map([...state.pulls].filter(([dataset]) => dataset !== act.dataset)) }
    case 'pull-due':
      return { ...state, pulls: change(state.pulls, [act.dataset], (one) => ({ ...one, last: { at } })) }
    case 'pull-ended':
      return {
        ...state,
        pulls: change(state.pulls, [act.dataset], (one) =>
          one.last === undefined
            ? one
            : { ...one, trouble: troubleIn(act), last: { at: one.last.at, outcome: act.outcome, codes: act.codes } },
        ),
      }
    case 'delivery-ended':
      return act.outcome === 'accepted'
        ? { ...state, pulls: change(state.pulls, [act.dataset], (one) => ({ ...one, trouble: undefined })) }
        : state
    case 'import-quarantined':
      return {
        ...state,
        imports: change(state.imports, [act.import], (one) =>
          one.stage === 'awaited' || one.stage === 'quarantined' ? { ...one, stage: 'quarantined', found: act.found } : one,
        ),
      }
    case 'model-kept': {
      const { type: _, ...kept } = act
      const version =
        [...state.models.values()].filter(({ workspace, name }) => workspace === act.workspace && name === act.name).length + 1
      return { ...state, models: put(state.models, act.model, { ...kept, version, at, deleted: false }) }
    }
    case 'model-deleted':
      return { ...state, models: change(state.models, [act.model], (model) => ({ ...model, deleted: true })) }
    case 'export-drafted':
    case 'export-examined':
    case 'export-marked':
    case 'export-fetched':
      return { ...state, exports: afterAct(state.exports, act) }
    case 'trace-answered':
      return { ...state, traces: tracesAfter(state.traces, act) }
    case 'product-checked':
      return { ...state, lineage: put(state.lineage, act.product, act.lineage) }
    default:
      return state
  }
}

const submitted = (
  { job, workspace, person, organization, kind = 'sql', sqlHash, on = 'data', outputs = [], model }: ZoneAct & { type: 'job-submitted' },
  at: string,
): KnownJob => ({
  job,
  workspace,
  person,
  organization,
  kind,
  on,
  sqlHash,
  submittedAt: at,
  outputs,
  model,
  ended: undefined,
})

/** An order of the lease is not kept once it has expired: it could not be replayed, and there are thousands of them. */
const remembering = (state: ZoneState, { order, orderHash }: ZoneAct & { type: 'order-received' }, index: number): ZoneState => {
  const kept =
    order.body.order === 'lease'
      ? new Map([...state.orders].filter(([, known]) => known.order.body.order !== 'lease' || known.order.expiresAt > order.issuedAt))
      : state.orders
  return { ...state, orders: put(kept, order.id, { hash: orderHash, order, logIndex: index, receipt: undefined }) }
}

const closing = (state: ZoneState, body: Order, index: number): ZoneState => {
  switch (body.order) {
    case 'freeze':
      return {
        ...state,
        workspaces: change(state.workspaces, body.workspaces, (workspace) => ({ ...frozen(workspace), frozenAt: index })),
        products: change(state.products, body.products, (product) => ({
          ...product,
          stage: product.stage === 'published' ? 'suspended' : product.stage,
          closedAt: index,
        })),
      }
    case 'purge':
      return {
        ...state,
        imports: change(state.imports, [body.import], (one) => ({ ...one, stage: 'purged' })),
        workspaces: change(state.workspaces, [...state.workspaces.keys()], (workspace) => without(workspace, body.import)),
      }
    case 'relate':
      return { ...state, relations: [...state.relations, body.operators] }
    case 'dismiss':
      return { ...state, dismissed: new Set([...state.dismissed, body.person]) }
    case 'seal':
    case 'destroy':
      return { ...state, workspaces: change(state.workspaces, [body.workspace], sealed) }
    case 'seal-holding':
    case 'destroy-holding':
      return { ...state, shut: put(state.shut, body.scope, 'sealed') }
    case 'withdraw':
      return {
        ...state,
        products: change(state.products, [body.product], (product) => ({ ...product, stage: 'withdrawn', closedAt: index })),
      }
    case 'withdraw-key':
      return { ...state, keys: change(state.keys, [body.key], (key) => ({ ...key, withdrawn: true })) }
    case 'withdraw-export':
      return { ...state, exports: change(state.exports, [body.export], closedExport) }
    case 'lease':
      return { ...state, leaseUntil: body.until }
    default:
      return state
  }
}

/** A grant that takes the place of another may name fewer companies: whom the other named stays tied, since what was seen together stays seen. */
const tiesAfter = ({ relations }: ZoneState, before: Grant | undefined): ZoneState['relations'] =>
  before?.related === undefined || before.related.length === 0 ? relations : [...relations, [before.operator, ...before.related]]

const opening = (state: ZoneState, { order: { body }, logIndex }: KnownOrder, receipt: Receipt): ZoneState => {
  switch (body.order) {
    case 'register':
      return { ...state, datasets: put(state.datasets, body.contract.dataset, body.contract) }
    case 'provision': {
      const fresh: Workspace = {
        grant: body.grant,
        stage: 'opened',
        frozenAt: -1,
        beforeSeal: 'opened',
        risk: [],
        sources: [],
        admitted: [],
      }
      const { risk = [], sources = [] } = receipt.result
      const before = state.workspaces.get(body.grant.workspace)
      const workspace = { ...(before ?? fresh), grant: body.grant, risk, sources }
      return { ...state, workspaces: put(state.workspaces, body.grant.workspace, workspace), relations: tiesAfter(state, before?.grant) }
    }
    case 'quarantine':
      if (state.imports.has(body.place.import)) return state
      return { ...state, imports: put(state.imports, body.place.import, { place: body.place, stage: 'awaited', found: undefined }) }
    case 'admit':
      return admitting(state, body.admission, receipt)
    case 'thaw':
      return {
        ...state,
        workspaces: change(state.workspaces, body.workspaces, (workspace) =>
          workspace.stage === 'frozen' && workspace.frozenAt < logIndex ? { ...workspace, stage: 'opened' } : workspace,
        ),
        products: change(state.products, body.products, (product) =>
          product.stage === 'suspended' && product.closedAt < logIndex ? { ...product, stage: 'published' } : product,
        ),
      }
    case 'unseal-holding':
      return { ...state, shut: new Map([...state.shut].filter(([scope]) => scope !== body.scope)) }
    case 'destroy-holding':
      return { ...state, shut: put(state.shut, body.scope, 'destroyed') }
    case 'unseal':
      return {
        ...state,
        workspaces: change(state.workspaces, [body.workspace], (workspace) =>
          workspace.stage === 'sealed' ? { ...workspace, stage: workspace.beforeSeal } : workspace,
        ),
      }
    case 'destroy':
      return {
        ...state,
        workspaces: change(state.workspaces, [body.workspace], (workspace) => ({ ...workspace, stage: 'destroyed' })),
        products: new Map(
          [...state.products].map(([name, product]) => [
            name,
            product.spec.workspace === body.workspace ? { ...product, stage: 'withdrawn' } : product,
          ]),
        ),
      }
    case 'publish': {
      const before = state.products.get(body.spec.product)
      const stays = before !== undefined && (before.closedAt > logIndex || before.stage === 'suspended')
      const product: Product = {
        spec: body.spec,
        stage: stays ? before.stage : 'published',
        closedAt: before?.closedAt ?? -1,
        served: receipt.result.served,
      }
      return { ...state, products: put(state.products, body.spec.product, product) }
    }
    case 'release-export':
      return { ...state, exports: change(state.exports, [body.terms.export], (one) => releasedExport(one, body.terms)) }
    case 'issue-key':
      return { ...state, keys: put(state.keys, body.accessKey.key, { ...body.accessKey, withdrawn: false }) }
    default:
      return state
  }
}

/** An import that was purged while it was let in stays out. */
const admitting = (state: ZoneState, admission: Admission, receipt: Receipt): ZoneState => {
  const known = state.imports.get(admission.import)
  if (known === undefined || known.stage === 'purged') return state
  const { contract } = known.place
  return {
    ...state,
    imports: put(state.imports, admission.import, { ...known, stage: 'admitted' }),
    workspaces: change(state.workspaces, [admission.workspace], (workspace) => {
      const before = without(workspace, admission.import)
      return {
        ...before,
        admitted: [...before.admitted, { ...admission, contract }],
        risk: [...before.risk, ...(receipt.result.risk ?? [])],
      }
    }),
  }
}

const without = (workspace: Workspace, one: string): Workspace => {
  const gone = workspace.admitted.find((admitted) => admitted.import === one)
  return gone === undefined
    ? workspace
    : {
        ...workspace,
        admitted: workspace.admitted.filter((admitted) => admitted !== gone),
        risk: workspace.risk.filter(({ table }) => table !== gone.table.dataset),
      }
}

const frozen = (workspace: Workspace): Workspace => {
  if (workspace.stage === 'opened') return { ...workspace, stage: 'frozen' }
  return workspace.stage === 'sealed' ? { ...workspace, beforeSeal: 'frozen' } : workspace
}

const sealed = (workspace: Workspace): Workspace =>
  workspace.stage === 'opened' || workspace.stage === 'frozen' ? { ...workspace, stage: 'sealed', beforeSeal: workspace.stage } : workspace

const put = <Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> =>
  new Map([...map, [key, value]])

const change = <Value>(map: ReadonlyMap<string, Value>, keys: readonly string[], to: (value: Value) => Value): ReadonlyMap<string, Value> =>
  new Map([...map].map(([key, value]) => [key, keys.includes(key) ? to(value) : value]))
