/** The jobs of a workspace: their phase and place in the queue, cancel while they live, the checked result when they are done. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Progress, Tag } from 'antd'
import { useState } from 'react'
import { fault, problemIn } from '../../ask/problem.ts'
import { askZone, isLive, type JobView, type OutputCheck, type Pass, percentOf, type ResultTable, type ResultView } from '../../ask/zone.ts'
import { Moment } from '../../parts/Day.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Answer, Nothing, ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { Lineage } from './Lineage.tsx'
import { Meter } from './Meter.tsx'

const colours: Readonly<Record<string, string>> = {
  done: 'success',
  failed: 'error',
  killed: 'error',
  withheld: 'warning',
  cancelled: 'default',
}
const mostRows = 500

const Checks = ({ checks }: { readonly checks: readonly OutputCheck[] }) => {
  const { words, code, say } = useSpeech()
  if (checks.length === 0) return null
  return (
    <ul className="checks">
      {checks.map(({ check, passed, findings = [] }) => (
        <li key={check}>
          <Tag color={passed ? 'success' : 'error'}>{passed ? words.workbench.passed : words.workbench.failed}</Tag> {code(check)}
          {findings.length > 0 ? (
            <ul>
              {findings.map((finding) => (
                <li key={`${finding.code}${finding.place}`}>
                  {say(finding.words)} <span className="code">{finding.place}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

const Table = ({ table: { columns, rows, suppressed, lineage } }: { readonly table: ResultTable }) => {
  const { words, count } = useSpeech()
  return (
    <>
      <p>
        {words.workbench.rows(count(rows.length))} ·{' '}
        {suppressed > 0 ? words.workbench.suppressed(count(suppressed)) : words.workbench.nothingSuppressed}
      </p>
      <Scroll name={words.workbench.resultTitle}>
        <table className="data">
          <caption className="unseen">{words.workbench.resultTitle}</caption>
          <thead>
            <tr>
              {columns.map(({ name }) => (
                <th key={name} scope="col" className="code">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a result have no name and never move
              <tr key={index}>
                {row.map((cell, place) => (
                  <td key={columns[place]?.name}>
                    {cell === null ? (
                      <span className="quiet">{words.state.none}</span>
                    ) : typeof cell === 'number' ? (
                      count(cell)
                    ) : (
                      String(cell)
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <details>
        <summary>{words.workbench.lineage}</summary>
        <Lineage lineage={lineage} />
      </details>
    </>
  )
}

const Result = ({ job, pass }: { readonly job: string; readonly pass: Pass }) => {
  const { words, code } = useSpeech()
  const query = useQuery({
    queryKey: ['zone', 'result', job],
    queryFn: () => askZone<ResultView>(pass, 'GET', `/jobs/${job}/result`),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Answer query={query}>
      {(view) =>
        view.kind === 'sql' ? (
          <Table table={view} />
        ) : (
          view.steps.map((step) => (
            <section key={step.name} aria-label={step.name}>
              <h3>{code(step.name)}</h3>
              {step.outcome === 'released' ? (
                <Table table={step} />
              ) : (
                <>
                  <p>{words.workbench.stepWithheld}</p>
                  <Checks checks={step.checks} />
                </>
              )}
            </section>
          ))
        )
      }
    </Answer>
  )
}

const Job = ({ job, pass, onChanged }: { readonly job: JobView; readonly pass: Pass; readonly onChanged: () => void }) => {
  const { words, code, say, instant } = useSpeech()
  const [isShown, setShown] = useState(false)
  const cancel = useMutation({ mutationFn: () => askZone(pass, 'DELETE', `/jobs/${job.job}`), onSettled: onChanged })
  return (
    <li className="job">
      <p className="entry-head">
        <Tag color={colours[job.state] ?? 'processing'}>{code(job.state)}</Tag>
        <span>{words.workbench.kinds[job.kind] ?? job.kind}</span>
        <Moment at={job.submittedAt} />
        {job.position === undefined ? null : <span>{words.workbench.position(job.position)}</span>}
        {job.code ? <span>{code(job.code)}</span> : null}
      </p>
      {isLive(job) ? <Progress percent={percentOf(job)} size="small" showInfo={false} aria-label={words.workbench.progress} /> : null}
      <p className="form-foot">
        {isLive(job) ? (
          <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {words.workbench.cancel}
          </Button>
        ) : null}
        {job.state === 'done' ? (
          <Button size="small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {words.workbench.result}
          </Button>
        ) : null}
      </p>
      {cancel.error ? <ProblemNotice problem={problemIn(cancel.error) ?? fault} /> : null}
      {isShown ? <Result job={job.job} pass={pass} /> : null}
      <Checks checks={job.checks} />
      <Meter job={job} />
      <details>
        <summary>{words.workbench.log}</summary>
        <ul className="log">
          {job.log.map(({ at, words: line }) => (
            <li key={`${at}${line.en}`}>
              <span className="quiet">{instant(at)}</span> {say(line)}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}

export const Jobs = ({
  jobs,
  pass,
  onChanged,
}: {
  readonly jobs: readonly JobView[]
  readonly pass: Pass
  readonly onChanged: () => void
}) => {
  const { words } = useSpeech()
  if (jobs.length === 0) return <Nothing>{words.workbench.noJobs}</Nothing>
  return (
    <ul className="jobs" aria-live="polite">
      {jobs
        .toSorted((one, other) => other.submittedAt.localeCompare(one.submittedAt))
        .map((job) => (
          <Job key={job.job} job={job} pass={pass} onChanged={onChanged} />
        ))}
    </ul>
  )
}
