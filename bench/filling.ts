/**
 * Fills a platform with many cases: what really happened in a few is multiplied under other names, through the same entries, seals, folds and
 * tables, and the same number gives the same names. Their places in the log are set aside: no checkpoint is to be made of them.
 */
import { suites } from '@yunhe/keys'
import { type Happening, type NumbersOn, parametersOn } from '@yunhe/law'
import { canonicalBytes, type Entry, entryBytes, payloadHashOf } from '@yunhe/ledger'
import { caseRow } from '../packages/platform/src/projections/case-row.ts'
import { clockRows } from '../packages/platform/src/projections/clocks.ts'
import { keysEver } from '../packages/platform/src/projections/keys.ts'
import { procedureNamed } from '../packages/platform/src/projections/procedures.ts'
import { type Log, type Recorded, refOf } from '../packages/platform/src/store/log.ts'
import { commonScope, type PayloadKeys } from '../packages/platform/src/store/payloads.ts'
import { type Cell, copyRows, newSheet, type Sheet } from './copying.ts'
import type { Pool } from './wire.ts'

/** One case that really happened. */
export interface Model {
  readonly procedure: string
  readonly id: string
  readonly past: readonly Recorded[]
}

export const modelsIn = async (pool: Pool, log: Log, procedures: readonly string[]): Promise<readonly Model[]> => {
  const { rows } = await pool.query<{ stream: string; procedure: string }>(
    'select stream, procedure from streams where procedure = any($1) order by stream',
    [procedures],
  )
  return Promise.all(
    rows.map(async ({ stream, procedure }) => ({
      procedure,
      id: stream.slice(procedure.length + 1),
      past: await log.read(stream),
    })),
  )
}

interface Filling {
  readonly pool: Pool
  readonly payloads: PayloadKeys
  readonly models: readonly Model[]
  /** Organizations whose place others take in most copies, so that a person sees a part of all. */
  readonly changing: readonly string[]
  readonly cases: number
}

const others = 200
const farAway = 1_000_000_000
const atOnce = 500

/** Answers how many entries were written. */
export const fill = async ({ pool, payloads, models, changing, cases }: Filling): Promise<number> => {
  const key = await payloads.of(commonScope)
  if (key === undefined) throw new Error('could not fill the platform: its payload key was destroyed')
  const stencil = stencilsFor(models, changing)
  const plates = models.map((model) => plateOf(model, stencil))
  let [made, entries] = [0, 0]
  let writing = Promise.resolve()
  const tables = emptyTables()
  while (made < cases) {
    for (; made < cases && tables.streams.rows() < atOnce; made++) {
      const plate = plates[made % plates.length] as Plate
      entries += addCopy(tables, { plate, copy: Math.floor(made / plates.length), key, payloads, number: made, place: farAway + entries })
    }
    await writing
    writing = writeTables(pool, Object.fromEntries(Object.entries(tables).map(([name, sheet]) => [name, sheet.taken()])))
  }
  await writing
  await pool.query('analyze')
  return entries
}

/** A text with the places marked where a copy has another name. */
type Stencil = readonly { readonly text: string; readonly name: 'id' | 'body' | undefined }[]

const bodyOf = (number: number): string => String(number % others).padStart(3, '0')

/** In the copy of a number every id of a model has that number behind it, and another organization stands where it may change. */
const printed = (stencil: Stencil, number: number): string => {
  let all = ''
  for (const { text, name } of stencil) {
    if (name === undefined) all += text
    else if (name === 'id') all += `${text}-${number}`
    else all += number % others === 0 ? text : `${text.slice(0, 10)}${bodyOf(number)}${text.slice(13)}`
  }
  return all
}

const stencilsFor = (models: readonly Model[], changing: readonly string[]): ((text: string) => Stencil) => {
  const ids = [...new Set(models.map(({ id }) => id))].toSorted((one, other) => other.length - one.length)
  const pattern = new RegExp(`(${[...ids, ...changing].map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`)
  return (text) =>
    text.split(pattern).map((part, place) => ({ text: part, name: place % 2 === 0 ? undefined : changing.includes(part) ? 'body' : 'id' }))
}

/** A model made ready to be printed many times. */
interface Plate {
  readonly procedure: string
  readonly id: Stencil
  readonly past: Stencil
  /** The canonical payloads: other names in them do not change the order of their fields. */
  readonly payloads: readonly Stencil[]
}

const plateOf = ({ procedure, id, past }: Model, stencil: (text: string) => Stencil): Plate => ({
  procedure,
  id: stencil(id),
  past: stencil(JSON.stringify(past)),
  payloads: past.map(({ type, ground, event }) => {
    const { type: _, ...content } = event ?? { type }
    const { roles, regionCode } = ground.by
    return stencil(Buffer.from(canonicalBytes({ roles, regionCode, ...(ground.on && { on: ground.on }), event: content })).toString())
  }),
})

const columns = {
  streams: ['stream', 'procedure', 'version'],
  entries: ['stream', 'version', 'type', 'at', 'canonical', 'leaf_index'],
  payloads: ['stream', 'version', 'scope', 'sealed'],
  stream_keys: ['key', 'stream'],
  cases: [
    ...['procedure', 'id', 'version', 'stage', 'title', 'region', 'organizations', 'roles', 'turns', 'turn_list', 'due'],
    ...['opened_at', 'updated_at', 'state'],
  ],
  clocks: [
    ...['procedure', 'id', 'name', 'subject', 'kind', 'rule', 'started', 'due', 'not_published', 'by_facts', 'whose', 'act'],
    ...['remind', 'answered_by'],
  ],
} as const
type Tables = { readonly [Name in keyof typeof columns]: Sheet }

const emptyTables = (): Tables => ({
  ...{ streams: newSheet(), entries: newSheet(), payloads: newSheet() },
  ...{ stream_keys: newSheet(), cases: newSheet(), clocks: newSheet() },
})

/** The two long tables at once, each over a connection of its own. */
const writeTables = async (pool: Pool, bytes: Readonly<Record<string, Buffer>>): Promise<void> => {
  const write = async (...names: readonly (keyof Tables)[]) => {
    for (const name of names) await copyRows(pool, name, columns[name], bytes[name] as Buffer)
  }
  await Promise.all([write('entries'), write('payloads', 'streams', 'stream_keys', 'cases', 'clocks')])
}

interface Copy {
  readonly plate: Plate
  readonly copy: number
  readonly key: Uint8Array
  readonly payloads: PayloadKeys
  readonly number: number
  readonly place: number
}

const addCopy = (tables: Tables, { plate, copy, key, payloads, number, place }: Copy): number => {
  const procedure = procedureNamed(plate.procedure)
  const [id, laterMs] = [printed(plate.id, copy), ((number * 7_919) % 31_536_000) * 1_000]
  const stream = `${plate.procedure}/${id}`
  const past = (JSON.parse(printed(plate.past, copy)) as readonly Recorded[]).map((one) => later(one, laterMs))
  for (const [at, { version, type, ground, basis }] of past.entries()) {
    const [salt, payload] = [saltOf(place + at), Buffer.from(printed(plate.payloads[at] ?? [], copy))]
    const entry: Entry = {
      ...{ stream, version, type, at: ground.at, by: `${ground.by.person}@${ground.by.organization}`, under: ground.under, basis },
      rules: 'wuxi-2024-03-01',
      payloadHash: payloadHashOf(suites.intl, salt, payload),
    }
    tables.entries.add([stream, { int4: version }, type, ground.at, entryBytes(entry), { int8: place + at }])
    tables.payloads.add([
      stream,
      { int4: version },
      commonScope,
      payloads.seal(key, Buffer.concat([salt, payload]), refOf(stream, version)),
    ])
  }
  const state = past.reduce((before, { event, ground }) => procedure.evolve(before, event as Happening, ground), procedure.start)
  const row = caseRow(procedure, id, past.length, state)
  tables.streams.add([stream, plate.procedure, { int4: past.length }])
  for (const name of keysEver(procedure, past).ever) tables.stream_keys.add([name, stream])
  tables.cases.add([
    ...[row.procedure, id, { int4: row.version }, row.stage, row.title, row.region, { texts: row.organizations }, { texts: row.roles }],
    ...[{ texts: row.turns }, { json: JSON.stringify(row.turnList) }, row.due, past[0]?.ground.at ?? '', past.at(-1)?.ground.at ?? ''],
    row.state === null ? null : { json: JSON.stringify(row.state) },
  ])
  for (const clock of clockRows(procedure, id, state, numbersOn))
    tables.clocks.add(
      columns.clocks.map((column): Cell => {
        const value = clock[column]
        return typeof value === 'number' ? { int4: value } : Array.isArray(value) ? { texts: value } : (value as string | boolean | null)
      }),
    )
  return past.length
}

/** Thirty-two bytes of its own for each entry; nobody guesses at payloads that everybody can make again. */
const saltOf = (place: number): Uint8Array => Buffer.from(String(place).padStart(32, '0'))

const later = (one: Recorded, ms: number): Recorded => ({
  ...one,
  ground: { ...one.ground, at: new Date(Date.parse(one.ground.at) + ms).toISOString() },
})

const numbersOn: NumbersOn = (on) => parametersOn(on)
