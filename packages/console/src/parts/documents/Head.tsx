/** The first rows of a table, with how many there are. */
import { useSpeech } from '../../words/words.tsx'
import { Scroll } from '../Scroll.tsx'

interface HeadProps {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const mostRows = 100

export const Head = ({ name, columns, rows }: HeadProps) => {
  const { words, count } = useSpeech()
  return (
    <>
      <p className="quiet">{words.casePage.rowsShown(count(Math.min(mostRows, rows.length)), count(rows.length))}</p>
      <Scroll name={name}>
        <table className="data">
          <caption className="unseen">{name}</caption>
          <thead>
            <tr>
              {columns.map((column, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: strangers' columns may share a name, and never move
                <th key={at} scope="col" className="code">
                  {column === '' ? <span className="quiet">{at + 1}</span> : column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file have no name and never move
              <tr key={at}>
                {columns.map((_, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={place}>{row[place] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}
