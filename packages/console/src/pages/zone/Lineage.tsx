/** Where the columns of a result come from. */
import type { Lineage as Lines } from '../../ask/zone.ts'
import { useSpeech } from '../../words/words.tsx'

export const Lineage = ({ lineage }: { readonly lineage: Lines }) => {
  const { words } = useSpeech()
  return (
    <table className="data">
      <caption className="unseen">{words.workbench.lineage}</caption>
      <thead>
        <tr>
          <th scope="col">{words.workbench.output}</th>
          <th scope="col">{words.workbench.from}</th>
        </tr>
      </thead>
      <tbody>
        {lineage.map(({ output, from }) => (
          <tr key={output}>
            <td className="code">{output}</td>
            <td className="code">{from.map(({ table, column }) => `${table}.${column}`).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
