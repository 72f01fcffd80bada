/** Articles 5 and 9: who of the pool may sit on a panel, and who does once chance has put the pool in an order. The order itself comes from outside. */
import type { ExpertField } from '../identifiers/kinds.ts'

/** One expert as the pool stood when a panel was called: what the draw is held against afterwards. */
export interface PoolEntry {
  /** Number of the expert in the pool. */
  readonly expert: string
  readonly person: string
  readonly employer: string
  readonly relations: readonly string[]
  readonly fields: readonly ExpertField[]
}

/** A seat of a panel; who has left it says why. */
export interface Seat {
  readonly expert: string
  readonly person: string
  readonly fields: readonly ExpertField[]
  readonly round: number
  readonly left: string
}

/** Why somebody of the pool was not drawn, whatever chance said. */
export const passedOver = {
  employer: { zh: '任职于申请单位或者其关联单位', en: 'works for the applicant or an affiliate' },
  relation: { zh: '申报与申请单位或者其关联单位有利害关系', en: 'declared a relation to the applicant or an affiliate' },
  seated: { zh: '已在本案专家组或者已回避', en: 'sits on this panel or has left it' },
} as const
export type PassedOver = keyof typeof passedOver

/** Whoever is judged, and everybody the applicant named as its affiliate. */
export interface Judged {
  readonly applicant: string
  readonly affiliates: readonly string[]
  readonly panel: readonly Seat[]
}

/** W5-3: nothing where the expert may be drawn. */
export const whyNot = (entry: PoolEntry, { applicant, affiliates, panel }: Judged): PassedOver | undefined => {
  const sides = [applicant, ...affiliates]
  if (sides.includes(entry.employer)) return 'employer'
  if (entry.relations.some((one) => sides.includes(one))) return 'relation'
  return panel.some(({ person }) => person === entry.person) ? 'seated' : undefined
}

export const sitting = (panel: readonly Seat[]): readonly Seat[] => panel.filter(({ left }) => left === '')

/** Fields that the call asks for and that nobody who sits is versed in. */
export const fieldsOpen = (panel: readonly Seat[], fields: readonly ExpertField[]): readonly ExpertField[] =>
  fields.filter((field) => sitting(panel).every((seat) => !seat.fields.includes(field)))

/**
 * The first of the order for each field that is open, one seat each, then the first of whoever is left, until the seats are filled.
 * Fewer than asked for where the pool has no more.
 */
export const seatedFrom = <Entry extends { readonly fields: readonly string[] }>(
  free: readonly Entry[],
  wanted: readonly string[],
  seats: number,
): readonly Entry[] => {
  const drawn: Entry[] = []
  for (const field of wanted) {
    if (drawn.some((one) => one.fields.includes(field))) continue
    const first = free.find((one) => one.fields.includes(field) && !drawn.includes(one))
    if (first !== undefined && drawn.length < seats) drawn.push(first)
  }
  return [...drawn, ...free.filter((one) => !drawn.includes(one)).slice(0, seats - drawn.length)]
}
