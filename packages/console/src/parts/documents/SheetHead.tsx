/** The first rows of each sheet of an XLSX workbook. */
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import readWorkbook from 'read-excel-file/universal'
import { useSpeech } from '../../words/words.tsx'
import { Loading } from '../States.tsx'
import { Head } from './Head.tsx'
import type { ShownFile } from './kinds.ts'

const cellText = (cell: unknown): string =>
  cell === null || cell === undefined ? '' : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)

const SheetHead = ({ name, bytes }: ShownFile) => {
  const { words } = useSpeech()
  const id = useId()
  const query = useQuery({
    queryKey: ['workbook', id, name, bytes.length],
    queryFn: () => readWorkbook(new Blob([Uint8Array.from(bytes)])),
    retry: false,
    gcTime: 0,
  })
  if (query.error) return <p className="quiet">{words.casePage.unreadable}</p>
  if (query.data === undefined) return <Loading />
  return query.data.map(({ sheet, data: [columns = [], ...rows] }) => (
    <div key={sheet}>
      <h4>{words.casePage.sheet(sheet)}</h4>
      <Head name={words.casePage.sheet(sheet)} columns={columns.map(cellText)} rows={rows.map((row) => row.map(cellText))} />
    </div>
  ))
}

export default SheetHead
