/** What several said on the same question, side by side and row by row alike: who, the conclusion, the reason, when, and the entry that records it. */
import type { CaseView, EntryView } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useSpeech } from '../words/words.tsx'
import { Moment } from './Day.tsx'

export interface Opinion {
  readonly key: string
  readonly who: ReactNode
  /** In which capacity. */
  readonly as?: string
  /** Absent where nothing was said yet, or where it is not shown yet. */
  readonly conclusion?: { readonly says: string; readonly tone: keyof typeof colours }
  /** Said instead of a conclusion. */
  readonly instead?: string
  readonly reason?: ReactNode
  readonly entry?: EntryView | undefined
}

const colours = { good: 'success', bad: 'error', unsure: 'warning', neutral: 'default' } as const

/** The newest entry of this type that says so. */
export const entryOf = (
  { history }: Pick<CaseView, 'history'>,
  type: string,
  isIt: (payload: Readonly<Record<string, unknown>>, by: EntryView['by']) => boolean,
): EntryView | undefined =>
  history.filter((one) => one.type === type && isIt(one.payload ?? {}, one.by)).toSorted((one, other) => other.version - one.version)[0]

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="opinion-row">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

export const Opinions = ({ opinions }: { readonly opinions: readonly Opinion[] }) => {
  const { words } = useSpeech()
  const say = words.casePage
  return (
    <ul className="opinions">
      {opinions.map(({ key, who, as, conclusion, instead, reason, entry }) => (
        <li key={key} className="opinion">
          <h3>
            {who} {as === undefined ? null : <span className="quiet">{as}</span>}
          </h3>
          <dl>
            <Row name={say.conclusion}>
              {conclusion === undefined ? (
                <span className="quiet">{instead ?? say.waiting}</span>
              ) : (
                <Tag color={colours[conclusion.tone]}>{conclusion.says}</Tag>
              )}
            </Row>
            <Row name={say.reason}>{reason ? <div className="prose">{reason}</div> : <span className="quiet">—</span>}</Row>
            <Row name={say.given}>{entry === undefined ? <span className="quiet">—</span> : <Moment at={entry.at} />}</Row>
            <Row name={say.entry}>
              {entry === undefined ? (
                <span className="quiet">—</span>
              ) : (
                <a href={`#entry-${entry.version}`}>{words.case.entry(entry.version)}</a>
              )}
            </Row>
          </dl>
        </li>
      ))}
    </ul>
  )
}
