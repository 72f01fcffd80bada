/** What every source is summed to before a figure is made of it: one line for each combination of keys, month and subject. */
import type { Actor, Day } from '@yunhe/law'
import type { By } from '../../contract/figures.ts'
import type { Db } from '../../store/postgres.ts'
import type { Month } from './months.ts'

export interface Grain {
  readonly value: number
  /** Rows behind the value: cases, calls; what the rules of outputs count beside subjects. */
  readonly counted: number
  /** Whom it is about: what the rules of outputs count. Empty where nobody asks. */
  readonly subject: string
  /** Absent where it lies before the months shown. */
  readonly month: string | undefined
  readonly keys: Readonly<Partial<Record<By, string>>>
}

/** Who looks: somebody signed in, or anybody. */
export type Sight = Actor | 'anybody'

export interface Asking {
  readonly db: Db
  readonly sight: Sight
  readonly months: readonly Month[]
  readonly today: Day
  /** Whether national rules judge today; where they do not, none of their clocks runs. */
  readonly national: boolean
}

export const firstDay = ({ months, today }: Asking): Day => months[0]?.from ?? today
