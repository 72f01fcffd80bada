/** What stands of exports and traces: the part of the zone's fold that is theirs. */
import type { ZoneAct } from '../acts.ts'
import type { ExportTerms, TraceAnswer } from '../orders.ts'
import type { Canaries } from '../watermark/canaries.ts'
import { noCanaries } from '../watermark/canaries.ts'
import type { SnapshotFile } from './kinds.ts'

export interface KnownExport {
  readonly export: string
  readonly workspace: string
  readonly grant: string
  readonly person: string
  readonly organization: string
  readonly stage: 'drafted' | 'examined' | 'released' | 'closed'
  readonly snapshot: string
  readonly files: readonly SnapshotFile[]
  /** Jobs whose results stand in it, and models; older records name none. */
  readonly jobs?: readonly string[]
  readonly models?: readonly string[]
  /** Whether this very snapshot passed all checks when the platform asked. */
  readonly passed: boolean
  /** Set at its release and kept after it is closed: a leak may turn up years later. */
  readonly terms: ExportTerms | undefined
  readonly canaries: Canaries
  readonly grantCanaries: Canaries
  readonly fetchesByFile: Readonly<Record<string, number>>
}

export type KnownTraces = ReadonlyMap<string, ReadonlyMap<string, TraceAnswer>>

type Exports = ReadonlyMap<string, KnownExport>
type ExportAct = Extract<ZoneAct, { type: 'export-drafted' | 'export-examined' | 'export-marked' | 'export-fetched' }>

export const afterAct = (exports: Exports, act: ExportAct): Exports => {
  const known = exports.get(act.export)
  const next = act.type === 'export-drafted' ? drafted(known, act) : known && changed(known, act)
  return next === undefined ? exports : new Map([...exports, [act.export, next]])
}

/** A new snapshot takes the place of the old one, and what was found in the old one with it. */
const drafted = (known: KnownExport | undefined, { type: _, ...act }: Extract<ExportAct, { type: 'export-drafted' }>): KnownExport =>
  known !== undefined && (known.stage === 'released' || known.stage === 'closed')
    ? known
    : { stage: 'drafted', passed: false, terms: undefined, canaries: noCanaries, grantCanaries: noCanaries, fetchesByFile: {}, ...act }

const changed = (known: KnownExport, act: Exclude<ExportAct, { type: 'export-drafted' }>): KnownExport => {
  switch (act.type) {
    case 'export-examined':
      return known.snapshot === act.examined.snapshot && known.stage === 'drafted'
        ? { ...known, stage: 'examined', passed: act.examined.passed }
        : { ...known, ...(known.snapshot === act.examined.snapshot && { passed: act.examined.passed }) }
    case 'export-marked':
      return { ...known, canaries: act.canaries, grantCanaries: act.grantCanaries }
    case 'export-fetched':
      return { ...known, fetchesByFile: { ...known.fetchesByFile, [act.file]: (known.fetchesByFile[act.file] ?? 0) + 1 } }
  }
}

export const closedExport = (one: KnownExport): KnownExport => ({ ...one, stage: 'closed' })

/** A withdrawal that was received while it was being released holds. */
export const releasedExport = (one: KnownExport, terms: ExportTerms): KnownExport => ({
  ...one,
  stage: one.stage === 'closed' ? 'closed' : 'released',
  terms,
})

export const tracesAfter = (traces: KnownTraces, { trace, answer }: Extract<ZoneAct, { type: 'trace-answered' }>): KnownTraces =>
  new Map([...traces, [trace, new Map([...(traces.get(trace) ?? []), [answer.sample, answer]])]])
