/** What a page shows before, instead of and in place of an answer. */
import type { UseQueryResult } from '@tanstack/react-query'
import { Alert, Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { fault, type Problem, problemIn } from '../ask/problem.ts'
import { useSpeech } from '../words/words.tsx'
import { Citation } from './Citation.tsx'

export const Loading = () => {
  const { words } = useSpeech()
  return (
    <div role="status" aria-label={words.state.loading}>
      <Skeleton active={false} title={false} paragraph={{ rows: 4 }} />
    </div>
  )
}

export const Nothing = ({ children }: { readonly children: ReactNode }) => <p className="nothing">{children}</p>

const useWayOut = (status: number) => {
  const { problems } = useSpeech().words
  if (status === 0) return problems.unreachable
  if (status === 401) return problems.signedOut
  if (status === 403) return problems.notYours
  if (status === 404) return problems.notFound
  if (status === 409) return problems.overtaken
  if (status === 429) return problems.tooMany
  return status >= 500 ? problems.fault : problems.refused
}

/** A problem in plain words, with the articles where there are any and the way out. */
export const ProblemNotice = ({ problem, again }: { readonly problem: Problem; readonly again?: () => void }) => {
  const { say, words } = useSpeech()
  const { title, way } = useWayOut(problem.status)
  return (
    <Alert
      type="error"
      showIcon
      title={title}
      description={
        <>
          {problem.refusals?.map((refusal) => (
            <p key={refusal.code}>
              {say(refusal.words)} <Citation rule={refusal.rule} />
            </p>
          ))}
          {problem.faster?.length ? (
            <p>
              {words.problems.faster} <span className="code ref">{problem.faster.join(words.app.comma)}</span>
            </p>
          ) : null}
          {problem.places?.map(({ place, message }) => (
            <p key={place}>
              <span className="code">{place}</span> {message}
            </p>
          ))}
          <p>{way}</p>
          {again ? <Button onClick={again}>{words.state.again}</Button> : null}
        </>
      }
    />
  )
}

/** Shows a query: its answer when it is there, what stands in the way when not. */
export const Answer = <T,>({ query, children }: { readonly query: UseQueryResult<T>; readonly children: (data: T) => ReactNode }) => {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ProblemNotice problem={problemIn(query.error) ?? fault} again={() => void query.refetch()} />
  return <Loading />
}
