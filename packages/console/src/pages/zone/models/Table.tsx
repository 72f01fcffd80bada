/** A plain table with a caption for those who hear it; scrolls where the screen is narrow. */
import type { ReactNode } from 'react'
import { Scroll } from '../../../parts/Scroll.tsx'

interface TableProps {
  readonly name: string
  readonly head: readonly string[]
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
}

export const Table = ({ name, head, rows }: TableProps) => (
  <Scroll name={name}>
    <table className="data">
      <caption className="unseen">{name}</caption>
      <thead>
        <tr>
          {head.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, at) => (
              <td key={head[at]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)
