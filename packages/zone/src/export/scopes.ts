/** What the zone holds of exports, each under a key of its own, so that one can be destroyed without the others (article 19). */
import type { ZoneState } from '../state.ts'
import { exportScope, type Scope } from '../store/manifest.ts'

export interface ExportHolding {
  readonly export: string
  readonly scope: Scope
  readonly workspace: string
  readonly stage: string
}

/** Every export that was ever frozen in a workspace, or in any; whoever destroys data asks here what there is. */
export const exportHoldings = (state: Pick<ZoneState, 'exports'>, workspace?: string): readonly ExportHolding[] =>
  [...state.exports.values()]
    .filter((one) => workspace === undefined || one.workspace === workspace)
    .map((one) => ({ export: one.export, scope: exportScope(one.export), workspace: one.workspace, stage: one.stage }))
