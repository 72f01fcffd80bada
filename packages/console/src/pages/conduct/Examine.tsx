/** The bodies of a decision measure the rows it let out, by columns of their choice: entering is an act, the figures come from the zone (article 16). */
import { useMutation, useQuery } from '@tanstack/react-query'
import type { DataRequest } from '@yunhe/law/conduct/data-request'
import type { CaseView } from '@yunhe/platform/contract'
import { Button } from 'antd'
import { ask } from '../../ask/ask.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { queryClient } from '../../ask/queries.ts'
import { askZone, type Pass, type WorkspaceView } from '../../ask/zone.ts'
import { Section } from '../../parts/Page.tsx'
import { Answer, ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { ChooseRisk } from '../zone/ChooseRisk.tsx'

const Inside = ({ workspace, pass, state }: { readonly workspace: string; readonly pass: Pass; readonly state: DataRequest }) => {
  const query = useQuery({
    queryKey: ['zone', workspace, 'examined', pass.ticket],
    queryFn: () => askZone<WorkspaceView>(pass, 'GET', `/workspaces/${workspace}`),
  })
  return (
    <Answer query={query}>
      {({ tables }) => <ChooseRisk workspace={workspace} pass={pass} tables={tables} allowed={state.decision} />}
    </Answer>
  )
}

export const Examine = ({ view, state }: { readonly view: CaseView; readonly state: DataRequest }) => {
  const { words } = useSpeech()
  const examining = view.acts.find(({ act }) => act === 'examine-risk')
  const entering = useMutation({
    mutationFn: () => ask('ticket', { body: { purpose: 'risk', case: view.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['case'] }),
  })
  if (entering.data) return <Inside workspace={view.id} pass={entering.data} state={state} />
  if (examining?.open !== true) return null
  return (
    <Section title={words.risk.enter}>
      <p className="quiet">{words.risk.enterLead}</p>
      {entering.error ? <ProblemNotice problem={problemIn(entering.error) ?? fault} /> : null}
      <div>
        <Button loading={entering.isPending} onClick={() => entering.mutate()}>
          {words.risk.enter}
        </Button>
      </div>
    </Section>
  )
}
