/** "What if": the log played once more under another number, for the data authority; nothing is changed by it. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { WhatIfRun } from '@yunhe/platform/contract'
import { Button, Progress } from 'antd'
import { ask } from '../../ask/ask.ts'
import { answerTo } from '../../ask/queries.ts'
import { Page, Section } from '../../parts/Page.tsx'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { Results } from './Results.tsx'
import { WhatIfForm } from './WhatIfForm.tsx'

const askAgainMs = 2_000

const UnderWay = ({ run, onStopped }: { readonly run: WhatIfRun; readonly onStopped: () => void }) => {
  const { words, count } = useSpeech()
  const stop = async () => {
    await ask('whatIfStop', { params: { id: run.id } }).catch(() => undefined)
    onStopped()
  }
  return (
    <>
      <p role="status">{words.whatIf.progress(count(run.done), count(run.total))}</p>
      <Progress percent={run.total === 0 ? 0 : Math.floor((run.done / run.total) * 100)} aria-label={words.whatIf.progressName} />
      <Button onClick={() => void stop()}>{words.whatIf.stop}</Button>
    </>
  )
}

const Run = ({ id }: { readonly id: string }) => {
  const { words, say, day } = useSpeech()
  const query = useQuery({
    ...answerTo('whatIfRun', { params: { id } }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? askAgainMs : false),
    refetchIntervalInBackground: false,
  })
  return (
    <Answer query={query}>
      {(run) => (
        <Section title={words.whatIf.supposed(say(run.parameterWords), say(run.value), day(run.from))}>
          {run.state === 'running' ? <UnderWay run={run} onStopped={() => void query.refetch()} /> : null}
          {run.state === 'stopped' ? <p>{words.whatIf.stopped}</p> : null}
          {run.state === 'failed' ? <p>{words.whatIf.failed}</p> : null}
          {run.state === 'done' ? <Results run={run} /> : null}
        </Section>
      )}
    </Answer>
  )
}

const WhatIfPage = () => {
  const { words } = useSpeech()
  const { run } = useSearch({ from: '/shell/what-if' })
  const go = useNavigate()
  return (
    <Page title={words.whatIf.title} lead={words.whatIf.lead}>
      <WhatIfForm onStarted={(id) => void go({ to: '/what-if', search: { run: id } })} />
      {run === undefined ? null : <Run key={run} id={run} />}
    </Page>
  )
}

export default WhatIfPage
