/** The first rows of a CSV or TSV file. */
import { dsvFormat } from 'd3-dsv'
import { useMemo } from 'react'
import { Head } from './Head.tsx'
import { type ShownFile, textOf } from './kinds.ts'

const TableHead = ({ name, bytes }: ShownFile) => {
  const [columns = [], ...rows] = useMemo(
    () => dsvFormat(name.toLowerCase().endsWith('.tsv') ? '\t' : ',').parseRows(textOf(bytes).replace(/^\uFEFF/, '')),
    [name, bytes],
  )
  return <Head name={name} columns={columns} rows={rows} />
}

export default TableHead
