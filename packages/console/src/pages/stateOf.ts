/** The folded state of a case under the law's own type, for the pages that know what they show. */
import type { CaseView } from '@yunhe/platform/contract'

export const stateOf = <State>({ state }: Pick<CaseView, 'state'>): State => state as unknown as State
