/** Takes a delivered file into the zone: examined behind walls, held against the version before, sealed, and the version switched in one step (articles 12, 13, 15). */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DeliveredFrom, type DeliveryMode, datasetScope, type Manifest, type Scope } from '../store/manifest.ts'
import type { NewVersion, PartStore } from '../store/parts.ts'
import { type Compared, type DriftNote, driftFromBefore, driftFromContract, lostColumns } from './drift.ts'
import { acceptedIn, type Examine, type Examined, type Examining, type Refused, setAsideIn } from './examine.ts'
import { type Merged, merge, whyNoMerge } from './merge.ts'
import { type Notes, notesOf } from './notes.ts'
import type { DeliveryRefusal } from './refusals.ts'

export type Delivery = Examining & {
  /** Where it is sealed: the dataset where it is left out, or the quarantine of an import. */
  readonly scope?: Scope
  readonly store: PartStore
  /** When it is delivered, ISO 8601 in UTC. */
  readonly at: string
  readonly examine: Examine
  readonly mode?: DeliveryMode
  /** Whoever delivers says that a column that lost its values is right. */
  readonly driftAccepted?: boolean
  /** Whose delivery of what it is; left out where nobody asks for versions. */
  readonly from?: () => Pick<DeliveredFrom, 'delivery' | 'from' | 'sha256' | 'person' | 'organization'>
  /** How far a source has been read. */
  readonly watermark?: string
}

type Accepted = Extract<Examined, { outcome: 'accepted' }>
export type Delivered =
  | (Accepted & { readonly version: number; readonly mode: DeliveryMode; readonly totalRows: number; readonly drift: readonly DriftNote[] })
  | Refused

/** A refusal leaves everything as it was: the version before stays in force. */
export const deliver = async (delivery: Delivery): Promise<Delivered> => {
  const { scope: given, store, at, examine, mode = 'whole', driftAccepted = false, from, watermark, ...examining } = delivery
  const { contract, folder } = examining
  const scope = given ?? datasetScope(contract.dataset)
  const before = await store.currentVersion(scope)
  const hopeless = whyNoMerge(mode, contract, before)
  if (hopeless !== undefined) return refusedBy(hopeless)
  const examined = await examine(examining)
  if (examined.outcome === 'refused') return examined
  const earlier = before && (await notesOf(store, before))
  const compared = driftOf(examined, earlier?.profile, mode === 'whole' && before?.delivered?.mode === 'whole')
  if (compared.lost.length > 0 && !driftAccepted)
    return { ...refusedBy(...compared.lost), rejectedRows: examined.rejectedRows, rejected: examined.rejected }
  const merged = await mergedWith(before, { ...delivery, mode }, examined.rows)
  if ('code' in merged) return { ...refusedBy(merged), rejectedRows: examined.rejectedRows, rejected: examined.rejected }
  const { drift } = compared
  const notes: Notes = {
    profile: examined.profile,
    drift,
    chosen: examined.chosen,
    ...(watermark !== undefined ? { watermark } : earlier?.watermark !== undefined && { watermark: earlier.watermark }),
  }
  const lineage: DeliveredFrom | undefined = from && {
    ...from(),
    mode,
    rows: examined.rows,
    driftNotes: drift.length,
    ...(before !== undefined && { previous: before.version }),
  }
  const { version } = await store.putParts({
    scope,
    at,
    rejectedRows: examined.rejectedRows,
    ...(lineage && { delivered: lineage }),
    papers: await papersIn(folder, notes),
    tables: [
      {
        table: contract.dataset,
        rows: merged.rows,
        columns: contract.columns.map(({ name, type }) => ({ name, type })),
        files: merged.files,
      },
    ],
  })
  return { ...examined, version, mode, totalRows: merged.rows, drift }
}

const refusedBy = (...refusals: readonly DeliveryRefusal[]): Refused => ({ outcome: 'refused', refusals, rejectedRows: 0, rejected: [] })

/** Of a delivery that adds rows, and of one that replaces all, different things can be said. */
const driftOf = ({ chosen, profile }: Accepted, before: Compared | undefined, areBothWhole: boolean) => ({
  drift: [...driftFromContract(chosen), ...(before === undefined ? [] : driftFromBefore(before, profile, !areBothWhole))],
  lost: before === undefined ? [] : lostColumns(before, profile),
})

const mergedWith = async (
  before: Manifest | undefined,
  { mode = 'whole', contract, store, folder }: Delivery,
  rows: number,
): Promise<Merged | DeliveryRefusal> => {
  const accepted = acceptedIn(folder)
  return mode === 'whole' || before === undefined ? { rows, files: [accepted] } : merge({ mode, contract, before, store, accepted, folder })
}

const papersIn = async (folder: string, notes: Notes): Promise<NonNullable<NewVersion['papers']>> => {
  const file = join(folder, 'notes.json')
  await writeFile(file, JSON.stringify(notes), { mode: 0o600 })
  const aside = setAsideIn(folder)
  return [{ name: 'notes', file }, ...(existsSync(aside) ? [{ name: 'set-aside' as const, file: aside }] : [])]
}
