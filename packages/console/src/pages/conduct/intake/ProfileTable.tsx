/** Column by column: how much is empty, how many values differ, how long they are, which shapes they have. */
import { Scroll } from '../../../parts/Scroll.tsx'
import { useSpeech } from '../../../words/words.tsx'
import type { Notes } from './intake.ts'

export const ProfileTable = ({ profile: { rows, columns } }: { readonly profile: Notes['profile'] }) => {
  const { words, field, count, share } = useSpeech()
  const { intake } = words
  return (
    <>
      <Scroll name={intake.profileOf}>
        <table className="data cards">
          <caption className="unseen">{intake.profileOf}</caption>
          <thead>
            <tr>
              {[field('name'), intake.empty, intake.distinct, intake.lengths, intake.range, intake.patterns].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, empty, distinct, length, range, patterns }) => (
              <tr key={name}>
                <td data-label={field('name')} className="code">
                  {name}
                </td>
                <td data-label={intake.empty}>
                  {count(empty)} ({share(rows === 0 ? 0 : empty / rows)})
                </td>
                <td data-label={intake.distinct}>{count(distinct)}</td>
                <td data-label={intake.lengths}>
                  {count(length.least)}–{count(length.most)}
                </td>
                <td data-label={intake.range}>{range ? `${range.least} – ${range.most}` : '—'}</td>
                <td data-label={intake.patterns}>
                  {patterns.map(({ shape, share: part }) => (
                    <div key={shape}>
                      <span className="code">{shape}</span> {share(part)}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="hint">{intake.patternLead}</p>
    </>
  )
}
