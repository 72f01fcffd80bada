/** The order `provision` carried out, and the workspace as SQL sees it afterwards (article 12). */
import type { Outcome } from './carry/obey.ts'
import type { DatasetContract, Disclosure, Grant } from './orders.ts'
import { provision } from './provision.ts'
import type { CheckedTable } from './sql/check.ts'
import type { Workspace, ZoneState } from './state.ts'
import { workspaceScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import { type Clock, written } from './time.ts'

export type ProvisionWorkspace = (grant: Grant) => Promise<Outcome>

export const provisioning =
  (store: PartStore, state: () => ZoneState, now: Clock): ProvisionWorkspace =>
  async (grant) => {
    const uncounted = grant.tables.find((table) => !isCountable(table, state().datasets.get(table.dataset)))
    if (uncounted !== undefined)
      return {
        ok: false,
        refusal: 'malformed',
        detail: `people may have several rows in ${uncounted.dataset}: its subject column must be granted, at least as join-key, so that groups of people can be counted`,
      }
    const answer = await provision({ grant, contractByDataset: state().datasets, store, at: written(now()) })
    const result = { risk: [...answer.risk] }
    return answer.ok
      ? { ok: true, result: { ...result, rows: answer.rows } }
      : { ok: false, refusal: answer.refusal, detail: answer.detail, result }
  }

/** Where a subject has several rows, rows are not people: the smallest group must be counted by the subject's own column. */
const isCountable = ({ columns }: Grant['tables'][number], contract: DatasetContract | undefined): boolean => {
  const subject = contract?.subject
  return (
    subject === undefined || subject.oneRow || columns.some(({ name, disclosure }) => name === subject.column && disclosure !== 'hidden')
  )
}

/** What checking SQL knows of a workspace: the columns that were written, with their types after masking; the others by name only, so that asking for one is refused as such. */
export const checkedTables = async (
  workspace: Workspace,
  store: PartStore,
  contracts: ReadonlyMap<string, DatasetContract>,
): Promise<readonly CheckedTable[]> => {
  const manifest = await store.currentVersion(workspaceScope(workspace.grant.workspace))
  return (manifest?.tables ?? []).flatMap((table) => {
    const granted = workspace.grant.tables.find(({ dataset }) => dataset === table.table)
    if (granted === undefined) return []
    const contract = contracts.get(table.table)
    const columns = table.columns.map(({ name, type }) => ({ name, type, disclosure: disclosureOf(name, granted) }))
    const unwritten = (contract?.columns ?? []).filter(({ name }) => !columns.some((column) => column.name === name))
    const hidden = unwritten.map(({ name, type }) => ({ name, type, disclosure: 'hidden' as const }))
    const subject = columns.some(({ name }) => name === contract?.subject?.column) ? contract?.subject : undefined
    return [
      {
        name: table.table,
        columns: [...columns, ...hidden],
        minimumGroup: granted.minimumGroup,
        ...(subject === undefined ? {} : { subject }),
        about: aboutIn(contract),
      },
    ]
  })
}

/** By the contract alone: a personal column that was not granted still makes its rows somebody's. Without a contract nothing is let go. */
const aboutIn = (contract: DatasetContract | undefined): 'subjects' | 'nobody' =>
  contract !== undefined && contract.subject === undefined && contract.columns.every(({ personal }) => personal === 'none')
    ? 'nobody'
    : 'subjects'

const disclosureOf = (name: string, granted: Grant['tables'][number]): Disclosure =>
  granted.columns.find((column) => column.name === name)?.disclosure ?? 'hidden'
