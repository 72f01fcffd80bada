/** The synthetic twins of a workspace: what there is, a look at the first rows, and the file. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { fault, problemIn } from '../../ask/problem.ts'
import { askZone, type Cell, type Pass } from '../../ask/zone.ts'
import { csvOf, download as save } from '../../parts/csv.ts'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Answer, ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

interface TwinView {
  readonly table: string
  readonly rows: number
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}
interface TwinRows extends TwinView {
  readonly cells: readonly (readonly Cell[])[]
}

const Preview = ({ view: { table, columns, cells } }: { readonly view: TwinRows }) => {
  const { words } = useSpeech()
  return (
    <Scroll name={words.risk.twinPreview(table)}>
      <table className="data">
        <caption>{words.risk.twinPreview(table)}</caption>
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th key={name} scope="col" className="code">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a twin have no name and never move
            <tr key={at}>
              {columns.map(({ name }, column) => (
                <td key={name}>{row[column] === null || row[column] === undefined ? '' : String(row[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

export const Twins = ({ workspace, pass }: { readonly workspace: string; readonly pass: Pass }) => {
  const { words, count } = useSpeech()
  const [shown, show] = useState<string>()
  const twins = useQuery({
    queryKey: ['zone', workspace, 'twins', pass.ticket],
    queryFn: () => askZone<{ readonly twins: readonly TwinView[] }>(pass, 'GET', `/workspaces/${workspace}/twins`),
  })
  const rowsOf = (table: string, most: number) => askZone<TwinRows>(pass, 'GET', `/workspaces/${workspace}/twins/${table}?rows=${most}`)
  const preview = useQuery({
    queryKey: ['zone', workspace, 'twin', shown],
    queryFn: () => rowsOf(shown ?? '', 50),
    enabled: shown !== undefined,
  })
  const download = useMutation({
    mutationFn: async (table: string) => {
      const { columns, cells } = await rowsOf(table, 5_000)
      const texts = cells.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
      save(`${table}-twin.csv`, csvOf([columns.map(({ name }) => name), ...texts]), 'text/csv;charset=utf-8')
    },
  })
  return (
    <Section title={words.risk.twinTitle}>
      <p className="quiet">{words.risk.twinLead}</p>
      <Answer query={twins}>
        {(found) => (
          <ul className="plain">
            {found.twins.map(({ table, rows }) => (
              <li key={table}>
                <span className="code">{table}</span> {words.risk.twinRows(count(rows))}{' '}
                <Button size="small" onClick={() => show(shown === table ? undefined : table)}>
                  {shown === table ? words.state.close : words.risk.twinShow}
                </Button>{' '}
                <Button size="small" loading={download.isPending} onClick={() => download.mutate(table)}>
                  {words.risk.twinDownload}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {download.error ? <ProblemNotice problem={problemIn(download.error) ?? fault} /> : null}
      {shown === undefined ? null : <Answer query={preview}>{(view) => <Preview view={view} />}</Answer>}
    </Section>
  )
}
