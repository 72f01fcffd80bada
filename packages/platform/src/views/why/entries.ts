/** The entries that something rests on, step by step back, as far as the reader may see them and not endlessly. */
import type { Actor } from '@yunhe/law'
import type { WhyEntry } from '../../contract/why.ts'
import { procedureNamed } from '../../projections/procedures.ts'
import type { Log, Recorded } from '../../store/log.ts'
import type { Db } from '../../store/postgres.ts'
import { namesOf } from '../names.ts'
import { visibleAmong } from './visible.ts'

export interface Grounds {
  readonly entries: readonly WhyEntry[]
  /** How many of the first step the reader may not see. */
  readonly hidden: number
}

const most = 60

interface Found {
  readonly ref: string
  readonly stream: string
  readonly title: string
  readonly entry: Recorded
  readonly depth: number
}

export const streamOf = (ref: string): string => ref.slice(0, ref.lastIndexOf('@'))

/** @param depth how many steps back; 1 is what it rests on itself */
export const groundsOf = async (
  { db, log }: { readonly db: Db; readonly log: Pick<Log, 'inspect'> },
  reader: Actor,
  refs: readonly string[],
  depth: number,
): Promise<Grounds> => {
  const found = new Map<string, Found>()
  let [wanted, hidden] = [[...new Set(refs)], 0]
  for (let step = 1; step <= depth && wanted.length > 0; step += 1) {
    const visible = await visibleAmong(db, reader, [...new Set(wanted.map(streamOf))])
    const open = wanted.filter((ref) => visible.has(streamOf(ref)))
    if (step === 1) hidden = wanted.length - open.length
    for (const ref of open.slice(0, most - found.size)) {
      const entry = (await log.inspect(streamOf(ref))).find((one) => one.ref === ref)
      if (entry) found.set(ref, { ref, stream: streamOf(ref), title: visible.get(streamOf(ref))?.title ?? '', entry, depth: step })
    }
    wanted = [...new Set([...found.values()].filter((one) => one.depth === step).flatMap(({ entry }) => entry.basis))].filter(
      (ref) => !found.has(ref),
    )
  }
  const nameByOrganization = await namesOf(
    db,
    [...found.values()].map(({ entry }) => entry.ground.by.organization),
  )
  return { entries: [...found.values()].map((one) => shown(one, found, nameByOrganization)), hidden }
}

const shown = (
  { ref, stream, title, entry, depth }: Found,
  found: ReadonlyMap<string, Found>,
  nameByOrganization: Readonly<Record<string, string>>,
): WhyEntry => {
  const procedure = procedureNamed(stream.slice(0, stream.indexOf('/')))
  const restsOn = entry.basis.filter((one) => found.has(one))
  const { at, by, under } = entry.ground
  return {
    ref,
    procedure: procedure.name,
    plural: procedure.plural,
    id: stream.slice(procedure.name.length + 1),
    title,
    procedureWords: procedure.title,
    type: entry.type,
    at,
    organization: by.organization,
    organizationName: nameByOrganization[by.organization] ?? '',
    under: [...under],
    restsOn,
    restsOnMore: entry.basis.length - restsOn.length,
    depth,
    ...(entry.index !== undefined && { index: entry.index }),
  }
}
