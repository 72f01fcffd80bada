/** Hears a sandboxed process out: what it says is counted, joined to the query it names, and believed no further than that. */
import type { Cell, ResultColumn } from '../engine/engine.ts'
import { unpackedLook } from './look.ts'
import type { Members } from './members.ts'
import type { ChildFailure, ChildMessage, Lines } from './messages.ts'

/** The rows of one query of the job, by the name the order gave it. */
export interface QueryResult {
  readonly name: string
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly Cell[])[]
  /** Who stands in which cell; undefined where it was not asked. */
  readonly members: Members | undefined
}

/** What the task of a job put: bytes under a name. */
export interface Output {
  readonly name: string
  readonly bytes: Uint8Array
}

export type Collected =
  | { readonly results: readonly QueryResult[]; readonly outputs: readonly Output[]; readonly engine: string }
  | { readonly code: ChildFailure | 'died' }

interface Heard {
  columns: readonly ResultColumn[]
  readonly rows: (readonly Cell[])[]
  /** The number of the look, and of the query in it. */
  members: { readonly look: number; readonly at: number } | undefined
}

/** Of all looks of a job: who stands where among ten million people takes 10 to 40 MB a look. */
export const mostLookBytes = 1024 ** 3

/** What a program may say beside its rows before it counts as too much. */
const besides = 1_000_000

export interface Hearing {
  /** Names of the queries that were asked. */
  readonly queries: readonly string[]
  readonly maxRows: number
  readonly maxBytes: number
  readonly maxLookBytes?: number
  readonly told: (message: Extract<ChildMessage, { readonly is: 'phase' }>) => void
  /** Takes rows as they come, where a result is larger than memory should hold; the results are then without rows. */
  readonly sink?: RowSink | undefined
}

export interface RowSink {
  readonly columns: (columns: readonly ResultColumn[]) => void
  /** The process waits while these are taken. */
  readonly rows: (rows: readonly (readonly Cell[])[]) => Promise<void>
}

export const collect = async (
  lines: Lines,
  { queries, maxRows, maxBytes, maxLookBytes = mostLookBytes, told, sink }: Hearing,
): Promise<Collected> => {
  const heardByQuery = new Map<string, Heard>(queries.map((name) => [name, { columns: [], rows: [], members: undefined }]))
  const pieces = new Map<number, Buffer[]>()
  const outputs: Output[] = []
  let [rows, bytes, lookBytes] = [0, 0, 0]
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    const message = JSON.parse(line.value) as ChildMessage
    if (message.is === 'rows' || message.is === 'output') bytes += line.value.length
    if (message.is === 'rows') rows += message.rows.length
    // The child counts too; it is counted here again because the child is not trusted.
    if (rows > maxRows || bytes > maxBytes + besides) return { code: 'too-many-bytes' }
    if (message.is === 'phase') told(message)
    if (message.is === 'failed') return { code: message.code }
    if (message.is === 'output') outputs.push({ name: message.name, bytes: Buffer.from(message.base64, 'base64') })
    if (message.is === 'look') {
      lookBytes += message.bytes
      if (!(lookBytes <= maxLookBytes)) return { code: 'too-many-bytes' }
      const piece = await lines.bytes(message.bytes).catch(() => undefined)
      if (piece === undefined) return { code: 'died' }
      pieces.set(message.look, [...(pieces.get(message.look) ?? []), piece])
    }
    if (message.is === 'done') return brought(heardByQuery, pieces, { outputs, engine: message.engine })
    if (message.is === 'columns') sink?.columns(message.columns)
    if (message.is === 'rows' && sink !== undefined && heardByQuery.has(message.query)) await sink.rows(message.rows)
    else if ('query' in message && !hear(heardByQuery, message)) return { code: 'died' }
  }
  return { code: 'died' }
}

/** False where the process names a query that nobody asked. */
const hear = (heardByQuery: ReadonlyMap<string, Heard>, message: Extract<ChildMessage, { readonly query: string }>): boolean => {
  const heard = heardByQuery.get(message.query)
  if (heard === undefined) return false
  if (message.is === 'columns') heard.columns = message.columns
  if (message.is === 'rows') heard.rows.push(...message.rows)
  if (message.is === 'members') heard.members = { look: message.look, at: message.at }
  return true
}

/** Looks that cannot be read are none of ours. */
const brought = (
  heardByQuery: ReadonlyMap<string, Heard>,
  pieces: ReadonlyMap<number, readonly Buffer[]>,
  more: Pick<Extract<Collected, { readonly results: unknown }>, 'outputs' | 'engine'>,
): Collected => {
  try {
    const looks = new Map([...pieces].map(([number, of]) => [number, unpackedLook(Buffer.concat(of))]))
    const membersOf = ({ members }: Heard) => members && looks.get(members.look)?.[members.at]
    return {
      ...more,
      results: [...heardByQuery].map(([name, heard]) => ({ name, columns: heard.columns, rows: heard.rows, members: membersOf(heard) })),
    }
  } catch {
    return { code: 'died' }
  }
}
