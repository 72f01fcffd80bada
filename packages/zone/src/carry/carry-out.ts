/** What each order does, once it is recorded. Everything here may be done a second time after a crash and leaves the same. */
import type { AdmitImport } from '../admission.ts'
import type { DescribeDataset } from '../describe.ts'
import { type DestructionGround, destroyWorkspace } from '../destroy.ts'
import { destroyHolding, type HoldingGround } from '../destroy-holding.ts'
import type { ExportDesk } from '../export/desk.ts'
import type { ZoneLog } from '../log.ts'
import type { Order, SignedOrder } from '../orders.ts'
import type { PublishProduct } from '../products/publish.ts'
import type { Shelf } from '../products/shelf.ts'
import type { ProvisionWorkspace } from '../provisioning.ts'
import { type PurgeGround, purgeImport } from '../purge.ts'
import type { TraceDesk } from '../watermark/desk.ts'
import type { Workbench } from '../workbench.ts'
import type { Outcome } from './obey.ts'

export interface Hands {
  readonly log: ZoneLog
  readonly workbench: Workbench
  readonly shelf: Shelf
  readonly provision: ProvisionWorkspace
  readonly publish: PublishProduct
  readonly destruction: DestructionGround
  readonly holdings: HoldingGround
  readonly admit: AdmitImport
  readonly describe: DescribeDataset
  readonly purge: PurgeGround
  readonly exports: ExportDesk
  readonly traces: TraceDesk
}

const done: Outcome = { ok: true, result: {} }

export const carryOut =
  (hands: Hands) =>
  async ({ id, decision, body }: SignedOrder): Promise<Outcome> => {
    switch (body.order) {
      case 'provision':
        return hands.provision(body.grant, body.newSecret)
      case 'publish':
        return hands.publish(body.spec)
      case 'admit':
        return hands.admit(body.admission)
      case 'describe':
        return hands.describe(body.dataset)
      case 'report':
        return report(body.import, hands)
      case 'purge':
        return purge(body.import, hands)
      case 'freeze':
        return freeze(body, hands)
      case 'dismiss':
        return { ok: true, result: { killedJobs: await hands.workbench.killPerson(body.person) } }
      case 'seal':
        return seal(body, hands)
      case 'unseal':
        return unseal(body, hands)
      case 'destroy':
        return destroy(body, hands)
      case 'examine-export':
        return hands.exports.examine(body)
      case 'release-export':
        return hands.exports.release(body, decision, hands.log.state().orders.get(id)?.logIndex ?? -1)
      case 'report-trace':
        return hands.traces.report(body)
      case 'destroy-holding':
        return { ok: true, result: { holding: await destroyHolding(body, hands.holdings) } }
      case 'withdraw':
        await hands.shelf.take(body.product)
        return done
      /** The fold of the log is all there is to these: the record is the act. */
      case 'register':
      case 'quarantine':
      case 'seal-holding':
      case 'unseal-holding':
      case 'relate':
      case 'thaw':
      case 'issue-key':
      case 'withdraw-key':
      case 'withdraw-export':
      case 'lease':
        return done
    }
  }

const report = (name: string, { log }: Hands): Outcome => {
  const found = log.state().imports.get(name)?.found
  return found === undefined
    ? { ok: false, refusal: 'wrong-state', detail: `nothing of import ${name} has been delivered` }
    : { ok: true, result: { quarantined: found } }
}

const purge = async (name: string, { purge: ground }: Hands): Promise<Outcome> => {
  const { record, killedJobs } = await purgeImport(name, ground)
  return { ok: true, result: { purged: record, killedJobs } }
}

/** The gateway and the workbench were closed when the order was recorded; what is left is to kill what runs. */
const freeze = async (body: Order & { order: 'freeze' }, { workbench, log }: Hands): Promise<Outcome> => {
  const killed = await Promise.all(body.workspaces.map((workspace) => workbench.killWorkspace(workspace)))
  const { workspaces, products } = log.state()
  const unknown = [...body.workspaces.filter((one) => !workspaces.has(one)), ...body.products.filter((one) => !products.has(one))]
  const result = { killedJobs: killed.reduce((sum, one) => sum + one, 0) }
  return unknown.length === 0 ? { ok: true, result } : { ok: true, result, detail: `not known here: ${unknown.join(', ')}` }
}

/** From the record on no data key is unwrapped; what was unwrapped before goes with the jobs and the copies in memory. */
const seal = async ({ workspace }: Order & { order: 'seal' }, { workbench, shelf }: Hands): Promise<Outcome> => {
  const killedJobs = await workbench.emptyWorkspace(workspace)
  await shelf.clear(workspace)
  return { ok: true, result: { killedJobs } }
}

/** The one step that reads before the fold says it may: if the record of it fails, it stays sealed and nothing of this is served. */
const unseal = async ({ workspace }: Order & { order: 'unseal' }, { shelf, destruction }: Hands): Promise<Outcome> => {
  await shelf.reopen(workspace, destruction.vault)
  return done
}

const destroy = async (body: Order & { order: 'destroy' }, { destruction }: Hands): Promise<Outcome> => {
  const { record, killedJobs } = await destroyWorkspace(body, destruction)
  return { ok: true, result: { destruction: record, killedJobs } }
}
