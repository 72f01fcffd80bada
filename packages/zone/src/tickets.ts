/** A person's pass into the zone, held against the clock, the lease and what stands (articles 16 and 24). */
import type { KeyObject } from 'node:crypto'
import { isLeased } from './lease.ts'
import { type Ticket, ticket as ticketShape } from './orders.ts'
import type { AccessRefusal } from './refusals.ts'
import { isSignedBy } from './signing.ts'
import type { Workspace, ZoneState } from './state.ts'
import { datasetScope, exportScope } from './store/manifest.ts'
import { isDayOver, isOver } from './time.ts'

export interface Door {
  readonly zone: string
  readonly platformKey: KeyObject
}

export type Pass =
  | { readonly ok: true; readonly ticket: Ticket }
  | { readonly ok: false; readonly refusal: AccessRefusal; readonly ticket?: Ticket }

/** Reads `Authorization: Ticket <base64url(json)>`; what is not signed by the platform is no ticket. */
export const ticketIn = (header: string | undefined, { platformKey }: Door): Ticket | undefined => {
  const text = header?.match(/^Ticket ([A-Za-z0-9_-]{1,8000})$/)?.[1]
  if (text === undefined) return undefined
  const parsed = ticketShape.safeParse(jsonOf(Buffer.from(text, 'base64url').toString('utf8')))
  return parsed.success && isSignedBy(platformKey, parsed.data) ? parsed.data : undefined
}

/** What a person wants to enter: one dataset, one workspace, or a look at the whole. */
export interface Entrance {
  readonly purpose: Ticket['purpose']
  readonly scope: string
}

/** The first reason why this person may not go in now, or the ticket. */
export const admitted = (header: string | undefined, wanted: readonly Entrance[], door: Door, state: ZoneState, atMs: number): Pass => {
  const ticket = ticketIn(header, door)
  if (ticket === undefined) return { ok: false, refusal: 'no-ticket' }
  const refusal = whyNot(ticket, wanted, door, state, atMs)
  return refusal === undefined ? { ok: true, ticket } : { ok: false, refusal, ticket }
}

const whyNot = (ticket: Ticket, wanted: readonly Entrance[], door: Door, state: ZoneState, atMs: number): AccessRefusal | undefined => {
  if (ticket.zone !== door.zone) return 'wrong-zone'
  if (isOver(ticket.expiresAt, atMs)) return 'ticket-expired'
  if (!isLeased(state.leaseUntil, atMs)) return 'lease-ended'
  if (state.dismissed.has(ticket.person)) return 'person-dismissed'
  if (!wanted.some(({ purpose }) => purpose === ticket.purpose)) return 'wrong-purpose'
  if (!wanted.some(({ purpose, scope }) => purpose === ticket.purpose && scope === ticket.scope)) return 'out-of-scope'
  const shut = ticket.purpose === 'intake' || ticket.purpose === 'catalog' ? state.shut.get(datasetScope(ticket.scope)) : undefined
  if (shut !== undefined) return `dataset-${shut}`
  const [exported = ''] = ticket.purpose === 'review' || ticket.purpose === 'download' ? ticket.scope.split('@') : []
  const shutExport = exported === '' ? undefined : state.shut.get(exportScope(exported))
  if (shutExport !== undefined) return `export-${shutExport}`
  return ticket.purpose === 'workbench' ? closedWorkspace(state.workspaces.get(ticket.scope), atMs) : undefined
}

/** Why nothing new may happen in a workspace. The grant's last day counts whole, in Asia/Shanghai. */
export const closedWorkspace = (workspace: Workspace | undefined, atMs: number): AccessRefusal | undefined => {
  if (workspace === undefined) return 'workspace-unknown'
  if (workspace.stage !== 'opened') return `workspace-${workspace.stage}`
  return isDayOver(workspace.grant.until, atMs) ? 'grant-ended' : undefined
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
