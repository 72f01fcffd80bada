/** Where models are kept, looked at, held side by side and deleted; each of it recorded before it happens (articles 3, 16 and 19). */
import type { ZoneLog } from '../log.ts'
import type { Ticket } from '../orders.ts'
import type { KnownModel } from '../state.ts'
import type { Vault } from '../vault.ts'
import { exportedOnnx } from './onnx/export.ts'
import { type Comparison, compared, type ModelRecord, type ShownModel, viewOf } from './registry.ts'

/** A model that is asked to leave: its file, and what a case must show of it: card, figures and verdict. */
export interface ModelFile {
  readonly view: ShownModel
  /** ONNX; left out where the verdict did not pass or the model came from outside. */
  readonly bytes?: Uint8Array
}

export interface Models {
  /** Newest first. */
  readonly list: (workspace: string) => readonly KnownModel[]
  readonly find: (model: string) => KnownModel | undefined
  /** What was learned too; for work inside. */
  readonly record: (workspace: string, model: string) => Promise<ModelRecord | undefined>
  readonly keep: (workspace: string, record: ModelRecord) => Promise<KnownModel>
  readonly open: (ticket: Ticket, model: string) => Promise<ShownModel | undefined>
  readonly compare: (ticket: Ticket, one: string, other: string) => Promise<Comparison | undefined>
  readonly remove: (ticket: Ticket, model: string) => Promise<boolean>
  readonly file: (workspace: string, model: string) => Promise<ModelFile | undefined>
}

export const openModels = ({ log, vault }: { readonly log: ZoneLog; readonly vault: Vault }): Models => {
  const find = (model: string): KnownModel | undefined => {
    const known = log.state().models.get(model)
    return known?.deleted === false ? known : undefined
  }
  const record: Models['record'] = async (workspace, model) => {
    const known = find(model)
    return known?.workspace === workspace ? (JSON.parse(await vault.text(workspace, paperOf(model))) as ModelRecord) : undefined
  }
  const opened = ({ person, organization }: Ticket, { model, workspace }: KnownModel) =>
    log.record({ type: 'model-opened', model, workspace, person, organization })

  return {
    list: (workspace) => [...log.state().models.values()].filter((one) => one.workspace === workspace && !one.deleted).reverse(),
    find,
    record,
    keep: async (workspace, kept) => {
      await vault.putText(workspace, paperOf(kept.model), JSON.stringify(kept))
      const { model, name, origin, hash, verdict } = kept
      await log.record({
        type: 'model-kept',
        model,
        workspace,
        name,
        origin,
        learner: kept.origin === 'trained' ? kept.learner.learner : 'onnx',
        hash,
        passed: verdict.passed,
        failed: verdict.checks.filter(({ passed }) => !passed).map(({ check }) => check),
        lineage: kept.origin === 'trained' ? kept.lineage : [],
      })
      const known = find(model)
      if (known === undefined) throw new Error(`could not find model ${model} after it was kept`)
      return known
    },
    open: async (ticket, model) => {
      const known = find(model)
      if (known === undefined) return undefined
      await opened(ticket, known)
      const kept = await record(known.workspace, model)
      return kept === undefined ? undefined : { ...viewOf(kept), version: known.version }
    },
    compare: async (ticket, one, other) => {
      const [left, right] = [find(one), find(other)]
      if (left === undefined || right === undefined || left.workspace !== right.workspace) return undefined
      await opened(ticket, left)
      await opened(ticket, right)
      const [first, second] = [await record(left.workspace, one), await record(left.workspace, other)]
      return first === undefined || second === undefined ? undefined : compared(first, second)
    },
    remove: async ({ person, organization }, model) => {
      const known = find(model)
      if (known === undefined) return false
      await log.record({ type: 'model-deleted', model, workspace: known.workspace, person, organization })
      await vault.drop(known.workspace, paperOf(model))
      return true
    },
    file: async (workspace, model) => {
      const [known, kept] = [find(model), await record(workspace, model)]
      if (known === undefined || kept === undefined) return undefined
      const view = { ...viewOf(kept), version: known.version }
      const properties = {
        model,
        name: kept.name,
        version: String(known.version),
        hash: kept.hash,
        purpose: kept.card.purpose,
        limits: kept.card.limits,
      }
      return kept.origin === 'trained' && kept.verdict.passed ? { view, bytes: exportedOnnx(kept.document, properties) } : { view }
    },
  }
}

const paperOf = (model: string): string => `model-${model}`
