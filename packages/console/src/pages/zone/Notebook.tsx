/** A notebook: named steps over one load of the data, each kept inside or shown; saved in the workspace, run as one job (article 16). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Popconfirm, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { fault, problemIn } from '../../ask/problem.ts'
import { askZone, type EstimateView, type NotebookStep, type NotebookView, type Pass } from '../../ask/zone.ts'
import { Section } from '../../parts/Page.tsx'
import { Loading, ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { type EditorTable, formatted } from './completing.ts'
import { Estimate } from './Estimate.tsx'
import { Refused } from './Refused.tsx'

const SqlEditor = lazy(() => import('./SqlEditor.tsx'))

/** The number stays with a step wherever it moves, so that its editor moves along. */
interface Draft extends NotebookStep {
  readonly key: number
}
interface Opened {
  readonly notebook?: string
  readonly base?: string
  readonly title: string
  readonly steps: readonly Draft[]
}

const moved = (steps: readonly Draft[], from: number, to: number): readonly Draft[] => {
  const left = steps.toSpliced(from, 1)
  const [step] = steps.slice(from, from + 1)
  return step === undefined || to < 0 || to > left.length ? steps : left.toSpliced(to, 0, step)
}
const plain = (steps: readonly Draft[]): readonly NotebookStep[] => steps.map(({ name, sql, shown }) => ({ name, sql, shown }))

interface NotebookProps {
  readonly workspace: string
  readonly pass: Pass
  readonly firstText: string
  readonly tables: readonly EditorTable[]
  readonly onRun: () => void
}

export const Notebook = ({ workspace, pass, firstText, tables, onRun }: NotebookProps) => {
  const { words } = useSpeech()
  const client = useQueryClient()
  const [next, setNext] = useState(2)
  const fresh = (): Opened => ({ title: '', steps: [{ key: 1, name: 'step_1', sql: firstText, shown: true }] })
  const [opened, setOpened] = useState<Opened>(fresh)
  const [laidOut, layOut] = useState<{ readonly key: number; readonly text: string }>()
  const listKey = ['zone', workspace, 'notebooks']
  const saved = useQuery({
    queryKey: listKey,
    queryFn: () => askZone<{ readonly notebooks: readonly NotebookView[] }>(pass, 'GET', `/workspaces/${workspace}/notebooks`),
  })
  const open = ({ notebook, hash, title, steps }: Pick<NotebookView, 'notebook' | 'hash' | 'title' | 'steps'>) => {
    setOpened({ notebook, base: hash, title, steps: steps.map((step, index) => ({ ...step, key: next + index })) })
    setNext(next + steps.length)
  }
  const change = (steps: readonly Draft[]) => setOpened({ ...opened, steps })
  const put = (key: number, part: Partial<NotebookStep>) =>
    change(opened.steps.map((step) => (step.key === key ? { ...step, ...part } : step)))
  const add = () => {
    setNext(next + 1)
    change([...opened.steps, { key: next, name: `step_${next}`, sql: firstText, shown: true }])
  }
  const format = ({ key, sql }: Draft) => void formatted(sql).then((text) => text !== undefined && layOut({ key, text }))
  const asked = (count: number) => ({ kind: 'notebook', steps: plain(opened.steps.slice(0, count)) })
  const estimate = useMutation({
    mutationFn: () => askZone<EstimateView>(pass, 'POST', `/workspaces/${workspace}/estimate`, asked(opened.steps.length)),
  })
  const run = useMutation({
    mutationFn: (count: number) => askZone<{ readonly job: string }>(pass, 'POST', `/workspaces/${workspace}/jobs`, asked(count)),
    onMutate: () => estimate.reset(),
    onSuccess: onRun,
  })
  const save = useMutation({
    mutationFn: () =>
      askZone<NotebookView>(
        pass,
        'POST',
        `/workspaces/${workspace}/notebooks${opened.notebook === undefined ? '' : `/${opened.notebook}`}`,
        {
          title: opened.title,
          steps: plain(opened.steps),
          ...(opened.base === undefined ? {} : { base: opened.base }),
        },
      ),
    onSuccess: ({ notebook, hash }) => {
      setOpened({ ...opened, notebook, base: hash })
      return client.invalidateQueries({ queryKey: listKey })
    },
  })
  const remove = useMutation({
    mutationFn: () => askZone(pass, 'DELETE', `/workspaces/${workspace}/notebooks/${opened.notebook ?? ''}`),
    onSuccess: () => {
      setOpened(fresh())
      return client.invalidateQueries({ queryKey: listKey })
    },
  })
  const failed = run.error ?? estimate.error ?? save.error ?? remove.error
  const problem = failed ? (problemIn(failed) ?? fault) : undefined
  const notebooks = saved.data?.notebooks ?? []
  const versions = notebooks.find(({ notebook }) => notebook === opened.notebook)?.versions ?? []
  return (
    <Section title={words.workbench.notebook} note={words.workbench.notebookLead}>
      <div className="form-foot">
        <Select
          aria-label={words.workbench.savedNotebooks}
          placeholder={words.workbench.savedNotebooks}
          style={{ minWidth: 200, maxWidth: '100%' }}
          value={opened.notebook ?? null}
          options={notebooks.map(({ notebook, title }) => ({ value: notebook, label: title }))}
          onChange={(value) => {
            const found = notebooks.find(({ notebook }) => notebook === value)
            if (found) open(found)
          }}
        />
        {versions.length > 1 ? (
          <Select
            aria-label={words.workbench.versions}
            style={{ minWidth: 140 }}
            value={opened.base ?? null}
            options={versions.map(({ hash }, index) => ({
              value: hash,
              label: words.workbench.version(versions.length - index, hash.slice(0, 8)),
            }))}
            onChange={(value) => {
              const version = versions.find(({ hash }) => hash === value)
              const [newest] = versions
              if (version && newest && opened.notebook) open({ notebook: opened.notebook, ...version, hash: newest.hash })
            }}
          />
        ) : null}
        <Button onClick={() => setOpened(fresh())}>{words.workbench.newNotebook}</Button>
      </div>
      <ol className="jobs">
        {opened.steps.map((step, index) => (
          <li key={step.key} className="job">
            <p className="form-foot">
              <Input
                aria-label={words.workbench.stepName}
                value={step.name}
                style={{ maxWidth: 200 }}
                maxLength={40}
                onChange={({ target }) => put(step.key, { name: target.value.toLowerCase() })}
              />
              <Checkbox checked={step.shown} onChange={({ target }) => put(step.key, { shown: target.checked })}>
                {words.workbench.shown}
              </Checkbox>
              <Button size="small" disabled={index === 0} onClick={() => change(moved(opened.steps, index, index - 1))}>
                {words.workbench.up}
              </Button>
              <Button
                size="small"
                disabled={index === opened.steps.length - 1}
                onClick={() => change(moved(opened.steps, index, index + 1))}
              >
                {words.workbench.down}
              </Button>
              <Button size="small" disabled={opened.steps.length === 1} onClick={() => change(opened.steps.toSpliced(index, 1))}>
                {words.workbench.removeStep}
              </Button>
              <Button size="small" onClick={() => format(step)}>
                {words.bench.format}
              </Button>
              <Button size="small" loading={run.isPending} onClick={() => run.mutate(index + 1)}>
                {words.workbench.runToHere}
              </Button>
            </p>
            <Suspense fallback={<Loading />}>
              <SqlEditor
                value={step.sql}
                label={`${words.workbench.step} ${step.name}`}
                tables={tables}
                replacement={laidOut?.key === step.key ? laidOut : undefined}
                onChange={(sql) => put(step.key, { sql })}
                onRun={() => run.mutate(index + 1)}
                onFormat={() => format(step)}
              />
            </Suspense>
          </li>
        ))}
      </ol>
      <div className="form-foot">
        <Button onClick={add}>{words.workbench.addStep}</Button>
        <Button loading={estimate.isPending} onClick={() => estimate.mutate()}>
          {words.workbench.estimate}
        </Button>
        <Button type="primary" loading={run.isPending} onClick={() => run.mutate(opened.steps.length)}>
          {words.workbench.runAll}
        </Button>
      </div>
      <div className="form-foot">
        <Input
          aria-label={words.workbench.notebookTitle}
          placeholder={words.workbench.notebookTitle}
          style={{ maxWidth: 260 }}
          maxLength={80}
          value={opened.title}
          onChange={({ target }) => setOpened({ ...opened, title: target.value })}
        />
        <Button disabled={opened.title.trim() === ''} loading={save.isPending} onClick={() => save.mutate()}>
          {words.workbench.save}
        </Button>
        {opened.notebook === undefined ? null : (
          <Popconfirm
            title={words.workbench.deleteWarning}
            okText={words.workbench.deleteNotebook}
            cancelText={words.workbench.keep}
            onConfirm={() => remove.mutate()}
          >
            <Button danger>{words.workbench.deleteNotebook}</Button>
          </Popconfirm>
        )}
      </div>
      {estimate.data ? <Estimate estimate={estimate.data} /> : null}
      {problem?.refusals && problem.refusals.length > 0 ? (
        <Refused refusals={problem.refusals} />
      ) : problem ? (
        <ProblemNotice problem={problem} />
      ) : null}
    </Section>
  )
}
