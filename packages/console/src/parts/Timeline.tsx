/** What happened in a case, newest first: who, when, under which articles, resting on what, with its proof. */
import type { EntryView } from '@yunhe/platform/contract'
import { Alert, Button } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useSpeech } from '../words/words.tsx'
import { CaseLink } from './CaseLink.tsx'
import { Citations } from './Citation.tsx'
import { Moment } from './Day.tsx'
import { FactPanel } from './FactPanel.tsx'
import { partsOfRef, useKnown } from './related.ts'
import { runsOf } from './runs.ts'
import { Nothing } from './States.tsx'
import { isEmpty, type Names } from './Value.tsx'
import { Why } from './why/Why.tsx'

const Proof = lazy(() => import('./proof/Proof.tsx'))

/** An earlier entry that this one rests on: of this case by its place on the page, of another by the case's title. */
const Earlier = ({ entry, own }: { readonly entry: string; readonly own: string }) => {
  const { words } = useSpeech()
  const parts = partsOfRef(entry)
  const known = useKnown(parts?.id ?? '')
  if (!parts) return <span className="code ref">{entry}</span>
  if (parts.id === own) return <a href={`#entry-${parts.version}`}>{words.case.entry(parts.version)}</a>
  if (known?.plural === undefined) return <span className="code ref">{entry}</span>
  return (
    <CaseLink plural={known.plural} id={parts.id}>
      {known.title} {words.case.entry(parts.version)}
    </CaseLink>
  )
}

const Basis = ({ refs, own }: { readonly refs: readonly string[]; readonly own: string }) => {
  const { words } = useSpeech()
  if (refs.length === 0) return null
  return (
    <details>
      <summary>{words.case.basis(refs.length)}</summary>
      <ul className="plain">
        {refs.map((ref) => (
          <li key={ref}>
            <Earlier entry={ref} own={own} />
          </li>
        ))}
      </ul>
    </details>
  )
}

const Entry = ({ entry, names }: { readonly entry: EntryView; readonly names: Names }) => {
  const { words, event, role, count, day: dayWords } = useSpeech()
  const [proving, setProving] = useState(false)
  const facts = entry.payload ?? {}
  return (
    <li id={`entry-${entry.version}`}>
      <div className="entry-head">
        <strong>{event(entry.type)}</strong>
        <Citations rules={entry.under} />
      </div>
      <p className="quiet">
        <Moment at={entry.at} />
        {entry.on === undefined ? '' : ` ${words.case.countsFor(dayWords(entry.on))}`} · {entry.by.organizationName}{' '}
        {entry.by.roles.map(role).join(words.app.comma)}
      </p>
      {entry.damaged ? <Alert type="error" showIcon title={words.case.damaged} /> : null}
      {entry.destroyed ? <p className="quiet">{words.case.destroyed}</p> : null}
      {isEmpty(facts) ? null : (
        <details>
          <summary>{words.case.content}</summary>
          <FactPanel facts={facts} names={names} of={partsOfRef(entry.ref)?.procedure ?? ''} without={['type']} />
        </details>
      )}
      <Basis refs={entry.basis} own={partsOfRef(entry.ref)?.id ?? ''} />
      <p className="entry-foot">
        <span className="code ref">{entry.ref}</span>
        <span className="paper-only">
          {entry.index === undefined ? words.proof.pending : words.casePage.leaf(count(entry.index))}
          {entry.hash === undefined ? null : (
            <>
              {' '}
              · {words.casePage.leafHash} SHA-256 <span className="code">{entry.hash}</span>
            </>
          )}
        </span>
        {entry.index === undefined ? (
          <span className="quiet screen-only">{words.proof.pending}</span>
        ) : (
          <Button size="small" type="link" aria-expanded={proving} onClick={() => setProving(!proving)}>
            {words.proof.show(count(entry.index))}
          </Button>
        )}
      </p>
      <Why question={{ kind: 'entry', ref: entry.ref }} about={`${event(entry.type)} ${words.case.entry(entry.version)}`} />
      {proving ? (
        <Suspense fallback={words.state.loading}>
          <Proof entry={entry.ref} />
        </Suspense>
      ) : null}
    </li>
  )
}

/** Opens what is folded where the address leads to an entry inside, as the page is opened and whenever the address changes. */
const useOpenedByAddress = (entries: readonly EntryView[]) => {
  const folded = useRef<HTMLDetailsElement>(null)
  const places = entries.map(({ version }) => `#entry-${version}`).join(' ')
  useEffect(() => {
    const look = () => {
      if (folded.current === null || !places.split(' ').includes(location.hash)) return
      folded.current.open = true
      document.querySelector(location.hash)?.scrollIntoView()
    }
    look()
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [places])
  return folded
}

/** Alike entries in a row as one line; each stands behind it whole, with its proof. */
const Run = ({ entries, names }: { readonly entries: readonly EntryView[]; readonly names: Names }) => {
  const { words, event, role, count } = useSpeech()
  const folded = useOpenedByAddress(entries)
  const [last, first] = [entries[0], entries.at(-1)]
  if (last === undefined || first === undefined) return null
  return (
    <li>
      <div className="entry-head">
        <strong>{event(last.type)}</strong> {words.case.times(count(entries.length))}
        <Citations rules={last.under} />
      </div>
      <p className="quiet">
        <Moment at={first.at} /> — <Moment at={last.at} /> · {last.by.organizationName} {last.by.roles.map(role).join(words.app.comma)}
      </p>
      <details ref={folded}>
        <summary>{words.case.each(count(entries.length))}</summary>
        <Entries entries={entries} names={names} />
      </details>
    </li>
  )
}

const Entries = ({ entries, names }: { readonly entries: readonly EntryView[]; readonly names: Names }) => (
  <ol className="timeline">
    {entries.map((entry) => (
      <Entry key={entry.ref} entry={entry} names={names} />
    ))}
  </ol>
)

export const Timeline = ({ history, names }: { readonly history: readonly EntryView[]; readonly names: Names }) => {
  const { words } = useSpeech()
  if (history.length === 0) return <Nothing>{words.case.noHistory}</Nothing>
  const newestFirst = history.toSorted((one, other) => other.version - one.version)
  return (
    <ol className="timeline">
      {runsOf(newestFirst).map((run) => {
        const [entry] = run
        if (entry === undefined) return null
        return run.length === 1 ? (
          <Entry key={entry.ref} entry={entry} names={names} />
        ) : (
          <Run key={run.at(-1)?.ref} entries={run} names={names} />
        )
      })}
    </ol>
  )
}
