/** The field registry of a line in an inbox or a list. */
import type { CaseRow } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { CaseLink } from '../parts/CaseLink.tsx'
import { Due, Moment } from '../parts/Day.tsx'
import { fieldsOf } from '../parts/fields.ts'
import type { Speech } from '../words/words.tsx'

export const caseFields = ({ say, instant, words }: Speech, today: string) => {
  const regions: Readonly<Record<string, string>> = words.analytics.regions
  return fieldsOf<CaseRow>()({
    title: {
      label: 'title',
      text: ({ title }) => title,
      show: ({ plural, id, title }) => (
        <CaseLink plural={plural} id={id}>
          {title}
        </CaseLink>
      ),
    },
    id: { label: 'caseId', text: ({ id }) => id, show: ({ id }) => <span className="code">{id}</span> },
    region: {
      label: 'region',
      text: ({ region }) => regions[region] ?? region,
      show: ({ region }) => regions[region] ?? region,
    },
    kind: {
      label: 'kind',
      text: ({ procedureWords }) => say(procedureWords),
      show: ({ procedureWords }) => say(procedureWords),
      filters: true,
    },
    stage: { label: 'stage', text: ({ stageWords }) => say(stageWords), show: ({ stageWords }) => <Tag>{say(stageWords)}</Tag> },
    organization: {
      label: 'organization',
      text: ({ organizationName }) => organizationName ?? '',
      show: ({ organizationName }) => organizationName ?? '',
    },
    due: {
      label: 'due',
      text: ({ due }) => due ?? '',
      show: ({ due }) => (due === undefined ? <span className="quiet">{words.inbox.dues.none}</span> : <Due day={due} today={today} />),
    },
    yours: {
      label: 'yours',
      text: ({ yours }) => (yours ? words.state.yes : words.state.no),
      show: ({ yours }) => (yours ? <Tag color="processing">{words.case.yours}</Tag> : null),
    },
    updatedAt: { label: 'updatedAt', text: ({ updatedAt }) => instant(updatedAt), show: ({ updatedAt }) => <Moment at={updatedAt} /> },
  })
}
