/** The whole list as a file: begun, watched, stopped, and handed to the browser once its record stands in the ledger. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ExportFormat, ListColumn, ListExportView, ListSort } from '@yunhe/platform/contract'
import { Alert, Button, Progress } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
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
  const [begun, setBegun] = useState<string>()
  const fetched = useRef<string>(undefined)
  // What the reader began before: under way, waiting to be fetched, or lost with a restart.
  const client = useQueryClient()
  const standing = answerTo('listExports', { query: { list: plural } })
  const { data: before = [] } = useQuery({ ...standing, enabled: begun === undefined, refetchOnWindowFocus: false })
  const id = begun ?? before[0]?.id
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
    onSuccess: (run) => setBegun(run.id),
  })
  const { data: run, error } = useQuery({
    ...answerTo('listExport', { params: { id: id ?? '' } }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? lookMs : false),
    refetchOnWindowFocus: false,
    gcTime: 0,
  })
  useEffect(() => {
    // What was begun on another page waits until it is asked for: that page may be fetching it.
    if (run?.state !== 'ready' || run.id !== begun || fetched.current === run.id) return
    fetched.current = run.id
    fetchFile(run.id)
  }, [run, begun])
  const stopping = useMutation({
    mutationFn: (_: ListExportView['state'] | undefined) => ask('stopListExport', { params: { id: id ?? '' } }),
    onSettled: () => {
      setBegun(undefined)
      return client.invalidateQueries({ queryKey: standing.queryKey })
    },
  })
  return {
    begin: (format: ExportFormat) => {
      stopping.reset()
      beginning.mutate(format)
    },
    stop: () => stopping.mutate(run?.state),
    fetch: () => (id === undefined ? undefined : setBegun(id)),
    isBegunHere: begun !== undefined,
    isStopped: stopping.isSuccess && stopping.variables === 'running' && id === undefined && !beginning.isPending,
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
  const { run, problem, isStopped } = exporting
  const said = words.lists.export
  if (problem) return <ProblemNotice problem={problem.status === 404 ? { ...problem, title: said.gone } : problem} />
  if (isStopped) return <Alert type="info" showIcon role="status" title={said.stopped} />
  return run ? <Standing run={run} exporting={exporting} /> : null
}

interface OfferProps {
  readonly type: 'warning' | 'info'
  readonly role: 'alert' | 'status'
  readonly title: string
  /** Going on. */
  readonly children: ReactNode
  /** Leaving it. */
  readonly no: { readonly does: () => void; readonly label: string }
}

/** How a file stands that this page did not begin, and what may be done with it. */
const Offer = ({ type, role, title, children, no }: OfferProps) => (
  <Alert
    type={type}
    showIcon
    role={role}
    title={title}
    description={
      <span className="tools">
        {children}
        <Button size="small" onClick={no.does}>
          {no.label}
        </Button>
      </span>
    }
  />
)

const Standing = ({ run, exporting }: { readonly run: ListExportView; readonly exporting: Exporting }) => {
  const { words, count, say, code } = useSpeech()
  const said = words.lists.export
  const { state, format, rows, total, sha256, entry, refusals } = run
  const { begin, stop, fetch, isBegunHere } = exporting
  if (state === 'running')
    return (
      <div className="exporting">
        <p role="status">{said.running(count(rows), count(total))}</p>
        <Progress percent={total === 0 ? 0 : Math.min(99, Math.floor((rows / total) * 100))} aria-label={said.title} />
        <Button onClick={stop}>{said.stop}</Button>
      </div>
    )
  if (state === 'interrupted')
    return (
      <Offer type="warning" role="alert" title={said.interrupted(count(total))} no={{ does: stop, label: said.dismiss }}>
        <Button type="primary" size="small" onClick={() => begin(format)}>
          {said.again(code(format))}
        </Button>
      </Offer>
    )
  if (state === 'ready' && !isBegunHere)
    return (
      <Offer type="info" role="status" title={said.waiting(count(rows))} no={{ does: stop, label: said.discard }}>
        <Button type="primary" size="small" onClick={fetch}>
          {said.fetch}
        </Button>
      </Offer>
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
