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
  /** Behind it so many bytes of a look at who stands in which cell; looks are numbered in their order. */
  | { readonly is: 'look'; readonly look: number; readonly bytes: number }
  /** Who stands in the cells of a query: this one of those that the look was for. */
  | { readonly is: 'members'; readonly query: string; readonly look: number; readonly at: number }
  | { readonly is: 'output'; readonly name: string; readonly base64: string }
  | { readonly is: 'done'; readonly engine: string }
  | { readonly is: 'failed'; readonly code: ChildFailure }

/** Lines of a stream, each at most this long: a child that says more is not ours any more. */
export const longestLineBytes = 64 * 1024 * 1024

/** Says one line on descriptor 3, all of it: a pipe may take it in pieces. */
export const say = (message: object): void => give(Buffer.from(`${JSON.stringify(message)}\n`))

/** Bytes as they are, behind the line that says how many. */
export const give = (bytes: Uint8Array): void => {
  let rest = bytes
  while (rest.length > 0) rest = rest.subarray(writeSome(rest))
}

const writeSome = (bytes: Uint8Array): number => {
  try {
    return writeSync(3, bytes)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0
    throw error
  }
}

const lineEnd = 0x0a

/** What comes out of a process: lines, and behind a line that says how many, bytes as they are. */
export interface Lines extends AsyncIterator<string, undefined> {
  /** Throws where the stream ends before them, or where they are more than a line may have. */
  readonly bytes: (count: number) => Promise<Buffer>
}

/** A long line comes in many pieces: they are put together once, when its end is there. */
export const openLines = (stream: AsyncIterable<Buffer | string>): Lines => {
  const pieces = stream[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    const piece = await pieces.next()
    if (piece.done !== true) rest = typeof piece.value === 'string' ? Buffer.from(piece.value) : piece.value
    return piece.done !== true
  }
  const taken = (count: number, behind = count): Buffer => {
    const bytes = rest.subarray(0, count)
    rest = rest.subarray(behind)
    return bytes
  }
  const next = async (): Promise<IteratorResult<string, undefined>> => {
    const begun: Buffer[] = []
    let length = 0
    for (;;) {
      const end = rest.indexOf(lineEnd)
      if (end >= 0) return { done: false, value: Buffer.concat([...begun, taken(end, end + 1)]).toString() }
      length += rest.length
      begun.push(taken(rest.length))
      if (length > longestLineBytes) throw new Error('could not read a line of a sandboxed process: it is too long')
      if (await more()) continue
      return length > 0 ? { done: false, value: Buffer.concat(begun).toString() } : { done: true, value: undefined }
    }
  }
  const bytes = async (count: number): Promise<Buffer> => {
    if (!Number.isSafeInteger(count) || count < 0 || count > longestLineBytes)
      throw new Error('could not read bytes of a sandboxed process: they are too many')
    const begun: Buffer[] = []
    for (let left = count; left > 0; left -= begun.at(-1)?.length ?? 0) {
      if (rest.length === 0 && !(await more())) throw new Error('could not read bytes of a sandboxed process: it ended before them')
      begun.push(taken(Math.min(left, rest.length)))
    }
    return Buffer.concat(begun)
  }
  const end = async (): Promise<IteratorResult<string, undefined>> => {
    await pieces.return?.()
    return { done: true, value: undefined }
  }
  return { next, bytes, return: end }
}

export const linesOf = (stream: AsyncIterable<Buffer | string>): AsyncIterable<string> => ({
  [Symbol.asyncIterator]: () => openLines(stream),
})
