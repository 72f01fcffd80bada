/** W29-4: the assessment of every contract year of the authorization that is to be renewed; a missing one is red. */
import { useQuery } from '@tanstack/react-query'
import type { YearlyResult } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { answerTo } from '../../ask/queries.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Citation } from '../../parts/Citation.tsx'
import { Day } from '../../parts/Day.tsx'
import { Section } from '../../parts/Page.tsx'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

const colors = { final: 'success', 'under-way': 'processing', missing: 'error', 'not-over': 'default' } as const satisfies Readonly<
  Record<YearlyResult['standing'], string>
>

const Line = ({ line: { year, from, until, assessment, total, grade, standing } }: { readonly line: YearlyResult }) => {
  const { words, count } = useSpeech()
  const say = words.evaluation
  return (
    <tr>
      <td data-label={say.year}>
        {count(year)} · <Day day={from} /> — <Day day={until} />
      </td>
      <td data-label={say.assessment}>
        <Tag color={colors[standing]}>{say.standings[standing]}</Tag> {standing === 'missing' ? <Citation rule="W29-4" /> : null}{' '}
        {assessment === undefined ? null : (
          <CaseLink plural="assessments" id={assessment}>
            {assessment}
          </CaseLink>
        )}
      </td>
      <td data-label={say.total}>{total === undefined ? '' : count(total / 100)}</td>
      <td data-label={say.grade}>{grade === undefined ? '' : <Tag color={grade === 'D' ? 'error' : 'success'}>{grade}</Tag>}</td>
    </tr>
  )
}

export const YearlyResults = ({ id }: { readonly id: string }) => {
  const { words } = useSpeech()
  const say = words.evaluation
  const query = useQuery(answerTo('yearlyResults', { params: { id } }))
  return (
    <Section title={say.years}>
      <Answer query={query}>
        {(lines) => (
          <table className="data cards">
            <caption className="unseen">{say.years}</caption>
            <thead>
              <tr>
                {[say.year, say.assessment, say.total, say.grade].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line key={line.year} line={line} />
              ))}
            </tbody>
          </table>
        )}
      </Answer>
    </Section>
  )
}
