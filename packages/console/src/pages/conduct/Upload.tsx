/** Brings a file straight into the zone with a ticket: progress while it travels, then what was taken and what was set aside. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { type Delivered, endings, type Said, sendFile } from '../../ask/upload.ts'
import { Section } from '../../parts/Page.tsx'
import { ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { ModeChoice, Options } from './intake/Options.tsx'
import { Outcome, type Told } from './intake/Outcome.tsx'

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
  const [said, setSaid] = useState<Said>({})
  const [sent, setSent] = useState(0)
  const sending = useMutation({
    mutationFn: async (chosen: File) => {
      setSent(0)
      const pass = await ask('ticket', { body: { purpose, case: subject } })
      return sendFile<Delivered>(pass, `${place}/files`, chosen, setSent, said)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['case'] }),
  })
  const isAllSent = file !== undefined && sent >= file.size
  return (
    <Section title={told.upload} id="deliver">
      <p className="quiet">{told.uploadLead}</p>
      <div className="question">
        <label htmlFor="file">{words.catalog.file}</label>
        <input id="file" type="file" accept={endings} onChange={({ target }) => setFile(target.files?.[0])} />
      </div>
      {purpose === 'intake' ? <ModeChoice said={said} change={setSaid} /> : null}
      <Options said={said} change={setSaid} />
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
