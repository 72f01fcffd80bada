/** One line a case, from the folded case alone: pure, so that a replay gives the same line. */
import { type Happening, type Procedure, regionOf, type Turn } from '@yunhe/law'

export interface CaseRow {
  readonly procedure: string
  readonly id: string
  readonly version: number
  readonly stage: string
  readonly title: string
  /** Article 4: the city, or the district it belongs to. */
  readonly region: string
  readonly organizations: readonly string[]
  readonly roles: readonly string[]
  readonly turns: readonly string[]
  readonly turnList: readonly Turn[]
  readonly due: string | null
  readonly state: unknown
}

/** A turn as it is searched for: `finance`, or `agency:1132…` where it is one organization's. */
export const turnKey = ({ role, organization }: Pick<Turn, 'role' | 'organization'>): string =>
  organization === undefined ? role : `${role}:${organization}`

export const caseRow = <State, Facts, Event extends Happening>(
  procedure: Procedure<State, Facts, Event>,
  id: string,
  version: number,
  state: State,
): CaseRow => {
  const turnList = procedure.turns(state)
  const { organizations, roles } = procedure.concerns(state)
  const dues = turnList.flatMap(({ due }) => (due === undefined ? [] : [due])).sort()
  return {
    procedure: procedure.name,
    id,
    version,
    stage: procedure.stageOf(state),
    title: procedure.titleOf(state),
    region: regionOf(state),
    // In the case's own order: the first is the one a list names.
    organizations: [...new Set(organizations)],
    roles: [...new Set(roles)].sort(),
    turns: [...new Set(turnList.map(turnKey))].sort(),
    turnList,
    due: dues[0] ?? null,
    state: procedure.personal ? null : state,
  }
}
