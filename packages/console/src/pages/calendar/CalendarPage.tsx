/** The calendar: every clock one may see, by month or as a list, by kind, with its article and the way to its case. */
import { useQuery } from '@tanstack/react-query'
import type { ClockView } from '@yunhe/platform/contract'
import { Alert, Checkbox, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../../app/session.tsx'
import { addresses } from '../../ask/addresses.ts'
import { pageOf } from '../../ask/queries.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Citation } from '../../parts/Citation.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { fieldsOf } from '../../parts/fields.ts'
import { Page, Section } from '../../parts/Page.tsx'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { ClockDay, ClockItem, keyOf, Whose } from './ClockItem.tsx'
import { Month } from './Month.tsx'
import { monthOf, weeksOf } from './month.ts'

type Kind = ClockView['kind']
const kinds = ['task', 'window', 'notice', 'term', 'validity', 'ban'] as const satisfies readonly Kind[]
type Way = 'month' | 'list'

const useFields = () => {
  const { words, say, role } = useSpeech()
  return fieldsOf<ClockView>()({
    due: { label: 'due', text: ({ due }) => due ?? '', show: (clock) => <ClockDay clock={clock} /> },
    clock: { label: 'clock', text: (clock) => say(clock.words), show: (clock) => say(clock.words), filters: true },
    kind: { label: 'kind', text: ({ kind }) => words.calendar.kinds[kind], show: ({ kind }) => words.calendar.kinds[kind] },
    case: {
      label: 'clockOf',
      text: ({ procedureWords, title }) => `${say(procedureWords)} ${title}`,
      show: ({ plural, id, title, procedureWords }) => (
        <CaseLink plural={plural} id={id}>
          {say(procedureWords)} · {title}
        </CaseLink>
      ),
    },
    whose: {
      label: 'clockWhose',
      text: ({ whose }) => whose.map((one) => one.organizationName ?? role(one.role)).join(words.app.comma),
      show: ({ whose }) => <Whose whose={whose} />,
    },
    rule: { label: 'clockRule', text: ({ rule }) => rule, show: ({ rule }) => <Citation rule={rule} /> },
    ends: { label: 'clockEnds', text: ({ ends }) => say(ends), show: ({ ends }) => say(ends) },
  })
}

const AsList = ({ clocks }: { readonly clocks: readonly ClockView[] }) => {
  const { words } = useSpeech()
  return (
    <DataTable
      name={words.calendar.title}
      fields={useFields()}
      columns={['due', 'clock', 'kind', 'case', 'whose', 'rule', 'ends']}
      rows={clocks}
      rowKey={keyOf}
      empty={words.calendar.empty}
    />
  )
}

const Undated = ({ clocks }: { readonly clocks: readonly ClockView[] }) => {
  const { words } = useSpeech()
  return clocks.length === 0 ? null : (
    <Section title={words.calendar.undated}>
      <ul className="clocks">
        {clocks.map((clock) => (
          <ClockItem key={keyOf(clock)} clock={clock} />
        ))}
      </ul>
    </Section>
  )
}

const CalendarPage = () => {
  const { words } = useSpeech()
  const { today } = useSession()
  const [way, setWay] = useState<Way>('month')
  const [kind, setKind] = useState<Kind>()
  const [isMine, setMine] = useState(false)
  const [chosen, setChosen] = useState(today)
  const days = weeksOf(monthOf(chosen)).flat()
  const time = way === 'month' ? { from: days[0], to: days.at(-1) } : {}
  const query = useQuery(pageOf('clocks', { query: { ...time, ...(kind === undefined ? {} : { kind }), mine: isMine ? 'yes' : 'no' } }))
  return (
    <Page
      title={words.calendar.title}
      lead={words.calendar.lead}
      actions={
        <a className="ant-btn" href={addresses.calendar[1]} download="yunhe.ics">
          {words.calendar.download}
        </a>
      }
    >
      <div className="tools">
        <Segmented<Way>
          aria-label={words.calendar.view}
          value={way}
          onChange={setWay}
          options={[
            { value: 'month', label: words.calendar.month },
            { value: 'list', label: words.calendar.list },
          ]}
        />
        <Select
          aria-label={words.calendar.kind}
          placeholder={words.calendar.kind}
          allowClear
          className="filter"
          {...(kind === undefined ? {} : { value: kind })}
          onChange={(value: Kind | undefined) => setKind(value)}
          options={kinds.map((value) => ({ value, label: words.calendar.kinds[value] }))}
        />
        <Checkbox checked={isMine} onChange={({ target }) => setMine(target.checked)}>
          {words.calendar.mine}
        </Checkbox>
      </div>
      <Answer query={query}>
        {({ rows, isCut }) => (
          <>
            {isCut ? <Alert type="info" showIcon title={words.calendar.cut} /> : null}
            {way === 'month' ? (
              <Month clocks={rows.filter(({ due }) => due !== undefined)} chosen={chosen} choose={setChosen} />
            ) : (
              <AsList clocks={rows.filter(({ due }) => due !== undefined)} />
            )}
            <Undated clocks={rows.filter(({ due }) => due === undefined)} />
          </>
        )}
      </Answer>
    </Page>
  )
}

export default CalendarPage
