/** The inclusion proof of one entry, checked here and now in the reader's own browser. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import type { Reply } from '../../ask/ask.ts'
import { answerTo } from '../../ask/queries.ts'
import { useSpeech } from '../../words/words.tsx'
import { download } from '../csv.ts'
import { Scroll } from '../Scroll.tsx'
import { Answer } from '../States.tsx'
import { checkpointOf, verify } from './inclusion.ts'

const kindBy = { holds: 'success', broken: 'error', 'not-here': 'warning' } as const

const readableEntry = (entry: string) => {
  try {
    return JSON.stringify(JSON.parse(entry), undefined, 2)
  } catch {
    return entry
  }
}

const Shown = ({ proof }: { readonly proof: Reply<'proof'> }) => {
  const { words, count } = useSpeech()
  const verdict = useQuery({ queryKey: ['verdict', proof.ref, proof.size], queryFn: () => verify(proof, proof.checkpoint) })
  const { origin, root } = checkpointOf(proof.checkpoint)
  return (
    <div className="proof">
      {verdict.data ? (
        <Alert type={kindBy[verdict.data]} showIcon title={words.proof.verdicts[verdict.data]} role="status" />
      ) : (
        words.state.loading
      )}
      <dl className="facts">
        <div className="fact">
          <dt>{words.proof.index}</dt>
          <dd className="figure">{count(proof.index)}</dd>
        </div>
        <div className="fact">
          <dt>{words.proof.size}</dt>
          <dd className="figure">{count(proof.size)}</dd>
        </div>
        <div className="fact">
          <dt>{words.proof.origin}</dt>
          <dd className="code">{origin}</dd>
        </div>
        <div className="fact">
          <dt>{words.proof.root}</dt>
          <dd className="code">{root}</dd>
        </div>
      </dl>
      <details>
        <summary>{words.proof.path(count(proof.inclusion.length))}</summary>
        <ol className="code">
          {proof.inclusion.map((hash) => (
            <li key={hash}>{hash}</li>
          ))}
        </ol>
      </details>
      <details>
        <summary>{words.proof.entry}</summary>
        <Scroll name={words.proof.entry}>
          <pre className="code">{readableEntry(proof.entry)}</pre>
        </Scroll>
      </details>
      <Button size="small" onClick={() => download(`${proof.ref.replaceAll('/', '-')}.tlog-proof`, proof.tlogProof, 'text/plain')}>
        {words.proof.download}
      </Button>
    </div>
  )
}

const Proof = ({ entry }: { readonly entry: string }) => {
  const query = useQuery(answerTo('proof', { query: { ref: entry } }))
  return <Answer query={query}>{(proof) => <Shown proof={proof} />}</Answer>
}

export default Proof
