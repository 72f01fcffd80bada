/** Ends of the line for tests: a zone in this very process, and a zone that nobody can reach. */
import { createPublicKey } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openZone, type ZoneNode, type ZoneSettings } from '@yunhe/zone/node'
import type { Ticket } from '@yunhe/zone/orders'
import type { Clock } from '../clock.ts'
import { ticketText, type ZoneLink } from './link.ts'

export const zoneName = 'zone-1'

/** As if its machine were switched off. */
export const unreachableZone: ZoneLink = {
  zone: zoneName,
  send: () => Promise.reject(new Error('could not reach the zone')),
  status: () => Promise.reject(new Error('could not reach the zone')),
  meter: () => Promise.reject(new Error('could not reach the zone')),
  lineage: () => Promise.reject(new Error('could not reach the zone')),
}

export interface ZoneInProcess {
  readonly link: ZoneLink
  /** Opened after the platform has written its public key. */
  readonly open: (platformFolder: string) => Promise<ZoneNode>
  readonly faults: string[]
}

const watched = async (zone: ZoneNode, ticket: Ticket): Promise<ZoneNode> => {
  const pass = await zone.enter(`Ticket ${ticketText(ticket)}`, [{ purpose: 'watch', scope: '*' }])
  if (!pass.ok) throw new Error(`could not watch the zone: ${pass.refusal}`)
  return zone
}

/** A real zone behind the same line; only HTTP is left out. Until it is opened it cannot be reached. */
export const zoneInProcess = (folder: string, clock: Clock, sources: ZoneSettings['sources'] = {}): ZoneInProcess => {
  const faults: string[] = []
  let node: ZoneNode | undefined
  const reached = (): ZoneNode => {
    if (node === undefined) throw new Error('could not reach the zone')
    return node
  }
  return {
    faults,
    link: {
      zone: zoneName,
      send: async (order) => reached().obey(order),
      status: async (ticket) => (await watched(reached(), ticket)).status(),
      meter: async (after, ticket) => (await watched(reached(), ticket)).meter(after + 1, 5_000),
      lineage: async ({ node, column, direction, hops, workspace, format }, ticket) => {
        const zone = await watched(reached(), ticket)
        const ways = { up: 'up', down: 'down' } as const
        const way = ways[direction as keyof typeof ways] ?? 'both'
        const start = node === undefined ? undefined : { node, column, direction: way, hops: hops === undefined ? undefined : Number(hops) }
        const found = zone.lineage(start, workspace)
        const events = format === 'openlineage' ? zone.openLineage(start, workspace) : []
        return structuredClone({ ...found, events }) as Awaited<ReturnType<ZoneLink['lineage']>>
      },
    },
    open: async (platformFolder) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      node = await openZone({
        name: zoneName,
        folder,
        platformKey: createPublicKey(readFileSync(join(platformFolder, 'public.pem'))),
        now: () => Date.parse(clock()),
        faulted: (fault, context) => faults.push(`${context}: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`),
        warmSandboxes: 0,
        sources,
      })
      return node
    },
  }
}
