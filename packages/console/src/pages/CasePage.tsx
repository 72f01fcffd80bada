/** A case, from the top: what stands, what may be done, what happened. Every case of the law has this page. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { CaseView } from '@yunhe/platform/contract'
import { Alert, Tag } from 'antd'
import { Suspense, useState } from 'react'
import { useSession } from '../app/session.tsx'
import { ask } from '../ask/ask.ts'
import { answerTo } from '../ask/queries.ts'
import { ActPanel } from '../parts/ActPanel.tsx'
import { Due } from '../parts/Day.tsx'
import { Documents } from '../parts/documents/Documents.tsx'
import { FactPanel } from '../parts/FactPanel.tsx'
import { Follow } from '../parts/Follow.tsx'
import { Page, Section } from '../parts/Page.tsx'
import { Procedure } from '../parts/Procedure.tsx'
import { PrintButton, PrintHead } from '../parts/print/PrintHead.tsx'
import { Related } from '../parts/Related.tsx'
import { knownIn, RelatedProvider } from '../parts/related.ts'
import { Answer, Loading } from '../parts/States.tsx'
import { Timeline } from '../parts/Timeline.tsx'
import { Why, WhyPlace } from '../parts/why/Why.tsx'
import { useSpeech } from '../words/words.tsx'
import { withPlan } from './conduct/takenOver.ts'
import { faceOf } from './faces.ts'
import { hasLineage } from './lineage.ts'
import { prefillFor } from './prefill.ts'
import { isMoving, nextLookMs } from './watching.ts'
import { wayTo } from './ways.tsx'

type Viewed = { readonly view: CaseView }

const Turns = ({ view: { turns, nameByOrganization, plural, id, stage } }: Viewed) => {
  const { words, role: say, day } = useSpeech()
  const { today } = useSession()
  if (turns.length === 0) return <p className="quiet">{isMoving({ plural, stage }) ? words.case.moving : words.case.waitingNobody}</p>
  return (
    <div className="turns">
      {words.case.waiting}
      {turns.map(({ role, organization, due }) => (
        <span key={`${role}${organization}`} className="turn">
          <Tag color="processing">{organization ? (nameByOrganization[organization] ?? say(role)) : say(role)}</Tag>
          {due ? (
            <>
              <Due day={due} today={today} />
              <Why question={{ kind: 'clock', plural, case: id, due }} about={`${say(role)} ${day(due)}`} />
            </>
          ) : null}
        </span>
      ))}
    </div>
  )
}

/** Facts of the bookkeeping that mean nothing to a person here. */
const bookkeeping = ['stage', 'type']

const Standing = ({ view }: Viewed) => {
  const { words } = useSpeech()
  const face = faceOf(view.plural)
  return (
    <Section title={words.case.stands}>
      {face?.First ? (
        <Suspense fallback={null}>
          <face.First view={view} />
        </Suspense>
      ) : null}
      <Procedure view={view} />
      <Turns view={view} />
      <FactPanel
        of={view.procedure}
        facts={view.state}
        names={view.nameByOrganization}
        without={[...bookkeeping, ...(face?.shows ?? [])]}
      />
      {face ? (
        <Suspense fallback={<Loading />}>
          <face.Standing view={view} />
        </Suspense>
      ) : null}
    </Section>
  )
}

const Case = ({ view, onActed }: Viewed & { readonly onActed: () => void }) => {
  const { words, say } = useSpeech()
  const client = useQueryClient()
  const { plural, id } = view
  return (
    <Page
      title={view.title || id}
      lead={
        <>
          <Link to="/cases/$plural" params={{ plural }}>
            {say(view.procedureWords)}
          </Link>{' '}
          <Tag color="processing">{say(view.stageWords)}</Tag> <span className="code">{id}</span>
        </>
      }
      actions={
        <>
          <Follow plural={plural} id={id} /> <PrintButton />{' '}
          {hasLineage(plural) ? (
            <Link className="button-link" to="/lineage/$plural/$id" params={{ plural, id }}>
              {words.lineage.open}
            </Link>
          ) : null}
        </>
      }
    >
      <PrintHead id={id} kind={say(view.procedureWords)} />
      {view.damaged.length > 0 ? (
        <Alert
          type="error"
          showIcon
          title={words.case.damagedCase}
          description={<span className="code ref">{view.damaged.join(words.app.comma)}</span>}
        />
      ) : null}
      <Standing view={view} />
      <Section title={words.case.mayDo} isForScreenOnly>
        <ActPanel
          acts={view.acts}
          perform={(act, body) => ask('act', { params: { plural, id, act: act.act }, body })}
          onDone={() => {
            onActed()
            void client.invalidateQueries()
          }}
          prefillOf={(act) => withPlan(id, act.name, prefillFor(act, view.state))}
          wayTo={(act, title) => wayTo(act, view, title)}
        />
      </Section>
      <Documents view={view} />
      <Related related={view.related} />
      <Section title={words.case.happened}>
        <Timeline history={view.history} names={view.nameByOrganization} />
      </Section>
    </Page>
  )
}

const CasePage = () => {
  const { plural, id } = useParams({ from: '/shell/cases/$plural/$id' })
  const [actedAt, setActedAt] = useState<number>()
  const query = useQuery({
    ...answerTo('case', { params: { plural, id } }),
    refetchInterval: ({ state: { data } }) => nextLookMs(data, actedAt === undefined ? undefined : Date.now() - actedAt),
  })
  const { words } = useSpeech()
  if (query.data) {
    return (
      <RelatedProvider value={knownIn(query.data)}>
        <WhyPlace value={{ plural, id }}>
          <Case key={`${plural}/${id}`} view={query.data} onActed={() => setActedAt(Date.now())} />
        </WhyPlace>
      </RelatedProvider>
    )
  }
  return (
    <Page title={query.error ? words.case.unread : words.state.loading}>
      <Answer query={query}>{() => null}</Answer>
    </Page>
  )
}

export default CasePage
