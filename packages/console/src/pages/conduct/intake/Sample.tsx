/** Lets the zone look at a sample of data that is not registered yet, and fills the form with what it suggests. */
import { useMutation } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { ask } from '../../../ask/ask.ts'
import { fault, problemIn } from '../../../ask/problem.ts'
import { endings, sendFile } from '../../../ask/upload.ts'
import { Section } from '../../../parts/Page.tsx'
import { ProblemNotice } from '../../../parts/States.tsx'
import { useSpeech } from '../../../words/words.tsx'
import { formOf, type Inferred } from './intake.ts'
import { ReadAs } from './Outcome.tsx'

const Answered = ({ inferred }: { readonly inferred: Inferred }) => {
  const { words, say, count } = useSpeech()
  const { intake } = words
  if (inferred.outcome === 'refused')
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={inferred.refusals.map(({ words: reason, place }) => `${say(reason)} ${place}`).join(words.app.comma)}
      />
    )
  const keys = inferred.columns.filter(({ couldBeKey }) => couldBeKey).map(({ name }) => name)
  return (
    <>
      <Alert
        type="success"
        showIcon
        role="status"
        title={intake.sampleRead(count(inferred.rows), count(inferred.columns.length))}
        description={keys.length > 0 ? intake.sampleKeys(keys.join(words.app.comma)) : undefined}
      />
      <ReadAs chosen={inferred.chosen} />
    </>
  )
}

export const Sample = ({ take }: { readonly take: (form: Readonly<Record<string, unknown>>) => void }) => {
  const { words } = useSpeech()
  const [file, setFile] = useState<File>()
  const reading = useMutation({
    mutationFn: async (chosen: File) => {
      const pass = await ask('ticket', { body: { purpose: 'sample' } })
      return sendFile<Inferred>(pass, 'samples', chosen, () => undefined)
    },
    onSuccess: (inferred) => {
      if (inferred.outcome === 'inferred') take(formOf(inferred))
    },
  })
  return (
    <Section title={words.intake.sample}>
      <p className="quiet">{words.intake.sampleLead}</p>
      <div className="question">
        <label htmlFor="sample">{words.catalog.file}</label>
        <input id="sample" type="file" accept={endings} onChange={({ target }) => setFile(target.files?.[0])} />
      </div>
      <div>
        <Button disabled={file === undefined} loading={reading.isPending} onClick={() => file && reading.mutate(file)}>
          {words.intake.sampleSend}
        </Button>
      </div>
      {reading.error ? <ProblemNotice problem={problemIn(reading.error) ?? fault} /> : null}
      {reading.data ? <Answered inferred={reading.data} /> : null}
    </Section>
  )
}
