/** What a run found, as its reader sees it: cases by their titles, values where they tell nothing of people. */
import { type Actor, type Change, parameters, valueText } from '@yunhe/law'
import type { WhatIfRun } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import type { Run } from '../what-if/desk.ts'
import type { Finding, Following } from '../what-if/replay.ts'
import { type VisibleCase, visibleAmong } from './why/visible.ts'

const most = 2_000

export const whatIfView = async (db: Db, run: Run, reader: Actor): Promise<WhatIfRun> => {
  const { id, supposed, state, done, total, found } = run
  const findings = found?.findings ?? []
  const following = found?.following ?? []
  const visible = await visibleAmong(db, reader, [...new Set([...findings, ...following].map(({ stream }) => stream))])
  const shown = findings.flatMap((one) => shownFinding(one, visible)).slice(0, most)
  return {
    id,
    parameter: supposed.parameter,
    parameterWords: parameters[supposed.parameter].words,
    value: valueText(supposed.value),
    from: supposed.from,
    state,
    done,
    total,
    judged: found?.judged ?? 0,
    findings: shown,
    following: following.flatMap((one) => shownFollowing(one, visible)).slice(0, most),
    more: findings.length - shown.length,
    unjudged: countsOf(found?.unjudged ?? []),
  }
}

const countsOf = (unjudged: readonly { readonly why: keyof WhatIfRun['unjudged'] }[]): WhatIfRun['unjudged'] => {
  const counts = { destroyed: 0, damaged: 0, 'form-not-kept': 0, 'not-reproduced': 0 }
  for (const { why } of unjudged) counts[why] += 1
  return counts
}

const caseIn = (stream: string, visible: ReadonlyMap<string, VisibleCase>) => {
  const found = visible.get(stream)
  if (found === undefined) return undefined
  const { plural, title } = procedureNamed(found.procedure)
  return { plural, id: found.id, caseTitle: found.title, procedureWords: title }
}

const shownFinding = ({ ref, stream, title, type, at, outcome, refusals, changes }: Finding, visible: ReadonlyMap<string, VisibleCase>) => {
  const found = caseIn(stream, visible)
  if (found === undefined) return []
  const plain = refusals.map((one) => ({ ...one, fields: [...one.fields] }))
  return [{ ref, ...found, act: title, type, at, outcome, refusals: plain, changes: changes.map(shownChange) }]
}

const shownFollowing = ({ ref, stream, restsOn }: Following, visible: ReadonlyMap<string, VisibleCase>) => {
  const found = caseIn(stream, visible)
  return found === undefined ? [] : [{ ref, ...found, restsOn }]
}

/** Numbers, days and codes say what is otherwise; a text could say more than that. */
const told = (value: unknown): string | number | boolean | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return typeof value === 'string' && /^[a-zA-Z0-9.:+-]{1,40}$/.test(value) ? value : undefined
}

const shownChange = ({ place, was, would }: Change) => {
  const [before, after] = [told(was), told(would)]
  return { place, ...(before !== undefined && { was: before }), ...(after !== undefined && { would: after }) }
}
