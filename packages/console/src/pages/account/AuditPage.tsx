/** The audit administrator's desk: the trail with its filters, and the check of entries and accounts. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { useId, useState } from 'react'
import { ask, type Reply } from '../../ask/ask.ts'
import { organizationsQuery, pageOf, proceduresQuery } from '../../ask/queries.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Choose } from '../../parts/Choose.tsx'
import { Citation } from '../../parts/Citation.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Moment } from '../../parts/Day.tsx'
import { DayInput } from '../../parts/Days.tsx'
import { fieldsOf } from '../../parts/fields.ts'
import { Page, Section } from '../../parts/Page.tsx'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { AccountProblem } from './AccountProblem.tsx'
import { useAsking } from './useAsking.ts'

type Line = Reply<'audit'>['rows'][number]
const days = ['from', 'to'] as const
const chosen = ['type', 'procedure', 'organization'] as const
type Filters = Partial<Record<(typeof days | typeof chosen)[number] | 'person', string>>

const useFields = () => {
  const { event, say } = useSpeech()
  const { data: procedures = [] } = useQuery(proceduresQuery)
  const kindOf = (name: string) => {
    const found = procedures.find(({ procedure }) => procedure === name)
    return found ? say(found.title) : name
  }
  return fieldsOf<Line>()({
    at: { label: 'entryAt', text: ({ at }) => at, show: ({ at }) => <Moment at={at} /> },
    type: { label: 'entryType', text: ({ type }) => event(type), show: ({ type }) => <span className="name">{event(type)}</span> },
    case: {
      label: 'entryRef',
      text: ({ ref }) => ref,
      show: ({ plural, id, procedure, ref }) => (
        <>
          <CaseLink plural={plural} id={id}>
            {kindOf(procedure)}
          </CaseLink>{' '}
          <span className="code long">{ref}</span>
        </>
      ),
    },
    person: { label: 'person', text: ({ person }) => person, show: ({ person }) => <span className="code">{person}</span> },
    organization: {
      label: 'organization',
      text: ({ organizationName, organization }) => organizationName || organization,
      show: ({ organizationName, organization }) => <span className="name">{organizationName || organization}</span>,
    },
    under: {
      label: 'entryUnder',
      text: ({ under }) => under.join(' '),
      show: ({ under }) => under.map((rule) => <Citation key={rule} rule={rule} />),
    },
  })
}

const Check = () => {
  const { words, count } = useSpeech()
  const { send, problem, isBusy } = useAsking()
  const [found, setFound] = useState<Reply<'auditCheck'>>()
  const run = async () => setFound(await send(() => ask('auditCheck')))
  const faults = found
    ? ([
        ['entriesDiffer', found.entries],
        ['accountsDiffer', found.accounts],
      ] as const)
    : []
  return (
    <Section title={words.audit.check}>
      <p>{words.audit.checkLead}</p>
      <AccountProblem problem={problem} />
      {found && faults.every(([, names]) => names.length === 0) ? (
        <Alert type="success" showIcon role="status" title={words.audit.sound(count(found.size))} />
      ) : null}
      {faults
        .filter(([, names]) => names.length > 0)
        .map(([name, names]) => (
          <Alert
            key={name}
            type="error"
            showIcon
            role="alert"
            title={words.audit[name]}
            description={<span className="code">{names.join(' ')}</span>}
          />
        ))}
      <Button disabled={isBusy} onClick={() => void run()}>
        {words.audit.run}
      </Button>
    </Section>
  )
}

interface NarrowProps {
  readonly asked: Filters
  readonly set: (name: keyof Filters, value: string | undefined) => void
}

/** Everything but the person is chosen by name: nobody knows the codes of acts, cases and organizations by heart. */
const Narrow = ({ asked, set }: NarrowProps) => {
  const { words, say } = useSpeech()
  const prefix = useId()
  const { data: procedures = [] } = useQuery(proceduresQuery)
  const { data: organizations = [] } = useQuery(organizationsQuery)
  const options = {
    type: Object.entries(words.events).map(([value, label]) => ({ value, label })),
    procedure: procedures.map(({ procedure, title }) => ({ value: procedure, label: say(title) })),
    organization: organizations.map(({ uscc, name }) => ({ value: uscc, label: name })),
  }
  return (
    <search aria-label={words.lists.filters} className="tools">
      {days.map((name) => (
        <div key={name} className="tool-field">
          <label htmlFor={`${prefix}${name}`}>{words.audit[name]}</label>
          <DayInput id={`${prefix}${name}`} value={asked[name] ?? ''} onChange={(day) => set(name, day)} />
        </div>
      ))}
      {chosen.map((name) => (
        <Choose key={name} label={words.audit[name]} value={asked[name]} options={options[name]} onChange={(value) => set(name, value)} />
      ))}
      <Input
        className="filter"
        aria-label={words.audit.person}
        placeholder={words.audit.person}
        allowClear
        onPressEnter={({ currentTarget }) => set('person', currentTarget.value)}
        onBlur={({ currentTarget }) => set('person', currentTarget.value)}
        onClear={() => set('person', undefined)}
      />
    </search>
  )
}

const AuditPage = () => {
  const { words } = useSpeech()
  const [asked, setAsked] = useState<Filters>({})
  const [before, setBefore] = useState<number>()
  const query = useQuery(pageOf('audit', { query: { ...asked, ...(before === undefined ? {} : { before }), pageSize: 200 } }))
  const fields = useFields()
  const set = (name: keyof Filters, value = '') => {
    setBefore(undefined)
    setAsked(({ [name]: _, ...others }) => (value.trim() === '' ? others : { ...others, [name]: value.trim() }))
  }
  return (
    <Page title={words.audit.title} lead={words.audit.lead}>
      <Check />
      <Section title={words.audit.entries}>
        <Narrow asked={asked} set={set} />
        <Answer query={query}>
          {({ rows, next }) => (
            <>
              <DataTable
                name={words.audit.title}
                fields={fields}
                columns={['at', 'type', 'case', 'person', 'organization', 'under']}
                rows={rows}
                rowKey={({ ref }) => ref}
                empty={words.audit.empty}
              />
              <div className="tools">
                {before === undefined ? null : <Button onClick={() => setBefore(undefined)}>{words.audit.newest}</Button>}
                {next === undefined ? null : <Button onClick={() => setBefore(next)}>{words.audit.older}</Button>}
              </div>
            </>
          )}
        </Answer>
      </Section>
    </Page>
  )
}

export default AuditPage
