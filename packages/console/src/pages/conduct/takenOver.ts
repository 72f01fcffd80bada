/** A plan that was worked out and taken over waits here until the decision form of its request is opened. */
import type { Draft } from '../../parts/form/draft.ts'

export interface TakenOver {
  readonly item: string
  readonly k: number
  /** Where some rows may go so that the others keep more. */
  readonly leaveOut?: { readonly below: number; readonly most: number }
  readonly columns: readonly { readonly name: string; readonly mask?: Readonly<Record<string, unknown>> }[]
}

const plans = new Map<string, TakenOver>()

export const takeOver = (request: string, plan: TakenOver): void => void plans.set(request, plan)

type Facts = Readonly<Record<string, unknown>>
interface Item {
  readonly item: string
  readonly fields: readonly { readonly name: string; readonly disclosure: string; readonly mask?: unknown }[]
}

/** What the form begins with, with the plan put in: its columns masked by their level or plain, and hidden where nothing would be left of them. */
export const withPlan = (request: string, act: string, prefill: Facts | undefined): Facts | undefined => {
  const plan = plans.get(request)
  if (act !== 'data-request.decide' || plan === undefined || prefill === undefined) return prefill
  const items = (prefill.items ?? []) as readonly Item[]
  return {
    ...prefill,
    items: items.map((one) => (one.item === plan.item ? { ...one, fields: one.fields.map((field) => planned(field, plan)) } : one)),
    quasiIdentifiers: plan.columns.filter(({ mask }) => mask?.kind !== 'suppress').map(({ name }) => name),
    maximumRisk: Math.ceil(1000 / plan.k) / 1000,
    ...(plan.leaveOut && { leaveOutBelow: plan.leaveOut.below, mostLeftOut: plan.leaveOut.most }),
  } satisfies Readonly<Record<string, Draft>>
}

const planned = (field: Item['fields'][number], { columns }: TakenOver) => {
  const column = columns.find(({ name }) => name === field.name)
  if (column === undefined) return field
  const { mask: _, ...rest } = field
  if (column.mask === undefined) return { ...rest, disclosure: 'plain' }
  return column.mask.kind === 'suppress' ? { ...rest, disclosure: 'hidden' } : { ...rest, disclosure: 'masked', mask: column.mask }
}
