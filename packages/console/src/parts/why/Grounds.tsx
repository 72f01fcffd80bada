/** The entries that something rests on, the nearest first, each with the way to its case and its proof. */
import type { WhyEntry } from '@yunhe/platform/contract'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useSpeech } from '../../words/words.tsx'
import { CaseLink } from '../CaseLink.tsx'
import { Citations } from '../Citation.tsx'
import { Moment } from '../Day.tsx'

const Proof = lazy(() => import('../proof/Proof.tsx'))

const Entry = ({ entry, all }: { readonly entry: WhyEntry; readonly all: readonly WhyEntry[] }) => {
  const { words, event, say, count } = useSpeech()
  const [isProving, setProving] = useState(false)
  return (
    <li className={`why-entry depth-${entry.depth}`}>
      <p>
        <strong>{event(entry.type)}</strong> · {say(entry.procedureWords)}{' '}
        <CaseLink plural={entry.plural} id={entry.id}>
          {entry.title}
        </CaseLink>
      </p>
      <p className="quiet">
        <Moment at={entry.at} /> · {entry.organizationName} <span className="code ref">{entry.ref}</span>
      </p>
      <Citations rules={entry.under} />
      <Shown refs={entry.restsOn} entries={all} />
      {entry.restsOnMore > 0 ? <p className="quiet">{words.why.restsOnMore(entry.restsOnMore)}</p> : null}
      {entry.index === undefined ? (
        <p className="quiet">{words.proof.pending}</p>
      ) : (
        <Button size="small" type="link" aria-expanded={isProving} onClick={() => setProving(!isProving)}>
          {words.proof.show(count(entry.index))}
        </Button>
      )}
      {isProving ? (
        <Suspense fallback={words.state.loading}>
          <Proof entry={entry.ref} />
        </Suspense>
      ) : null}
    </li>
  )
}

/** Which of the entries below show something. */
export const Shown = ({ refs, entries }: { readonly refs: readonly string[]; readonly entries: readonly WhyEntry[] }) => {
  const { words, event } = useSpeech()
  const showing = entries.filter(({ ref }) => refs.includes(ref))
  if (showing.length === 0) return null
  return (
    <span className="quiet why-shown">
      {' '}
      {words.why.shownBy}
      {showing.map(({ ref, title, type, plural, id }) => (
        <CaseLink key={ref} plural={plural} id={id}>
          {title || id} · {event(type)}
        </CaseLink>
      ))}
    </span>
  )
}

export const Grounds = ({ entries, hidden }: { readonly entries: readonly WhyEntry[]; readonly hidden: number }) => {
  const { words } = useSpeech()
  if (entries.length === 0 && hidden === 0) return null
  return (
    <>
      <p className="why-head">{words.why.grounds}</p>
      <ol className="why-entries">
        {entries.map((entry) => (
          <Entry key={entry.ref} entry={entry} all={entries} />
        ))}
      </ol>
      {hidden > 0 ? <p className="quiet">{words.why.hidden(hidden)}</p> : null}
    </>
  )
}
