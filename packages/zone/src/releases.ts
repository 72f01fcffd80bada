/** The zone's side of the airlock: every result that is to be seen is held against what its operator and the related companies were given before, and kept for the next (article 16). */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Cell, Parameters, ResultColumn } from './engine/engine.ts'
import { classedOf, type Members } from './jobs/members.ts'
import type { JobLimits, QueryResult } from './jobs/run.ts'
import { answerOf, type CheckOutcome, inOrderOfValues, type OutputResult, remainingOf, standardOutputLimits } from './outputs/airlock.ts'
import { type Checked, deciding, type Finding } from './outputs/check.ts'
import { differencing } from './outputs/differencing.ts'
import type { Roster } from './outputs/division.ts'
import { cellKeys, protectedRow } from './outputs/protect.ts'
import { type Compared, isToldWithSums, type Release } from './outputs/release.ts'
import { sketchDifferencing } from './outputs/sketched.ts'
import { relatedTo } from './related.ts'
import { type Drawing, drawerOf } from './released.ts'
import { areThoseCounted, shownMembers } from './shown.ts'
import { hashOf } from './signing.ts'
import type { CheckedSql } from './sql/check.ts'
import type { Membership } from './sql/membership.ts'
import type { ZoneState } from './state.ts'
import { workspaceScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'
import type { Strata, StrataUse } from './strata.ts'
import { amountsIn, groundOf, rosterIn } from './subjects.ts'
import { type Clock, written } from './time.ts'
import { openTurns } from './turns.ts'

export interface Airlock {
  readonly pass: (passing: Passing) => Promise<Passed | Withheld>
}

/** What may be seen. */
export interface Released {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly Cell[])[]
  readonly suppressed: number
  readonly checks: readonly CheckOutcome[]
}
export type Passed = { readonly end: 'done' } & Released
export type Withheld = { readonly end: 'withheld'; readonly code: string; readonly checks: readonly CheckOutcome[] }

export interface Passing {
  readonly workspace: string
  readonly job: string
  /** What a later result that collides with this one is told of it. */
  readonly releasedAs: string
  readonly checked: CheckedSql
  /** What the text ran with. */
  readonly parameters: Parameters
  readonly result: Pick<QueryResult, 'columns' | 'rows' | 'members'>
  readonly limits: Pick<JobLimits, 'maxRows' | 'maxBytes'>
  /** By the name of its cell: a sketch of who stands behind a figure, where rows do not tell. */
  readonly sketchByCell?: ReadonlyMap<string, string>
}

export interface AirlockGround {
  readonly drawing: Drawing
  readonly strata: Strata
  readonly store: PartStore
  readonly state: () => ZoneState
  readonly now: Clock
}

type PassingGround = AirlockGround & Pick<StrataUse, 'stratumOf'>

/** One result of an operator after another: two that pass side by side would not be compared with each other. */
export const openAirlock = (ground: AirlockGround): Airlock => {
  const inTurn = openTurns()
  return {
    pass: async (passing) => {
      const { operator } = grantIn(ground.state(), passing.workspace)
      const [first = operator] = relatedTo(operator, ground.state())
      return inTurn(first, async () => {
        const strata = ground.strata.use(passing.workspace)
        return pass({ ...ground, ...strata }, passing).finally(strata.release)
      })
    },
  }
}

const grantIn = ({ workspaces }: ZoneState, workspace: string) => {
  const known = workspaces.get(workspace)
  if (known === undefined) throw new Error(`could not pass a result of ${workspace}: there is no such workspace`)
  return known.grant
}

const pass = async (ground: PassingGround, passing: Passing): Promise<Passed | Withheld> => {
  const { checked, result, limits } = passing
  const { maxRows, maxBytes } = limits
  const guarded: OutputResult = { columns: result.columns, rows: result.rows, ...(checked.guards && { guards: checked.guards }) }
  const remaining = remainingOf(guarded, { ...standardOutputLimits, maxRows, maxBytes })
  const fresh = remaining.passed ? await freshRelease(ground, passing, remaining.result) : undefined
  const answer = answerOf(remaining, remaining.passed ? [await compared(ground, fresh)] : [])
  if (answer.outcome === 'withheld') return { end: 'withheld', code: 'output-checks', checks: answer.checks }
  if (fresh !== undefined && !(await wasKept(ground, fresh))) await keep(ground, passing.job, fresh)
  const rows = checked.guards?.figures === undefined ? answer.rows : await protectedRows(remaining.result, fresh)
  return { end: 'done', columns: answer.columns, rows, suppressed: answer.suppressed, checks: answer.checks }
}

/** A result about nobody has been held against this check too: there is nobody that a difference could tell of. */
const compared = async (ground: PassingGround, fresh: Fresh | undefined): Promise<Checked> => {
  if (fresh === undefined) return deciding('differencing', [])
  if (!fresh.isCounted) return deciding('differencing', [uncertain])
  return fresh.release.sketches === undefined ? heldAgainst(ground, fresh) : sketchHeldAgainst(ground, fresh)
}

const uncertain: Finding = {
  code: 'members-uncertain',
  words: {
    zh: '无法确认结果各行由哪些主体构成，不能与此前的结果比对',
    en: 'whose the rows of the result are could not be made certain: it cannot be held against earlier results',
  },
  place: 'all rows',
}

/** In the order of their keys: the order of the engine may tell of the exact figures. */
const protectedRows = async ({ rows, guards }: OutputResult, fresh: Fresh | undefined) => {
  const [base] = fresh?.release.grounds ?? []
  const [members] = fresh?.members.tables ?? []
  if (guards === undefined || fresh === undefined || base === undefined || members === undefined)
    throw new Error('could not protect the figures of a result: nobody said who stands in its cells')
  const keys =
    guards.figures?.protection.kind === 'cell-key' ? cellKeys(members, await fresh.rosterOf(base.base), fresh.members.names.length) : []
  const numberByName = new Map(Array.from(fresh.members.names, (name, at) => [name, at]))
  const keyOf = (row: readonly Cell[]) => keys[numberByName.get(BigInt(String(row[guards.cell] ?? 0))) ?? -1] ?? 0
  return inOrderOfValues(rows.map((row) => protectedRow(row, guards, keyOf(row)).slice(0, guards.visible)))
}

interface Fresh {
  readonly release: Release
  readonly members: Members
  /** Whether the members are those whom the result counts. */
  readonly isCounted: boolean
  readonly rosterOf: (base: string) => Promise<Roster>
  readonly amountsOf: (base: string, column: string) => Promise<Uint16Array>
}

/** Nothing where no cell is guarded or the tables are about nobody: then there is nobody to tell from it. */
const freshRelease = async (
  { store, state, now }: AirlockGround,
  { workspace, releasedAs, checked: { guards, membership }, parameters, result, sketchByCell }: Passing,
  shown: OutputResult,
): Promise<Fresh | undefined> => {
  const named = { name: releasedAs, at: written(now()), workspace, operator: grantIn(state(), workspace).operator }
  if (guards !== undefined && sketchByCell !== undefined) {
    const sketches = shown.rows.flatMap((row) => sketchByCell.get(String(row[guards.cell])) ?? [])
    return {
      release: { ...named, minimum: guards.entities.minimum, cellCount: sketches.length, grounds: [], sketches },
      members: { names: new BigUint64Array(), tables: [] },
      isCounted: true,
      rosterOf: () => Promise.reject(new Error('could not say whose the rows of a model are')),
      amountsOf: () => Promise.reject(new Error('could not say what the rows of a model add up to')),
    }
  }
  if (guards === undefined || guards.about.length === 0) return undefined
  if (result.members === undefined) throw new Error(`could not compare a result of ${workspace}: nobody said who stands in its cells`)
  const manifest = await store.currentVersion(workspaceScope(workspace))
  if (manifest === undefined) throw new Error(`could not compare a result of ${workspace}: it holds no tables`)
  const { datasets, workspaces } = state()
  const contractOf = (table: string) =>
    datasets.get(table) ?? workspaces.get(workspace)?.admitted.find((one) => one.table.dataset === table)?.contract
  const members = shownMembers(result.members, shown, guards)
  const grounds = guards.about.map((table) => groundOf(manifest, table, contractOf(table)))
  return {
    members,
    isCounted: areThoseCounted(result.members, shown, guards),
    release: {
      ...named,
      minimum: guards.entities.minimum,
      cellCount: members.names.length,
      ...(membership && {
        division: divisionName({ membership, parameters, bases: grounds.map(({ base }) => base), shown: members.names }),
      }),
      grounds: grounds.map((one, at) => ({ ...one, rows: classedOf(members).look.tables[at]?.cells.length ?? 0 })),
      sums: guards.sums.map(({ table, column }) => ({ ground: table, column })),
      rule: guards.rule,
    },
    rosterOf: (base) => {
      const at = grounds.findIndex((one) => one.base === base)
      return rosterIn(store, manifest, guards.about[at] ?? '', grounds[at]?.named === true && grounds[at]?.domain !== 'subjects')
    },
    amountsOf: (base, column) => amountsIn(store, manifest, guards.about[grounds.findIndex((one) => one.base === base)] ?? '', column),
  }
}

interface Named {
  readonly membership: Membership
  readonly parameters: Parameters
  readonly bases: readonly string[]
  readonly shown: BigUint64Array
}

/** The same text with the same parameters over the same version puts the same rows into cells of the same names. */
export const divisionName = ({ shown, ...text }: Named): string => hashOf({ ...text, shown: Array.from(shown.toSorted(), String) })

const heldAgainst = async ({ drawing, state, stratumOf }: PassingGround, { release, members, rosterOf, amountsOf }: Fresh) => {
  const drawers = relatedTo(release.operator, state()).map((operator) => drawerOf(drawing, operator))
  const earlier = (await Promise.all(drawers.map((drawer) => drawer.releases()))).flat()
  const own = new Set(release.grounds.map(({ base }) => base))
  return differencing({ ...release, members: async () => members }, earlier.toSorted(byTime), {
    pause: () => setImmediate(),
    stratumOf: (base) => (own.has(base) ? stratumOf(base) : undefined),
    rosterOf: async (base) => {
      if (own.has(base)) return rosterOf(base)
      for (const drawer of drawers) {
        const found = await drawer.roster(rosterName(base))
        if (found !== undefined) return found
      }
      throw new Error(`could not compare with an earlier release: whose its rows are has been lost for ${base}`)
    },
    amountsOf: async (base, column) => {
      for (const drawer of drawers) {
        const found = await drawer.amounts(amountsName(base, column))
        if (found !== undefined) return found
      }
      if (own.has(base)) return amountsOf(base, column)
      throw new Error(`could not compare with an earlier release: what its rows add to a sum has been lost for ${base}`)
    },
  })
}

const sketchHeldAgainst = async ({ drawing }: AirlockGround, { release }: Fresh) => {
  const earlier = await drawerOf(drawing, release.operator).releases()
  const sketched = ({ sketches = [], ...one }: Release) => ({ ...one, sketches })
  return sketchDifferencing(
    sketched(release),
    earlier.filter(({ workspace, sketches }) => sketches !== undefined && workspace === release.workspace).map(sketched),
  )
}

const byTime = (one: Compared, other: Compared): number => (one.at < other.at ? -1 : Number(one.at > other.at))

/** What divides the same people as a release that is kept is compared as that one from now on. */
const wasKept = async ({ drawing }: AirlockGround, { release }: Fresh): Promise<boolean> =>
  isToldWithSums(release, await drawerOf(drawing, release.operator).releases())

/** Whose the rows are and what they add to its sums is kept first: a release without it could not be compared with. */
const keep = async (
  { drawing, stratumOf }: PassingGround,
  job: string,
  { release, members, rosterOf, amountsOf }: Fresh,
): Promise<void> => {
  const drawer = drawerOf(drawing, release.operator)
  for (const base of new Set(release.grounds.map((one) => one.base)))
    if (!(await drawer.hasRoster(rosterName(base)))) await drawer.keepRoster(rosterName(base), await rosterOf(base))
  for (const { ground, column } of release.sums ?? []) {
    const { base = '' } = release.grounds[ground] ?? {}
    const name = amountsName(base, column)
    if (!(await drawer.hasAmounts(name))) await drawer.keepAmounts(name, await amountsOf(base, column))
  }
  const kept = await drawer.keep(job, release, members)
  for (const [at, { base }] of release.grounds.entries()) await stratumOf(base)?.kept(kept, at, members)
}

const rosterName = (base: string): string => createHash('sha256').update(base).digest('hex')
const amountsName = (base: string, column: string): string => rosterName(`${base} ${column}`)
