/** Why an order is turned down before it is recorded as received: against the clock, the zone and what stands (articles 19 and 24). */
import { z } from 'zod'
import { isEnough } from '../jobs/probe.ts'
import type { HoldingScope, IsolationLevel, Order, OrderRefusal, SignedOrder } from '../orders.ts'
import { hashOf, isSignedBy } from '../signing.ts'
import type { ZoneState } from '../state.ts'
import { datasetScope } from '../store/manifest.ts'
import type { Door } from '../tickets.ts'
import { isDayOver, isOver } from '../time.ts'

export interface NotCarriedOut {
  readonly refusal: OrderRefusal
  /** A developer's sentence; never data. */
  readonly detail: string
}

const no = (refusal: OrderRefusal, detail: string): NotCarriedOut => ({ refusal, detail })

/** Whether the platform signed what was sent, whatever it is. */
export const isSignedByThePlatform = (sent: unknown, { platformKey }: Door): boolean => {
  const signed = z.looseObject({ signature: z.string() }).safeParse(sent)
  return signed.success && isSignedBy(platformKey, signed.data)
}

/** Whether the platform said this, to us. Asked first: nothing else of a stranger's order is looked at. */
export const notFromThePlatform = (order: SignedOrder, { zone, platformKey }: Door): NotCarriedOut | undefined => {
  if (!isSignedBy(platformKey, order)) return no('bad-signature', 'the signature is not the platform’s over this order')
  return order.zone === zone ? undefined : no('wrong-zone', `the order is for zone ${order.zone}`)
}

export const tooOld = (order: SignedOrder, atMs: number): NotCarriedOut | undefined =>
  isOver(order.expiresAt, atMs) ? no('expired', `the order expired at ${order.expiresAt}`) : undefined

/** Why what stands does not allow the order now. */
export const notAllowed = (body: Order, state: ZoneState, isolation: IsolationLevel, atMs: number): NotCarriedOut | undefined => {
  switch (body.order) {
    case 'provision':
      return notProvisioned(body, state, isolation, atMs)
    case 'publish':
      return notPublished(body, state)
    case 'quarantine':
      return notQuarantined(body, state)
    case 'describe':
      return state.datasets.has(body.dataset) ? undefined : no('unknown-dataset', `no dataset ${body.dataset} is registered`)
    case 'report':
    case 'purge':
      return knownImport(body.import, state)
    case 'admit':
      return notAdmitted(body, state, atMs)
    case 'thaw':
      return notThawed(body, state)
    case 'seal':
      return wrongStage(state, body.workspace, ['opened', 'frozen'])
    case 'seal-holding':
      return (
        notHeld(body.scope, state) ??
        (state.shut.has(body.scope) ? no('wrong-state', `${body.scope} is ${state.shut.get(body.scope)}`) : undefined)
      )
    case 'unseal-holding':
      return notSealed(body.scope, state)
    case 'destroy-holding':
      if (body.executor === body.witness) return no('same-person-twice', 'the witness of a destruction must not be its executor')
      return notSealed(body.scope, state)
    case 'unseal':
      return wrongStage(state, body.workspace, ['sealed'])
    case 'destroy':
      if (body.executor === body.witness) return no('same-person-twice', 'the witness of a destruction must not be its executor')
      return wrongStage(state, body.workspace, ['opened', 'frozen', 'sealed'])
    case 'issue-key':
      return notIssued(body, state)
    case 'withdraw':
      return state.products.has(body.product) ? undefined : no('unknown-product', `there is no product ${body.product}`)
    case 'examine-export':
    case 'withdraw-export':
      return knownExport(body.export, state)
    case 'release-export':
      return knownExport(body.terms.export, state)
    case 'withdraw-key':
      return state.keys.has(body.key) ? undefined : no('wrong-state', `there is no key ${body.key}`)
    /** A stop is never refused because one of its objects is unknown: what is known stops. */
    case 'freeze':
    case 'relate':
    case 'dismiss':
    case 'register':
    case 'report-trace':
    case 'lease':
      return undefined
  }
}

const notProvisioned = (
  { grant }: Order & { order: 'provision' },
  state: ZoneState,
  isolation: IsolationLevel,
  atMs: number,
): NotCarriedOut | undefined => {
  const unknown = grant.tables.find(({ dataset }) => !state.datasets.has(dataset))
  if (unknown !== undefined) return no('unknown-dataset', `no dataset ${unknown.dataset} is registered`)
  const shut = grant.tables.find(({ dataset }) => state.shut.has(datasetScope(dataset)))
  if (shut !== undefined) return no('wrong-state', `dataset ${shut.dataset} is ${state.shut.get(datasetScope(shut.dataset))}`)
  if (isDayOver(grant.until, atMs)) return no('wrong-state', `the grant ended on ${grant.until}`)
  const there = state.workspaces.get(grant.workspace)
  if (there !== undefined && (there.stage !== 'opened' || there.grant.grant !== grant.grant))
    return no('wrong-state', `workspace ${grant.workspace} is ${there.stage} under grant ${there.grant.grant}`)
  if (there !== undefined && there.admitted.length > 0)
    return no('wrong-state', `workspace ${grant.workspace} holds admitted imports and is not written anew`)
  if (!isEnough(isolation, grant.minimumIsolation))
    return no('isolation-too-low', `this zone is isolated at level ${isolation}, the decision demands ${grant.minimumIsolation}`)
  return undefined
}

const notHeld = (scope: HoldingScope, { datasets, exports }: ZoneState): NotCarriedOut | undefined => {
  const [kind, name = ''] = scope.split('/')
  return (kind === 'export' ? exports : datasets).has(name) ? undefined : no('unknown-holding', `there is no ${scope}`)
}

/** Sealed first, destroyed after: what could still be read is not destroyed in one step. */
const notSealed = (scope: HoldingScope, state: ZoneState): NotCarriedOut | undefined => {
  const shut = state.shut.get(scope) ?? 'open'
  return notHeld(scope, state) ?? (shut === 'sealed' ? undefined : no('wrong-state', `${scope} is ${shut}`))
}

const knownImport = (name: string, state: ZoneState): NotCarriedOut | undefined =>
  state.imports.has(name) ? undefined : no('unknown-import', `there is no import ${name}`)

const knownExport = (name: string, state: ZoneState): NotCarriedOut | undefined =>
  state.exports.has(name) ? undefined : no('unknown-export', `there is no export ${name}`)

/** A name means one thing: the table of an import is no dataset, and no other import of its workspace. */
const notQuarantined = ({ place }: Order & { order: 'quarantine' }, state: ZoneState): NotCarriedOut | undefined => {
  const there = state.imports.get(place.import)
  if (there !== undefined)
    return there.stage !== 'purged' && hashOf(there.place) === hashOf(place)
      ? undefined
      : no('wrong-state', `import ${place.import} is ${there.stage} and was declared otherwise`)
  const { dataset } = place.contract
  const isTaken =
    state.datasets.has(dataset) ||
    [...state.imports.values()].some(
      (one) => one.stage !== 'purged' && one.place.workspace === place.workspace && one.place.contract.dataset === dataset,
    )
  return isTaken ? no('wrong-state', `the name ${dataset} is taken`) : undefined
}

/** W16-4: only the file that was reviewed, only into the workspace it was declared for, only while that stands open. */
const notAdmitted = ({ admission }: Order & { order: 'admit' }, state: ZoneState, atMs: number): NotCarriedOut | undefined => {
  const known = state.imports.get(admission.import)
  if (known === undefined) return no('unknown-import', `there is no import ${admission.import}`)
  if (known.stage !== 'quarantined') return no('wrong-state', `import ${admission.import} is ${known.stage}`)
  if (known.found?.sha256 !== admission.sha256) return no('file-differs', 'the file in quarantine is not the one that was reviewed')
  const closed = wrongStage(state, admission.workspace, ['opened'])
  if (closed !== undefined) return closed
  const grant = state.workspaces.get(admission.workspace)?.grant
  const bounds = ['workspace', 'operator', 'authorization', 'scenario'] as const
  const beyond = bounds.find((bound) => admission[bound] !== known.place[bound] || admission[bound] !== grant?.[bound])
  if (beyond !== undefined) return no('wrong-state', `the import was declared for another ${beyond}, or the workspace has another`)
  if (isDayOver(admission.until, atMs)) return no('wrong-state', `the admission ended on ${admission.until}`)
  const { dataset } = known.place.contract
  if (admission.table.dataset !== dataset) return no('wrong-state', `import ${admission.import} is not called ${admission.table.dataset}`)
  const isTaken = state.datasets.has(dataset) || grant?.tables.some((table) => table.dataset === dataset)
  return isTaken ? no('wrong-state', `the name ${dataset} is taken`) : undefined
}

const notPublished = ({ spec, specHash }: Order & { order: 'publish' }, state: ZoneState): NotCarriedOut | undefined => {
  if (hashOf(spec) !== specHash) return no('spec-hash-differs', 'the specification is not the one that was reviewed')
  const before = state.products.get(spec.product)
  if (before !== undefined && before.spec.workspace !== spec.workspace)
    return no('wrong-state', `product ${spec.product} comes from another workspace`)
  if (before !== undefined && before.spec.version > spec.version)
    return no('wrong-state', `version ${before.spec.version} of product ${spec.product} is newer`)
  return wrongStage(state, spec.workspace, ['opened'])
}

const notThawed = ({ workspaces, products }: Order & { order: 'thaw' }, state: ZoneState): NotCarriedOut | undefined => {
  const unknown = products.find((product) => !state.products.has(product))
  if (unknown !== undefined) return no('unknown-product', `there is no product ${unknown}`)
  const withdrawn = products.find((product) => state.products.get(product)?.stage === 'withdrawn')
  if (withdrawn !== undefined) return no('wrong-state', `product ${withdrawn} is withdrawn`)
  return workspaces.map((workspace) => wrongStage(state, workspace, ['frozen', 'opened'])).find((refusal) => refusal !== undefined)
}

const notIssued = ({ accessKey }: Order & { order: 'issue-key' }, state: ZoneState): NotCarriedOut | undefined => {
  const product = state.products.get(accessKey.product)
  if (product === undefined) return no('unknown-product', `there is no product ${accessKey.product}`)
  if (state.keys.has(accessKey.key)) return no('wrong-state', `key ${accessKey.key} has been issued already`)
  const outside = accessKey.scenarios.find((scenario) => !product.spec.scenarios.includes(scenario))
  return outside === undefined ? undefined : no('wrong-state', `scenario ${outside} is not bound to product ${accessKey.product}`)
}

const wrongStage = (state: ZoneState, workspace: string, allowed: readonly string[]): NotCarriedOut | undefined => {
  const there = state.workspaces.get(workspace)
  if (there === undefined) return no('unknown-workspace', `there is no workspace ${workspace}`)
  return allowed.includes(there.stage) ? undefined : no('wrong-state', `workspace ${workspace} is ${there.stage}`)
}
