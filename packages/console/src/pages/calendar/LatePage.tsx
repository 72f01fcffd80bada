/** What is late, by body: each with the article, and for the data authority the way to urge. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LateBody, LateClock } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { answerTo, proceduresQuery } from '../../ask/queries.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Citation } from '../../parts/Citation.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Day } from '../../parts/Day.tsx'
import { fieldsOf } from '../../parts/fields.ts'
import { Page, Section } from '../../parts/Page.tsx'
import { Answer, Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { keyOf } from './ClockItem.tsx'

/** The way to the urge that is open, or to a new one with what is known filled in. */
const UrgeWay = ({ clock, body, mayUrge }: { readonly clock: LateClock; readonly body: LateBody; readonly mayUrge: boolean }) => {
  const { words } = useSpeech()
  if (clock.urge)
    return (
      <CaseLink plural="urges" id={clock.urge.id}>
        {words.late.urged(clock.urge.level)}
      </CaseLink>
    )
  if (!mayUrge || clock.procedure === 'urge') return null
  const known = { caseKind: clock.plural, caseId: clock.id, clock: clock.name, clockSubject: clock.subject, body: body.organization }
  return (
    <Link to="/cases/$plural/new" params={{ plural: 'urges' }} search={{ known: JSON.stringify(known) }}>
      {words.late.urge}
    </Link>
  )
}

const useFields = (body: LateBody, mayUrge: boolean) => {
  const { words, say } = useSpeech()
  return fieldsOf<LateClock>()({
    clock: { label: 'clock', text: (clock) => say(clock.words), show: (clock) => say(clock.words) },
    case: {
      label: 'clockOf',
      text: ({ procedureWords, title }) => `${say(procedureWords)} ${title}`,
      show: ({ plural, id, title, procedureWords }) => (
        <CaseLink plural={plural} id={id}>
          {say(procedureWords)} · {title}
        </CaseLink>
      ),
    },
    due: { label: 'due', text: ({ due }) => due ?? '', show: ({ due }) => (due === undefined ? null : <Day day={due} />) },
    late: {
      label: 'late',
      text: ({ daysLate }) => String(daysLate),
      show: ({ daysLate }) => <Tag color="error">{words.late.days(daysLate)}</Tag>,
    },
    rule: { label: 'clockRule', text: ({ rule }) => rule, show: ({ rule }) => <Citation rule={rule} /> },
    urge: {
      label: 'urge',
      text: ({ urge }) => (urge ? words.late.urged(urge.level) : ''),
      show: (clock) => <UrgeWay clock={clock} body={body} mayUrge={mayUrge} />,
    },
  })
}

const OfBody = ({ body, mayUrge }: { readonly body: LateBody; readonly mayUrge: boolean }) => {
  const { words, role } = useSpeech()
  const name = body.organizationName ?? role(body.role)
  return (
    <Section title={name} note={words.late.count(body.rows.length, body.longestDays)}>
      <DataTable
        name={name}
        fields={useFields(body, mayUrge)}
        columns={['clock', 'case', 'due', 'late', 'rule', 'urge']}
        rows={body.rows}
        rowKey={keyOf}
        empty={words.late.empty}
      />
    </Section>
  )
}

const LatePage = () => {
  const { words } = useSpeech()
  const query = useQuery(answerTo('late'))
  const { data: procedures = [] } = useQuery(proceduresQuery)
  const mayUrge = procedures.some(({ plural, opening }) => plural === 'urges' && opening.length > 0)
  return (
    <Page title={words.late.title} lead={words.late.lead}>
      <Answer query={query}>
        {(bodies) =>
          bodies.length === 0 ? (
            <Nothing>{words.late.empty}</Nothing>
          ) : (
            bodies.map((body) => <OfBody key={`${body.role}:${body.organization ?? ''}`} body={body} mayUrge={mayUrge} />)
          )
        }
      </Answer>
    </Page>
  )
}

export default LatePage
