/** Opens a workbook: the sheet that was named, or the first that is not hidden (articles 12 and 15). */
import { join } from 'node:path'
import { csvRelation } from '../csv.ts'
import type { Opened, Reading } from '../reading.ts'
import { type DeliveryRefusal, deliveryRefusal } from '../refusals.ts'
import { headerOf, stageSheet } from './stage.ts'
import { openWorkbook } from './workbook.ts'
import { XmlRefusal } from './xml.ts'
import { openZip, ZipRefusal } from './zip.ts'

export const openXlsx = (reading: Reading, named: string | undefined): Promise<Opened | readonly DeliveryRefusal[]> =>
  orRefused(() => opened(reading, named))

const opened = async (reading: Reading, named: string | undefined): Promise<Opened | readonly DeliveryRefusal[]> => {
  const zip = await openZip(reading.file)
  if (zip.entries.has('xl/vbaProject.bin')) return [deliveryRefusal('xlsx-macro', 'xl/vbaProject.bin')]
  const workbook = await openWorkbook(zip)
  const sheet = named === undefined ? workbook.sheets.find(({ isHidden }) => !isHidden) : workbook.sheets.find(({ name }) => name === named)
  if (sheet === undefined) return [deliveryRefusal('sheet-missing', `${workbook.sheets.length} sheets`)]
  const open = { zip, workbook, sheet }
  const header = await headerOf(open)
  if (header === undefined) return [deliveryRefusal('no-rows', 'row 1')]
  return {
    names: header.names,
    chosen: { sheet: sheet.name, sheets: workbook.sheets.length },
    take: (places, contract) =>
      orRefused(async () => {
        const to = join(reading.folder, 'staged.csv')
        const { quarantine } = reading
        const staged = await stageSheet(open, { to, headerRow: header.row, places, contract, quarantine })
        const inOrder = new Map(contract.columns.map(({ name }, at) => [name, at]))
        const relation = csvRelation({ file: to, delimiter: ',', width: contract.columns.length, places: inOrder })
        return { ...staged, relation, typeByColumn: new Map(), placed: 'row', mark: ',' }
      }),
  }
}

/** A workbook that cannot be trusted is refused whole; where it shows is said. */
const orRefused = async <T>(read: () => Promise<T | readonly DeliveryRefusal[]>): Promise<T | readonly DeliveryRefusal[]> => {
  try {
    return await read()
  } catch (fault) {
    if (fault instanceof ZipRefusal) return [deliveryRefusal(fault.code, fault.place)]
    if (fault instanceof XmlRefusal) return [deliveryRefusal(fault.code, 'a part of the workbook')]
    throw fault
  }
}
