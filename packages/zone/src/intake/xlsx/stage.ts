/** A sheet of a workbook as the text that the engine reads: each row led by its number, each cell in quotes. */
import { closeSync, openSync, writeSync } from 'node:fs'
import type { DatasetContract } from '../../orders.ts'
import type { Places } from '../header.ts'
import type { Quarantine } from '../quarantine.ts'
import { readRows, type SheetRow } from './rows.ts'
import type { Sheet, Workbook } from './workbook.ts'
import type { Zip } from './zip.ts'

export type OpenSheet = { readonly zip: Zip; readonly workbook: Workbook; readonly sheet: Sheet }

/** The first row that holds anything names the columns. */
export const headerOf = async ({
  zip,
  workbook,
  sheet,
}: OpenSheet): Promise<{ readonly row: number; readonly names: readonly string[] } | undefined> => {
  let header: SheetRow | undefined
  await readRows(zip, sheet, workbook, (row) => {
    header = row
    return 'enough'
  })
  if (header === undefined) return undefined
  const width = Math.max(...header.cells.map(({ column }) => column)) + 1
  const names = Array.from({ length: width }, (_, at) => header?.cells.find(({ column }) => column === at)?.text ?? '')
  return { row: header.row, names }
}

export type SheetStage = {
  readonly to: string
  readonly headerRow: number
  readonly places: Places
  readonly contract: DatasetContract
  readonly quarantine: Quarantine
}

export type StagedSheet = { readonly records: number; readonly setAside: number }

const fifteenDigits = 1e15

/** Only promised columns are staged, in the order of the contract. What a cell cannot say rightly costs its row. */
export const stageSheet = async ({ zip, workbook, sheet }: OpenSheet, stage: SheetStage): Promise<StagedSheet> => {
  const columns = stage.contract.columns.map(({ name, type }) => ({ name, type, place: stage.places.get(name) ?? -1 }))
  const byPlace = new Map(columns.map((column, at) => [column.place, { ...column, at }]))
  const out = openSync(stage.to, 'wx', 0o600)
  const counted = { records: 0, setAside: 0 }
  let lines: string[] = []
  const take = ({ row, cells }: SheetRow): undefined => {
    if (row === stage.headerRow) return
    counted.records += 1
    const fields: string[] = Array(columns.length).fill('')
    let isWhole = true
    for (const { column, text, flaw, isNumber } of cells) {
      const wanted = byPlace.get(column)
      if (wanted === undefined) continue
      const reason = flaw ?? (isNumber && wanted.type === 'text' && Math.abs(Number(text)) >= fifteenDigits ? 'digits-lost' : undefined)
      if (reason !== undefined) {
        stage.quarantine.setAside(reason, { row, column: wanted.name })
        isWhole = false
      }
      fields[wanted.at] = text === '' ? '' : `"${text.replaceAll('"', '""')}"`
    }
    if (!isWhole) counted.setAside += 1
    else lines.push(`${row},${fields.join(',')}\n`)
    if (lines.length >= 2_000) flush()
  }
  const flush = (): void => {
    writeSync(out, lines.join(''))
    lines = []
  }
  try {
    await readRows(zip, sheet, workbook, take)
    flush()
  } finally {
    closeSync(out)
  }
  return counted
}
