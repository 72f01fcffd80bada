/** The stations of a zone, opened over its folder and joined: log, store, vault, workbench, shelf, gateway, orders. */
import type { KeyObject } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { loadOrCreateRootKey, privateFolder, writeDurably } from '@yunhe/keys'
import { admitting } from './admission.ts'
import { carryOut } from './carry/carry-out.ts'
import { type Obedience, obedience } from './carry/obey.ts'
import { type Strangers, strangers } from './carry/strangers.ts'
import { describing } from './describe.ts'
import type { DestructionGround } from './destroy.ts'
import { besideIn } from './destroy-holding.ts'
import type { Notes } from './erase.ts'
import { type ExportDesk, openExportDesk } from './export/desk.ts'
import { signedManifest } from './export/manifest.ts'
import { tryFunctions } from './functions.ts'
import { openZoneFolder, type ZoneFolder } from './grounds.ts'
import type { Sources } from './intake/sources/source.ts'
import { openTables } from './jobs/open-tables.ts'
import { type Isolation, probeIsolation } from './jobs/probe.ts'
import { openQueue } from './jobs/queue.ts'
import { type JobRunner, openJobRunner } from './jobs/run.ts'
import { type AppendLog, openZoneLog, type ZoneLog } from './log.ts'
import { type Models, openModels } from './models/room.ts'
import type { ZoneStatus } from './orders.ts'
import { type Aggregates, openAggregates } from './products/aggregates.ts'
import { type Meter, openMeter } from './products/meter.ts'
import { type Once, openOnce } from './products/once.ts'
import { publishing } from './products/publish.ts'
import { type Quotas, quotas } from './products/quotas.ts'
import type { ServingStore } from './products/serving-store.ts'
import { type Shelf, shelf } from './products/shelf.ts'
import { sqliteStore } from './products/sqlite.ts'
import { type ProvisionWorkspace, provisioning } from './provisioning.ts'
import { type Drawing, emptyDrawers, openDrawing } from './released.ts'
import { openAirlock } from './releases.ts'
import { sealableKeys } from './seal.ts'
import { exportScope } from './store/manifest.ts'
import { type PartStore, partStore } from './store/parts.ts'
import { clearAbandonedFolders, makePrivateFolder } from './store/private-folder.ts'
import { openStrata } from './strata.ts'
import { subjectKeyIn, subjectsScope } from './subjects.ts'
import { openTwins, type Twins } from './synthetic/twins.ts'
import type { Door } from './tickets.ts'
import type { Clock } from './time.ts'
import { type InTurn, openTurns } from './turns.ts'
import { openVault } from './vault.ts'
import { openTraceDesk, type TraceDesk } from './watermark/desk.ts'
import { markKeys } from './watermark/keys.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

export interface ZoneSettings {
  readonly name: string
  readonly folder: string
  readonly platformKey: KeyObject
  readonly now: Clock
  readonly faulted: (fault: unknown, context: string) => void
  /** How often the end of the lease is looked for; a second where it is left out. */
  readonly lookEveryMs?: number
  /** Sandboxes kept started for the next job; one where it is left out. */
  readonly warmSandboxes?: number
  /** For tests of faults: what stands between the zone and the disk. */
  readonly throughLog?: (log: AppendLog) => AppendLog
  readonly throughMeter?: (log: AppendLog) => AppendLog
  /** For measurements: what stands between the gateway and its store. */
  readonly throughServing?: (store: ServingStore) => ServingStore
  /** An isolation that was probed before. */
  readonly isolation?: Isolation
  /** Databases that deliveries may name; none where it is left out. */
  readonly sources?: Sources
  /** How many versions of a dataset stay at least; five where it is left out. */
  readonly keepVersions?: number
}

export interface Stations {
  readonly ground: ZoneFolder
  readonly door: Door
  readonly log: ZoneLog
  readonly store: PartStore
  readonly meter: Meter
  readonly quota: Quotas
  readonly once: Once
  readonly serving: ServingStore
  readonly aggregates: Aggregates
  readonly shelf: Shelf
  readonly workbench: Workbench
  readonly models: Models
  readonly twins: Twins
  readonly orders: Obedience
  readonly exports: ExportDesk
  readonly traces: TraceDesk
  readonly strangers: Strangers
  readonly isolation: Isolation
  readonly functions: ZoneStatus['functions']
  /** What is delivered, admitted and purged waits for its like. */
  readonly inTurn: InTurn
  readonly close: () => Promise<void>
}

export const openStations = async (settings: ZoneSettings): Promise<Stations> => {
  const ground = await openZoneFolder(settings.folder, settings.name)
  const log = await openZoneLog((settings.throughLog ?? asItIs)(ground.log), join(settings.folder, 'acts'), settings.now)
  const { clear, serving, isolation, functions } = await openMachine(settings)
  const keys = sealableKeys(ground.keys, log.state)
  const store = partStore({ folder: join(settings.folder, 'parts'), keys })
  await store.recover()
  const vault = openVault(join(settings.folder, 'vault'), keys)
  const drawing = openDrawing(join(settings.folder, 'released'), ground.keys)
  const subjectKey = await subjectKeyOf(settings.folder, ground)
  const aggregates = openAggregates()
  const products = shelf({ serving, aggregates, vault, state: log.state, clear, now: settings.now })
  const runner = await openJobRunner({ builder: isolation.builder, warm: settings.warmSandboxes ?? 1 })
  const { now, faulted } = settings
  const models = openModels({ log, vault })
  const twins = openTwins({ log, store, vault, now })
  const queue = openQueue(runner.start)
  const open = join(clear, 'open')
  privateFolder(open)
  const tables = openTables(open, {
    gone: async (folder, workspace) => {
      strata.forget(workspace)
      await runner.drop(folder)
    },
  })
  const strata = openStrata(
    (workspace) => tables.folders(workspace).length > 0,
    () => setImmediate(),
  )
  const workbench = openWorkbench({
    tables,
    models,
    twins,
    log,
    store,
    vault,
    queue,
    airlock: openAirlock({ drawing, strata, store, state: log.state, now }),
    now,
    isolation,
    faulted,
  })
  // Marks outlive the exports that carry them: their secret is no scope's and is not destroyed with any.
  const marks = markKeys(loadOrCreateRootKey(join(settings.folder, 'marks.key')))
  const exportVault = openVault(join(settings.folder, 'exports'), keys, exportScope)
  const exports = openExportDesk({
    log,
    store,
    queue,
    now,
    keys: ground.keys,
    marks,
    vault: exportVault,
    paper: workbench.paper,
    checked: workbench.checked,
    model: models.file,
    sign: (files, releasing) => signedManifest(ground.signer.privateKey, files, { zone: settings.name, ...releasing }),
  })
  const traces = openTraceDesk({ log, marks })
  const door: Door = { zone: settings.name, platformKey: settings.platformKey }
  const unsigned = strangers(log, now)
  const inTurn = openTurns()
  const orders = ordersOver(settings, {
    ground,
    log,
    store,
    workbench,
    models,
    twins,
    shelf: products,
    isolation,
    door,
    strangers: unsigned,
    inTurn,
    exports,
    traces,
    drawing,
    subjectKey,
  })
  const counting = await openCounting(settings, ground)
  const close = (): Promise<void> => closeAll({ workbench, runner, serving, aggregates, ground, clear, meter: counting.meter })
  return {
    ground,
    door,
    log,
    store,
    ...counting,
    serving,
    aggregates,
    shelf: products,
    workbench,
    models,
    twins,
    orders,
    exports,
    traces,
    strangers: unsigned,
    isolation,
    functions,
    inTurn,
    close,
  }
}

const subjectKeyOf = async (folder: string, { keys }: ZoneFolder): Promise<string> => {
  const scope = subjectsScope('zone')
  if ((await keys.describe(scope)) === undefined) await keys.create(scope)
  return subjectKeyIn(openVault(join(folder, 'subjects'), keys, subjectsScope))
}

const asItIs = <Thing>(thing: Thing): Thing => thing

/** What does not depend on the zone's folder: private memory, the serving worker, and what this machine can do. */
const openMachine = async (settings: ZoneSettings) => {
  await clearAbandonedFolders()
  const clear = await makePrivateFolder()
  const serving = (settings.throughServing ?? asItIs)(sqliteStore())
  const isolation = settings.isolation ?? (await probeIsolation())
  return { clear, serving, isolation, functions: await tryFunctions({ folder: clear, serving, isolation }) }
}

/** The calls of today were counted before a restart: they count after it. */
const openCounting = async (
  { throughMeter = asItIs, now }: ZoneSettings,
  ground: ZoneFolder,
): Promise<{ readonly meter: Meter; readonly quota: Quotas; readonly once: Once }> => {
  const quota = quotas()
  const once = openOnce()
  const meter = await openMeter(throughMeter(ground.meter), {
    sumsFile: join(ground.folder, 'meter-sums.json'),
    atMs: now(),
    seen: ({ key, at, outcome, once: mark }) => {
      if (outcome === 'served') quota.remember(key, Date.parse(at))
      if (mark !== undefined) once.remember(key, mark)
    },
  })
  return { meter, quota, once }
}

type Joined = Pick<
  Stations,
  | 'ground'
  | 'log'
  | 'store'
  | 'workbench'
  | 'models'
  | 'twins'
  | 'shelf'
  | 'isolation'
  | 'door'
  | 'strangers'
  | 'inTurn'
  | 'exports'
  | 'traces'
> & {
  readonly drawing: Drawing
  readonly subjectKey: string
}

const ordersOver = (
  { folder, now, faulted }: ZoneSettings,
  {
    ground,
    log,
    store,
    workbench,
    models,
    twins,
    shelf: products,
    isolation,
    door,
    strangers: unsigned,
    inTurn,
    exports,
    traces,
    drawing,
    subjectKey,
  }: Joined,
): Obedience => {
  const destruction: DestructionGround = {
    keys: ground.keys,
    store,
    vault: openVault(join(folder, 'vault'), ground.keys),
    now,
    emptied: (operators) => emptyDrawers(drawing, operators),
    state: log.state,
    stopAll: async (workspace) => ({ jobs: await workbench.emptyWorkspace(workspace), products: await products.clear(workspace) }),
    notes: notesIn(join(folder, 'destructions')),
  }
  const hands = {
    log,
    workbench,
    shelf: products,
    provision: withTwins(provisioning(store, log.state, now, subjectKey), twins, faulted),
    publish: publishing({ log, workbench, models, shelf: products, now }),
    destruction,
    holdings: { ...destruction, state: log.state, besideOf: besideIn(openVault(join(folder, 'exports'), ground.keys, exportScope)) },
    describe: describing(store),
    exports,
    traces,
    admit: admitting({ store, state: log.state, now, inTurn, subjectKey }),
    purge: { ...destruction, state: log.state, killWorkspace: workbench.killWorkspace, inTurn },
  }
  return obedience({
    log,
    now,
    door,
    strangers: unsigned,
    signingKey: ground.signer.privateKey,
    isolation: () => isolation.level,
    carryOut: carryOut(hands),
    faulted,
  })
}

/** A workspace opens with its twins; where they cannot be made, it opens all the same and they are made when they are asked for. */
const withTwins =
  (provision: ProvisionWorkspace, twins: Twins, faulted: ZoneSettings['faulted']): ProvisionWorkspace =>
  async (grant, newSecret) => {
    const outcome = await provision(grant, newSecret)
    if (outcome.ok) await twins.makeFor(grant).catch((fault: unknown) => faulted(fault, `the twins of ${grant.workspace}`))
    return outcome
  }

interface Closing {
  readonly workbench: Workbench
  readonly runner: JobRunner
  readonly serving: ServingStore
  readonly aggregates: Aggregates
  readonly ground: ZoneFolder
  readonly clear: string
  readonly meter: Meter
}

const closeAll = async ({ workbench, runner, serving, aggregates, ground, clear, meter }: Closing): Promise<void> => {
  await workbench.close()
  meter.close()
  await runner.close()
  await serving.stop()
  await aggregates.stop()
  await ground.close()
  await rm(clear, { recursive: true, force: true })
}

const notesIn = (folder: string): DestructionGround['notes'] => ({
  read: async (task) => {
    const text = await readFile(join(folder, `${task}.json`), 'utf8').catch(() => undefined)
    return text === undefined ? undefined : (JSON.parse(text) as Notes)
  },
  write: async (task, notes) => {
    privateFolder(folder)
    writeDurably(join(folder, `${task}.json`), JSON.stringify(notes))
  },
})
