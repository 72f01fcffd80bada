/** Opens a new case of one kind by one of its opening acts. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ProcedureView } from '@yunhe/platform/contract'
import { useState } from 'react'
import { ask } from '../ask/ask.ts'
import { proceduresQuery } from '../ask/queries.ts'
import { ActForm } from '../parts/ActForm.tsx'
import { ActPanel } from '../parts/ActPanel.tsx'
import { Page } from '../parts/Page.tsx'
import { Answer, Nothing } from '../parts/States.tsx'
import { WhyPlace } from '../parts/why/Why.tsx'
import { useSpeech } from '../words/words.tsx'
import { Sample } from './conduct/intake/Sample.tsx'

/** Answers that the page we come from knew; what cannot be read is no answer. */
const useKnown = (): Readonly<Record<string, unknown>> | undefined => {
  const { known } = useSearch({ from: '/shell/cases/$plural/new' })
  if (known === undefined) return undefined
  try {
    const answers: unknown = JSON.parse(known)
    return typeof answers === 'object' && answers !== null && !Array.isArray(answers) ? (answers as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const Opening = ({ procedure: { plural, opening, openedByOthers } }: { readonly procedure: ProcedureView }) => {
  const { words } = useSpeech()
  const go = useNavigate()
  const client = useQueryClient()
  const perform = (act: string) => (body: Record<string, unknown>) => ask('open', { params: { plural, act }, body })
  const onDone = ({ id }: { readonly id: string }) => {
    void client.invalidateQueries()
    void go({ to: '/cases/$plural/$id', params: { plural, id } })
  }
  const given = useKnown()
  const [suggested, setSuggested] = useState<Readonly<Record<string, unknown>>>()
  const known = suggested ?? given
  const [only, ...others] = opening
  if (!only && openedByOthers.length === 0) return <Nothing>{words.opening.closed}</Nothing>
  if (only?.open && others.length === 0)
    return (
      <>
        {plural === 'catalog-items' ? <Sample take={setSuggested} /> : null}
        <ActForm
          key={suggested === undefined ? 'empty' : JSON.stringify(suggested)}
          act={only}
          perform={perform(only.act)}
          onDone={onDone}
          heading="h2"
          prefill={known}
        />
      </>
    )
  const acts = [...opening, ...openedByOthers]
  return (
    <>
      <p className="quiet">{words.opening.choose}</p>
      <ActPanel acts={acts} perform={(act, body) => perform(act.act)(body)} onDone={onDone} prefillOf={() => known} heading="h2" />
    </>
  )
}

const NewCasePage = () => {
  const { words, say } = useSpeech()
  const { plural } = useParams({ from: '/shell/cases/$plural/new' })
  const query = useQuery(proceduresQuery)
  const procedure = query.data?.find((one) => one.plural === plural)
  return (
    <Page title={procedure ? words.opening.title(say(procedure.title)) : ''}>
      <Answer query={query}>
        {() =>
          procedure ? (
            <WhyPlace value={{ plural }}>
              <Opening procedure={procedure} />
            </WhyPlace>
          ) : (
            <Nothing>{words.problems.notFound.title}</Nothing>
          )
        }
      </Answer>
    </Page>
  )
}

export default NewCasePage
