/** What waits for the reader, the most urgent first. */
import { useQuery } from '@tanstack/react-query'
import type { CaseRow } from '@yunhe/platform/contract'
import { Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../../app/session.tsx'
import { answerTo } from '../../ask/queries.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { caseFields } from '../caseFields.tsx'
import { byDue, type DueClass, dueClasses, dueClassOf } from '../due.ts'

/** The same question as the count in the menu, so that it is asked once. */
export const inboxQuery = answerTo('inbox', { query: { pageSize: 200 } })

const Rows = ({ rows }: { readonly rows: readonly CaseRow[] }) => {
  const speech = useSpeech()
  const { today } = useSession()
  const { words } = speech
  const [due, setDue] = useState<DueClass>()
  const shown = rows.filter((row) => due === undefined || dueClassOf(row, today) === due).toSorted(byDue)
  return (
    <DataTable
      name={words.inbox.title}
      fields={caseFields(speech, today)}
      columns={['title', 'kind', 'stage', 'organization', 'due', 'updatedAt']}
      rows={shown}
      rowKey={({ plural, id }) => `${plural}/${id}`}
      empty={rows.length === 0 ? words.inbox.empty : words.inbox.emptyFiltered}
      tools={
        rows.length === 0 ? undefined : (
          <Select
            aria-label={words.inbox.dueBy}
            placeholder={words.inbox.dueBy}
            allowClear
            className="filter"
            {...(due === undefined ? {} : { value: due })}
            onChange={(value: DueClass | undefined) => setDue(value)}
            options={dueClasses.map((value) => ({ value, label: words.inbox.dues[value] }))}
          />
        )
      }
    />
  )
}

export const Waiting = () => <Answer query={useQuery(inboxQuery)}>{({ rows }) => <Rows rows={rows} />}</Answer>
