/** A table over a field registry: filters where fields ask for them, CSV of what is shown, a word where nothing is. */
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSpeech } from '../words/words.tsx'
import { csvOf, download } from './csv.ts'
import type { Field, Fields } from './fields.ts'
import { Scroll } from './Scroll.tsx'
import { Nothing } from './States.tsx'

interface DataTableProps<Row, Key extends string> {
  /** Names the table to a screen reader, and the file it is saved to. */
  readonly name: string
  readonly fields: Fields<Row, Key>
  readonly columns: readonly Key[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly empty: string
  /** Further filters, to the left of the export. */
  readonly tools?: ReactNode
  readonly exports?: boolean
}

const valuesOf = <Row,>(rows: readonly Row[], field: Field<Row>) => [...new Set(rows.map(field.text))].filter((text) => text !== '').sort()

export const DataTable = <Row, Key extends string>({
  name,
  fields,
  columns,
  rows,
  rowKey,
  empty,
  tools,
  exports = true,
}: DataTableProps<Row, Key>) => {
  const { words } = useSpeech()
  const [chosen, setChosen] = useState<Readonly<Record<string, string | undefined>>>({})
  const filters = columns.filter((key) => fields[key].filters && valuesOf(rows, fields[key]).length > 1)
  const shown = rows.filter((row) => filters.every((key) => chosen[key] === undefined || fields[key].text(row) === chosen[key]))
  const save = () =>
    download(
      `${name}.csv`,
      csvOf([columns.map((key) => words.fields[fields[key].label]), ...shown.map((row) => columns.map((key) => fields[key].text(row)))]),
      'text/csv',
    )
  return (
    <>
      {tools !== undefined || filters.length > 0 || (exports && rows.length > 0) ? (
        <div className="tools">
          {tools}
          {filters.map((key) => (
            <Select
              key={key}
              aria-label={words.fields[fields[key].label]}
              placeholder={words.fields[fields[key].label]}
              allowClear
              className="filter"
              {...(chosen[key] === undefined ? {} : { value: chosen[key] })}
              onChange={(value: string | undefined) => setChosen((before) => ({ ...before, [key]: value }))}
              options={valuesOf(rows, fields[key]).map((value) => ({ value, label: value }))}
            />
          ))}
          {exports && rows.length > 0 ? (
            <Button className="push" onClick={save}>
              {words.table.export}
            </Button>
          ) : null}
        </div>
      ) : null}
      {shown.length === 0 ? (
        <Nothing>{empty}</Nothing>
      ) : (
        <Scroll name={name}>
          <table className="data cards">
            <caption className="unseen">{name}</caption>
            <thead>
              <tr>
                {columns.map((key) => (
                  <th key={key} scope="col" className={fields[key].align}>
                    {words.fields[fields[key].label]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={rowKey(row)}>
                  {columns.map((key) => (
                    <td key={key} className={fields[key].align} data-label={words.fields[fields[key].label]}>
                      {fields[key].show(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  )
}
