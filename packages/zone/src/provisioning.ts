/** The order `provision` carried out, and the workspace as SQL sees it afterwards (article 12). */
import type { Outcome } from './carry/obey.ts'
import type { Beyond, DatasetContract, Disclosure, Grant } from './orders.ts'
import { provision } from './provision.ts'
import type { CheckedTable } from './sql/check.ts'
import type { Workspace, ZoneState } from './state.ts'
import { workspaceScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import { type Clock, isDayOver, written } from './time.ts'

export type ProvisionWorkspace = (grant: Grant, newSecret?: boolean) => Promise<Outcome>

export const provisioning =
  (store: PartStore, state: () => ZoneState, now: Clock, subjectKey: string): ProvisionWorkspace =>
  async (grant, newSecret = false) => {
    // What was admitted from outside is masked with the old secret and would join with nothing.
    if (newSecret && (state().workspaces.get(grant.workspace)?.admitted.length ?? 0) > 0)
      return { ok: false, refusal: 'wrong-state', detail: 'imports of social data are admitted to this workspace: purge them first' }
    const uncounted = grant.tables.find((table) => !isCountable(table, state().datasets.get(table.dataset)))
    if (uncounted !== undefined)
      return {
        ok: false,
        refusal: 'malformed',
        detail: uncountable(uncounted.dataset),
      }
    const answer = await provision({
      grant,
      contractByDataset: state().datasets,
      store,
      at: written(now()),
      freshSecret: newSecret,
      subjectKey,
    })
    const result = { risk: [...answer.risk] }
    return answer.ok
      ? {
          ok: true,
          result: {
            ...result,
            rows: answer.rows,
            sources: answer.tables.map(({ table, datasetVersion }) => ({ dataset: table, version: datasetVersion })),
          },
        }
      : { ok: false, refusal: answer.refusal, detail: answer.detail, result: { ...result, ...beyondIn(answer) } }
  }

const beyondIn = ({ beyond }: { readonly beyond: readonly Beyond[] }) => (beyond.length === 0 ? {} : { beyond: [...beyond] })

export const uncountable = (dataset: string): string =>
  `people may have several rows in ${dataset}: its subject column must be granted, at least as join-key, so that groups of people can be counted`

/** Where a subject has several rows, rows are not people: the smallest group must be counted by the subject's own column. */
export const isCountable = ({ columns }: Grant['tables'][number], contract: DatasetContract | undefined): boolean => {
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
  atMs: number,
): Promise<readonly CheckedTable[]> => {
  const manifest = await store.currentVersion(workspaceScope(workspace.grant.workspace))
  return (manifest?.tables ?? []).flatMap((table) => {
    const found = tableIn(workspace, table.table, contracts, atMs)
    if (found === undefined) return []
    const { granted, contract } = found
    const columns = table.columns.map(({ name, type }) => ({ name, type, disclosure: disclosureOf(name, granted) }))
    const unwritten = (contract?.columns ?? []).filter(({ name }) => !columns.some((column) => column.name === name))
    const hidden = unwritten.map(({ name, type }) => ({ name, type, disclosure: 'hidden' as const }))
    const subject = columns.some(({ name }) => name === contract?.subject?.column) ? contract?.subject : undefined
    return [
      {
        name: table.table,
        columns: [...columns, ...hidden],
        minimumGroup: granted.minimumGroup,
        ...(granted.minimumRows === undefined ? {} : { minimumRows: granted.minimumRows }),
        ...(granted.dominance === undefined ? {} : { dominance: granted.dominance }),
        ...(subject === undefined ? {} : { subject }),
        ...(workspace.grant.protection === undefined ? {} : { protection: workspace.grant.protection }),
        about: aboutIn(contract),
      },
    ]
  })
}

/** `table.column` of what names people, by the contracts of what was granted and admitted. */
export const identifyingIn = ({ grant, admitted }: Workspace, contracts: ReadonlyMap<string, DatasetContract>): ReadonlySet<string> => {
  const held = [...grant.tables.map(({ dataset }) => contracts.get(dataset)), ...admitted.map(({ contract }) => contract)]
  return new Set(
    held.flatMap((contract) =>
      (contract?.columns ?? []).filter(({ personal }) => personal === 'identifier').map(({ name }) => `${contract?.dataset}.${name}`),
    ),
  )
}

/** A table is there by the grant or, until its last day, by the admission of an import; what lies in the workspace otherwise is nobody's. */
export const tableIn = (
  { grant, admitted }: Pick<Workspace, 'grant' | 'admitted'>,
  name: string,
  contracts: ReadonlyMap<string, DatasetContract>,
  atMs: number,
) => {
  const granted = grant.tables.find(({ dataset }) => dataset === name)
  if (granted !== undefined) return { granted, contract: contracts.get(name) }
  const one = admitted.find(({ table, until }) => table.dataset === name && !isDayOver(until, atMs))
  return one && { granted: one.table, contract: one.contract }
}

/** By the contract alone: a personal column that was not granted still makes its rows somebody's. Without a contract nothing is let go. */
const aboutIn = (contract: DatasetContract | undefined): 'subjects' | 'nobody' =>
  contract !== undefined && contract.subject === undefined && contract.columns.every(({ personal }) => personal === 'none')
    ? 'nobody'
    : 'subjects'

const disclosureOf = (name: string, granted: Grant['tables'][number]): Disclosure =>
  granted.columns.find((column) => column.name === name)?.disclosure ?? 'hidden'
