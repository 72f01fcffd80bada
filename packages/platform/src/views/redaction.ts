/** What of a case only some readers see: who objected is known to the data authority alone (article 9); how a product is made, not to its consumers. */
import { type Actor, type Application, actsAs, type Product, type Role } from '@yunhe/law'

interface Hidden {
  readonly fields: readonly string[]
  readonly shownTo: readonly Role[]
}

/** Who weighs an objection reads why it was made; free text often tells who wrote it, so the applicant does not. */
const weighing: readonly Role[] = ['data-authority', 'joint-reviewer', 'mechanism']

const judging: readonly Role[] = ['data-authority', 'joint-reviewer', 'mechanism', 'security-authority', 'expert', 'audit-admin']

const hiddenByType: Readonly<Record<string, readonly Hidden[]>> = {
  NoticeObjectionReceived: [
    { fields: ['realName', 'contact', 'evidence'], shownTo: ['data-authority'] },
    { fields: ['ground'], shownTo: weighing },
  ],
  ResourceObjectionReceived: [{ fields: ['realName', 'contact', 'evidence', 'ground'], shownTo: ['registrar', 'data-authority'] }],
  // Whoever is judged does not learn who judges; that the draw was fair is shown by numbers that name nobody.
  ExpertPanelCalled: [{ fields: ['pool'], shownTo: judging }],
  ExpertsDrawn: [{ fields: ['drawn', 'passedOver'], shownTo: judging }],
  ExpertRecused: [{ fields: ['person', 'conflict'], shownTo: judging }],
  ExpertOpinionGiven: [{ fields: ['person'], shownTo: judging }],
  // A list names people who are nobody's business here; its hash tells what it was.
  NameListImported: [{ fields: ['content'], shownTo: ['audit-admin'] }],
  // Whom a complaint is transferred to must be able to ask back.
  ComplaintReceived: [{ fields: ['realName', 'contact'], shownTo: ['data-authority', 'market'] }],
}

const mayRead = ({ shownTo }: Hidden, reader: Actor): boolean => shownTo.some((role) => actsAs(reader, role))

/** The payload without what this reader may not know; the names of the fields go with the values. */
export const redacted = (type: string, payload: Readonly<Record<string, unknown>>, reader: Actor): Record<string, unknown> => {
  const hidden = (hiddenByType[type] ?? []).filter((one) => !mayRead(one, reader)).flatMap(({ fields }) => fields)
  return Object.fromEntries(Object.entries(payload).filter(([field]) => !hidden.includes(field)))
}

/** An application as those see it who do not weigh objections: that there are some, how they stand and what was answered. */
const withoutGrounds = (state: Application) => ({ ...state, objections: state.objections.map(({ ground: _, ...shown }) => shown) })

/** An application as those see it who are judged, or look on: no name of an expert, and nobody's pool. */
const withoutPanel = <Shown extends Pick<Application, 'panel' | 'panelCall' | 'draws' | 'expertOpinions'>>({
  panel: _,
  panelCall: __,
  draws: ___,
  expertOpinions,
  ...shown
}: Shown) => ({
  ...shown,
  expertOpinions: expertOpinions.map(({ person: _person, ...opinion }) => opinion),
})

const applicationFor = (state: Application, reader: Actor): Record<string, unknown> => {
  const heard = weighing.some((role) => actsAs(reader, role)) ? state : withoutGrounds(state)
  return judging.some((role) => actsAs(reader, role)) ? { ...heard } : withoutPanel(heard)
}

const insideOfProducts: readonly Role[] = ['data-authority', 'security-authority', 'registrar', 'audit-admin']

const mayLookInside = ({ operator }: Pick<Product, 'operator'>, reader: Actor): boolean =>
  reader.organization === operator || insideOfProducts.some((role) => actsAs(reader, role))

/** A product as its consumers see it: what it is and costs; its query, verification and reviews stay inside. */
const outsideOf = ({ content, verification: _, reviews: __, ...rest }: Product) => {
  const { sql: ___, table: ____, model: _____, ...shown } = content
  return { ...rest, content: shown }
}

/** The state of a case for this reader, and whether the reader may see its history. */
export const stateFor = (
  procedure: string,
  state: unknown,
  reader: Actor,
): { readonly state: Record<string, unknown>; readonly history: boolean } => {
  if (procedure === 'application') return { state: applicationFor(state as Application, reader), history: true }
  const isShut = procedure === 'product' && !mayLookInside(state as Product, reader)
  return { state: (isShut ? outsideOf(state as Product) : state) as Record<string, unknown>, history: !isShut }
}
