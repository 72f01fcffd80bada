/** Rows into a table as fast as PostgreSQL takes them: COPY in its binary form. */
import type { Pool } from './wire.ts'

export type Cell =
  | null
  | string
  | boolean
  | Uint8Array
  | { readonly int4: number }
  | { readonly int8: number }
  | { readonly texts: readonly string[] }
  | { readonly json: string }

const textOid = 25

/** One growing piece of memory: a million small ones would cost more than what is in them. */
export interface Sheet {
  readonly add: (cells: readonly Cell[]) => void
  readonly rows: () => number
  /** What was added since the last time, with its head and end. */
  readonly taken: () => Buffer
}

export const newSheet = (): Sheet => {
  let bytes = Buffer.allocUnsafe(1 << 20)
  let at = 0
  let rows = 0
  const room = (more: number): void => {
    if (at + more <= bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, at + more))
    bytes.copy(larger, 0, 0, at)
    bytes = larger
  }
  const int4 = (value: number): void => {
    room(4)
    at = bytes.writeInt32BE(value, at)
  }
  const int2 = (value: number): void => {
    room(2)
    at = bytes.writeInt16BE(value, at)
  }
  const text = (value: string): void => {
    room(4 + value.length * 3)
    const length = bytes.write(value, at + 4)
    at = bytes.writeInt32BE(length, at) + length
  }
  const raw = (value: Uint8Array): void => {
    int4(value.length)
    room(value.length)
    bytes.set(value, at)
    at += value.length
  }
  const texts = (all: readonly string[]): void => {
    const start = at
    int4(0)
    for (const word of all.length === 0 ? [0, 0, textOid] : [1, 0, textOid, all.length, 1]) int4(word)
    for (const one of all) text(one)
    bytes.writeInt32BE(at - start - 4, start)
  }
  const add = (cell: Cell): void => {
    if (cell === null) int4(-1)
    else if (typeof cell === 'string') text(cell)
    else if (typeof cell === 'boolean') raw(Buffer.of(cell ? 1 : 0))
    else if (cell instanceof Uint8Array) raw(cell)
    else if ('texts' in cell) texts(cell.texts)
    else if ('json' in cell) raw(Buffer.concat([Buffer.of(1), Buffer.from(cell.json)]))
    else if ('int4' in cell) {
      int4(4)
      int4(cell.int4)
    } else {
      int4(8)
      room(8)
      at = bytes.writeBigInt64BE(BigInt(cell.int8), at)
    }
  }
  const begin = (): void => {
    at = bytes.write('PGCOPY\n\xff\r\n\0', 0, 'latin1')
    int4(0)
    int4(0)
    rows = 0
  }
  begin()
  return {
    add: (cells) => {
      int2(cells.length)
      cells.forEach(add)
      rows += 1
    },
    rows: () => rows,
    taken: () => {
      int2(-1)
      const full = Buffer.from(bytes.subarray(0, at))
      begin()
      return full
    },
  }
}

/** @param columns in the order of the cells */
export const copyRows = async (pool: Pool, table: string, columns: readonly string[], bytes: Buffer): Promise<void> => {
  const client = await pool.connect()
  try {
    await new Promise<void>((done, failed) => {
      client.query(copying(`copy ${table} (${columns.join(', ')}) from stdin (format binary)`, bytes, done, failed))
    })
  } finally {
    client.release()
  }
}

const copying = (text: string, bytes: Buffer, done: () => void, failed: (error: Error) => void) => ({
  // biome-ignore lint/suspicious/noExplicitAny: the driver's connection has more to it than its types say
  submit: (connection: any) => connection.query(text),
  // biome-ignore lint/suspicious/noExplicitAny: as above
  handleCopyInResponse: (connection: any) => {
    connection.sendCopyFromChunk(bytes)
    connection.endCopyFrom()
  },
  handleCommandComplete: () => {},
  handleError: failed,
  handleReadyForQuery: done,
})
