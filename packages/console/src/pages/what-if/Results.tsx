/** What a run found: acts that would have been refused or recorded otherwise, cases that rest on them, and what could not be judged. */
import type { WhatIfFinding, WhatIfFollowing, WhatIfRun } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Citation } from '../../parts/Citation.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Day, Moment } from '../../parts/Day.tsx'
import { fieldsOf } from '../../parts/fields.ts'
import { Value } from '../../parts/Value.tsx'
import { useSpeech } from '../../words/words.tsx'

type Change = WhatIfFinding['changes'][number]

/** `NoticeOpened.until` is told by its field. */
const useChanges = () => {
  const { words, field } = useSpeech()
  const nameOf = ({ place }: Change) => field(place.split('.').at(-1) ?? place)
  const textOf = (change: Change) => words.whatIf.change(nameOf(change), String(change.was ?? ''), String(change.would ?? ''))
  const show = (change: Change) => (
    <li key={change.place}>
      {nameOf(change)}: <Value name={change.place} value={change.was} names={{}} /> →{' '}
      <Value name={change.place} value={change.would} names={{}} />
    </li>
  )
  return { textOf, show }
}

const useFindings = () => {
  const { words, say } = useSpeech()
  const { textOf, show } = useChanges()
  return fieldsOf<WhatIfFinding>()({
    outcome: {
      label: 'outcome',
      text: ({ outcome }) => words.whatIf.outcomes[outcome],
      show: ({ outcome }) => <Tag color={outcome === 'refused' ? 'error' : 'warning'}>{words.whatIf.outcomes[outcome]}</Tag>,
      filters: true,
    },
    kind: {
      label: 'kind',
      text: ({ procedureWords }) => say(procedureWords),
      show: ({ procedureWords }) => say(procedureWords),
      filters: true,
    },
    title: {
      label: 'title',
      text: ({ caseTitle, id }) => caseTitle || id,
      show: ({ plural, id, caseTitle }) => (
        <CaseLink plural={plural} id={id}>
          {caseTitle || id}
        </CaseLink>
      ),
    },
    act: { label: 'whatIfAct', text: ({ act }) => say(act), show: ({ act }) => say(act), filters: true },
    at: { label: 'entryAt', text: ({ at }) => at, show: ({ at }) => (at.length === 10 ? <Day day={at} /> : <Moment at={at} />) },
    why: {
      label: 'whatIfWhy',
      text: ({ refusals, changes }) => [...refusals.map((one) => `${one.rule} ${say(one.words)}`), ...changes.map(textOf)].join('; '),
      show: ({ refusals, changes }) => (
        <ul className="plain">
          {refusals.map((refusal) => (
            <li key={`${refusal.rule}${refusal.code}`}>
              {say(refusal.words)} <Citation rule={refusal.rule} />
            </li>
          ))}
          {changes.map(show)}
        </ul>
      ),
    },
    ref: { label: 'entryRef', text: ({ ref }) => ref, show: ({ ref }) => <span className="code">{ref}</span> },
  })
}

const useFollowing = () => {
  const { say } = useSpeech()
  return fieldsOf<WhatIfFollowing>()({
    kind: {
      label: 'kind',
      text: ({ procedureWords }) => say(procedureWords),
      show: ({ procedureWords }) => say(procedureWords),
      filters: true,
    },
    title: {
      label: 'title',
      text: ({ caseTitle, id }) => caseTitle || id,
      show: ({ plural, id, caseTitle }) => (
        <CaseLink plural={plural} id={id}>
          {caseTitle || id}
        </CaseLink>
      ),
    },
    ref: { label: 'entryRef', text: ({ ref }) => ref, show: ({ ref }) => <span className="code">{ref}</span> },
    restsOn: { label: 'whatIfRestsOn', text: ({ restsOn }) => restsOn, show: ({ restsOn }) => <span className="code">{restsOn}</span> },
  })
}

const Unjudged = ({ run: { unjudged } }: { readonly run: WhatIfRun }) => {
  const { words, count } = useSpeech()
  const reasons = (Object.keys(unjudged) as (keyof typeof unjudged)[]).filter((reason) => unjudged[reason] > 0)
  if (reasons.length === 0) return null
  return (
    <ul>
      {reasons.map((reason) => (
        <li key={reason}>{words.whatIf.unjudged[reason](count(unjudged[reason]))}</li>
      ))}
    </ul>
  )
}

export const Results = ({ run }: { readonly run: WhatIfRun }) => {
  const { words, count } = useSpeech()
  const [findings, following] = [useFindings(), useFollowing()]
  const refused = run.findings.filter(({ outcome }) => outcome === 'refused').length
  return (
    <>
      <p role="status">{words.whatIf.found(count(run.judged), count(refused), count(run.findings.length - refused))}</p>
      <p className="quiet">{words.whatIf.means}</p>
      {run.more > 0 ? <p>{words.whatIf.more(count(run.more))}</p> : null}
      <Unjudged run={run} />
      <DataTable
        name={words.whatIf.title}
        fields={findings}
        columns={['outcome', 'kind', 'title', 'act', 'at', 'why', 'ref']}
        rows={run.findings}
        rowKey={({ ref }) => ref}
        empty={words.whatIf.nothing}
      />
      {run.following.length === 0 ? null : (
        <>
          <h3>{words.whatIf.following(count(run.following.length))}</h3>
          <DataTable
            name={words.whatIf.followingName}
            fields={following}
            columns={['kind', 'title', 'ref', 'restsOn']}
            rows={run.following}
            rowKey={({ ref }) => ref}
            empty={words.whatIf.nothing}
          />
        </>
      )}
    </>
  )
}
