/** Which order opened something, and so which decision allowed it (article 24: the zone opens on an order that matches a decision). */
import type { Order, OrderName } from '../orders.ts'
import type { KnownOrder, ZoneState } from '../state.ts'
import type { Ground } from './graph.ts'

type Body<Name extends OrderName> = Extract<Order, { order: Name }>

/** The last order of this name that was done and that fits; orders are kept in the order of their arrival. */
export const lastDone = <Name extends OrderName>(
  { orders }: ZoneState,
  name: Name,
  fits: (body: Body<Name>) => boolean,
): KnownOrder | undefined =>
  [...orders.values()].findLast(
    ({ order: { body }, receipt }) => body.order === name && receipt?.outcome === 'done' && fits(body as Body<Name>),
  )

/** @param of whose authorization and grant: those of the workspace the step belongs to */
export const groundOf = (known: KnownOrder | undefined, of: { readonly authorization: string; readonly grant: string }): Ground => ({
  authorization: of.authorization,
  grant: of.grant,
  decision: known?.order.decision ?? '',
  under: known?.order.under ?? [],
  logIndex: known?.logIndex ?? -1,
})

/** The ground of the workspace itself: the joint decision it was provisioned under. */
export const workspaceGround = (workspace: string, state: ZoneState): Ground => {
  const grant = state.workspaces.get(workspace)?.grant
  return groundOf(
    lastDone(state, 'provision', (body) => body.grant.workspace === workspace),
    { authorization: grant?.authorization ?? '', grant: grant?.grant ?? '' },
  )
}
