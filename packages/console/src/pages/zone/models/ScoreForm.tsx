/** Scores a feature query by a model; what comes back is a number of people for each band. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { Model } from '../../../ask/models.ts'
import { askZone, type Cell, isLive, type JobView, type OutputCheck, type Pass } from '../../../ask/zone.ts'
import { Answer } from '../../../parts/States.tsx'
import { useSpeech } from '../../../words/words.tsx'
import { figureText } from './figure.ts'
import { Refusals } from './Refusals.tsx'
import { Table } from './Table.tsx'

interface ScoreResult {
  readonly steps: readonly {
    readonly name: string
    readonly outcome: 'released' | 'withheld'
    readonly columns?: readonly { readonly name: string }[]
    readonly rows?: readonly (readonly Cell[])[]
    readonly suppressed?: number
    readonly checks: readonly OutputCheck[]
  }[]
}

const Bands = ({ job, pass }: { readonly job: string; readonly pass: Pass }) => {
  const { words, code, count } = useSpeech()
  const { models } = words
  const state = useQuery({
    queryKey: ['zone', 'job', job],
    queryFn: () => askZone<JobView>(pass, 'GET', `/jobs/${job}`),
    refetchInterval: ({ state: { data } }) => (data === undefined || isLive(data) ? 2_000 : false),
  })
  const result = useQuery({
    queryKey: ['zone', 'result', job],
    queryFn: () => askZone<ScoreResult>(pass, 'GET', `/jobs/${job}/result`),
    enabled: state.data?.state === 'done',
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (state.data?.state !== 'done')
    return (
      <p role="status">
        {code(state.data?.state ?? 'queued')} {state.data?.code ? code(state.data.code) : ''}
      </p>
    )
  return (
    <Answer query={result}>
      {({ steps: [step] }) => (
        <>
          <p>{step?.suppressed ? words.workbench.suppressed(count(step.suppressed)) : words.workbench.nothingSuppressed}</p>
          <Table
            name={models.bands}
            head={[models.by, models.subjects, models.figureNames.from, models.figureNames.to, models.figureNames.mean]}
            rows={(step?.rows ?? []).map((row) => ({
              key: row.join(),
              cells: row.map((cell) => (typeof cell === 'number' ? figureText(cell) : String(cell ?? ''))),
            }))}
          />
        </>
      )}
    </Answer>
  )
}

export const ScoreForm = ({ model, pass, workspace }: { readonly model: Model; readonly pass: Pass; readonly workspace: string }) => {
  const { words } = useSpeech()
  const { models } = words
  const client = useQueryClient()
  const [sql, setSql] = useState(model.origin === 'trained' ? model.sql : '')
  const [by, setBy] = useState('')
  const start = useMutation({
    mutationFn: () =>
      askZone<{ readonly job: string }>(pass, 'POST', `/workspaces/${workspace}/jobs`, {
        kind: 'score',
        model: model.model,
        sql,
        ...(by === '' ? {} : { by }),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['zone', workspace, 'jobs'] }),
  })
  return (
    <Form layout="vertical" onFinish={() => start.mutate()}>
      <p>{models.scoreLead}</p>
      <Form.Item label={models.sql} htmlFor={`score-sql-${model.model}`}>
        <Input.TextArea
          id={`score-sql-${model.model}`}
          className="code"
          rows={3}
          value={sql}
          onChange={({ target }) => setSql(target.value)}
        />
      </Form.Item>
      <Form.Item label={models.by} htmlFor={`score-by-${model.model}`}>
        <Input id={`score-by-${model.model}`} className="code" value={by} onChange={({ target }) => setBy(target.value.trim())} />
      </Form.Item>
      <Button htmlType="submit" loading={start.isPending}>
        {models.startScore}
      </Button>
      <Refusals error={start.error} />
      {start.data ? <Bands job={start.data.job} pass={pass} /> : null}
    </Form>
  )
}
