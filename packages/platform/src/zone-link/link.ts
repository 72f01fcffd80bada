/** The platform's end of the line to a zone: orders out, signed words in (article 24). */
import type { KeyObject } from 'node:crypto'
import {
  type MeterRecord,
  meterRecord,
  type Receipt,
  receipt,
  type SignedOrder,
  type Ticket,
  type ZoneStatus,
  zoneStatus,
} from '@yunhe/zone/orders'
import { isSignedBy } from '@yunhe/zone/signing'
import { z } from 'zod'

export interface ZoneLink {
  readonly zone: string
  readonly send: (order: SignedOrder) => Promise<Receipt>
  readonly status: (ticket: Ticket) => Promise<ZoneStatus>
  /** Meter records after an index, oldest first. */
  readonly meter: (after: number, ticket: Ticket) => Promise<readonly MeterRecord[]>
  /** The way of data, as `GET /lineage` of the zone answers it. */
  readonly lineage: (question: Readonly<Record<string, string>>, ticket: Ticket) => Promise<ZoneLineageAnswer>
}

/** A graph, or the events of OpenLineage where these were asked for. */
const lineageAnswer = z.object({
  nodes: z
    .array(
      z.object({
        id: z.string(),
        kind: z.string(),
        name: z.string(),
        holder: z.string(),
        workspace: z.string().optional(),
        at: z.string().optional(),
        stage: z.string().optional(),
      }),
    )
    .default([]),
  edges: z
    .array(
      z.object({
        from: z.string(),
        to: z.string(),
        columns: z.array(z.object({ output: z.string(), from: z.array(z.string()), how: z.string() })),
        ground: z.object({
          authorization: z.string(),
          grant: z.string(),
          decision: z.string(),
          under: z.array(z.string()),
          logIndex: z.int(),
        }),
      }),
    )
    .default([]),
  events: z.array(z.record(z.string(), z.unknown())).default([]),
})
export type ZoneLineageAnswer = z.infer<typeof lineageAnswer>

const patienceMs = 600_000

/** Over HTTP on loopback or inside the authority's network; every word is checked against the zone's key. */
export const httpZone = (zone: string, url: string, zoneKey: () => KeyObject): ZoneLink => {
  const ask = async (path: string, init: RequestInit, patience: number): Promise<unknown> => {
    const answer = await fetch(new URL(path, url), { ...init, signal: AbortSignal.timeout(patience) })
    if (!answer.ok) throw new Error(`could not ask the zone ${zone} for ${path.split('?')[0]}: it answered ${answer.status}`)
    return answer.json()
  }
  const trusted = <Word extends { signature: string; zone: string }>(word: Word): Word => {
    if (word.zone !== zone || !isSignedBy(zoneKey(), word))
      throw new Error(`could not trust a word of zone ${zone}: its signature does not hold`)
    return word
  }
  return {
    zone,
    send: async (order) => {
      const body = JSON.stringify(order)
      return trusted(
        receipt.parse(await ask('/orders', { method: 'POST', headers: { 'content-type': 'application/json' }, body }, patienceMs)),
      )
    },
    status: async (ticket) => trusted(zoneStatus.parse(await ask('/status', { headers: passWith(ticket) }, 5_000))),
    meter: async (after, ticket) => {
      const found = await ask(`/meter?after=${after}&limit=5000`, { headers: passWith(ticket) }, 30_000)
      return z.object({ records: z.array(meterRecord) }).parse(found).records
    },
    lineage: async (question, ticket) =>
      lineageAnswer.parse(await ask(`/lineage?${new URLSearchParams(question)}`, { headers: passWith(ticket) }, 30_000)),
  }
}

const passWith = (ticket: Ticket) => ({ authorization: `Ticket ${ticketText(ticket)}` })

/** A ticket as it travels in a header. */
export const ticketText = (ticket: Ticket): string => Buffer.from(JSON.stringify(ticket)).toString('base64url')
