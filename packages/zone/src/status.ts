/** What a zone says of itself, signed: the six functions of article 3, what stands, and where its log is (article 24). */

import type { KeyObject } from 'node:crypto'
import type { FileLog } from '@yunhe/ledger'
import type { ZoneStatus } from './orders.ts'
import type { Meter } from './products/meter.ts'
import type { Pulls } from './pulls.ts'
import { usageOf } from './quotas.ts'
import { signedBy } from './signing.ts'
import type { ZoneState } from './state.ts'
import { datasetScope, workspaceScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import { type Clock, written } from './time.ts'

export interface StatusGround {
  readonly zone: string
  readonly signingKey: KeyObject
  readonly now: Clock
  readonly state: () => ZoneState
  readonly store: PartStore
  readonly meter: Meter
  readonly log: FileLog
  readonly isolation: ZoneStatus['isolation']
  readonly functions: ZoneStatus['functions']
  readonly jobs: () => ZoneStatus['jobs']
  readonly pullTroubles: Pulls['troubles']
}

export const statusOf = async (ground: StatusGround): Promise<ZoneStatus> => {
  const state = ground.state()
  const checkpoint = await ground.log.checkpoint()
  const [, size = '0', root = ''] = checkpoint.split('\n')
  return signedBy(ground.signingKey, {
    zone: ground.zone,
    at: written(ground.now()),
    ...(state.leaseUntil === undefined ? {} : { leaseUntil: state.leaseUntil }),
    isolation: ground.isolation,
    functions: ground.functions,
    datasets: await datasetsOf(ground, state),
    workspaces: await workspacesOf(ground, state),
    pullTroubles: [...ground.pullTroubles()],
    imports: [...state.imports].map(([name, { stage }]) => ({ import: name, state: stage })),
    products: [...state.products].map(([product, { stage }]) => ({ product, state: stage, calls: ground.meter.served(product) })),
    jobs: ground.jobs(),
    alarms: [...state.alarms.values()].map(({ relations, ...alarm }) => ({
      ...alarm,
      relations: relations.map((one) => ({ ...one, columns: [...one.columns] })),
    })),
    usage: [...usageOf(state, ground.now)],
    log: { size: Number(size), root, checkpoint },
    meterSize: ground.meter.size(),
  })
}

const datasetsOf = async ({ store }: StatusGround, { datasets }: ZoneState): Promise<ZoneStatus['datasets']> => {
  const held = await Promise.all([...datasets.keys()].map((dataset) => store.currentVersion(datasetScope(dataset))))
  return [...datasets.keys()].flatMap((dataset, index) => {
    const manifest = held[index]
    if (manifest === undefined) return []
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    return [{ dataset, version: manifest.version, rows, rejectedRows: manifest.rejectedRows ?? 0, loadedAt: manifest.at }]
  })
}

const workspacesOf = ({ store }: StatusGround, { workspaces }: ZoneState): Promise<ZoneStatus['workspaces']> =>
  Promise.all(
    [...workspaces].map(async ([workspace, { stage, grant }]) => ({
      workspace,
      state: stage,
      grant: grant.grant,
      sizeBytes: stage === 'destroyed' ? 0 : await store.sizeOf(workspaceScope(workspace)),
    })),
  )
