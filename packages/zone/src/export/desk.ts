/** Where exports pass in the zone: frozen by an analyst, examined by the zone, opened by reviewers, released on order, fetched by the requester (article 16, W16-3). */
import { randomUUID } from 'node:crypto'
import type { KeyProvider } from '@yunhe/keys'
import type { Outcome } from '../carry/obey.ts'
import type { ZoneLog } from '../log.ts'
import type { ShownModel } from '../models/registry.ts'
import type { ExportTerms, Order, Ticket } from '../orders.ts'
import type { AccessRefusal } from '../refusals.ts'
import type { Workspace } from '../state.ts'
import { exportScope } from '../store/manifest.ts'
import { closedWorkspace } from '../tickets.ts'
import { type Clock, isDayOver, written } from '../time.ts'
import { openTurns } from '../turns.ts'
import type { Vault } from '../vault.ts'
import type { MarkKeys } from '../watermark/keys.ts'
import { examine } from './checks.ts'
import { type Encoding, encodingOf } from './content.ts'
import { type Draft, formatOf, type SnapshotFile } from './kinds.ts'
import { type ExportManifest, manifestHash, type Releasing } from './manifest.ts'
import { type MarkedFile, markedFiles, type Strength, strengthOf } from './marking.ts'
import { textsOf } from './model-check.ts'
import type { Report } from './report.ts'
import { type SimilarityGround, similarityIn } from './similarity.ts'
import { type Frozen, freeze, putSnapshot, readSnapshot, type Snapshot, type SnapshotGround } from './snapshot.ts'
import type { KnownExport } from './state.ts'

export interface ExportGround extends SimilarityGround, SnapshotGround {
  readonly log: ZoneLog
  /** The vault of exports, each under its own key. */
  readonly vault: Vault
  readonly keys: KeyProvider
  readonly marks: MarkKeys
  readonly sign: (files: readonly MarkedFile[], releasing: Omit<Releasing, 'zone'>) => ExportManifest
  readonly now: Clock
}

/** What everybody who may look sees of an export: never its content. */
export interface ExportView {
  readonly export: string
  readonly stage: KnownExport['stage']
  readonly snapshot: string
  readonly files: readonly (SnapshotFile & { readonly strength: Strength })[]
  readonly report: Report
}

type No = { readonly ok: false; readonly refusal: AccessRefusal }
export type Drafted = { readonly ok: true; readonly view: ExportView } | No
/** A file as its reviewer reads it: of a model not the bytes, which say nothing to a reader, but what is known of it and every text that stands in it. */
export type Opened =
  | {
      readonly ok: true
      readonly file: SnapshotFile
      readonly text: string
      readonly model?: ShownModel
    }
  | No
export type Fetched = { readonly ok: true; readonly file: string; readonly text: string; readonly encoding: Encoding } | No

export interface ExportDesk {
  /** Freezes what was chosen and looks at it; `one` names an export whose files are to be changed. */
  readonly draft: (ticket: Ticket, workspace: string, draft: Draft, one?: string) => Promise<Drafted>
  readonly view: (one: string) => Promise<ExportView | undefined>
  readonly find: (one: string) => KnownExport | undefined
  /** A reviewer reads one file; recorded before it is opened. */
  readonly open: (ticket: Ticket, one: string, name: string) => Promise<Opened>
  readonly fetch: (ticket: Ticket, one: string, name: string) => Promise<Fetched>
  readonly manifest: (ticket: Ticket, one: string) => Promise<Fetched>
  readonly examine: (order: Order & { order: 'examine-export' }) => Promise<Outcome>
  readonly release: (order: Order & { order: 'release-export' }, decision: string, logIndex: number) => Promise<Outcome>
}

const no = (refusal: AccessRefusal): No => ({ ok: false, refusal })
const mostDrafts = 50
/** The name under which the manifest is asked for and counted. */
export const manifestName = 'manifest.json'

export const openExportDesk = (ground: ExportGround): ExportDesk => {
  const inTurn = openTurns()
  const { log, vault } = ground
  const find = (one: string): KnownExport | undefined => log.state().exports.get(one)

  return {
    find,
    draft: (ticket, workspace, draft, one = randomUUID()) => inTurn(one, () => drafted(ground, ticket, workspace, draft, one)),
    view: async (one) => {
      const known = find(one)
      return known && viewOf(ground, known)
    },
    open: async (ticket, one, name) => {
      const known = find(one)
      if (known === undefined) return no('export-unknown')
      const closed = shutOf(ground, one) ?? closedWorkspaceOf(ground, known)
      if (closed !== undefined) return no(closed)
      if (known.stage === 'closed') return no('export-closed')
      if (!known.files.some((file) => file.name === name)) return no('file-unknown')
      const { person, organization } = ticket
      await log.record({ type: 'export-opened', export: one, snapshot: known.snapshot, file: name, person, organization })
      const file = (await readSnapshot(vault, known))?.files.find((found) => found.name === name)
      return file === undefined ? no('snapshot-damaged') : readable(file)
    },
    fetch: (ticket, one, name) => inTurn(one, () => fetched(ground, ticket, one, name)),
    manifest: (ticket, one) => inTurn(one, () => fetched(ground, ticket, one, manifestName)),
    examine: (order) => inTurn(order.export, () => examined(ground, order)),
    release: ({ terms }, decision, logIndex) => inTurn(terms.export, () => released(ground, terms, decision, logIndex)),
  }
}

const workspaceOf = ({ log }: Pick<ExportGround, 'log'>, { workspace }: Pick<KnownExport, 'workspace'>): Workspace | undefined =>
  log.state().workspaces.get(workspace)

const closedWorkspaceOf = (ground: Pick<ExportGround, 'log' | 'now'>, known: Pick<KnownExport, 'workspace'>): AccessRefusal | undefined =>
  closedWorkspace(workspaceOf(ground, known), ground.now())

/** Sealed or destroyed by itself, whatever its workspace is. */
const shutOf = ({ log }: Pick<ExportGround, 'log'>, one: string): AccessRefusal | undefined => {
  const shut = log.state().shut.get(exportScope(one))
  return shut === undefined ? undefined : `export-${shut}`
}

const drafted = async (ground: ExportGround, ticket: Ticket, workspace: string, draft: Draft, one: string): Promise<Drafted> => {
  const { log, vault, keys } = ground
  const standing = log.state().exports.get(one)
  if (standing !== undefined && standing.workspace !== workspace) return no('export-unknown')
  if (standing !== undefined && (standing.stage === 'released' || standing.stage === 'closed')) return no('export-closed')
  if (standing === undefined && draftsIn(ground, workspace) >= mostDrafts) return no('too-many-drafts')
  const grant = log.state().workspaces.get(workspace)?.grant.grant
  if (grant === undefined) return no('workspace-unknown')
  const snapshot = await freeze(ground, workspace, draft.files)
  if (typeof snapshot === 'string') return no(snapshot)
  const { person, organization } = ticket
  const files = snapshot.files.map(withoutContent)
  await log.record({
    type: 'export-drafted',
    export: one,
    workspace,
    grant,
    person,
    organization,
    snapshot: snapshot.snapshot,
    files,
    jobs: jobsIn(draft),
    models: modelsIn(draft),
  })
  const closed = closedWorkspaceOf(ground, { workspace })
  if (closed !== undefined) return no(closed)
  await putSnapshot(vault, keys, one, snapshot)
  await vault.putText(one, statementOf(snapshot.snapshot), draft.context)
  await vault.putText(one, reportOf(snapshot.snapshot), JSON.stringify(await look(ground, workspace, snapshot, draft.context, person)))
  const view = await viewOf(ground, {
    ...log.state().exports.get(one),
    export: one,
    workspace,
    snapshot: snapshot.snapshot,
    files,
  } as KnownExport)
  return view === undefined ? no('snapshot-damaged') : { ok: true, view }
}

const withoutContent = ({ text: _, table: __, model: ___, ...file }: Frozen): SnapshotFile => file

const readable = (file: Frozen): Opened =>
  file.model === undefined
    ? { ok: true, file: withoutContent(file), text: file.text }
    : { ok: true, file: withoutContent(file), text: textsOf(file).join('\n'), model: file.model }

const draftsIn = ({ log }: ExportGround, workspace: string): number =>
  [...log.state().exports.values()].filter((one) => one.workspace === workspace && one.stage === 'drafted').length

const statementOf = (snapshot: string): string => `statement-${snapshot.slice(0, 32)}`
const reportOf = (snapshot: string): string => `report-${snapshot.slice(0, 32)}`

const look = async (ground: ExportGround, workspace: string, snapshot: Snapshot, statement: string, person: string): Promise<Report> => {
  const known = workspaceOf(ground, { workspace })
  if (known === undefined) throw new Error(`could not look at an export of ${workspace}: there is no such workspace`)
  return examine(snapshot, statement, {
    similar: await similarityIn(ground, known, person),
    model: (model) => ground.model(workspace, model),
  })
}

const modelsIn = ({ files }: Draft): readonly string[] => [...new Set(files.flatMap((file) => ('model' in file ? [file.model] : [])))]
const jobsIn = ({ files }: Draft): readonly string[] => [...new Set(files.flatMap((file) => ('job' in file ? [file.job] : [])))]

const viewOf = async ({ vault }: ExportGround, known: KnownExport): Promise<ExportView | undefined> => {
  const snapshot = await readSnapshot(vault, known)
  const report = await vault.text(known.export, reportOf(known.snapshot)).catch(() => undefined)
  if (snapshot === undefined || report === undefined) return undefined
  const files = snapshot.files.map((file) => ({ ...withoutContent(file), strength: strengthOf(file) }))
  return { export: known.export, stage: known.stage, snapshot: known.snapshot, files, report: JSON.parse(report) as Report }
}

const turned = (refusal: Extract<Outcome, { ok: false }>['refusal'], detail: string): Outcome => ({ ok: false, refusal, detail })

/** Looked at again, on the very bytes that lie sealed: between the draft and the request the zone may have changed, and the file may have been. */
const examined = async (
  ground: ExportGround,
  { export: one, workspace, snapshot }: Order & { order: 'examine-export' },
): Promise<Outcome> => {
  const { log, vault } = ground
  const known = log.state().exports.get(one)
  if (known === undefined || known.workspace !== workspace) return turned('unknown-export', `there is no export ${one} in ${workspace}`)
  if (known.stage === 'released' || known.stage === 'closed') return turned('wrong-state', `export ${one} is ${known.stage}`)
  if (known.snapshot !== snapshot) return turned('file-differs', `export ${one} holds another snapshot`)
  const closed = closedWorkspaceOf(ground, known)
  if (closed !== undefined) return turned('wrong-state', `the workspace of export ${one} is closed: ${closed}`)
  const frozen = await readSnapshot(vault, known)
  if (frozen === undefined) return turned('file-differs', `the sealed files of export ${one} are not those that were recorded`)
  const statement = await vault.text(one, statementOf(snapshot)).catch(() => '')
  const report = await look(ground, workspace, frozen, statement, known.person)
  await vault.putText(one, reportOf(snapshot), JSON.stringify(report))
  const counted = {
    snapshot,
    passed: report.passed,
    checks: report.checks.map(({ check, passed, findings }) => ({ check, passed, findings: findings.length })),
    tables: [...report.tables],
  }
  await log.record({ type: 'export-examined', export: one, examined: counted })
  return { ok: true, result: { examined: counted } }
}

/** Only the snapshot that was decided on, passed and unchanged on disk; what is put into it is recorded before it is written. */
const released = async (ground: ExportGround, terms: ExportTerms, decision: string, logIndex: number): Promise<Outcome> => {
  const { log, vault, now } = ground
  const known = log.state().exports.get(terms.export)
  const refusal = notReleased(known, terms, ground)
  if (refusal !== undefined || known === undefined) return refusal ?? turned('unknown-export', `there is no export ${terms.export}`)
  const frozen = await readSnapshot(vault, known)
  if (frozen === undefined) return turned('file-differs', `the sealed files of export ${terms.export} are not those that were recorded`)
  const { files, canaries, grantCanaries } = markedFiles(frozen.files, known, ground.marks)
  await log.record({ type: 'export-marked', export: terms.export, canaries, grantCanaries })
  const manifest = ground.sign(files, { grant: known.grant, terms, decision, logIndex, at: written(now()) })
  for (const { name, text } of files) await vault.putText(terms.export, outOf(name), text)
  const paper = `${JSON.stringify(manifest, undefined, 2)}\n`
  await vault.putText(terms.export, outOf(manifestName), paper)
  const told = files.map(({ name, sizeBytes, sha256: hash }) => ({ name, sizeBytes, sha256: hash }))
  return { ok: true, result: { exported: { snapshot: terms.snapshot, manifest: manifestHash(manifest), files: told } } }
}

const notReleased = (known: KnownExport | undefined, terms: ExportTerms, ground: ExportGround): Outcome | undefined => {
  if (known === undefined) return turned('unknown-export', `there is no export ${terms.export}`)
  if (known.stage === 'closed' || known.stage === 'drafted') return turned('wrong-state', `export ${terms.export} is ${known.stage}`)
  if (known.snapshot !== terms.snapshot) return turned('file-differs', 'the snapshot is not the one that was decided on')
  if (!known.passed) return turned('checks-failed', `export ${terms.export} did not pass its checks`)
  const grant = workspaceOf(ground, known)?.grant
  const bounds = ['workspace', 'operator', 'authorization', 'scenario'] as const
  const beyond = bounds.find((bound) => terms[bound] !== grant?.[bound])
  if (beyond !== undefined || known.workspace !== terms.workspace)
    return turned('wrong-state', `the export was decided on for another ${beyond ?? 'workspace'}`)
  if (known.person !== terms.person) return turned('wrong-state', 'the export was frozen by another person')
  const closed = closedWorkspaceOf(ground, known)
  return closed === undefined ? undefined : turned('wrong-state', `the workspace of export ${terms.export} is closed: ${closed}`)
}

const outOf = (name: string): string => `out-${name}`

/** Asked before it is recorded and again before it is opened: a stop may have come in between. */
const fetched = async (ground: ExportGround, { person, organization }: Ticket, one: string, name: string): Promise<Fetched> => {
  const { log, vault } = ground
  const refusal = notFetched(ground, one, name, person)
  if (refusal !== undefined) return no(refusal)
  await log.record({ type: 'export-fetched', export: one, file: name, person, organization })
  const since = stopped(ground, one, person)
  if (since !== undefined) return no(since)
  const encoding = name === manifestName ? 'utf8' : encodingOf(formatOf(name))
  return { ok: true, file: name, text: await vault.text(one, outOf(name)), encoding }
}

const stopped = (ground: ExportGround, one: string, person: string): AccessRefusal | undefined => {
  const { log, now } = ground
  const known = log.state().exports.get(one)
  if (known === undefined) return 'export-unknown'
  const shut = shutOf(ground, one)
  if (shut !== undefined) return shut
  if (known.stage !== 'released' || known.terms === undefined) return 'export-not-released'
  if (log.state().dismissed.has(person)) return 'person-dismissed'
  if (known.terms.person !== person) return 'out-of-scope'
  if (isDayOver(known.terms.until, now())) return 'download-ended'
  return closedWorkspaceOf(ground, known)
}

const notFetched = (ground: ExportGround, one: string, name: string, person: string): AccessRefusal | undefined => {
  const refusal = stopped(ground, one, person)
  const known = ground.log.state().exports.get(one)
  if (refusal !== undefined || known?.terms === undefined) return refusal ?? 'export-not-released'
  if (name !== manifestName && !known.files.some((file) => file.name === name)) return 'file-unknown'
  return (known.fetchesByFile[name] ?? 0) < known.terms.mostDownloads ? undefined : 'downloads-used-up'
}
