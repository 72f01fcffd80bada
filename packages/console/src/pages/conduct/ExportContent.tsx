/** One file that is to leave, as its reviewer reads it: tables as tables, text as text, a model by what is known of it; never as a page of its own. */
import { lazy, Suspense, useMemo } from 'react'
import type { ExportFile, FileText } from '../../ask/exports.ts'
import { Verdict } from '../../parts/documents/Verdict.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Loading } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

const ModelCard = lazy(() => import('../zone/models/ModelCard.tsx'))
const mostRows = 500

interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

/** Quotation marks hold a cell together, doubled ones stand for themselves. */
export const csvRows = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = []
  let [row, cell, isQuoted]: [string[], string, boolean] = [[], '', false]
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      cell += '"'
      at++
    } else if (sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && (sign === ',' || sign === '\n')) {
      row.push(cell.replace(/\r$/, ''))
      cell = ''
      if (sign === '\n') {
        rows.push(row)
        row = []
      }
    } else cell += sign
  }
  return rows
}

const tableIn = ({ format }: ExportFile, text: string): Table | undefined => {
  if (format === 'json') return JSON.parse(text) as Table
  if (format !== 'csv') return undefined
  const [columns = [], ...rows] = csvRows(text)
  return { columns, rows }
}

/** The bytes that the reviewer reads are the ones that the request names: said here, since a vote is on these and no others. */
const AsAsked = ({ file: { sha256 }, text }: Pick<FileText, 'file' | 'text'>) => {
  const { words } = useSpeech()
  const bytes = useMemo(() => new TextEncoder().encode(text), [text])
  return (
    <p className="quiet">
      {words.casePage.recorded} <span className="code ref">{sha256}</span> <Verdict bytes={bytes} recorded={sha256} />
    </p>
  )
}

export const ExportContent = ({ file, text, model }: FileText) => {
  const { words, count } = useSpeech()
  if (model !== undefined)
    return (
      <>
        <p className="quiet">{words.exporting.modelLead}</p>
        <Suspense fallback={<Loading />}>
          <ModelCard model={model} />
        </Suspense>
        <details>
          <summary>{words.exporting.textsInModel}</summary>
          <pre className="document">{text}</pre>
        </details>
      </>
    )
  const table = tableIn(file, text)
  if (table === undefined)
    return (
      <>
        <AsAsked file={file} text={text} />
        <pre className="document">{text}</pre>
      </>
    )
  return (
    <>
      <AsAsked file={file} text={text} />
      <p className="quiet">{words.exporting.firstRows(count(Math.min(mostRows, table.rows.length)), count(table.rows.length))}</p>
      <Scroll name={file.name}>
        <table className="data">
          <caption className="unseen">{file.name}</caption>
          <thead>
            <tr>
              {table.columns.map((name) => (
                <th key={name} scope="col" className="code">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.slice(0, mostRows).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file have no name and never move
              <tr key={at}>
                {row.map((cell, place) => (
                  <td key={table.columns[place]}>
                    {cell === null || cell === '' ? <span className="quiet">{words.state.none}</span> : String(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}
