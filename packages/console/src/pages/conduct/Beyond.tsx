/** Why the zone did not open a workspace: which measure, what was measured, what was allowed, and what can be done (article 16). */
import type { DataRequest } from '@yunhe/law/conduct/data-request'
import type { CaseView } from '@yunhe/platform/contract'
import { Alert } from 'antd'
import { Citation } from '../../parts/Citation.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'

const isLeast = (measure: string) => measure === 'k' || measure === 'l' || measure === 'level'

const Beyond = ({ view }: { readonly view: CaseView }) => {
  const { words, share, count, field } = useSpeech()
  const { beyond = [] } = stateOf<DataRequest>(view)
  if (beyond.length === 0) return null
  const shown = (measure: string, value: number) => {
    if (measure === 'level') return words.risk.level(String(value))
    if (measure === 'highest-risk' || measure === 'left-out') return share(value)
    return measure === 't' ? String(Number(value.toFixed(3))) : count(value)
  }
  const columns = [field('table'), words.risk.measure, words.risk.measured, words.risk.allowed] as const
  return (
    <Alert
      type="warning"
      showIcon
      title={words.risk.refusedTitle}
      description={
        <>
          <p>
            {words.risk.refusedLead} <Citation rule="A16" />
          </p>
          <Scroll name={words.risk.refusedTitle}>
            <table className="data cards">
              <caption className="unseen">{words.risk.refusedTitle}</caption>
              <thead>
                <tr>
                  {columns.map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {beyond.map(({ table, column, measure, measured, allowed }) => (
                  <tr key={`${table}${column}${measure}`}>
                    <td data-label={columns[0]}>{table}</td>
                    <td data-label={columns[1]}>
                      {[words.risk.measures[measure], ...(column === undefined ? [] : [words.risk.ofColumn(column)])].join(
                        words.app.clause,
                      )}
                    </td>
                    <td data-label={columns[2]}>
                      <strong>{shown(measure, measured)}</strong>
                    </td>
                    <td data-label={columns[3]}>
                      {isLeast(measure) ? words.risk.atLeast(shown(measure, allowed)) : words.risk.atMost(shown(measure, allowed))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          <p>{words.risk.wayOut}</p>
        </>
      }
    />
  )
}

export default Beyond
