/** Why the zone did not open a workspace: which measure, what was measured, what was allowed, and what can be done (article 16). */
import type { Beyond as OneBeyond } from '@yunhe/law/conduct/data-request'
import { Citation } from '../../parts/Citation.tsx'
import { Section } from '../../parts/Page.tsx'
import { useSpeech } from '../../words/words.tsx'

const isLeast = (measure: string) => measure === 'k' || measure === 'l' || measure === 'level'

export const Beyond = ({ beyond = [] }: { readonly beyond?: readonly OneBeyond[] }) => {
  const { words, share, count } = useSpeech()
  if (beyond.length === 0) return null
  const shown = (measure: string, value: number) => {
    if (measure === 'level') return words.risk.level(String(value))
    if (measure === 'highest-risk') return share(value)
    return measure === 't' ? String(Number(value.toFixed(3))) : count(value)
  }
  return (
    <Section title={words.risk.refusedTitle}>
      <p>
        {words.risk.refusedLead} <Citation rule="A16" />
      </p>
      <ul>
        {beyond.map(({ table, column, measure, measured, allowed }) => (
          <li key={`${table}${column}${measure}`}>
            {[words.risk.inTable(table), ...(column === undefined ? [] : [words.risk.ofColumn(column)]), words.risk.measures[measure]].join(
              words.app.clause,
            )}
            {words.app.colon}
            {words.risk.measured} <strong>{shown(measure, measured)}</strong>
            {words.app.comma}
            {words.risk.allowed}{' '}
            {isLeast(measure) ? words.risk.atLeast(shown(measure, allowed)) : words.risk.atMost(shown(measure, allowed))}
          </li>
        ))}
      </ul>
      <p>{words.risk.wayOut}</p>
    </Section>
  )
}
