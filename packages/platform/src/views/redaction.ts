/** What of a case only some readers see: who objected is known to the data authority alone (article 9); how a product is made, not to its consumers. */
import { type Actor, type Application, actsAs, type Export, type Product, type Role } from '@yunhe/law'

interface Hidden {
  readonly fields: readonly string[]
  readonly shownTo: readonly Role[]
  /** The body that said it reads it too. */
  readonly orItsBody?: true
  /** Only where this field of the entry is set. */
  readonly where?: string
}

/** Who weighs an objection reads why it was made; free text often tells who wrote it, so the applicant does not. */
const weighing: readonly Role[] = ['data-authority', 'joint-reviewer', 'mechanism']

const judging: readonly Role[] = ['data-authority', 'joint-reviewer', 'mechanism', 'security-authority', 'expert', 'audit-admin']

const hiddenByType: Readonly<Record<string, readonly Hidden[]>> = {
  NoticeObjectionReceived: [
    { fields: ['realName', 'contact', 'evidence', 'attachments'], shownTo: ['data-authority'] },
    { fields: ['ground'], shownTo: weighing },
  ],
  ResourceObjectionReceived: [
    { fields: ['realName', 'contact', 'evidence', 'ground', 'attachments'], shownTo: ['registrar', 'data-authority'] },
  ],
  // What the registrar looked into tells who said it; the answer is written for everybody concerned.
  RegistrationObjectionRaised: [{ fields: ['realName', 'contact', 'evidence', 'ground'], shownTo: ['registrar', 'data-authority'] }],
  RegistrationObjectionDecided: [{ fields: ['finding'], shownTo: ['registrar', 'data-authority'] }],
  // Whoever is judged does not learn who judges; that the draw was fair is shown by numbers that name nobody.
  ExpertPanelCalled: [{ fields: ['pool'], shownTo: judging }],
  ExpertsDrawn: [{ fields: ['drawn', 'passedOver'], shownTo: judging }],
  ExpertRecused: [{ fields: ['person', 'conflict'], shownTo: judging }],
  ExpertOpinionGiven: [{ fields: ['person'], shownTo: judging }],
  // A list names people who are nobody's business here; its hash tells what it was.
  NameListImported: [{ fields: ['content'], shownTo: ['audit-admin'] }],
  // Votes on an export are hidden from each other until all are in; the entry that opens them shows them to everybody.
  ExportVoteCast: [{ fields: ['conclusion', 'reason'], shownTo: [], orItsBody: true }],
  ExportCommented: [{ fields: ['text'], shownTo: [], orItsBody: true, where: 'sealed' }],
  // Whom a complaint is transferred to must be able to ask back. What somebody scanned mostly names them.
  ComplaintReceived: [{ fields: ['realName', 'contact', 'attachments'], shownTo: ['data-authority', 'market'] }],
}

type Payload = Readonly<Record<string, unknown>>

const mayRead = ({ shownTo, orItsBody, where }: Hidden, payload: Payload, reader: Actor): boolean =>
  shownTo.some((role) => actsAs(reader, role)) ||
  (orItsBody === true && isOwn(payload, reader)) ||
  (where !== undefined && payload[where] !== true)

const isOwn = ({ body }: Payload, { organization }: Actor): boolean => organization !== '' && body === organization

/** The payload without what this reader may not know; the names of the fields go with the values. */
export const redacted = (type: string, payload: Payload, reader: Actor): Record<string, unknown> => {
  const hidden = (hiddenByType[type] ?? []).filter((one) => !mayRead(one, payload, reader)).flatMap(({ fields }) => fields)
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

/** An export as one of its reviewers sees it: that others have voted, and what they said once all have. */
const exportFor = (state: Export, reader: Actor) => {
  const sealed = <One extends { readonly body: string }>(all: readonly One[], ...fields: readonly (keyof One)[]) =>
    all.map((one) =>
      one.body === reader.organization
        ? one
        : Object.fromEntries(Object.entries(one).filter(([field]) => !fields.includes(field as keyof One))),
    )
  return {
    ...state,
    votes: state.areVotesOpen ? state.votes : sealed(state.votes, 'conclusion', 'reason'),
    pastRounds: state.pastRounds.map((round) => ({
      ...round,
      votes: round.areOpen ? round.votes : sealed(round.votes, 'conclusion', 'reason'),
    })),
    comments: state.comments.map((one) => (one.sealed ? sealed([one], 'text')[0] : one)),
  }
}

/** Whether this reader may see what happened in a case. */
export const isHistoryShown = (procedure: string, operator: string, reader: Actor): boolean =>
  procedure !== 'product' || mayLookInside({ operator }, reader)

/** The state of a case for this reader, and whether the reader may see its history. */
export const stateFor = (
  procedure: string,
  state: unknown,
  reader: Actor,
): { readonly state: Record<string, unknown>; readonly history: boolean } => {
  if (procedure === 'application') return { state: applicationFor(state as Application, reader), history: true }
  if (procedure === 'export') return { state: exportFor(state as Export, reader), history: true }
  const isShut = !isHistoryShown(procedure, (state as { readonly operator?: string }).operator ?? '', reader)
  return { state: (isShut ? outsideOf(state as Product) : state) as Record<string, unknown>, history: !isShut }
}
