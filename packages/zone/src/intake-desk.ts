/** Everything a steward does at intake, beside the single file: modes, samples, sources, versions and what was set aside (articles 6, 12, 13). */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type DeliveryAnswer, type How, type Staged, type Take, uploaded } from './deliveries.ts'
import type { Format } from './intake/formats.ts'
import type { Inferred } from './intake/infer.ts'
import { notesOf } from './intake/notes.ts'
import { pull } from './intake/sources/pull.ts'
import { type Sources, sourcesFor, sourceTable } from './intake/sources/source.ts'
import type { Infer } from './intake/walls.ts'
import type { ZoneLog } from './log.ts'
import type { DatasetContract, Sender, Ticket } from './orders.ts'
import { datasetScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import { withPrivateFolder } from './store/private-folder.ts'
import type { InTurn } from './turns.ts'
import { destroyOlder, setAsideOf, type VersionNotes, type VersionView, versionNotes, versionViews } from './versions.ts'

export interface IntakeGround {
  readonly log: ZoneLog
  readonly store: PartStore
  readonly take: Take
  readonly infer: Infer
  readonly sources: Sources
  readonly keepVersions: number
  readonly inTurn: InTurn
  readonly faulted: (fault: unknown, context: string) => void
}

export interface PullAsked {
  readonly source: string
  readonly table: string
}

export interface IntakeDesk {
  readonly deliver: (
    ticket: Ticket,
    dataset: string,
    format: Format,
    body: Readable | Staged,
    how?: How,
  ) => Promise<DeliveryAnswer | undefined>
  /** Undefined where no such dataset is registered, or it may not be filled from there. */
  readonly pull: (
    sender: Sender,
    dataset: string,
    asked: PullAsked,
    how?: How,
    isOpen?: () => boolean,
  ) => Promise<DeliveryAnswer | undefined>
  readonly sourcesOf: (dataset: string) => ReturnType<typeof sourcesFor>
  readonly sample: (ticket: Ticket, format: Format, body: Readable) => Promise<Inferred>
  readonly versions: (dataset: string) => Promise<readonly VersionView[] | undefined>
  readonly notes: (dataset: string, version: number) => Promise<VersionNotes | undefined>
  readonly setAside: (ticket: Ticket, dataset: string, version: number) => Promise<string | undefined>
}

export const openIntakeDesk = (ground: IntakeGround): IntakeDesk => {
  const { log, store, take, infer, sources } = ground
  const contractOf = (dataset: string) => log.state().datasets.get(dataset)
  const isKnown = (dataset: string) => contractOf(dataset) !== undefined
  return {
    deliver: async (ticket, dataset, format, body, how) => {
      const contract = contractOf(dataset)
      if (contract === undefined) return undefined
      return tidied(ground, contract, await take(ticket, { contract, scope: datasetScope(dataset) }, uploaded(format, body), how))
    },
    pull: async (sender, dataset, asked, how, isOpen) => {
      const contract = contractOf(dataset)
      return contract === undefined ? undefined : pulled(ground, { sender, contract, asked, how, isOpen })
    },
    sourcesOf: (dataset) => sourcesFor(sources, dataset),
    sample: async (ticket, format, body) => {
      const { person, organization } = ticket
      await log.record({ type: 'sample-read', format: format.kind, person, organization })
      return withPrivateFolder(async (folder) => {
        const file = join(folder, 'sample')
        await pipeline(body, createWriteStream(file, { mode: 0o600 }))
        return infer({ folder, file, format })
      })
    },
    versions: async (dataset) => (isKnown(dataset) ? versionViews(dataset, ground) : undefined),
    notes: async (dataset, version) => (isKnown(dataset) ? versionNotes(dataset, version, store) : undefined),
    setAside: async ({ person, organization }, dataset, version) =>
      isKnown(dataset) ? setAsideOf(dataset, version, { person, organization }, ground) : undefined,
  }
}

interface Asked {
  readonly sender: Sender
  readonly contract: DatasetContract
  readonly asked: PullAsked
  readonly how: How | undefined
  readonly isOpen: (() => boolean) | undefined
}

const pulled = async (ground: IntakeGround, { sender, contract, asked, how, isOpen }: Asked): Promise<DeliveryAnswer | undefined> => {
  const { dataset } = contract
  const found = sourceTable(ground.sources, dataset, asked.source, asked.table)
  if (found === undefined) return undefined
  const scope = datasetScope(dataset)
  const isIncremental = how?.mode === 'append' || how?.mode === 'upsert'
  const origin = {
    format: { kind: 'csv', delimiter: ',', encoding: 'utf-8' },
    from: `source ${asked.source}/${asked.table}`,
    // Asked in its turn: the delivery before may have moved the mark on.
    fill: async (file: string, seen: (bytes: Uint8Array) => void) => {
      const before = await ground.store.currentVersion(scope)
      const after = before && (await notesOf(ground.store, before))?.watermark
      return pull({ ...found, contract, after, isIncremental, file, seen })
    },
  } as const
  return tidied(ground, contract, await ground.take(sender, { contract, scope, ...(isOpen && { isOpen }) }, origin, how))
}

/** A delivery that was taken stands, whatever becomes of the older versions. */
const tidied = async (
  ground: IntakeGround,
  contract: DatasetContract,
  answer: DeliveryAnswer | undefined,
): Promise<DeliveryAnswer | undefined> => {
  if (answer?.outcome === 'accepted')
    await ground
      .inTurn(datasetScope(contract.dataset), () => destroyOlder(contract, ground.keepVersions, ground))
      .catch((fault: unknown) => ground.faulted(fault, `older versions of ${contract.dataset}`))
  return answer
}
