/** The chain itself, from the top: which rules, then what each looked at, then the entries that show it, step by step back. */
import { useQuery } from '@tanstack/react-query'
import type { WhyFact, WhyNumber, WhyRule, WhyView } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { useSpeech } from '../../words/words.tsx'
import { Citation } from '../Citation.tsx'
import { Day } from '../Day.tsx'
import { Answer } from '../States.tsx'
import { Value } from '../Value.tsx'
import { Grounds, Shown } from './Grounds.tsx'
import { answerWhy, inOrder, type WhyQuestion } from './question.ts'

const Verdict = ({ view: { subject, holds, rules, on, clock } }: { readonly view: WhyView }) => {
  const { words, day, say } = useSpeech()
  const broken = rules.filter(({ held }) => held === false).length
  if (clock)
    return (
      <p>
        {clock.due === '' ? words.why.clockWaits : words.why.clock(day(clock.due))}
        {clock.start ? words.why.clockStarted(day(clock.start)) : null} {clock.ends ? words.why.clockEnds(say(clock.ends)) : null}
      </p>
    )
  if (subject === 'entry') return <p>{words.why.entry(day(on))}</p>
  return <p>{holds ? words.why.open(day(on)) : words.why.closed(day(on), broken)}</p>
}

const Fact = ({ fact, view }: { readonly fact: WhyFact; readonly view: WhyView }) => {
  const { words, fact: label, count, say } = useSpeech()
  const last = fact.name.split('.').at(-1) ?? fact.name
  return (
    <li>
      <span className="why-name">{fact.name.split('.').map(label).join(' · ')}</span>{' '}
      {!fact.isShown ? (
        <span className="quiet">{words.why.factHidden}</span>
      ) : fact.words ? (
        say(fact.words)
      ) : fact.count === undefined ? (
        'value' in fact ? (
          <Value name={last} value={fact.value} names={{}} />
        ) : (
          <span className="quiet">{words.why.factLong}</span>
        )
      ) : (
        words.why.factCount(count(fact.count))
      )}
      <Shown refs={fact.shownBy} entries={view.entries} />
    </li>
  )
}

const Figure = ({ number }: { readonly number: WhyNumber }) => {
  const { words, say } = useSpeech()
  return (
    <li>
      <span className="why-name">{say(number.words)}</span> <Value name={number.parameter} value={number.value} names={{}} />{' '}
      {say(number.unit)}{' '}
      <span className="quiet">
        {words.why.since} <Day day={number.from} /> · {say(number.standingWords)}
        {number.source.zh === '' ? null : ` · ${say(number.source)}`}
      </span>
    </li>
  )
}

const colourBy = { broken: 'error', waits: 'default', held: 'success' } as const
const standingOf = ({ held }: WhyRule) => (held === undefined ? 'waits' : held ? 'held' : 'broken')

/** One rule with what it looked at. */
const Rule = ({ rule, view }: { readonly rule: WhyRule; readonly view: WhyView }) => {
  const { words, say } = useSpeech()
  const facts = view.facts.filter(({ name }) => rule.facts.includes(name))
  const numbers = view.numbers.filter(({ parameter }) => rule.numbers.includes(parameter))
  const standing = standingOf(rule)
  return (
    <li className="why-rule">
      <p>
        <Tag color={colourBy[standing]}>{words.why.standings[standing]}</Tag>
        {standing === 'broken' && rule.words ? `${say(rule.words)} ` : null}
        <Citation rule={rule.rule} />
      </p>
      <p className="quiet">{say(rule.gist)}</p>
      {facts.length + numbers.length === 0 ? null : (
        <ul className="why-looked">
          {facts.map((fact) => (
            <Fact key={`${fact.of}${fact.name}`} fact={fact} view={view} />
          ))}
          {numbers.map((number) => (
            <Figure key={number.parameter} number={number} />
          ))}
        </ul>
      )}
    </li>
  )
}

const Rules = ({ rules, view }: { readonly rules: readonly WhyRule[]; readonly view: WhyView }) => (
  <ol className="why-rules">
    {rules.map((rule, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: one rule may be asked twice of an act, and the list never moves
      <Rule key={place} rule={rule} view={view} />
    ))}
  </ol>
)

/** Numbers that no rule looked at and that went into what was recorded. */
const Recorded = ({ view }: { readonly view: WhyView }) => {
  const { words } = useSpeech()
  const numbers = view.numbers.filter(({ parameter }) => view.rules.every((rule) => !rule.numbers.includes(parameter)))
  if (numbers.length === 0) return null
  return (
    <>
      <p className="why-head">{words.why.recorded}</p>
      <ul className="why-looked">
        {numbers.map((number) => (
          <Figure key={number.parameter} number={number} />
        ))}
      </ul>
    </>
  )
}

const Chain = ({ view }: { readonly view: WhyView }) => {
  const { words } = useSpeech()
  const ordered = inOrder(view.rules)
  const telling = ordered.filter(({ held }) => held === false)
  // Where something is broken the rest is of less interest; where nothing is, the rules are the answer.
  const [first, rest] = telling.length > 0 ? [telling, ordered.slice(telling.length)] : [ordered, []]
  return (
    <>
      <Verdict view={view} />
      {view.notes.map((note) => (
        <p key={note} className="quiet">
          {words.why.notes[note]}
        </p>
      ))}
      <Rules rules={first} view={view} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{words.why.otherRules(rest.length)}</summary>
          <Rules rules={rest} view={view} />
        </details>
      )}
      <Recorded view={view} />
      <Grounds entries={view.entries} hidden={view.hidden} />
    </>
  )
}

const WhyChain = ({ question }: { readonly question: WhyQuestion }) => {
  const query = useQuery(answerWhy(question))
  return <Answer query={query}>{(view) => <Chain view={view} />}</Answer>
}

export default WhyChain
