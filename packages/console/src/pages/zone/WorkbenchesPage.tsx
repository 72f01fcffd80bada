/** The data requests whose workspaces the reader may enter. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CaseRow } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { answerTo } from '../../ask/queries.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { Moment } from '../../parts/Day.tsx'
import { fieldsOf } from '../../parts/fields.ts'
import { Page } from '../../parts/Page.tsx'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

const WorkbenchesPage = () => {
  const { words, say } = useSpeech()
  const query = useQuery(answerTo('cases', { params: { plural: 'data-requests' }, query: { pageSize: 200 } }))
  const fields = fieldsOf<CaseRow>()({
    title: {
      label: 'title',
      text: ({ title }) => title,
      show: ({ id, title }) => (
        <Link to="/workbench/$id" params={{ id }}>
          {title}
        </Link>
      ),
    },
    stage: {
      label: 'stage',
      text: ({ stageWords }) => say(stageWords),
      show: ({ stageWords }) => <Tag>{say(stageWords)}</Tag>,
      filters: true,
    },
    organization: {
      label: 'organization',
      text: ({ organizationName }) => organizationName ?? '',
      show: ({ organizationName }) => organizationName ?? '',
    },
    updatedAt: { label: 'updatedAt', text: ({ updatedAt }) => updatedAt, show: ({ updatedAt }) => <Moment at={updatedAt} /> },
  })
  return (
    <Page title={words.workbench.title} lead={words.workbench.lead}>
      <Answer query={query}>
        {({ rows }) => (
          <DataTable
            name={words.workbench.title}
            fields={fields}
            columns={['title', 'stage', 'organization', 'updatedAt']}
            rows={rows}
            rowKey={({ id }) => id}
            empty={words.workbench.empty}
            exports={false}
          />
        )}
      </Answer>
    </Page>
  )
}

export default WorkbenchesPage
