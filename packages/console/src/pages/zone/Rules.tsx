/** Which rules hold for results: groups, dominance, rounding or noise, comparison with earlier releases, limits (articles 12 and 16). */
import type { Explained, FigureProtection, WorkspaceView } from '../../ask/zone.ts'
import { type Speech, useSpeech } from '../../words/words.tsx'

type Guard = NonNullable<Explained['guard']>

const figuresSaid = (protection: FigureProtection | undefined, { words, count, share }: Speech): string =>
  protection === undefined
    ? words.bench.exact
    : protection.kind === 'round'
      ? words.bench.rounded(count(protection.base))
      : words.bench.noisy(count(protection.most), share(protection.share))

const dominanceSaid = ({ largest, largestShare, restShare }: NonNullable<Guard['dominance']>, { words, count, share }: Speech): string =>
  words.bench.dominance(count(largest), share(largestShare), share(restShare))

/** The rules of one result. */
export const ResultRules = ({ explained: { guard, limits } }: { readonly explained: Explained }) => {
  const speech = useSpeech()
  const { words, count, bytes } = speech
  const say = words.bench
  const withColumns = (rule: string, columns: readonly string[]) =>
    [rule, say.ofColumns(columns.join(words.app.comma))].join(words.app.clause)
  const numbers = say.limits(count(limits.maxRows), bytes(limits.maxBytes))
  if (guard === undefined)
    return (
      <>
        <p>{say.noGuard}</p>
        <ul className="bullets">
          <li>{say.identifiers}</li>
          <li>{numbers}</li>
        </ul>
      </>
    )
  const least = guard.of === 'cells' ? say.minimum : say.minimumOfRows
  return (
    <ul className="bullets">
      <li>{least(count(guard.minimum), count(guard.minimumRows))}</li>
      {guard.dominance === undefined ? null : <li>{withColumns(dominanceSaid(guard.dominance, speech), guard.dominance.columns)}</li>}
      <li>{guard.figures === undefined ? say.exact : withColumns(figuresSaid(guard.figures, speech), guard.figures.columns)}</li>
      {guard.about.length === 0 ? null : <li>{say.compared(guard.about.join(words.app.comma))}</li>}
      <li>{say.identifiers}</li>
      <li>{numbers}</li>
    </ul>
  )
}

/** What holds in this workspace, before anything is written. */
export const WorkspaceRules = ({ view: { tables, protection } }: { readonly view: WorkspaceView }) => {
  const speech = useSpeech()
  const { words, count } = speech
  const say = words.bench
  return (
    <details>
      <summary>{say.rulesTitle}</summary>
      <p className="quiet">{say.rulesLead}</p>
      <ul className="bullets">
        {tables.map(({ table, minimumGroup, minimumRows = minimumGroup, dominance }) => (
          <li key={table}>
            <span className="code">{table}</span>
            {words.app.colon}
            {say.minimum(count(minimumGroup), count(minimumRows))}
            {dominance === undefined ? null : (
              <>
                {words.app.clause}
                {dominanceSaid({ ...dominance, columns: [] }, speech)}
              </>
            )}
          </li>
        ))}
        <li>{figuresSaid(protection, speech)}</li>
        <li>{say.compared(tables.map(({ table }) => table).join(words.app.comma))}</li>
        <li>{say.identifiers}</li>
      </ul>
    </details>
  )
}
