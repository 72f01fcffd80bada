/** One workspace of the zone: entering it is an act; from then on the console speaks to the zone alone (article 16). */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { ask } from '../../ask/ask.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { answerTo, queryClient } from '../../ask/queries.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { Bench } from './Bench.tsx'

const WorkbenchPage = () => {
  const { words } = useSpeech()
  const { id } = useParams({ from: '/shell/workbench/$id' })
  const { data: request } = useQuery(answerTo('case', { params: { plural: 'data-requests', id } }))
  const entering = useMutation({
    mutationFn: () => ask('ticket', { body: { purpose: 'workbench', case: id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['case'] }),
  })
  const title = request?.title ?? words.workbench.title
  return (
    <Page
      title={title}
      lead={
        <CaseLink plural="data-requests" id={id}>
          {id}
        </CaseLink>
      }
      actions={entering.data ? <Button onClick={() => entering.reset()}>{words.workbench.leave}</Button> : undefined}
    >
      {entering.data ? (
        <Bench workspace={id} pass={entering.data} again={() => entering.mutate()} />
      ) : (
        <Section title={words.workbench.title}>
          <p>{words.workbench.lead}</p>
          {entering.error ? <ProblemNotice problem={problemIn(entering.error) ?? fault} /> : null}
          <div>
            <Button type="primary" loading={entering.isPending} onClick={() => entering.mutate()}>
              {words.workbench.enter}
            </Button>
          </div>
        </Section>
      )}
    </Page>
  )
}

export default WorkbenchPage
