/** Lists being written into files, in memory: the file waits for its record, then for the one who asked, and for nobody long. What is under way is noted, so that a restart that loses it can be told. */
import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Refusal } from '@yunhe/law'
import type { CaseRow, ExportFormat } from '../contract/index.ts'
import type { Cell } from './columns.ts'
import { type NamelessFile, namelessFile } from './file.ts'
import { mostRowsBy, type Sheet, writerFor } from './writers.ts'

/** What became of it, as the law is to record it. */
export interface Written {
  readonly rows: number
  readonly sizeBytes: number
  readonly sha256: string
}

export type Recording = { readonly ok: true; readonly entry: string } | { readonly ok: false; readonly refusals: readonly Refusal[] }

export interface Wish {
  readonly person: string
  readonly list: string
  readonly format: ExportFormat
  readonly sheet: Sheet
  readonly total: number
  readonly pages: () => AsyncIterable<readonly CaseRow[]>
  readonly cellsOf: (row: CaseRow) => readonly Cell[]
  /** The file is handed out only after this has answered with its entry. */
  readonly record: (written: Written) => Promise<Recording>
  /** Before the first line is read: that it was begun. */
  readonly note: (begun: ListExport) => Promise<void>
  /** Nobody is to be told any more: it was handed out, thrown away, or ended without a file. */
  readonly strike: (id: string) => Promise<unknown>
}

export interface ListExport extends Pick<Wish, 'person' | 'list' | 'format' | 'total'> {
  readonly id: string
  state: 'running' | 'ready' | 'fetched' | 'stopped' | 'refused' | 'too-many' | 'failed'
  rows: number
  sizeBytes: number
  sha256: string | undefined
  entry: string | undefined
  refusals: readonly Refusal[]
}

export interface ListExportDesk {
  /** `busy` where the person has one under way, or too many others have. */
  readonly start: (wish: Wish) => Promise<ListExport | 'busy'>
  /** What of a list is under way for a person, or waits to be fetched; the newest first. */
  readonly waiting: (list: string, person: string) => readonly ListExport[]
  readonly of: (id: string, person: string) => ListExport | undefined
  /** The file, once. */
  readonly fetch: (id: string, person: string) => Readable | undefined
  readonly stop: (id: string, person: string) => boolean
  /** Stops what runs, waits for it and drops every file; what was noted stays noted. */
  readonly close: () => Promise<void>
}

const mostAtOnce = 3
const kept = 50
/** So long a file waits to be fetched. */
const waitingMs = 600_000

interface Run extends ListExport {
  file: NamelessFile | undefined
  done: Promise<void>
  readonly strike: () => void
}

export const openListExportDesk = (): ListExportDesk => {
  const runs = new Map<string, Run>()
  let isClosing = false
  const own = (id: string, person: string): Run | undefined => {
    const run = runs.get(id)
    return run?.person === person ? run : undefined
  }
  const isBusy = (person: string): boolean => {
    const running = [...runs.values()].filter(({ state }) => state === 'running')
    return running.length >= mostAtOnce || running.some((one) => one.person === person)
  }
  return {
    of: own,
    waiting: (list, person) =>
      [...runs.values()]
        .filter((run) => run.person === person && run.list === list && (run.state === 'running' || run.state === 'ready'))
        .toReversed(),
    start: async (wish) => {
      if (isBusy(wish.person)) return 'busy'
      const { person, list, format, total } = wish
      const id = randomBytes(8).toString('hex')
      const begun = { id, person, list, format, total, state: 'running' as const, rows: 0, sizeBytes: 0 }
      const strike = () => {
        if (!isClosing) wish.strike(id).catch(notStruck)
      }
      const run: Run = { ...begun, sha256: undefined, entry: undefined, refusals: [], file: undefined, done: Promise.resolve(), strike }
      runs.set(id, run)
      try {
        await wish.note(run)
      } catch (cause) {
        runs.delete(id)
        throw cause
      }
      for (const [old, { state }] of [...runs].slice(0, -kept)) if (state !== 'running') void forget(runs, old)
      run.done = carryOut(run, wish).then(() => {
        if (run.state !== 'ready') strike()
        setTimeout(() => void forget(runs, id), waitingMs).unref()
      })
      return run
    },
    fetch: (id, person) => {
      const run = own(id, person)
      if (run?.state !== 'ready' || run.file === undefined) return undefined
      const { file } = run
      run.state = 'fetched'
      run.file = undefined
      run.strike()
      return file.read()
    },
    stop: (id, person) => {
      const run = own(id, person)
      if (run === undefined) return false
      if (run.state === 'running' || run.state === 'ready') run.state = 'stopped'
      run.strike()
      void dropped(run)
      return true
    },
    close: async () => {
      isClosing = true
      for (const run of runs.values()) if (run.state === 'running') run.state = 'stopped'
      await Promise.all([...runs.values()].map(({ done }) => done))
      await Promise.all([...runs.values()].map(dropped))
    },
  }
}

const notStruck = (cause: unknown): void =>
  console.error(`could not strike a list export out: ${cause instanceof Error ? cause.message : 'unknown fault'}`)

const dropped = async (run: Run): Promise<void> => {
  const { file } = run
  run.file = undefined
  await file?.drop()
}

const forget = async (runs: Map<string, Run>, id: string): Promise<void> => {
  const run = runs.get(id)
  runs.delete(id)
  run?.strike()
  if (run) await dropped(run)
}

const carryOut = async (run: Run, wish: Wish): Promise<void> => {
  const isStopped = () => run.state !== 'running'
  let file: NamelessFile | undefined
  try {
    file = await namelessFile()
    const written = await writeInto(file, run, wish, isStopped)
    if (written === undefined) return await file.drop()
    Object.assign(run, { sizeBytes: written.sizeBytes, sha256: written.sha256 })
    const recording = await wish.record(written)
    // Stopped while it was being recorded: it is on record, and nobody gets it.
    if (isStopped()) return await file.drop()
    if (!recording.ok) {
      Object.assign(run, { state: 'refused', refusals: recording.refusals })
      return await file.drop()
    }
    Object.assign(run, { state: 'ready', entry: recording.entry, file })
  } catch (cause) {
    run.state = 'failed'
    await file?.drop()
    console.error(`could not write a list into a file: ${cause instanceof Error ? cause.message : 'unknown fault'}`)
  }
}

/** Nothing where it was stopped, or where the format holds no more lines. */
const writeInto = async (
  file: NamelessFile,
  run: Run,
  { format, sheet, pages, cellsOf }: Wish,
  isStopped: () => boolean,
): Promise<Written | undefined> => {
  const writer = await writerFor[format](file.out, sheet)
  for await (const page of pages()) {
    if (isStopped()) return undefined
    if (run.rows + page.length > mostRowsBy[format]) {
      run.state = 'too-many'
      return undefined
    }
    await writer.rows(page.map(cellsOf))
    run.rows += page.length
  }
  await writer.end()
  return { rows: run.rows, ...(await file.whole()) }
}
