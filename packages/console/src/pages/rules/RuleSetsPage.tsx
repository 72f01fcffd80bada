/** The rule sets with their documents and first days, which rules judge today, and how rules were interpreted. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { InterpretationView, RuleSetView } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { answerTo } from '../../ask/queries.ts'
import { Citation } from '../../parts/Citation.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Day } from '../../parts/Day.tsx'
import { fieldsOf } from '../../parts/fields.ts'
import { Page, Section } from '../../parts/Page.tsx'
import { Answer, Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

type Line = RuleSetView['rules'][number]

const InForce = ({ is }: { readonly is: boolean }) => {
  const { words } = useSpeech()
  return <Tag color={is ? 'processing' : 'default'}>{is ? words.law.ruleSets.inForce : words.law.ruleSets.notInForce}</Tag>
}

const Documents = ({ documents }: Pick<RuleSetView, 'documents'>) => {
  const { say, day, words } = useSpeech()
  return (
    <ul className="plain">
      {documents.map(({ name, number, from }) => (
        <li key={say(name)}>
          {say(name)} <span className="code">{number}</span> <span className="quiet">{words.law.ruleSets.from(day(from))}</span>
        </li>
      ))}
    </ul>
  )
}

const useFields = () => {
  const { say, words } = useSpeech()
  return fieldsOf<Line>()({
    rule: { label: 'rule', text: ({ id }) => id, show: ({ id }) => <Citation rule={id} /> },
    gist: {
      label: 'gist',
      text: ({ gist }) => say(gist),
      show: ({ gist, national }) => (
        <>
          {national ? (
            <strong>
              {say(national.point)}
              {words.app.colon}
            </strong>
          ) : null}
          {say(gist)}
        </>
      ),
    },
    valueStanding: {
      label: 'valueStanding',
      text: ({ national }) => (national ? words.law.ruleSets.marks[national.mark] : ''),
      show: ({ national }) =>
        national ? (
          <Tag color={national.mark === 'unconfirmed' ? 'warning' : 'default'}>{words.law.ruleSets.marks[national.mark]}</Tag>
        ) : null,
    },
    from: { label: 'from', text: ({ from }) => from, show: ({ from }) => <Day day={from} /> },
    inForce: {
      label: 'inForce',
      text: ({ isInForce }) => (isInForce ? words.law.ruleSets.inForce : words.law.ruleSets.notInForce),
      show: ({ isInForce }) => <InForce is={isInForce} />,
      filters: true,
    },
  })
}

const RuleSet = ({ set }: { readonly set: RuleSetView }) => {
  const { say, words } = useSpeech()
  const fields = useFields()
  const columns = ['rule', 'gist', 'from', 'inForce'] as const
  return (
    <Section title={say(set.name)} note={<InForce is={set.isInForce} />}>
      {set.isSwitched ? (
        <p>
          <Link to="/parameters">{words.law.ruleSets.switch}</Link>
        </p>
      ) : null}
      <h3>{words.law.ruleSets.documents}</h3>
      <Documents documents={set.documents} />
      <h3>{words.law.ruleSets.rules(set.rules.length)}</h3>
      <DataTable
        name={say(set.name)}
        fields={fields}
        columns={set.isSwitched ? ['rule', 'gist', 'valueStanding', 'from', 'inForce'] : columns}
        rows={set.rules}
        rowKey={({ id }) => id}
        empty={words.law.ruleSets.empty}
      />
    </Section>
  )
}

const Interpretations = ({ found }: { readonly found: readonly InterpretationView[] }) => {
  const { say, words } = useSpeech()
  return (
    <Section title={words.law.ruleSets.interpretations}>
      {found.length === 0 ? <Nothing>{words.law.ruleSets.noInterpretations}</Nothing> : null}
      <ul className="plain">
        {found.map(({ id, about, document, text, from }) => (
          <li key={id}>
            <Citation rule={about} /> <Day day={from} />{' '}
            <Link to="/cases/$plural/$id" params={{ plural: 'interpretations', id }}>
              {document}
            </Link>
            <p>{say(text)}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const RuleSetsPage = () => {
  const { words } = useSpeech()
  const sets = useQuery(answerTo('ruleSets'))
  const interpretations = useQuery(answerTo('interpretations'))
  return (
    <Page title={words.law.ruleSets.title} lead={words.law.ruleSets.lead}>
      <Answer query={interpretations}>{(found) => <Interpretations found={found} />}</Answer>
      <Answer query={sets}>
        {(found) => (
          <>
            {found.map((set) => (
              <RuleSet key={set.id} set={set} />
            ))}
          </>
        )}
      </Answer>
    </Page>
  )
}

export default RuleSetsPage
