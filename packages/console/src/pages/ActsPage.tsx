/** Every act of the law that people do, with who does it and the rules it stands under; the cases show which are open. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LawAct } from '@yunhe/platform/contract'
import { Checkbox } from 'antd'
import { useState } from 'react'
import { answerTo } from '../ask/queries.ts'
import { Citations } from '../parts/Citation.tsx'
import { DataTable } from '../parts/DataTable.tsx'
import { fieldsOf } from '../parts/fields.ts'
import { Page } from '../parts/Page.tsx'
import { Answer } from '../parts/States.tsx'
import { useSpeech } from '../words/words.tsx'
import { isEverybody } from './home/homes.ts'

const useFields = () => {
  const { words, say, role } = useSpeech()
  const whoDoes = ({ roles }: LawAct) =>
    roles.length === 0 || isEverybody(roles) ? words.actList.everybody : roles.map(role).join(words.app.comma)
  return fieldsOf<LawAct>()({
    act: { label: 'act', text: ({ title }) => say(title), show: ({ title }) => say(title) },
    kind: {
      label: 'kind',
      text: ({ procedureWords }) => say(procedureWords),
      show: ({ plural, procedureWords }) => (
        <Link to="/cases/$plural" params={{ plural }}>
          {say(procedureWords)}
        </Link>
      ),
      filters: true,
    },
    roles: { label: 'whoActs', text: whoDoes, show: whoDoes },
    rules: { label: 'under', text: ({ rules }) => rules.join(' '), show: ({ rules }) => <Citations rules={rules} /> },
  })
}

const ActsPage = () => {
  const { words } = useSpeech()
  const [onlyMine, setOnlyMine] = useState(true)
  const query = useQuery({ ...answerTo('acts'), staleTime: 600_000 })
  const fields = useFields()
  return (
    <Page title={words.actList.title} lead={words.actList.lead}>
      <Answer query={query}>
        {(acts) => (
          <DataTable
            name={words.actList.title}
            fields={fields}
            columns={['act', 'kind', 'roles', 'rules']}
            rows={acts.filter(({ isYours }) => isYours || !onlyMine)}
            rowKey={({ name }) => name}
            empty={words.actList.empty}
            tools={
              <Checkbox checked={onlyMine} onChange={({ target }) => setOnlyMine(target.checked)}>
                {words.actList.mine}
              </Checkbox>
            }
          />
        )}
      </Answer>
    </Page>
  )
}

export default ActsPage
