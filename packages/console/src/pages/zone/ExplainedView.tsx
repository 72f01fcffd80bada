/** A text explained before it runs: where each result column comes from, in which state it arrives, and which rules the result is held to. */
import { Tag } from 'antd'
import type { Explained } from '../../ask/zone.ts'
import { Scroll } from '../../parts/Scroll.tsx'
import { useSpeech } from '../../words/words.tsx'
import { ResultRules } from './Rules.tsx'

const Path = ({ steps }: { readonly steps: readonly string[] }) => {
  const { words } = useSpeech()
  return (
    <ol className="refusal-path" aria-label={words.bench.way}>
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step may stand twice on a way, and its place is what tells them apart
        <li key={at}>
          <span className="code">{step}</span>
        </li>
      ))}
    </ol>
  )
}

export const ExplainedView = ({ explained }: { readonly explained: Explained }) => {
  const { words, code } = useSpeech()
  const say = words.bench
  return (
    <>
      <p className="quiet">{say.explainedLead}</p>
      <Scroll name={say.explained}>
        <table className="data cards">
          <caption className="unseen">{say.explained}</caption>
          <thead>
            <tr>
              <th scope="col">{words.workbench.output}</th>
              <th scope="col">{say.type}</th>
              <th scope="col">{say.way}</th>
              <th scope="col">{say.state}</th>
            </tr>
          </thead>
          <tbody>
            {explained.outputs.map(({ name, type, ways }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may share a name
              <tr key={at}>
                <td className="code" data-label={words.workbench.output}>
                  {name}
                </td>
                <td className="code" data-label={say.type}>
                  {type}
                </td>
                <td data-label={say.way}>
                  {ways.length === 0 ? <span className="quiet">{say.constant}</span> : null}
                  {ways.map(({ path }) => (
                    <Path key={path.join()} steps={path} />
                  ))}
                </td>
                <td data-label={say.state}>
                  {ways.map(({ disclosure, mode, path }) => (
                    <div key={path.join()}>
                      <Tag>{code(disclosure)}</Tag> {say.modes[mode]}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <h3>{say.rulesTitle}</h3>
      <ResultRules explained={explained} />
    </>
  )
}
