/** The bench itself: what may be used on the left, the text to run, its jobs and their results. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Radio, Select } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { fault, problemIn } from '../../ask/problem.ts'
import {
  type AskedView,
  askZone,
  type CheckView,
  type EstimateView,
  isLive,
  type JobView,
  type Pass,
  type WorkspaceView,
} from '../../ask/zone.ts'
import { Day } from '../../parts/Day.tsx'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Answer, Loading, ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { OlderVersion } from '../conduct/intake/OlderVersion.tsx'
import { ChooseRisk } from './ChooseRisk.tsx'
import { editorTables, formatted } from './completing.ts'
import { Estimate, Standing } from './Estimate.tsx'
import { ExplainedView } from './ExplainedView.tsx'
import { ExportForm } from './ExportForm.tsx'
import { Jobs } from './Jobs.tsx'
import { Notebook } from './Notebook.tsx'
import { Refused } from './Refused.tsx'
import { Definitions, RiskFigures } from './RiskFigures.tsx'
import { WorkspaceRules } from './Rules.tsx'
import { Twins } from './Twins.tsx'

const Models = lazy(() => import('./models/Models.tsx'))
const SqlEditor = lazy(() => import('./SqlEditor.tsx'))
const everyMs = 2_000

const Tables = ({ view }: { readonly view: WorkspaceView }) => {
  const { words, code, count, field } = useSpeech()
  return (
    <Section
      title={words.workbench.tables}
      note={
        <>
          {words.workbench.until} <Day day={view.until} />
        </>
      }
    >
      {view.tables.map(({ table, rows, columns, hidden, datasetVersion, newestVersion }) => (
        <details key={table} open>
          <summary>
            <span className="code">{table}</span> {words.workbench.rows(count(rows))}
            <OlderVersion used={datasetVersion} newest={newestVersion} />
          </summary>
          <Scroll name={table}>
            <table className="data">
              <caption className="unseen">{table}</caption>
              <thead>
                <tr>
                  {(['name', 'type', 'disclosure', 'mask'] as const).map((key) => (
                    <th key={key} scope="col">
                      {field(key)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {columns.map(({ name, type, disclosure, mask }) => (
                  <tr key={name}>
                    <td className="code">{name}</td>
                    <td>{code(type)}</td>
                    <td>{code(disclosure)}</td>
                    <td>{mask === undefined ? '' : code(mask)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          {hidden.length === 0 ? null : (
            <p className="quiet">
              {words.bench.hidden}
              {words.app.colon}
              <span className="code">{hidden.join(words.app.comma)}</span>
            </p>
          )}
        </details>
      ))}
      <WorkspaceRules view={view} />
    </Section>
  )
}

const Checked = ({ view }: { readonly view: CheckView }) => {
  const { words } = useSpeech()
  if (view.ok) {
    return (
      <>
        <Alert type="success" showIcon role="status" title={words.workbench.allowed} />
        <ExplainedView explained={view.explained} />
      </>
    )
  }
  return <Refused refusals={view.refusals} />
}

const firstText = ({ tables: [first] }: WorkspaceView) => (first ? `SELECT count(*) AS n\nFROM ${first.table}\n` : 'SELECT 1\n')

const Desk = ({ view, workspace, pass }: { readonly view: WorkspaceView; readonly workspace: string; readonly pass: Pass }) => {
  const { words, instant, code, count } = useSpeech()
  const client = useQueryClient()
  const [text, setText] = useState(() => firstText(view))
  const [on, setOn] = useState<'data' | 'twin'>('data')
  const tables = useMemo(() => editorTables(view, { code, rows: (rows) => words.workbench.rows(count(rows)) }), [view, code, count, words])
  const jobsKey = ['zone', workspace, 'jobs']
  const jobs = useQuery({
    queryKey: jobsKey,
    queryFn: () => askZone<{ readonly jobs: readonly JobView[] }>(pass, 'GET', `/workspaces/${workspace}/jobs`),
    refetchInterval: ({ state }) => (state.data?.jobs.some(isLive) ? everyMs : false),
  })
  const [replacement, replace] = useState<{ readonly text: string }>()
  const [isUnreadable, setUnreadable] = useState(false)
  const format = () =>
    void formatted(text).then((laidOut) => {
      setUnreadable(laidOut === undefined)
      if (laidOut !== undefined) replace({ text: laidOut })
    })
  const estimate = useMutation({
    mutationFn: () => askZone<EstimateView>(pass, 'POST', `/workspaces/${workspace}/estimate`, { sql: text }),
  })
  /** A text that may run is estimated in the same go. */
  const check = useMutation({
    mutationFn: () => askZone<CheckView>(pass, 'POST', `/workspaces/${workspace}/check`, { sql: text }),
    onMutate: () => estimate.reset(),
    onSuccess: ({ ok }) => ok && estimate.mutate(),
  })
  const history = useQuery({
    queryKey: ['zone', workspace, 'history', jobs.data?.jobs.length ?? 0],
    queryFn: () => askZone<{ readonly asked: readonly AskedView[] }>(pass, 'GET', `/workspaces/${workspace}/history`),
    placeholderData: (before) => before,
  })
  const earlier = (history.data?.asked ?? []).flatMap(({ job, at, asked }) =>
    asked.sql === undefined ? [] : [{ job, at, sql: asked.sql }],
  )
  const run = useMutation({
    mutationFn: () =>
      askZone<{ readonly job: string }>(pass, 'POST', `/workspaces/${workspace}/jobs`, { sql: text, ...(on === 'twin' && { on }) }),
    onMutate: () => {
      check.reset()
      estimate.reset()
    },
    onSuccess: () => client.invalidateQueries({ queryKey: jobsKey }),
  })
  const failed = run.error ?? check.error ?? estimate.error
  const problem = failed ? (problemIn(failed) ?? fault) : undefined
  const shown = jobs.data?.jobs.length ?? 0
  return (
    <>
      <Section title={words.workbench.editor} note={words.workbench.shortcut}>
        <Suspense fallback={<Loading />}>
          <SqlEditor
            value={text}
            label={words.workbench.editor}
            tables={tables}
            replacement={replacement}
            onChange={setText}
            onRun={() => run.mutate()}
            onFormat={format}
          />
        </Suspense>
        <div className="form-foot">
          <Radio.Group
            aria-label={words.risk.on}
            value={on}
            onChange={({ target }) => setOn(target.value)}
            options={[
              { value: 'data', label: words.risk.onData },
              { value: 'twin', label: words.risk.onTwin },
            ]}
          />
          <Button type="primary" loading={run.isPending} onClick={() => run.mutate()}>
            {words.workbench.run}
          </Button>
          <Button loading={check.isPending} onClick={() => check.mutate()}>
            {words.workbench.check}
          </Button>
          <Button onClick={format}>{words.bench.format}</Button>
          {earlier.length > 0 ? (
            <Select
              aria-label={words.workbench.history}
              placeholder={words.workbench.history}
              style={{ minWidth: 180, maxWidth: '100%' }}
              value={null}
              options={earlier.map(({ job, at, sql }) => ({ value: job, label: `${instant(at)} ${sql.slice(0, 60)}` }))}
              onChange={(value: string | null) => {
                const found = earlier.find(({ job }) => job === value)
                if (!found) return
                replace({ text: found.sql })
              }}
            />
          ) : null}
        </div>
        <Standing workspace={workspace} pass={pass} jobs={shown} />
        {isUnreadable ? <Alert type="warning" showIcon role="status" title={words.bench.unformatted} /> : null}
        {check.data ? <Checked view={check.data} /> : null}
        {estimate.data ? <Estimate estimate={estimate.data} /> : null}
        {problem?.refusals && problem.refusals.length > 0 ? (
          <Refused refusals={problem.refusals} />
        ) : problem ? (
          <ProblemNotice problem={problem} />
        ) : null}
      </Section>
      <Notebook
        workspace={workspace}
        pass={pass}
        firstText={firstText(view)}
        tables={tables}
        onRun={() => void client.invalidateQueries({ queryKey: jobsKey })}
      />
      <Section title={words.workbench.jobs}>
        <Answer query={jobs}>
          {({ jobs: found }) => <Jobs jobs={found} pass={pass} onChanged={() => void client.invalidateQueries({ queryKey: jobsKey })} />}
        </Answer>
      </Section>
      {jobs.data ? <ExportForm workspace={workspace} jobs={jobs.data.jobs} pass={pass} /> : null}
    </>
  )
}

export const Bench = ({ workspace, pass, again }: { readonly workspace: string; readonly pass: Pass; readonly again: () => void }) => {
  const { words } = useSpeech()
  const query = useQuery({
    queryKey: ['zone', workspace, 'workspace', pass.ticket],
    queryFn: () => askZone<WorkspaceView>(pass, 'GET', `/workspaces/${workspace}`),
  })
  const isExpired = problemIn(query.error)?.status === 401
  return (
    <>
      {isExpired ? (
        <Alert type="warning" showIcon title={words.workbench.expired} action={<Button onClick={again}>{words.workbench.enter}</Button>} />
      ) : null}
      <Answer query={query}>
        {(view) => (
          <>
            <Tables view={view} />
            <Twins workspace={workspace} pass={pass} />
            <Desk view={view} workspace={workspace} pass={pass} />
            <Suspense fallback={<Loading />}>
              <Models view={view} workspace={workspace} pass={pass} />
            </Suspense>
            {view.risk.length > 0 ? (
              <Section title={words.workbench.riskTitle}>
                <p className="quiet">{words.risk.lead}</p>
                {view.risk.map(({ table, measured }) => (
                  <details key={table}>
                    <summary>
                      <span className="code">{table}</span>{' '}
                      {measured.level === undefined ? null : `${words.risk.levelTitle} ${words.risk.level(String(measured.level))}`}
                    </summary>
                    <RiskFigures table={table} measured={measured} allowed={view.allowed ?? {}} />
                  </details>
                ))}
                <Definitions />
              </Section>
            ) : null}
            <ChooseRisk workspace={workspace} pass={pass} tables={view.tables} allowed={view.allowed} />
          </>
        )}
      </Answer>
    </>
  )
}
