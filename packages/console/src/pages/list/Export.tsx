/** The whole list as a file: begun, watched, stopped, and handed to the browser once its record stands in the ledger. */
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ExportFormat, ListColumn, ListExportView, ListSort } from '@yunhe/platform/contract'
import { Alert, Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { addresses } from '../../ask/addresses.ts'
import { ask, pathWith } from '../../ask/ask.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { answerTo } from '../../ask/queries.ts'
import { Citation } from '../../parts/Citation.tsx'
import { ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import type { Filters } from './search.ts'

export interface ExportWish {
  readonly plural: string
  readonly filters: Filters
  readonly sort: ListSort | undefined
  readonly columns: readonly ListColumn[]
}

const formats: readonly ExportFormat[] = ['csv', 'xlsx']
const lookMs = 400

/** The browser takes it by itself: a file of any size never lies in the page. */
const fetchFile = (id: string) => {
  const link = document.createElement('a')
  link.href = pathWith(addresses.listExportFile[1], { id })
  link.download = ''
  link.click()
}

export const useExport = ({ plural, filters, sort, columns }: ExportWish) => {
  const { language } = useSpeech()
  const [id, setId] = useState<string>()
  const fetched = useRef<string>(undefined)
  const beginning = useMutation({
    mutationFn: (format: ExportFormat) =>
      ask('exportList', {
        body: {
          ...(filters as object),
          list: plural,
          ...(sort ? { sort } : {}),
          columns: [...columns],
          format,
          language: language === 'en' ? 'en' : 'zh',
        },
      }),
    onSuccess: (run) => setId(run.id),
  })
  const { data: run, error } = useQuery({
    ...answerTo('listExport', { params: { id: id ?? '' } }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? lookMs : false),
    refetchOnWindowFocus: false,
    gcTime: 0,
  })
  useEffect(() => {
    if (run?.state !== 'ready' || fetched.current === run.id) return
    fetched.current = run.id
    fetchFile(run.id)
  }, [run])
  const stopping = useMutation({ mutationFn: () => ask('stopListExport', { params: { id: id ?? '' } }), onSettled: () => setId(undefined) })
  return {
    begin: (format: ExportFormat) => {
      setId(undefined)
      beginning.mutate(format)
    },
    stop: () => stopping.mutate(),
    isStopped: stopping.isSuccess && id === undefined && !beginning.isPending,
    isRunning: beginning.isPending || run?.state === 'running',
    run,
    problem: problemIn(beginning.error ?? error) ?? (beginning.error || error ? fault : undefined),
  }
}
type Exporting = ReturnType<typeof useExport>

export const ExportButtons = ({ exporting }: { readonly exporting: Exporting }) => {
  const { words, code } = useSpeech()
  return (
    <span className="push export-buttons">
      {formats.map((format) => (
        <Button key={format} disabled={exporting.isRunning} onClick={() => exporting.begin(format)}>
          {words.lists.export.button(code(format))}
        </Button>
      ))}
    </span>
  )
}

export const ExportState = ({ exporting }: { readonly exporting: Exporting }) => {
  const { words } = useSpeech()
  const { run, problem, isStopped, stop } = exporting
  const said = words.lists.export
  if (problem) return <ProblemNotice problem={problem.status === 404 ? { ...problem, title: said.gone } : problem} />
  if (isStopped) return <Alert type="info" showIcon role="status" title={said.stopped} />
  return run ? <Standing run={run} stop={stop} /> : null
}

const Standing = ({ run, stop }: { readonly run: ListExportView; readonly stop: () => void }) => {
  const { words, count, say } = useSpeech()
  const said = words.lists.export
  const { state, rows, total, sha256, entry, refusals } = run
  if (state === 'running')
    return (
      <div className="exporting">
        <p role="status">{said.running(count(rows), count(total))}</p>
        <Progress percent={total === 0 ? 0 : Math.min(99, Math.floor((rows / total) * 100))} aria-label={said.title} />
        <Button onClick={stop}>{said.stop}</Button>
      </div>
    )
  if (state === 'ready' || state === 'fetched')
    return (
      <Alert
        type="success"
        showIcon
        role="status"
        title={said.ready(count(rows))}
        description={
          <>
            {entry ? <p>{said.recorded(entry)}</p> : null}
            <p>
              {said.hash}
              {words.app.colon}
              <span className="code hash">{sha256}</span>
            </p>
          </>
        }
      />
    )
  return (
    <Alert
      type={state === 'stopped' ? 'info' : 'error'}
      showIcon
      role="alert"
      title={said[state]}
      description={
        refusals.length === 0
          ? undefined
          : refusals.map((refusal) => (
              <p key={refusal.code}>
                {say(refusal.words)} <Citation rule={refusal.rule} />
              </p>
            ))
      }
    />
  )
}
