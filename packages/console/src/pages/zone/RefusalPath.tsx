/** The way a value would have taken, from its column to the result: a list in its order, with the place where it is stopped marked by word and sign. */
import { useSpeech } from '../../words/words.tsx'

export const RefusalPath = ({ steps }: { readonly steps: readonly string[] }) => {
  const { words } = useSpeech()
  if (steps.length === 0) return null
  return (
    <ol className="refusal-path" aria-label={words.workbench.path}>
      {steps.map((step, at) => {
        const isStop = at === steps.length - 1
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step may stand twice on a way, and its place is what tells them apart
          <li key={at} className={isStop ? 'is-stop' : undefined}>
            <span className="code">{step}</span>
            {isStop ? <span className="refusal-stop">✕ {words.workbench.stopped}</span> : null}
          </li>
        )
      })}
    </ol>
  )
}
