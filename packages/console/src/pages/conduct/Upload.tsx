/** Brings a file straight into the zone with a ticket: progress while it travels, then what was taken and what was set aside. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Progress } from 'antd'
import { useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { type Delivered, sendFile } from '../../ask/upload.ts'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

const SetAside = ({ rejected }: { readonly rejected: Delivered['rejected'] }) => {
  const { words, say, count, field } = useSpeech()
  if (rejected.length === 0) return null
  return (
    <Scroll name={field('rejectedRows')}>
      <table className="data">
        <caption className="unseen">{field('rejectedRows')}</caption>
        <thead>
          <tr>
            <th scope="col">{words.catalog.line}</th>
            <th scope="col">{field('column')}</th>
            <th scope="col">{field('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {rejected.slice(0, 100).map(({ line, row, column, code, words: reason }) => (
            <tr key={`${line}${row}${column}${code}`}>
              <td>{count(line ?? row ?? 0)}</td>
              <td className="code">{column ?? ''}</td>
              <td>{say(reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** What is said of a file: to a dataset and to quarantine different things happen with it. */
interface Told {
  readonly upload: string
  readonly uploadLead: string
  readonly received: (rows: string) => string
  readonly refused: string
}

const Outcome = ({ delivered, told }: { readonly delivered: Delivered; readonly told: Told }) => {
  const { words, say, count } = useSpeech()
  const aside = delivered.rejectedRows > 0 ? words.catalog.setAside(count(delivered.rejectedRows)) : ''
  return (
    <>
      {delivered.outcome === 'accepted' ? (
        <Alert
          type={delivered.rejectedRows > 0 ? 'warning' : 'success'}
          showIcon
          role="status"
          title={`${told.received(count(delivered.rows))}${aside}`}
        />
      ) : (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={told.refused}
          description={delivered.refusals.map(({ code, words: reason, place }) => (
            <p key={`${code}${place}`}>
              {say(reason)} <span className="code">{place}</span>
            </p>
          ))}
        />
      )}
      <SetAside rejected={delivered.rejected} />
    </>
  )
}

interface UploadProps {
  readonly purpose: 'intake' | 'quarantine'
  /** The case that is delivered for. */
  readonly subject: string
  /** Where the zone takes the file: `datasets/flights`, `imports/s1`. */
  readonly place: string
  readonly told: Told
}

export const Upload = ({ purpose, subject, place, told }: UploadProps) => {
  const { words, bytes } = useSpeech()
  const client = useQueryClient()
  const [file, setFile] = useState<File>()
  const [sent, setSent] = useState(0)
  const sending = useMutation({
    mutationFn: async (chosen: File) => {
      setSent(0)
      const pass = await ask('ticket', { body: { purpose, case: subject } })
      return sendFile(pass, place, chosen, setSent)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['case'] }),
  })
  const isAllSent = file !== undefined && sent >= file.size
  return (
    <Section title={told.upload} id="deliver">
      <p className="quiet">{told.uploadLead}</p>
      <div className="question">
        <label htmlFor="file">{words.catalog.file}</label>
        <input id="file" type="file" accept=".csv,.json,.ndjson,.jsonl,.parquet" onChange={({ target }) => setFile(target.files?.[0])} />
      </div>
      <div>
        <Button type="primary" disabled={file === undefined} loading={sending.isPending} onClick={() => file && sending.mutate(file)}>
          {words.catalog.send}
        </Button>
      </div>
      {sending.isPending && file ? (
        <div role="status">
          <Progress percent={file.size === 0 ? 100 : Math.round((sent / file.size) * 100)} aria-label={words.catalog.progress} />
          {isAllSent ? words.catalog.checking : words.catalog.sending(bytes(sent), bytes(file.size))}
        </div>
      ) : null}
      {sending.error ? <ProblemNotice problem={problemIn(sending.error) ?? fault} /> : null}
      {sending.data ? <Outcome delivered={sending.data} told={told} /> : null}
    </Section>
  )
}
