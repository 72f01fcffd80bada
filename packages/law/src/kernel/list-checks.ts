/** Article 7: how a check of the lists is told, by hand or by a source, and what stands of the checks of a case. */
import { z } from 'zod'
import { kindShape, type ListKind, listKinds } from '../identifiers/kinds.ts'
import type { Day } from './days.ts'
import { type Rule, rule } from './rule.ts'
import { dayShape, documentShape, reasonShape, titleShape } from './shapes.ts'

/** One list, asked about one organization on one day; only a list that was really read passes anybody. */
export interface ListCheck {
  readonly list: ListKind
  readonly checkedOn: Day
  readonly source: string
  readonly result: 'clear' | 'hit'
  /** Day the list itself is of, where the source says it. */
  readonly issuedOn?: string | undefined
  /** SHA-256 of what was read, hex. */
  readonly snapshot?: string | undefined
}

export const listAnswers = ['clear', 'hit', 'not-checked'] as const

/** As a source answered, or did not. */
export interface ListAnswer extends Omit<ListCheck, 'result'> {
  readonly result: (typeof listAnswers)[number]
  /** The imported list it was read from; empty for a source that is asked each time. */
  readonly listing?: string | undefined
  /** What went wrong where nothing was read. */
  readonly fault?: string | undefined
}

/** A list that could not be read when it was asked: told, and never taken for a pass. */
export interface ListFault {
  readonly list: ListKind
  readonly on: Day
  readonly source: string
  readonly fault: string
}

/** Recorded by hand: with a reason and with what shows it. */
export const checkedByHand = z.object({
  checks: z
    .array(z.object({ list: kindShape(listKinds), checkedOn: dayShape, source: titleShape, result: z.enum(['clear', 'hit']) }))
    .max(10),
  reason: reasonShape,
  evidence: documentShape,
})
export type CheckedByHand = z.infer<typeof checkedByHand>

/** As the platform passes on what the sources said. */
export const answeredBySources = z.object({
  checks: z
    .array(
      z.object({
        list: kindShape(listKinds),
        checkedOn: dayShape,
        source: titleShape,
        result: z.enum(listAnswers),
        issuedOn: z.string().max(10).default(''),
        snapshot: z
          .string()
          .regex(/^([0-9a-f]{64})?$/)
          .default(''),
        listing: z.string().max(80).default(''),
        fault: z.string().max(300).default(''),
      }),
    )
    .max(10),
})

const kinds = Object.keys(listKinds) as readonly ListKind[]

export const handRules = <State, Facts>(id: 'W7-2' | 'W7-5'): readonly Rule<State, Facts, CheckedByHand>[] => [
  rule(
    id,
    'list-not-checked',
    { zh: '失信被执行人和重大税收违法两类名单均须核验', en: 'both lists must be checked: dishonest debtors and major tax cases' },
    ({ asked }) => kinds.every((list) => asked.checks.some((check) => check.list === list)),
    'checks',
  ),
  rule(
    id === 'W7-2' ? 'W7-4' : id,
    'check-in-the-future',
    { zh: '核验日期不得晚于今日', en: 'a check cannot be dated after today' },
    ({ asked, on }) => asked.checks.every(({ checkedOn }) => checkedOn <= on),
    'checks',
  ),
]

const isRead = (answer: ListAnswer): answer is ListAnswer & ListCheck => answer.result !== 'not-checked'

/** A list that could not be read leaves standing what was read of it before, with the age that has. */
export const checksAfter = (before: readonly ListCheck[], answers: readonly ListAnswer[]): readonly ListCheck[] => {
  const read = answers.filter(isRead)
  return [...before.filter(({ list }) => read.every((one) => one.list !== list)), ...read]
}

/** What a check leaves standing; a source that answers is awaited no more, a hand that writes changes nothing in that. */
export const checkedBy = (
  { listChecks, listsAwaited }: { readonly listChecks: readonly ListCheck[]; readonly listsAwaited: boolean },
  { how, checks }: { readonly how: 'hand' | 'source'; readonly checks: readonly ListAnswer[] },
) => ({
  listChecks: checksAfter(listChecks, checks),
  listFaults: faultsIn(checks),
  listsAwaited: listsAwaited && how === 'hand',
})

export const awaitedRule = <State extends { readonly listsAwaited: boolean }, Facts>(id: 'W7-4' | 'W7-5'): Rule<State, Facts, unknown> =>
  rule(
    id,
    'no-check-awaited',
    { zh: '没有待答复的名单核验', en: 'nobody has asked the sources, or they have answered' },
    ({ state }) => state.listsAwaited,
  )

export const faultsIn = (answers: readonly ListAnswer[]): readonly ListFault[] =>
  answers.filter((one) => !isRead(one)).map(({ list, checkedOn, source, fault = '' }) => ({ list, on: checkedOn, source, fault }))

/** Both lists, each read; what is missing here is never fresh. */
export const allListsIn = (checks: readonly { readonly list: ListKind }[]): boolean =>
  kinds.every((list) => checks.some((one) => one.list === list))
