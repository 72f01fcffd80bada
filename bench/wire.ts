/**
 * The statements of an act as the driver really sends them: written down at the driver's connection while the act runs, and sent again bare.
 * Nothing here knows what an act writes, so that the bare peer cannot drift from it.
 */
import { createRequire } from 'node:module'

/** The driver is the platform's dependency, not ours. */
const pg = createRequire(new URL('../packages/platform/src/store/postgres.ts', import.meta.url))('pg') as typeof import('pg')

export type Pool = import('pg').Pool

/** One statement of one round trip. */
interface Sent {
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
  readonly map: ((value: unknown) => unknown) | undefined
  /** Whether the driver asked what the rows look like. */
  isDescribed?: boolean
}

/** One round trip: what was sent until the driver asked for the answer. */
export type Trip = readonly Sent[]

// biome-ignore lint/suspicious/noExplicitAny: the driver's connection has more to it than its types say
const wire = (pg as any).Connection.prototype

/** Writes down what goes over every connection while `work` runs. */
export const tripsOf = async (work: () => Promise<void>): Promise<readonly Trip[]> => {
  const trips: Trip[] = []
  const open = new Map<unknown, Sent[]>()
  const { bind, describe, query, sync } = wire
  const add = (connection: unknown, sent: Sent) => open.set(connection, [...(open.get(connection) ?? []), sent])
  wire.bind = function (config: { statement?: string; values?: readonly unknown[]; valueMapper?: Sent['map'] }, more: boolean) {
    const name = config.statement ?? ''
    const text = (name === '' ? lastParsed.get(this)?.get('') : lastParsed.get(this)?.get(name)) ?? ''
    add(this, { name, text, values: config.values ?? [], map: config.valueMapper })
    return bind.call(this, config, more)
  }
  wire.describe = function (what: unknown, more: boolean) {
    const last = open.get(this)?.at(-1)
    if (last) last.isDescribed = true
    return describe.call(this, what, more)
  }
  wire.query = function (text: string) {
    trips.push([{ name: '', text, values: [], map: undefined }])
    return query.call(this, text)
  }
  wire.sync = function () {
    const sent = open.get(this)
    if (sent) trips.push(sent)
    open.delete(this)
    return sync.call(this)
  }
  try {
    await work()
  } finally {
    Object.assign(wire, { bind, describe, query, sync })
  }
  return trips
}

/** What each connection has prepared, from the first connection on: a named statement is sent by its name alone later. */
const lastParsed = new WeakMap<object, Map<string, string>>()
const { parse } = wire
wire.parse = function (statement: { name?: string; text: string }, more: boolean) {
  const known = lastParsed.get(this) ?? new Map<string, string>()
  known.set(statement.name ?? '', statement.text)
  lastParsed.set(this, known)
  return parse.call(this, statement, more)
}

export const textsIn = (trips: readonly Trip[]): string => trips.map((trip) => trip.map(({ text }) => text).join('; ')).join('\n')

/** @param as how each value stands in this repetition: ids that were taken cannot be taken again */
export const sendAgain = async (pool: import('pg').Pool, trips: readonly Trip[], as: (value: unknown) => unknown): Promise<void> => {
  const client = await pool.connect()
  try {
    for (const trip of trips) await new Promise<void>((done, failed) => client.query(bare(trip, as, done, failed)))
  } finally {
    client.release()
  }
}

const bare = (trip: Trip, as: (value: unknown) => unknown, done: () => void, failed: (error: Error) => void) => ({
  // biome-ignore lint/suspicious/noExplicitAny: as above
  submit: (connection: any) => {
    const [first] = trip
    if (trip.length === 1 && first?.values.length === 0 && first.map === undefined) return void connection.query(first.text)
    connection.stream.cork()
    for (const { name, text, values, map, isDescribed } of trip) {
      const known = lastParsed.get(connection)?.get(name)
      if (name === '' || known === undefined) connection.parse({ name, text, types: [] }, true)
      connection.bind({ statement: name, values: values.map(as), ...(map && { valueMapper: map }) }, true)
      if (isDescribed) connection.describe({ type: 'P', name: '' }, true)
      connection.execute(null, true)
    }
    connection.sync()
    connection.stream.uncork()
  },
  handleRowDescription: () => {},
  handleDataRow: () => {},
  handleCommandComplete: () => {},
  handleEmptyQuery: () => {},
  handlePortalSuspended: () => {},
  handleError: failed,
  handleReadyForQuery: done,
})

export const poolOf = (url: string, connections: number) => new pg.Pool({ connectionString: url, max: connections })
