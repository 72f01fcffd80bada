/** What the two sides of a sandbox say to each other: one JSON object a line, in on standard input, out on descriptor 3. */
import { writeSync } from 'node:fs'
import type { Cell, ResultColumn } from '../engine/engine.ts'
import type { JobWork } from './work.ts'

export interface JobMessage {
  readonly work: JobWork
  /** File names are paths inside the sandbox. */
  readonly parts: readonly { readonly table: string; readonly files: readonly string[]; readonly columns?: readonly string[] }[]
  readonly maxRows: number
  readonly maxBytes: number
  readonly memoryBytes: number
  readonly threads: number
}

export type ChildFailure = 'query-failed' | 'load-failed' | 'task-failed' | 'out-of-memory' | 'too-many-rows' | 'too-many-bytes'

/** Of what a share is true: rows of the tables, texts of the job, rounds of a task. */
export interface Share {
  readonly what: 'rows' | 'steps' | 'rounds'
  readonly done: number
  readonly of: number
}

/** `query` is the name of the query that something belongs to. */
export type ChildMessage =
  | { readonly is: 'standing' }
  | { readonly is: 'phase'; readonly phase: 'loading' | 'running' | 'sending'; readonly share?: Share }
  | { readonly is: 'columns'; readonly query: string; readonly columns: readonly ResultColumn[] }
  | { readonly is: 'rows'; readonly query: string; readonly rows: readonly (readonly Cell[])[] }
  /** A piece of a look at who stands in which cell, as base64; looks are numbered in their order. */
  | { readonly is: 'look'; readonly look: number; readonly piece: string }
  /** Who stands in the cells of a query: this one of those that the look was for. */
  | { readonly is: 'members'; readonly query: string; readonly look: number; readonly at: number }
  | { readonly is: 'output'; readonly name: string; readonly base64: string }
  | { readonly is: 'done'; readonly engine: string }
  | { readonly is: 'failed'; readonly code: ChildFailure }

/** Lines of a stream, each at most this long: a child that says more is not ours any more. */
export const longestLineBytes = 64 * 1024 * 1024

/** Says one line on descriptor 3, all of it: a pipe may take it in pieces. */
export const say = (message: object): void => {
  let rest = Buffer.from(`${JSON.stringify(message)}\n`)
  while (rest.length > 0) rest = rest.subarray(writeSome(rest))
}

const writeSome = (bytes: Buffer): number => {
  try {
    return writeSync(3, bytes)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0
    throw error
  }
}

const lineEnd = 0x0a

/** A long line comes in many pieces: they are put together once, when its end is there. */
export async function* linesOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  let begun: Buffer[] = []
  let length = 0
  for await (const piece of stream) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    let from = 0
    for (let end = bytes.indexOf(lineEnd); end >= 0; end = bytes.indexOf(lineEnd, from)) {
      yield Buffer.concat([...begun, bytes.subarray(from, end)]).toString()
      begun = []
      length = 0
      from = end + 1
    }
    begun.push(bytes.subarray(from))
    length += bytes.length - from
    if (length > longestLineBytes) throw new Error('could not read a line of a sandboxed process: it is too long')
  }
  if (length > 0) yield Buffer.concat(begun).toString()
}
