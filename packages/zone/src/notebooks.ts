/** Saved notebooks of a workspace: sealed under its key, versioned by hash, deleted for good (articles 16 and 19). */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { notebookSteps } from './kinds/asked.ts'
import type { ZoneLog } from './log.ts'
import type { Ticket } from './orders.ts'
import type { AccessRefusal } from './refusals.ts'
import { hashOf } from './signing.ts'
import { type Clock, written } from './time.ts'
import { type InTurn, openTurns } from './turns.ts'
import type { Vault } from './vault.ts'

/** Steps need not pass the gate to be kept: a notebook is saved while it is being written. */
export const askedNotebookSave = z.strictObject({
  title: z.string().trim().min(1).max(80),
  steps: notebookSteps,
  /** The version that was opened: another that was saved meanwhile is not written over. Left out for a new notebook. */
  base: z.string().max(64).optional(),
})
export type AskedNotebookSave = z.infer<typeof askedNotebookSave>

interface Version {
  readonly hash: string
  readonly at: string
  readonly person: string
  readonly title: string
  readonly steps: AskedNotebookSave['steps']
}

export interface NotebookView {
  readonly notebook: string
  readonly title: string
  readonly hash: string
  readonly at: string
  readonly person: string
  readonly steps: AskedNotebookSave['steps']
  /** Newest first. */
  readonly versions: readonly Version[]
}

export type Saved = { readonly ok: true; readonly notebook: NotebookView } | { readonly ok: false; readonly refusal: AccessRefusal }

export interface Notebooks {
  readonly list: (workspace: string) => Promise<readonly NotebookView[]>
  readonly save: (ticket: Ticket, workspace: string, notebook: string | undefined, asked: AskedNotebookSave) => Promise<Saved>
  readonly remove: (ticket: Ticket, workspace: string, notebook: string) => Promise<boolean>
}

const prefix = 'notebook-'
const mostVersions = 50
const mostNotebooks = 200

export const openNotebooks = (log: ZoneLog, vault: Vault, now: Clock, inTurn: InTurn = openTurns()): Notebooks => {
  const read = async (workspace: string, notebook: string): Promise<NotebookView | undefined> => {
    const name = `${prefix}${notebook}`
    if (!(await vault.names(workspace)).includes(name)) return undefined
    return viewOf(notebook, JSON.parse(await vault.text(workspace, name)) as readonly Version[])
  }

  /** Recorded before it is written; an entry whose notebook was never written is one that a crash cut short. */
  const save: Notebooks['save'] = async ({ person, organization }, workspace, given, { title, steps, base }) => {
    const before = given === undefined ? undefined : await read(workspace, given)
    if (given !== undefined && before === undefined) return { ok: false, refusal: 'notebook-unknown' }
    if (before !== undefined && before.hash !== base) return { ok: false, refusal: 'notebook-changed' }
    if (before === undefined && (await savedIn(vault, workspace)).length >= mostNotebooks)
      return { ok: false, refusal: 'too-many-notebooks' }
    const notebook = given ?? randomUUID()
    const hash = hashOf({ title, steps })
    if (before?.hash === hash) return { ok: true, notebook: before }
    await log.record({ type: 'notebook-saved', notebook, workspace, person, organization, hash })
    const versions = [{ hash, at: written(now()), person, title, steps }, ...(before?.versions ?? [])].slice(0, mostVersions)
    await vault.putText(workspace, `${prefix}${notebook}`, JSON.stringify(versions))
    return { ok: true, notebook: viewOf(notebook, versions) }
  }

  return {
    list: async (workspace) => {
      const all = await Promise.all((await savedIn(vault, workspace)).map((notebook) => read(workspace, notebook)))
      return all.flatMap((one) => (one === undefined ? [] : [one])).sort((one, other) => other.at.localeCompare(one.at))
    },
    save: (ticket, workspace, notebook, asked) => inTurn(workspace, () => save(ticket, workspace, notebook, asked)),
    remove: ({ person, organization }, workspace, notebook) =>
      inTurn(workspace, async () => {
        if ((await read(workspace, notebook)) === undefined) return false
        await log.record({ type: 'notebook-deleted', notebook, workspace, person, organization })
        await vault.drop(workspace, `${prefix}${notebook}`)
        return true
      }),
  }
}

const savedIn = async (vault: Vault, workspace: string): Promise<readonly string[]> =>
  (await vault.names(workspace)).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))

const viewOf = (notebook: string, versions: readonly Version[]): NotebookView => {
  const [newest] = versions
  if (newest === undefined) throw new Error(`could not read notebook ${notebook}: it has no version`)
  return { notebook, ...newest, versions }
}
