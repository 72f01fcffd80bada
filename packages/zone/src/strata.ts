/** What was released of the tables of open workspaces, as classes of rows: in memory only, and overwritten when a workspace closes, rests or is frozen (articles 15, 16 and 19). */
import { openStratum, type Stratum } from './outputs/strata.ts'

/** One comparison's use: what is forgotten meanwhile is overwritten when it is given back, never while somebody compares by it. */
export interface StrataUse {
  /** Nothing where the workspace is not open: then rows are read back and compared one by one. */
  readonly stratumOf: (base: string) => Stratum | undefined
  readonly release: () => void
}

export interface Strata {
  readonly use: (workspace: string) => StrataUse
  readonly forget: (workspace: string) => void
  /** How many tables of a workspace stand so. */
  readonly count: (workspace: string) => number
}

interface Standing {
  readonly stratumByBase: Map<string, Stratum>
  uses: number
  isOver: boolean
}

/** @param isOpen whether the tables of a workspace lie open now */
export const openStrata = (isOpen: (workspace: string) => boolean, pause: () => Promise<void>): Strata => {
  const standingByWorkspace = new Map<string, Standing>()
  const wipeIfOver = ({ isOver, uses, stratumByBase }: Standing): void => {
    if (!isOver || uses > 0) return
    for (const stratum of stratumByBase.values()) stratum.wipe()
    stratumByBase.clear()
  }
  const standingOf = (workspace: string): Standing => {
    const standing = standingByWorkspace.get(workspace) ?? { stratumByBase: new Map(), uses: 0, isOver: false }
    standingByWorkspace.set(workspace, standing)
    return standing
  }
  return {
    use: (workspace) => {
      if (!isOpen(workspace)) return { stratumOf: () => undefined, release: () => undefined }
      const mine = standingOf(workspace)
      mine.uses += 1
      let isBack = false
      return {
        stratumOf: (base) => {
          const stratum = mine.stratumByBase.get(base) ?? openStratum(pause)
          mine.stratumByBase.set(base, stratum)
          return stratum
        },
        release: () => {
          if (isBack) return
          isBack = true
          mine.uses -= 1
          wipeIfOver(mine)
        },
      }
    },
    forget: (workspace) => {
      const standing = standingByWorkspace.get(workspace)
      if (standing === undefined) return
      standingByWorkspace.delete(workspace)
      standing.isOver = true
      wipeIfOver(standing)
    },
    count: (workspace) => standingByWorkspace.get(workspace)?.stratumByBase.size ?? 0,
  }
}
