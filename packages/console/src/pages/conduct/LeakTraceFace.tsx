/** A trace: a sample goes straight into the zone and is compared there; what it comes from is a lead (article 15). */
import { useMutation } from '@tanstack/react-query'
import type { LeakTrace } from '@yunhe/law/conduct/leak-trace'
import type { CaseView } from '@yunhe/platform/contract'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { base64OfFile } from '../../ask/base64.ts'
import { compareSample, type Sample, type TraceAnswer } from '../../ask/exports.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { queryClient } from '../../ask/queries.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Organization } from '../../parts/Organization.tsx'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'

type Names = CaseView['nameByOrganization']
const kinds = { named: 'error', unclear: 'warning', none: 'info' } as const

const AnswerOf = ({
  answer,
  names,
}: {
  readonly answer: Omit<TraceAnswer, 'suspects'> & { readonly suspects: LeakTrace['answers'][number]['suspects'] }
  readonly names: Names
}) => {
  const { words, count } = useSpeech()
  const told = words.tracing
  const evidence = (kind: string) => (kind in told.evidences ? told.evidences[kind as keyof typeof told.evidences] : kind)
  return (
    <div>
      <Alert
        type={kinds[answer.verdict]}
        showIcon
        title={told.verdicts[answer.verdict]}
        description={told.compared(count(answer.compared))}
      />
      {answer.suspects.length > 0 ? (
        <>
          <Scroll name={told.answers}>
            <table className="data cards">
              <caption className="unseen">{told.answers}</caption>
              <thead>
                <tr>
                  {(['export', 'operator', 'person', 'evidence', 'agreement', 'chance'] as const).map((key) => (
                    <th key={key} scope="col">
                      {told[key]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {answer.suspects.map((one) => (
                  <tr key={one.export}>
                    <td data-label={told.export}>
                      <CaseLink plural="exports" id={one.export} />
                    </td>
                    <td data-label={told.operator}>
                      <Organization uscc={one.operator} name={names[one.operator]} />
                    </td>
                    <td className="code" data-label={told.person}>
                      {one.person}
                    </td>
                    <td data-label={told.evidence}>{evidence(one.evidence)}</td>
                    <td data-label={told.agreement}>{told.agrees(count(one.matched), count(one.of))}</td>
                    <td data-label={told.chance}>{told.chanceBelow(String(one.chanceExponent))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          <p className="quiet">{told.caution}</p>
        </>
      ) : null}
      <p className="quiet code ref">{answer.sample}</p>
    </div>
  )
}

const none: Sample = { sample: '', encoding: 'utf8' }

const Comparing = ({ view }: { readonly view: CaseView }) => {
  const { words } = useSpeech()
  const [sample, setSample] = useState<Sample>(none)
  const comparing = useMutation({
    mutationFn: async (found: Sample) => {
      const pass = await ask('ticket', { body: { purpose: 'trace', case: view.id } })
      const answer = await compareSample(pass, view.id, found)
      const known = stateOf<LeakTrace>(view).samples.includes(answer.sample)
      // What the ledger holds comes from the zone itself: the platform asks it again.
      if (!known) await ask('act', { params: { plural: 'leak-traces', id: view.id, act: 'hand-in' }, body: { sample: answer.sample } })
      return answer
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['case'] }),
  })
  const read = async (file: File | undefined) => {
    if (file === undefined) return setSample(none)
    const isModel = file.name.toLowerCase().endsWith('.onnx')
    setSample(isModel ? { sample: await base64OfFile(file), encoding: 'base64' } : { sample: await file.text(), encoding: 'utf8' })
  }
  return (
    <Section title={words.tracing.title} id="compare">
      <p className="quiet">{words.tracing.lead}</p>
      <div className="question">
        <label htmlFor="sample">{words.tracing.sample}</label>
        <Input.TextArea
          id="sample"
          rows={8}
          className="code"
          value={sample.encoding === 'utf8' ? sample.sample : ''}
          onChange={({ target }) => setSample({ sample: target.value, encoding: 'utf8' })}
        />
      </div>
      <div className="question">
        <label htmlFor="sample-file">{words.tracing.file}</label>
        <input
          id="sample-file"
          type="file"
          accept=".csv,.tsv,.txt,.json,.md,.onnx"
          onChange={({ target }) => void read(target.files?.[0])}
        />
      </div>
      <div>
        <Button
          type="primary"
          disabled={sample.sample.trim() === ''}
          loading={comparing.isPending}
          onClick={() => comparing.mutate(sample)}
        >
          {words.tracing.compare}
        </Button>
      </div>
      {comparing.error ? <ProblemNotice problem={problemIn(comparing.error) ?? fault} /> : null}
      {comparing.data ? (
        <div role="status">
          <AnswerOf
            answer={{ ...comparing.data, suspects: comparing.data.suspects.map((one) => ({ grant: '', ...one })) }}
            names={view.nameByOrganization}
          />
        </div>
      ) : null}
    </Section>
  )
}

const LeakTraceFace = ({ view }: { readonly view: CaseView }) => {
  const { words } = useSpeech()
  const { answers } = stateOf<LeakTrace>(view)
  return (
    <>
      {answers.length > 0 ? (
        <Section title={words.tracing.answers}>
          {answers.map((answer) => (
            <AnswerOf key={answer.sample} answer={answer} names={view.nameByOrganization} />
          ))}
        </Section>
      ) : null}
      {view.acts.some(({ act, open }) => act === 'enter' && open) ? <Comparing view={view} /> : null}
    </>
  )
}

export default LeakTraceFace
