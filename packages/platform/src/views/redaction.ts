/** What of a case only some readers see: who objected is known to the data authority alone (article 9); how a product is made, not to its consumers. */
import type { Actor, Product, Role } from '@yunhe/law'

interface Hidden {
  readonly fields: readonly string[]
  readonly shownTo: readonly Role[]
}

const hiddenByType: Readonly<Record<string, Hidden>> = {
  NoticeObjectionReceived: { fields: ['realName', 'contact', 'evidence'], shownTo: ['data-authority'] },
}

/** The payload without what this reader may not know; the names of the fields go with the values. */
export const redacted = (type: string, payload: Readonly<Record<string, unknown>>, { roles }: Actor): Record<string, unknown> => {
  const hidden = hiddenByType[type]
  if (hidden === undefined || hidden.shownTo.some((role) => roles.includes(role))) return { ...payload }
  return Object.fromEntries(Object.entries(payload).filter(([field]) => !hidden.fields.includes(field)))
}

const insideOfProducts: readonly Role[] = ['data-authority', 'security-authority', 'registrar', 'audit-admin']

const mayLookInside = ({ operator }: Pick<Product, 'operator'>, { organization, roles }: Actor): boolean =>
  organization === operator || insideOfProducts.some((role) => roles.includes(role))

/** A product as its consumers see it: what it is and costs; its query, verification and reviews stay inside. */
const outsideOf = ({ content, verification: _, reviews: __, ...rest }: Product) => {
  const { sql: ___, ...shown } = content
  return { ...rest, content: shown }
}

/** The state of a case for this reader, and whether the reader may see its history. */
export const stateFor = (
  procedure: string,
  state: unknown,
  reader: Actor,
): { readonly state: Record<string, unknown>; readonly history: boolean } => {
  const isShut = procedure === 'product' && !mayLookInside(state as Product, reader)
  return { state: (isShut ? outsideOf(state as Product) : state) as Record<string, unknown>, history: !isShut }
}
