/** What is put into the files as they leave, so that whoever passes them on can be found: digits, unseen signs, made-up rows, each by the export's own key. */
import type { Cell } from '../engine/engine.ts'
import { type Canaries, noCanaries, withCanaries } from '../watermark/canaries.ts'
import { isMarkable, marked, padOf, tolerance } from '../watermark/digits.ts'
import type { MarkKeys } from '../watermark/keys.ts'
import { markedText } from '../watermark/text-marks.ts'
import { bytesOf, sha256 } from './content.ts'
import type { SnapshotFile } from './kinds.ts'
import { rendered, type Table } from './render.ts'
import { described, type Frozen, type FrozenTable } from './snapshot.ts'

/** A file as it leaves. */
export interface MarkedFile extends SnapshotFile {
  readonly text: string
  /** Columns whose numbers may differ from the true ones by less than the tolerance. */
  readonly marked: readonly string[]
  /** It leaves byte for byte as it was reviewed, and nothing in it tells where it comes from but its hash. */
  readonly unmarked?: true
  readonly model?: Frozen['model']
}

export interface Marked {
  readonly files: readonly MarkedFile[]
  readonly canaries: Canaries
  readonly grantCanaries: Canaries
}

export const markedFiles = (files: readonly Frozen[], one: { readonly export: string; readonly grant: string }, keys: MarkKeys): Marked => {
  const [own, shared] = [keys.ofExport(one.export), keys.ofGrant(one.grant)]
  const done = files.map((file) => markedFile(file, own, shared))
  return {
    files: done.map(({ file }) => file),
    canaries: together(done.map(({ canaries }) => canaries)),
    grantCanaries: together(done.map(({ grantCanaries }) => grantCanaries)),
  }
}

const together = (all: readonly Canaries[]): Canaries => {
  const some = all.filter(({ hashes }) => hashes.length > 0)
  if (some.length === 0) return noCanaries
  return { hashes: some.flatMap(({ hashes }) => hashes), logAbsent: Math.min(...some.map(({ logAbsent }) => logAbsent)) }
}

interface Done {
  readonly file: MarkedFile
  readonly canaries: Canaries
  readonly grantCanaries: Canaries
}

const plainly = (file: Frozen, text: string, rows: number, columns: readonly string[]): MarkedFile => {
  const bytes = bytesOf({ format: file.format, text })
  return { ...described(file), text, rows, sizeBytes: bytes.length, sha256: sha256(bytes), marked: columns }
}

/**
 * A text of SQL is left as it is: it must run, and says nothing of anybody. A model too: what was learned is what was judged, to the last digit, and
 * whatever else could be written into the file is taken out by writing the file again.
 */
const unmarked = (file: Frozen): MarkedFile => ({
  ...plainly(file, file.text, file.rows, []),
  unmarked: true,
  ...(file.model !== undefined && { model: file.model }),
})

const markedFile = (file: Frozen, own: Uint8Array, shared: Uint8Array): Done => {
  const none = { canaries: noCanaries, grantCanaries: noCanaries }
  if (file.kind === 'report') return { file: plainly(file, markedText(file.text, own), 0, []), ...none }
  if (file.table === undefined) return { file: unmarked(file), ...none }
  const { table } = file
  const numbers = withDigits(table, own)
  const copies = table.rarest
  const first = copies === undefined ? { rows: numbers.rows, canaries: noCanaries } : withCanaries(numbers.rows, shared, copies)
  const second = copies === undefined ? first : withCanaries(first.rows, own, copies)
  const text = rendered({ columns: table.columns, rows: second.rows }, file.format)
  return {
    file: plainly(file, text, second.rows.length, numbers.columns),
    canaries: copies === undefined ? noCanaries : second.canaries,
    grantCanaries: first.canaries,
  }
}

const withDigits = (
  { columns, rows, marks }: FrozenTable,
  key: Uint8Array,
): { readonly rows: Table['rows']; readonly columns: readonly string[] } => {
  const pad = padOf(key)
  const wanted = new Set(marks)
  const carry = (cell: Cell, at: number): Cell => (typeof cell === 'number' && wanted.has(at) ? marked(cell, pad) : cell)
  return { rows: rows.map((row) => row.map(carry)), columns: columns.flatMap(({ name }, at) => (wanted.has(at) ? [name] : [])) }
}

export interface Strength {
  /** Different numbers that carry a part of the mark; below forty a part of the file will hardly name anybody. */
  readonly places: number
  readonly tolerance: number
  readonly columns: readonly string[]
}

/** How well a part of it will tell, before it leaves: shown to whoever reviews it. */
export const strengthOf = ({ table }: Pick<Frozen, 'table'>): Strength => {
  if (table === undefined) return { places: 0, tolerance, columns: [] }
  const places = new Set(
    table.rows.flatMap((row) =>
      table.marks.flatMap((at) => (typeof row[at] === 'number' && isMarkable(row[at]) ? [row[at].toExponential(3)] : [])),
    ),
  )
  return { places: places.size, tolerance, columns: table.marks.flatMap((at) => table.columns[at]?.name ?? []) }
}
