/** A snapshot: the chosen results frozen as bytes, sealed under the export's own key, named by a hash that a single changed byte changes (W16-3). */
import type { KeyProvider } from '@yunhe/keys'
import type { ShownModel } from '../models/registry.ts'
import type { ModelFile } from '../models/room.ts'
import type { CheckOutcome } from '../outputs/airlock.ts'
import type { Paper } from '../papers.ts'
import { hashOf } from '../signing.ts'
import type { CheckAnswer, Lineage } from '../sql/check.ts'
import { exportScope } from '../store/manifest.ts'
import type { Vault } from '../vault.ts'
import { bytesOf, type Content, encodingOf, sha256 } from './content.ts'
import { formatOf, formatsByKind, type SnapshotFile, type WantedFile } from './kinds.ts'
import { rendered, type Table } from './render.ts'

/** One file as it lies sealed: its text, for a table what marks it later, for a model what was known of it as it was frozen. */
export interface Frozen extends SnapshotFile, Content {
  readonly table?: FrozenTable
  readonly model?: ShownModel
}

export interface FrozenTable extends Table {
  readonly lineage: readonly Lineage[]
  /** Columns, counted from 0, whose numbers may carry the mark. */
  readonly marks: readonly number[]
  /** Columns whose values stand in the source as they are: keys of groups, and all where rows leave one by one. What was summed up only looks alike by chance. */
  readonly direct: readonly number[]
  /** Rows leave one by one: how many times the rarest combination stands there. Nothing where rows are groups. */
  readonly rarest?: number
  /** What the checks of the job's result said when it was released to the workbench. */
  readonly released: readonly CheckOutcome[]
}

export interface Snapshot {
  readonly snapshot: string
  readonly files: readonly Frozen[]
}

export interface SnapshotGround {
  /** Nothing where the job is not done, or is another workspace's. */
  readonly paper: (workspace: string, job: string, step?: string) => Promise<Paper | undefined>
  readonly checked: (workspace: string, sql: string, parameters: readonly string[]) => Promise<CheckAnswer>
  readonly model: (workspace: string, model: string) => Promise<ModelFile | undefined>
}

export type Unfit = 'job-not-finished' | 'format-not-allowed' | 'model-not-here' | 'model-not-passed' | 'file-name-twice'

export const freeze = async (ground: SnapshotGround, workspace: string, wanted: readonly WantedFile[]): Promise<Snapshot | Unfit> => {
  if (new Set(wanted.map(({ name }) => name)).size < wanted.length) return 'file-name-twice'
  const files: Frozen[] = []
  for (const one of wanted) {
    const frozen = await frozenOf(ground, workspace, one)
    if (typeof frozen === 'string') return frozen
    files.push(frozen)
  }
  return { snapshot: snapshotHash(workspace, files), files }
}

const frozenOf = async (ground: SnapshotGround, workspace: string, wanted: WantedFile): Promise<Frozen | Unfit> => {
  const formats: readonly string[] = formatsByKind[wanted.kind]
  if (!formats.includes(formatOf(wanted.name))) return 'format-not-allowed'
  if (wanted.kind === 'model') return modelOf(ground, workspace, wanted)
  if (wanted.kind === 'report') return named(wanted, wanted.text, 0)
  const paper = await ground.paper(workspace, wanted.job, wanted.kind === 'code' ? undefined : wanted.step)
  if (paper === undefined) return 'job-not-finished'
  if (wanted.kind === 'code' && paper.sql === undefined) return 'job-not-finished'
  if (wanted.kind === 'code') return named(wanted, `${(paper.sql ?? '').trim()}\n`, 0)
  const table = await tableOf(ground, workspace, paper, wanted.exact)
  if (table === undefined) return 'job-not-finished'
  return { ...named(wanted, rendered(table, formatOf(wanted.name)), table.rows.length), table }
}

const named = ({ name, kind }: WantedFile, text: string, rows: number): Frozen => {
  const format = formatOf(name)
  const bytes = bytesOf({ format, text })
  return { name, kind, format, rows, sizeBytes: bytes.length, sha256: sha256(bytes), text }
}

/** Written out by the zone itself, and only where the verdict of the model lets it leave. */
const modelOf = async (ground: SnapshotGround, workspace: string, wanted: WantedFile & { kind: 'model' }): Promise<Frozen | Unfit> => {
  const file = await ground.model(workspace, wanted.model)
  if (file === undefined) return 'model-not-here'
  if (file.bytes === undefined) return 'model-not-passed'
  return { ...named(wanted, Buffer.from(file.bytes).toString(encodingOf('onnx')), 0), model: file.view }
}

/** Keys of groups stay as they are; a result whose text is not allowed any more does not leave. */
const tableOf = async (
  ground: SnapshotGround,
  workspace: string,
  paper: Paper,
  exact: readonly string[],
): Promise<FrozenTable | undefined> => {
  const shape = await shapeOf(ground, workspace, paper)
  if (shape === undefined) return undefined
  const { columns, rows, lineage, checks } = paper
  const marks = columns.flatMap(({ name, type }, at) => {
    const isFraction = /^(DOUBLE|FLOAT|DECIMAL)/i.test(type)
    const isCounted = shape.keys !== undefined && /INT$|^INTEGER$/i.test(type)
    return !exact.includes(name) && !shape.keys?.includes(at) && (isFraction || isCounted) ? [at] : []
  })
  const direct = shape.keys ?? columns.map((_, at) => at)
  return { columns, rows, lineage, marks, direct, released: checks, ...(shape.isRowByRow && { rarest: rarestIn(rows) }) }
}

interface Shape {
  readonly isRowByRow: boolean
  /** Columns that are keys of groups; nothing where that is not known, or where rows are no groups. */
  readonly keys?: readonly number[] | undefined
}

/** A step of a longer text cannot be read by itself: all of its columns count as the source's, and no row is made up. */
const shapeOf = async ({ checked }: SnapshotGround, workspace: string, { sql }: Paper): Promise<Shape | undefined> => {
  if (sql === undefined) return { isRowByRow: false }
  const parameters = [...sql.matchAll(/\$([a-z][a-z0-9_]{0,62})/g)].map(([, name = '']) => name)
  const answer = await checked(workspace, sql, [...new Set(parameters)])
  if (!answer.ok) return undefined
  const isRowByRow = answer.guards === undefined || 'subjects' in answer.guards.entities
  return { isRowByRow, keys: isRowByRow ? undefined : answer.guards?.keys }
}

const rarestIn = (rows: Table['rows']): number => {
  const timesByRow = new Map<string, number>()
  for (const row of rows) timesByRow.set(JSON.stringify(row), (timesByRow.get(JSON.stringify(row)) ?? 0) + 1)
  return Math.max(
    1,
    [...timesByRow.values()].reduce((least, times) => Math.min(least, times), Number.MAX_SAFE_INTEGER) % Number.MAX_SAFE_INTEGER,
  )
}

/** Over the workspace and the list of files: what reviewers vote on. */
export const snapshotHash = (workspace: string, files: readonly SnapshotFile[]): string =>
  hashOf({ format: 'yunhe/snapshot@1', workspace, files: files.map(described) })

export const described = ({ name, kind, format, rows, sizeBytes, sha256: hash }: SnapshotFile): SnapshotFile => ({
  name,
  kind,
  format,
  rows,
  sizeBytes,
  sha256: hash,
})

const paperOf = (snapshot: string, at: number): string => `file-${snapshot.slice(0, 32)}-${at}`

export const putSnapshot = async (vault: Vault, keys: KeyProvider, one: string, { snapshot, files }: Snapshot): Promise<void> => {
  const scope = exportScope(one)
  if ((await keys.describe(scope)) === undefined) await keys.create(scope)
  for (const [at, file] of files.entries()) await vault.putText(one, paperOf(snapshot, at), JSON.stringify(file))
}

/** Opened and held against its hash: a file that was changed on disk, or is not the one that was named, is nothing. */
export const readSnapshot = async (
  vault: Vault,
  {
    export: one,
    workspace,
    snapshot,
    files,
  }: { readonly export: string; readonly workspace: string; readonly snapshot: string; readonly files: readonly SnapshotFile[] },
): Promise<Snapshot | undefined> => {
  const read: Frozen[] = []
  for (const at of files.keys()) {
    const text = await vault.text(one, paperOf(snapshot, at)).catch(() => undefined)
    if (text === undefined) return undefined
    read.push(JSON.parse(text) as Frozen)
  }
  const isWhole = read.every(
    ({ text, table, format, sha256: hash }) =>
      sha256(bytesOf({ format, text })) === hash && (table === undefined || rendered(table, format) === text),
  )
  return isWhole && snapshotHash(workspace, read) === snapshot ? { snapshot, files: read } : undefined
}
