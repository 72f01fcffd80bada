/** What was found, by kind: cases, acts, articles and rules; never more than the reader may see. */
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { LawAct } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { useSession } from '../app/session.tsx'
import type { Reply } from '../ask/ask.ts'
import { answerTo } from '../ask/queries.ts'
import { Citation, Citations } from '../parts/Citation.tsx'
import { DataTable } from '../parts/DataTable.tsx'
import { Page, Section } from '../parts/Page.tsx'
import { Answer, Nothing } from '../parts/States.tsx'
import { useSpeech } from '../words/words.tsx'
import { caseFields } from './caseFields.tsx'

type Found = Reply<'search'>

const Kinds = ({ found: { kinds }, q, kind }: { readonly found: Found; readonly q: string; readonly kind: string | undefined }) => {
  const { words, say, count } = useSpeech()
  if (kind !== undefined)
    return (
      <p>
        <Link to="/search" search={{ q }}>
          {words.search.allKinds}
        </Link>
      </p>
    )
  return kinds.length < 2 ? null : (
    <ul className="beginnings" aria-label={words.search.byKind}>
      {kinds.map((one) => (
        <li key={one.plural}>
          <Link to="/search" search={{ q, kind: one.plural }}>
            {say(one.words)} {count(one.count)}
          </Link>
        </li>
      ))}
    </ul>
  )
}

const Cases = (props: { readonly found: Found; readonly q: string; readonly kind: string | undefined }) => {
  const speech = useSpeech()
  const { today } = useSession()
  const { words } = speech
  const { cases, areMoreCases } = props.found
  return (
    <Section title={words.search.cases}>
      <Kinds {...props} />
      <DataTable
        name={words.search.cases}
        fields={caseFields(speech, today)}
        columns={['title', 'kind', 'stage', 'organization', 'due', 'updatedAt']}
        rows={cases}
        rowKey={({ plural, id }) => `${plural}/${id}`}
        empty={words.search.noCases}
      />
      {areMoreCases ? <p className="quiet">{words.search.more}</p> : null}
    </Section>
  )
}

const Acts = ({ acts }: { readonly acts: readonly LawAct[] }) => {
  const { words, say } = useSpeech()
  if (acts.length === 0) return null
  return (
    <Section title={words.search.acts}>
      <ul className="changes">
        {acts.map(({ name, plural, title, procedureWords, rules, isYours }) => (
          <li key={name}>
            {say(title)} {isYours ? <Tag color="processing">{words.search.yours}</Tag> : null}{' '}
            <Link to="/cases/$plural" params={{ plural }}>
              {say(procedureWords)}
            </Link>
            <div>
              <Citations rules={rules} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const Rules = ({ rules }: Pick<Found, 'rules'>) => {
  const { words, say } = useSpeech()
  if (rules.length === 0) return null
  return (
    <Section title={words.search.rules}>
      <ul className="changes">
        {rules.map(({ rule, name, gist }) => (
          <li key={rule}>
            <Citation rule={rule} /> <strong>{say(name)}</strong>
            <div>{say(gist)}</div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const Results = ({ q, kind }: { readonly q: string; readonly kind: string | undefined }) => {
  const query = useQuery(answerTo('search', { query: { q, ...(kind === undefined ? {} : { kind }) } }))
  return (
    <Answer query={query}>
      {(found) => (
        <>
          <Cases found={found} q={q} kind={kind} />
          <Acts acts={found.acts} />
          <Rules rules={found.rules} />
        </>
      )}
    </Answer>
  )
}

const SearchPage = () => {
  const { words } = useSpeech()
  const { q = '', kind } = useSearch({ from: '/shell/search' })
  return (
    <Page title={words.search.title} lead={q.length < 2 ? undefined : words.search.lead(q)}>
      {q.length < 2 ? <Nothing>{words.search.short}</Nothing> : <Results q={q} kind={kind} />}
    </Page>
  )
}

export default SearchPage
