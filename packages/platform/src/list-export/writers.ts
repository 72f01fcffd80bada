/** Writes rows into a file as they come: CSV, or a workbook. Neither holds a cell that a spreadsheet would run. */
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import ExcelJS from 'exceljs'
import type { ExportFormat } from '../contract/index.ts'
import { csvLine, csvMark } from '../csv.ts'
import type { Cell } from './columns.ts'

export interface Sheet {
  readonly name: string
  readonly heads: readonly { readonly text: string; readonly width: number }[]
}

export interface RowWriter {
  readonly rows: (rows: readonly (readonly Cell[])[]) => Promise<void>
  readonly end: () => Promise<void>
}

/** A workbook has no more lines than this, its head among them. */
export const mostRowsBy: Readonly<Record<ExportFormat, number>> = { csv: Number.POSITIVE_INFINITY, xlsx: 1_048_575 }

const shanghaiMs = 8 * 3_600_000
/** The clock of Shanghai, as the clock of UTC would show it. */
const inShanghai = (instant: string): Date => new Date(Date.parse(instant) + shanghaiMs)

const plain = ({ is, value }: Cell): string =>
  is === 'instant' && value !== '' ? inShanghai(value).toISOString().slice(0, 16).replace('T', ' ') : value

const csv = async (out: Writable, { heads }: Sheet): Promise<RowWriter> => {
  const write = async (text: string) => {
    if (!out.write(text)) await once(out, 'drain')
  }
  await write(csvMark + csvLine(heads.map((head) => head.text)))
  return {
    rows: (rows) => write(rows.map((row) => csvLine(row.map(plain))).join('')),
    end: async () => {
      out.end()
    },
  }
}

/** Every text is a text cell: a workbook runs formula cells only, and none is written. */
const inWorkbook = ({ is, value }: Cell): string | Date | null => {
  if (value === '') return null
  if (is === 'text') return value
  return is === 'day' ? new Date(`${value}T00:00:00Z`) : inShanghai(value)
}
const formatOf = { day: 'yyyy-mm-dd', instant: 'yyyy-mm-dd hh:mm' } as const

const xlsx = async (out: Writable, { name, heads }: Sheet): Promise<RowWriter> => {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = heads.map(({ width }) => ({ width }))
  const head = sheet.addRow(heads.map(({ text }) => text))
  head.font = { bold: true }
  head.commit()
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: heads.length } }
  return {
    rows: async (rows) => {
      for (const cells of rows) {
        const row = sheet.addRow(cells.map(inWorkbook))
        cells.forEach(({ is }, place) => {
          if (is !== 'text') row.getCell(place + 1).numFmt = formatOf[is]
        })
        row.commit()
      }
    },
    end: async () => {
      sheet.commit()
      await book.commit()
    },
  }
}

export const writerFor: Readonly<Record<ExportFormat, (out: Writable, sheet: Sheet) => Promise<RowWriter>>> = { csv, xlsx }
