/** One act on many cases: each by a request of its own, one after the other, stopped whenever somebody wishes. */
import type { Performed } from '@yunhe/platform/contract'
import { fault, type Problem, problemIn } from '../../ask/problem.ts'

export interface Deed {
  readonly id: string
  readonly title: string
  readonly state: 'waiting' | 'running' | 'done' | 'refused' | 'left'
  readonly entries: readonly string[]
  readonly problem: Problem | undefined
}

export const deedsOf = (cases: readonly { readonly id: string; readonly title: string }[]): readonly Deed[] =>
  cases.map(({ id, title }) => ({ id, title, state: 'waiting', entries: [], problem: undefined }))

export const tallyOf = (deeds: readonly Deed[]) => {
  const counted = (state: Deed['state']) => deeds.filter((deed) => deed.state === state).length
  return { done: counted('done'), refused: counted('refused'), left: counted('left') + counted('waiting') }
}

/** What the form got wrong, and no case: it is said on the form, and nothing more is sent. */
export const isOfForm = ({ status, refusals = [] }: Problem): boolean =>
  status === 400 || (status === 422 && refusals.some(({ fields }) => fields.length > 0))

const patienceMs = 2_000
const mostWaits = 5

interface Ways {
  readonly perform: (id: string) => Promise<Performed>
  readonly tell: (id: string, change: Partial<Deed>) => void
  readonly isStopped: () => boolean
  readonly pause: (ms: number) => Promise<void>
}

/** Those that wait, in their order; a refusal stands in its row and stops nobody else's. */
export const carryOut = async (deeds: readonly Deed[], ways: Ways): Promise<void> => {
  for (const { id } of deeds) {
    if (ways.isStopped()) {
      ways.tell(id, { state: 'left' })
      continue
    }
    ways.tell(id, { state: 'running', problem: undefined })
    ways.tell(id, await outcomeOf(id, ways, mostWaits))
  }
}

const outcomeOf = async (id: string, ways: Ways, waits: number): Promise<Partial<Deed>> => {
  try {
    const { entries } = await ways.perform(id)
    return { state: 'done', entries }
  } catch (error) {
    const problem = problemIn(error) ?? fault
    // Asked too fast: the door says so, and nothing was done.
    if (problem.status !== 429 || waits === 0 || ways.isStopped()) return { state: 'refused', problem }
    await ways.pause((problem.retryAfterSeconds ?? 0) * 1_000 || patienceMs)
    return outcomeOf(id, ways, waits - 1)
  }
}
