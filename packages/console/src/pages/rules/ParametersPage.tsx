/** Every number the measures leave open: what it is today, where it comes from, what it was, what is planned, and the way to change it. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ParameterView } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { answerTo, proceduresQuery } from '../../ask/queries.ts'
import { Citation } from '../../parts/Citation.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Day } from '../../parts/Day.tsx'
import { fieldsOf } from '../../parts/fields.ts'
import { Page } from '../../parts/Page.tsx'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

type Value = ParameterView['today']

const isDoubtful = ({ standing }: Value) => standing === 'unconfirmed'

/** What is not confirmed is never shown as a fact. */
const Standing = ({ value }: { readonly value: Value }) => {
  const { say, words } = useSpeech()
  return isDoubtful(value) ? <Tag color="warning">{words.law.parameters.unconfirmed}</Tag> : <span>{say(value.standingWords)}</span>
}

const Source = ({ value }: { readonly value: Value }) => {
  const { say, words } = useSpeech()
  return say(value.source) === '' ? <span className="quiet">{words.law.parameters.noSource}</span> : <span>{say(value.source)}</span>
}

const History = ({ parameter: { values, unit } }: { readonly parameter: ParameterView }) => {
  const { measure, words } = useSpeech()
  if (values.length < 2) return null
  return (
    <details>
      <summary>{words.law.parameters.history}</summary>
      <ul className="plain">
        {values.map((value) => (
          <li key={`${value.from}${value.set?.number ?? 0}`}>
            <Day day={value.from} /> <strong>{measure(value.value, unit)}</strong>{' '}
            <Tag color={value.state === 'today' ? 'processing' : 'default'}>{words.law.parameters.states[value.state]}</Tag>{' '}
            <Standing value={value} /> <Source value={value} />
            {value.set ? <span className="quiet"> {value.set.reason}</span> : null}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The first act opens the case of a parameter; whatever follows is done on its page. */
const Way = ({ parameter: { key, isFixed, isChanged } }: { readonly parameter: ParameterView }) => {
  const { words } = useSpeech()
  const mayOpen = useQuery(proceduresQuery)
    .data?.find(({ plural }) => plural === 'parameters')
    ?.opening.some(({ open }) => open)
  if (isFixed) return <span className="quiet">{words.law.parameters.fixed}</span>
  if (isChanged)
    return (
      <Link to="/cases/$plural/$id" params={{ plural: 'parameters', id: key }}>
        {words.law.parameters.again}
      </Link>
    )
  return mayOpen ? (
    <Link to="/cases/$plural/new" params={{ plural: 'parameters' }} search={{ known: JSON.stringify({ parameter: key }) }}>
      {words.law.parameters.set}
    </Link>
  ) : null
}

const useFields = () => {
  const { measure, say, words } = useSpeech()
  return fieldsOf<ParameterView>()({
    parameter: {
      label: 'parameter',
      text: (one) => say(one.words),
      show: (one) => (
        <>
          {say(one.words)} <Citation rule={`A${one.article}`} />
          <div className="quiet code">{one.key}</div>
          <History parameter={one} />
        </>
      ),
    },
    value: {
      label: 'value',
      text: ({ today, unit }) => measure(today.value, unit),
      show: ({ today, unit, bounds }) => (
        <>
          <strong>{measure(today.value, unit)}</strong>
          <div className="quiet">
            {words.law.parameters.may} {say(bounds)}
          </div>
        </>
      ),
    },
    valueStanding: {
      label: 'valueStanding',
      text: ({ today }) => say(today.standingWords),
      show: ({ today }) => <Standing value={today} />,
      filters: true,
    },
    source: { label: 'source', text: ({ today }) => say(today.source), show: ({ today }) => <Source value={today} /> },
    from: { label: 'from', text: ({ today }) => today.from, show: ({ today }) => <Day day={today.from} /> },
    acts: { label: 'acts', text: ({ isFixed }) => (isFixed ? words.law.parameters.fixed : ''), show: (one) => <Way parameter={one} /> },
  })
}

const ParametersPage = () => {
  const { words } = useSpeech()
  const query = useQuery(answerTo('parameters'))
  const fields = useFields()
  return (
    <Page title={words.law.parameters.title} lead={words.law.parameters.lead}>
      <Answer query={query}>
        {(rows) => (
          <DataTable
            name={words.law.parameters.title}
            fields={fields}
            columns={['parameter', 'value', 'valueStanding', 'source', 'from', 'acts']}
            rows={rows}
            rowKey={({ key }) => key}
            empty={words.law.parameters.empty}
          />
        )}
      </Answer>
    </Page>
  )
}

export default ParametersPage
