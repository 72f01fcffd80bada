/** Results on their way out: chosen, frozen and looked at by the zone first, asked for at the platform after (article 16, W16-3). */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Input, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { draftExport, type ExportView, plainFile } from '../../ask/exports.ts'
import { type ModelRow, modelsIn } from '../../ask/models.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { answerTo, queryClient } from '../../ask/queries.ts'
import { type AskedView, askZone, type JobView, type Pass } from '../../ask/zone.ts'
import { ExportChecks } from '../../parts/ExportChecks.tsx'
import { Section } from '../../parts/Page.tsx'
import { Nothing, ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

/** One table that may leave: the result of a query, or of one shown step of several. */
interface Result {
  readonly key: string
  readonly job: string
  readonly step?: string
}

interface Asked {
  readonly results: readonly Result[]
  readonly models: readonly ModelRow[]
  readonly format: 'csv' | 'json'
  readonly withCode: boolean
  readonly exact: string
  readonly report: string
  readonly purpose: string
  readonly recipients: string
  readonly context: string
}

const nothingAsked: Asked = {
  results: [],
  models: [],
  format: 'csv',
  withCode: false,
  exact: '',
  report: '',
  purpose: '',
  recipients: '',
  context: '',
}

const wordsIn = (text: string): string[] => text.split(/[\s,，、;；]+/).filter((word) => word !== '')

/** The text of a job stands once, however many of its steps leave. */
const filesOf = ({ results, models, format, withCode, exact, report }: Asked): readonly object[] => [
  ...results.map(({ job, step }, at) => ({
    kind: 'table',
    name: `result-${at + 1}.${format}`,
    job,
    ...(step !== undefined && { step }),
    exact: wordsIn(exact),
  })),
  ...(withCode ? [...new Set(results.map(({ job }) => job))] : []).map((job, at) => ({ kind: 'code', name: `query-${at + 1}.sql`, job })),
  ...models.map(({ model, name, version }) => ({ kind: 'model', name: `${name}-${version}.onnx`, model })),
  ...(report.trim() === '' ? [] : [{ kind: 'report', name: 'report.md', text: report }]),
]

/** Each step that was shown is a result of its own; of somebody else's notebook the steps are not known here, and its first one stands for it. */
const resultsOf = ({ job }: JobView, history: readonly AskedView[]): readonly Result[] => {
  const shown = (history.find((one) => one.job === job)?.asked.steps ?? []).filter((step) => step.shown)
  return shown.length > 0 ? shown.map(({ name }) => ({ key: `${job} ${name}`, job, step: name })) : [{ key: job, job }]
}

interface AskingProps {
  readonly label: string
  readonly lead?: string
  readonly children: (id: string) => ReactNode
}
const Asking = ({ label, lead, children }: AskingProps) => {
  const id = useId()
  return (
    <div className="question">
      <label htmlFor={id}>{label}</label>
      {lead === undefined ? null : <p className="quiet">{lead}</p>}
      {children(id)}
    </div>
  )
}

interface ExportFormProps {
  readonly workspace: string
  readonly jobs: readonly JobView[]
  readonly pass: Pass
}

export const ExportForm = ({ workspace, jobs, pass }: ExportFormProps) => {
  const { words, instant, count } = useSpeech()
  const told = words.exporting
  const { exporting } = useSearch({ strict: false }) as { exporting?: string }
  const [changing, setChanging] = useState(exporting)
  const [asked, setAsked] = useState<Asked>(nothingAsked)
  const [frozen, setFrozen] = useState<ExportView>()
  const { data: request } = useQuery(answerTo('case', { params: { plural: 'data-requests', id: workspace } }))
  const { data: history } = useQuery({
    queryKey: ['zone', workspace, 'history', jobs.length],
    queryFn: () => askZone<{ readonly asked: readonly AskedView[] }>(pass, 'GET', `/workspaces/${workspace}/history`),
    placeholderData: (before) => before,
  })
  const { data: kept } = useQuery(modelsIn(pass, workspace, jobs))
  const done = jobs.filter(({ state }) => state === 'done')
  const set = (change: Partial<Asked>) => {
    setAsked({ ...asked, ...change })
    // What is asked for is what was frozen: anything else is frozen anew.
    if (!('purpose' in change || 'recipients' in change)) setFrozen(undefined)
  }
  const check = useMutation({
    mutationFn: () => draftExport(pass, workspace, { files: filesOf(asked), context: asked.context }, changing ?? frozen?.export),
    onSuccess: setFrozen,
  })
  const send = useMutation({
    mutationFn: ({ export: one, snapshot, files }: ExportView) => {
      const told = { snapshot, files: files.map(plainFile), context: asked.context }
      return changing === undefined
        ? ask('open', {
            params: { plural: 'exports', act: 'request' },
            body: {
              export: one,
              request: workspace,
              scenario: String(request?.state.scenario ?? ''),
              purpose: asked.purpose,
              recipients: wordsIn(asked.recipients),
              ...told,
            },
          })
        : ask('act', { params: { plural: 'exports', id: changing, act: 'change' }, body: told })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['case'] }),
  })
  const error = send.error ?? check.error
  const warns = frozen?.report.checks.some(({ findings }) => findings.length > 0) === true
  if (done.length === 0)
    return (
      <Section title={told.title} id="export">
        <Nothing>{told.noJobs}</Nothing>
      </Section>
    )
  return (
    <Section title={told.title} id="export">
      <p className="quiet">{told.lead}</p>
      {changing === undefined ? null : (
        <Alert
          type="warning"
          showIcon
          title={told.changing(changing)}
          action={
            <Button size="small" onClick={() => setChanging(undefined)}>
              {told.stopChanging}
            </Button>
          }
        />
      )}
      <fieldset className="question">
        <legend>{told.pick}</legend>
        {done.flatMap((one) =>
          resultsOf(one, history?.asked ?? []).map((result) => (
            <Checkbox
              key={result.key}
              checked={asked.results.some(({ key }) => key === result.key)}
              onChange={({ target }) =>
                set({ results: target.checked ? [...asked.results, result] : asked.results.filter(({ key }) => key !== result.key) })
              }
            >
              {words.workbench.kinds[one.kind] ?? one.kind} {result.step === undefined ? null : <span className="code">{result.step}</span>}{' '}
              {told.result(instant(one.submittedAt), count(one.rows ?? 0))}
            </Checkbox>
          )),
        )}
        <Checkbox checked={asked.withCode} onChange={({ target }) => set({ withCode: target.checked })}>
          {told.withCode}
        </Checkbox>
      </fieldset>
      {kept === undefined || kept.models.length === 0 ? null : (
        <fieldset className="question">
          <legend>{told.pickModels}</legend>
          <p className="quiet">{told.pickModelsLead}</p>
          {kept.models.map((row) => (
            <Checkbox
              key={row.model}
              checked={asked.models.some(({ model }) => model === row.model)}
              disabled={!row.passed}
              onChange={({ target }) =>
                set({ models: target.checked ? [...asked.models, row] : asked.models.filter(({ model }) => model !== row.model) })
              }
            >
              <span className="code">{row.name}</span> {words.models.version(count(row.version))}
              {row.passed ? null : <span className="quiet"> {words.models.mayNotLeave}</span>}
            </Checkbox>
          ))}
        </fieldset>
      )}
      <Asking label={told.format}>
        {(id) => (
          <Select
            id={id}
            className="short"
            value={asked.format}
            options={(['csv', 'json'] as const).map((value) => ({ value, label: told.formats[value] }))}
            onChange={(format) => set({ format })}
          />
        )}
      </Asking>
      <Asking label={told.exact} lead={told.exactLead}>
        {(id) => <Input id={id} value={asked.exact} onChange={({ target }) => set({ exact: target.value })} />}
      </Asking>
      <Asking label={told.report} lead={told.reportLead}>
        {(id) => <Input.TextArea id={id} rows={4} value={asked.report} onChange={({ target }) => set({ report: target.value })} />}
      </Asking>
      <Asking label={told.context} lead={told.contextLead}>
        {(id) => <Input.TextArea id={id} rows={3} value={asked.context} onChange={({ target }) => set({ context: target.value })} />}
      </Asking>
      <div>
        <Button loading={check.isPending} disabled={filesOf(asked).length === 0} onClick={() => check.mutate()}>
          {frozen === undefined ? told.check : told.again}
        </Button>
      </div>
      {frozen === undefined ? null : (
        <div role="status">
          <Alert
            type={frozen.report.passed ? (warns ? 'warning' : 'success') : 'error'}
            showIcon
            title={frozen.report.passed ? (warns ? told.warned : told.ready) : told.notReady}
          />
          <ExportChecks checks={frozen.report.checks} />
        </div>
      )}
      {frozen?.report.passed ? (
        <>
          {changing === undefined ? (
            <>
              <Asking label={told.purpose}>
                {(id) => (
                  <Input.TextArea id={id} rows={2} value={asked.purpose} onChange={({ target }) => set({ purpose: target.value })} />
                )}
              </Asking>
              <Asking label={told.recipients}>
                {(id) => (
                  <Input.TextArea id={id} rows={2} value={asked.recipients} onChange={({ target }) => set({ recipients: target.value })} />
                )}
              </Asking>
            </>
          ) : null}
          <div>
            <Button type="primary" loading={send.isPending} disabled={send.isSuccess} onClick={() => send.mutate(frozen)}>
              {changing === undefined ? told.request : told.change}
            </Button>
          </div>
        </>
      ) : null}
      {error ? <ProblemNotice problem={problemIn(error) ?? fault} /> : null}
      {send.isSuccess && frozen ? (
        <Alert
          type="success"
          showIcon
          role="status"
          title={told.requested}
          description={
            <Link to="/cases/$plural/$id" params={{ plural: 'exports', id: frozen.export }}>
              {told.open}
            </Link>
          }
        />
      ) : null}
    </Section>
  )
}
