/** Writes the rows of a serving copy out as a text file, in a worker of its own, row by row: a file may be larger than memory. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { maskedSql } from './response-masks.ts'
import type { ServedColumn, ShownColumn } from './serving-store.ts'

export interface Export {
  readonly from: string
  readonly to: string
  readonly as: 'csv' | 'json'
  readonly show: readonly ShownColumn[]
  readonly columns: readonly ServedColumn[]
}

export const exportRows = (wanted: Export): Promise<void> =>
  new Promise((done, failed) => {
    const worker = new Worker(new URL('./sqlite-export.ts', import.meta.url), { workerData: wanted })
    worker.once('message', () => done())
    worker.once('error', (cause) => failed(new Error('could not write a file of a product', { cause })))
    worker.once('exit', (code) => failed(new Error(`could not write a file of a product: its worker ended with ${code}`)))
  })

const pieceBytes = 1 << 20

const write = ({ from, to, as, show, columns }: Export): void => {
  const database = new DatabaseSync(from, { readOnly: true })
  const file = openSync(to, 'w', 0o600)
  try {
    const names = show.map(({ name, mask }) => `${maskedSql(quoted(name), mask)} AS ${quoted(name)}`)
    const booleans = show.flatMap(({ name, mask }) =>
      mask === undefined && columns.find((column) => column.name === name)?.type === 'boolean' ? [name] : [],
    )
    let piece = as === 'csv' ? `\uFEFF${show.map(({ name }) => name).join(',')}\r\n` : ''
    for (const row of database.prepare(`SELECT ${names.join(', ')} FROM served ORDER BY rowid`).iterate()) {
      const values = row as Record<string, unknown>
      for (const name of booleans) if (values[name] !== null) values[name] = values[name] === 1
      piece += as === 'csv' ? `${show.map(({ name }) => cell(values[name])).join(',')}\r\n` : `${JSON.stringify(values)}\n`
      if (piece.length < pieceBytes) continue
      writeAll(file, piece)
      piece = ''
    }
    writeAll(file, piece)
  } finally {
    closeSync(file)
    database.close()
  }
}

/** RFC 4180: quoted where it must be. A text stands as it is, also one that a spreadsheet would take for a formula. */
const cell = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const writeAll = (file: number, text: string): void => {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

if (!isMainThread && workerData !== null && parentPort !== null) {
  write(workerData as Export)
  parentPort.postMessage('done')
}
