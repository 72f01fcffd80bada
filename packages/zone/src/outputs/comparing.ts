/** What a comparison of releases asks the zone for, beside the releases themselves. */
import type { Roster } from './division.ts'
import type { Stratum } from './strata.ts'

export interface Comparing {
  readonly rosterOf: (base: string) => Promise<Roster>
  /** How much each row of a table of a workspace adds to a sum of this column, as `magnitudes.ts` writes it. */
  readonly amountsOf: (base: string, column: string) => Promise<Uint16Array>
  /** What was released of a table of a workspace as classes, where that is at hand; left out, releases of several jobs are compared row by row. */
  readonly stratumOf?: (base: string) => Stratum | undefined
  /** Between two comparisons, so that others get their turn. */
  readonly pause: () => Promise<void>
}
