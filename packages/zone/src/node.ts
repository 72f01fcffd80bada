/** The zone as a library: orders in, receipts out; people with tickets and consumers with keys let in or turned away. */

import type { Readable } from 'node:stream'
import { type CatalogCard, catalogCard } from './catalog-card.ts'
import { type DeliveryAnswer, deliveries, type How, type Staged } from './deliveries.ts'
import type { ExportDesk } from './export/desk.ts'
import { type DatasetView, datasetView, type WorkspaceView, workspaceView } from './holdings.ts'
import type { Format } from './intake/formats.ts'
import { examineBehindWalls, inferBehindWalls } from './intake/walls.ts'
import { type IntakeDesk, openIntakeDesk } from './intake-desk.ts'
import type { Isolation } from './jobs/probe.ts'
import { watchLease } from './lease.ts'
import type { LineageGraph } from './lineage/graph.ts'
import { type OpenLineageEvent, openLineageOf } from './lineage/openlineage.ts'
import { type Start, walk, within } from './lineage/walk.ts'
import { lineageOfZone } from './lineage/whole.ts'
import type { Models } from './models/room.ts'
import type { MeterRecord, Receipt, Ticket, ZoneStatus } from './orders.ts'
import { type Planning, planning } from './plan/planning.ts'
import { type Gateway, gateway } from './products/gateway.ts'
import { servingFrom } from './products/serving.ts'
import { openPulls, type Pulls } from './pulls.ts'
import { type QuarantineAnswer, quarantining } from './quarantine.ts'
import { type MeasureChosen, measuringChosen } from './risk/chosen.ts'
import type { ZoneState } from './state.ts'
import { openStations, type Stations, type ZoneSettings } from './stations.ts'
import { statusOf } from './status.ts'
import type { TwinRows, Twins } from './synthetic/twins.ts'
import { admitted, type Entrance, type Pass } from './tickets.ts'
import { type Clock, written } from './time.ts'
import { openUploads, type Uploads } from './uploads.ts'
import type { TraceDesk } from './watermark/desk.ts'
import type { Workbench } from './workbench.ts'

export { zonePublicKey } from './grounds.ts'
export type { ZoneSettings } from './stations.ts'

export interface ZoneNode
  extends Pick<
    Workbench,
    'notebooks' | 'history' | 'estimate' | 'quota' | 'check' | 'submit' | 'jobs' | 'job' | 'workspaceOfJob' | 'cancel' | 'result'
  > {
  /** Answers whatever was sent with a signed receipt. Throws `NotRecorded` where the log takes nothing; then nothing was done. */
  readonly obey: (sent: unknown) => Promise<Receipt>
  readonly status: () => Promise<ZoneStatus>
  readonly isolation: () => Isolation
  readonly meter: (from: number, limit: number) => Promise<readonly MeterRecord[]>
  readonly meterSize: () => number
  /** Judges a ticket; a refusal of a signed ticket is recorded. */
  readonly enter: (authorization: string | undefined, wanted: readonly Entrance[]) => Promise<Pass>
  /** Undefined where no such dataset is registered. */
  readonly deliver: (
    ticket: Ticket,
    dataset: string,
    format: Format,
    body: Readable | Staged,
    how?: How,
  ) => Promise<DeliveryAnswer | undefined>
  /** Samples, sources and versions. */
  readonly intake: Omit<IntakeDesk, 'deliver'>
  /** Sources that are read by themselves. */
  readonly pulls: Omit<Pulls, 'look'>
  /** Files that come by pieces. */
  readonly uploads: Uploads
  /** Into the quarantine of an import that was declared. */
  readonly quarantine: (ticket: Ticket, name: string, format: Format, body: Readable | Staged) => Promise<QuarantineAnswer>
  /** What is sealed or destroyed beside workspaces, by scope. */
  readonly shut: () => ReadonlyMap<string, 'sealed' | 'destroyed'>
  readonly dataset: (dataset: string) => Promise<DatasetView | undefined>
  /** For whoever may see its entry in the catalog. */
  readonly catalogCard: (dataset: string) => Promise<CatalogCard | undefined>
  readonly workspace: (workspace: string) => Promise<WorkspaceView | undefined>
  /** What a node came of and what came of it, everything where none is named; within one workspace where that is named. */
  readonly lineage: (start: Start | undefined, workspace?: string) => LineageGraph
  readonly openLineage: (start: Start | undefined, workspace?: string) => readonly OpenLineageEvent[]
  readonly products: Gateway
  readonly call: Gateway['call']
  readonly models: Models
  /** By columns of somebody's choice; recorded before it is measured. */
  readonly measureRisk: MeasureChosen
  readonly twins: Twins['list']
  /** Records that this person opens it; undefined where there is no such table. */
  readonly twin: OpenTwin
  readonly exports: ExportDesk
  readonly traces: TraceDesk
  readonly planning: Planning
  /** Looks at the clock now, for what ends with time: the lease, the minute of strangers. The zone does so by itself too. */
  readonly look: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Opens the folder, replays the log, finishes what a crash cut short, then answers. */
export const openZone = async (settings: ZoneSettings): Promise<ZoneNode> => {
  const stations = await openStations(settings)
  await takeUp(stations, settings)
  const { log, store, workbench, meter, orders } = stations
  const { now } = settings
  const uploads = await openUploads({ folder: settings.folder, log, keys: stations.ground.keys, now })
  const { builder } = stations.isolation
  const take = deliveries({ log, store, now, examine: examineBehindWalls(builder), inTurn: stations.inTurn })
  const { sources = {}, keepVersions = 5, faulted } = settings
  const desk = openIntakeDesk({
    log,
    store,
    take,
    infer: inferBehindWalls(builder),
    sources,
    keepVersions,
    inTurn: stations.inTurn,
    faulted,
  })
  const pulls = openPulls({ log, now, sources, pull: desk.pull, faulted })
  const clockwork = looking(stations, { uploads, pulls }, settings)

  const products = gateway({
    ...stations,
    state: log.state,
    isWriting: log.isWriting,
    now,
    serve: servingFrom({ ...stations, now }),
    answerKey: { zone: settings.name, privateKey: stations.ground.signer.privateKey },
  })

  return {
    obey: orders.obey,
    status: () => statusOver(stations, pulls, settings),
    isolation: () => stations.isolation,
    meter: meter.read,
    meterSize: meter.size,
    enter: (authorization, wanted) => enter(stations, authorization, wanted, now()),
    deliver: desk.deliver,
    intake: desk,
    pulls,
    uploads,
    quarantine: quarantining(log, take),
    shut: () => log.state().shut,
    dataset: async (name) => {
      const contract = log.state().datasets.get(name)
      return contract === undefined ? undefined : datasetView(contract, store)
    },
    catalogCard: async (name) => {
      const contract = log.state().datasets.get(name)
      return contract === undefined ? undefined : catalogCard(contract, store)
    },
    workspace: async (name) => {
      const workspace = log.state().workspaces.get(name)
      return workspace === undefined ? undefined : workspaceView(workspace, store, log.state().datasets)
    },
    lineage: (start, workspace) => lineageFrom(log.state(), start, workspace),
    openLineage: (start, workspace) =>
      openLineageOf(lineageFrom(log.state(), start, workspace), { zone: settings.name, producer: openLineageProducer, at: written(now()) }),
    products,
    call: products.call,
    exports: stations.exports,
    traces: stations.traces,
    look: clockwork.look,
    models: stations.models,
    measureRisk: measuringChosen({ log, store, now }),
    twins: stations.twins.list,
    twin: openingTwin(stations),
    planning: planning(stations),
    notebooks: workbench.notebooks,
    history: workbench.history,
    estimate: workbench.estimate,
    quota: workbench.quota,
    check: workbench.check,
    submit: workbench.submit,
    jobs: workbench.jobs,
    job: workbench.job,
    workspaceOfJob: workbench.workspaceOfJob,
    cancel: workbench.cancel,
    result: workbench.result,
    stop: once(async () => {
      clockwork.stop()
      await stations.strangers.close()
      await stations.close()
    }),
  }
}

type OpenTwin = (ticket: Ticket, workspace: string, table: string, most: number) => Promise<TwinRows | undefined>

const openingTwin =
  ({ log, twins }: Stations): OpenTwin =>
  async ({ person, organization }, workspace, table, most) => {
    const view = (await twins.list(workspace)).find((one) => one.table === table)
    if (view === undefined) return undefined
    await log.record({ type: 'twin-opened', workspace, table, person, organization })
    return { ...view, cells: (await twins.rows(workspace, table, most)) ?? [] }
  }

const lineageFrom = (state: ZoneState, start: Start | undefined, workspace: string | undefined): LineageGraph => {
  const whole = lineageOfZone(state)
  const seen = workspace === undefined ? whole : within(whole, workspace)
  return start === undefined ? seen : walk(seen, start)
}

/** Who tells it, as a name: a zone has no address that strangers may ask. */
const openLineageProducer = 'urn:yunhe:zone'

/** After a restart: jobs are gone with their sandboxes, received orders are finished, what was served is served again. */
const takeUp = async ({ log, orders, shelf, isolation }: Stations, { faulted }: ZoneSettings): Promise<void> => {
  await log.record({ type: 'zone-started', isolation: isolation.level })
  for (const { job, workspace, ended } of log.state().jobs.values())
    if (ended === undefined)
      await log.record({ type: 'job-ended', job, workspace, end: 'killed', code: 'zone-restarted', rows: 0, checks: [] })
  await orders.finish()
  for (const [workspace, { stage }] of log.state().workspaces)
    if (stage === 'opened' || stage === 'frozen')
      await shelf.reopen(workspace).catch((fault: unknown) => faulted(fault, `the serving copies of ${workspace}`))
}

const looking = (
  stations: Stations,
  { uploads, pulls }: Pick<ZoneNode, 'uploads'> & { readonly pulls: Pulls },
  { now, faulted, lookEveryMs = 1000 }: ZoneSettings,
) => {
  const lookAtLease = leaseOver(stations, now)
  const look = async (): Promise<void> => {
    await lookAtLease()
    await stations.strangers.look()
    await Promise.all([uploads.sweep(), pulls.look()])
  }
  const timer = setInterval(() => look().catch((fault: unknown) => faulted(fault, 'a look at the clock')), lookEveryMs)
  timer.unref()
  return { look, stop: () => clearInterval(timer) }
}

const leaseOver = ({ log, workbench }: Stations, now: Clock) =>
  watchLease({
    until: () => log.state().leaseUntil,
    now,
    end: async (until) => {
      const killedJobs = await workbench.killAll()
      await log.record({ type: 'lease-ended', until, killedJobs })
    },
  })

const enter = async (
  { log, door }: Stations,
  authorization: string | undefined,
  wanted: readonly Entrance[],
  atMs: number,
): Promise<Pass> => {
  const pass = admitted(authorization, wanted, door, log.state(), atMs)
  if (pass.ok || pass.ticket === undefined) return pass
  const { id, person, scope } = pass.ticket
  await log.record({ type: 'access-refused', ticket: id, person, scope, refusal: pass.refusal })
  return pass
}

const statusOver = (
  { ground, log, store, meter, isolation, functions, workbench }: Stations,
  { troubles }: Pulls,
  { name, now }: ZoneSettings,
): Promise<ZoneStatus> =>
  statusOf({
    zone: name,
    signingKey: ground.signer.privateKey,
    now,
    state: log.state,
    store,
    meter,
    log: ground.log,
    isolation: { level: isolation.level, probes: [...isolation.probes] },
    functions,
    jobs: workbench.counts,
    pullTroubles: troubles,
  })

const once = (act: () => Promise<void>): (() => Promise<void>) => {
  let acted: Promise<void> | undefined
  return () => {
    acted ??= act()
    return acted
  }
}
