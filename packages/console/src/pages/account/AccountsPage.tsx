/** Accounts for the administrators of the platform: who may sign in, with which roles; a one-time password is shown here once. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Input, Select, Tag } from 'antd'
import { useState } from 'react'
import { useSession } from '../../app/session.tsx'
import { ask, type Reply } from '../../ask/ask.ts'
import { pageOf } from '../../ask/queries.ts'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { fieldsOf } from '../../parts/fields.ts'
import { Page } from '../../parts/Page.tsx'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { AccountProblem } from './AccountProblem.tsx'
import { Outbox } from './Outbox.tsx'
import { useAsking } from './useAsking.ts'

type Line = Reply<'accounts'>['rows'][number]
/** Wide enough to be looked at and exported whole; the rest is found by filters. */
const pageSize = 1_000

const useFields = () => {
  const { words, role } = useSpeech()
  const said = (roles: readonly string[]) => roles.map(role).join(words.app.comma)
  const stateOf = ({ isOpen, isLocked, hasPassword }: Line) =>
    [
      isOpen ? words.accounts.standing.open : words.accounts.standing.closed,
      ...(isLocked ? [words.accounts.locked] : []),
      ...(hasPassword ? [] : [words.accounts.noPassword]),
    ].join(words.app.comma)
  const factorOf = ({ hasSecondFactor }: Line) => (hasSecondFactor ? words.accounts.yes : words.accounts.no)
  return fieldsOf<Line>()({
    login: {
      label: 'login',
      text: ({ login }) => login,
      show: ({ login, person }) => (
        <CaseLink plural="accounts" id={person}>
          {login}
        </CaseLink>
      ),
    },
    displayName: { label: 'displayName', text: ({ displayName }) => displayName, show: ({ displayName }) => displayName },
    organization: {
      label: 'organization',
      text: ({ organizationName, organization }) => organizationName || organization,
      show: ({ organizationName, organization }) => organizationName || organization,
      filters: true,
    },
    roles: { label: 'roles', text: ({ roles }) => said(roles), show: ({ roles }) => said(roles), filters: true },
    rolesToday: { label: 'rolesToday', text: ({ rolesToday }) => said(rolesToday), show: ({ rolesToday }) => said(rolesToday) },
    state: {
      label: 'accountState',
      text: stateOf,
      show: (line) => <Tag color={line.isOpen && !line.isLocked ? 'default' : 'warning'}>{stateOf(line)}</Tag>,
      filters: true,
    },
    secondFactor: { label: 'secondFactor', text: factorOf, show: factorOf, filters: true },
    person: { label: 'person', text: ({ person }) => person, show: ({ person }) => <span className="code">{person}</span> },
  })
}

/** The system administrator hands a password over; it stands here until the page is left. */
const IssuePassword = ({ rows, refresh }: { readonly rows: readonly Line[]; readonly refresh: () => void }) => {
  const { words } = useSpeech()
  const { send, problem, isBusy } = useAsking()
  const [person, setPerson] = useState<string>()
  const [issued, setIssued] = useState<{ readonly name: string; readonly password: string }>()
  const issue = async () => {
    const line = rows.find((one) => one.person === person)
    const answer = line && (await send(() => ask('issuePassword', { params: { id: line.person }, body: {} })))
    if (!line || !answer) return
    setIssued({ name: line.displayName, password: answer.password })
    refresh()
  }
  return (
    <>
      <AccountProblem problem={problem} />
      {issued ? (
        <Alert
          type="success"
          showIcon
          role="status"
          title={words.accounts.issued(issued.name)}
          description={<span className="code">{issued.password}</span>}
        />
      ) : null}
      <div className="tools">
        <Select
          showSearch
          aria-label={words.fields.login}
          placeholder={words.fields.login}
          className="filter"
          {...(person === undefined ? {} : { value: person })}
          onChange={(value: string) => setPerson(value)}
          optionFilterProp="label"
          options={rows.filter(({ isOpen }) => isOpen).map((line) => ({ value: line.person, label: line.login }))}
        />
        <Button disabled={person === undefined || isBusy} onClick={() => void issue()}>
          {words.accounts.issue}
        </Button>
        {person === undefined ? <span className="hint">{words.accounts.issueTo}</span> : null}
      </div>
    </>
  )
}

const AccountsPage = () => {
  const { words } = useSpeech()
  const { roles } = useSession()
  const [q, setQ] = useState('')
  const query = useQuery(pageOf('accounts', { query: { q, pageSize } }))
  const fields = useFields()
  const isSystem = roles.includes('system-admin')
  return (
    <Page
      title={words.accounts.title}
      lead={words.accounts.lead}
      actions={
        isSystem ? (
          <Link className="button-link" to="/cases/$plural/new" params={{ plural: 'accounts' }}>
            {words.accounts.open}
          </Link>
        ) : undefined
      }
    >
      <Answer query={query}>
        {({ rows }) => (
          <>
            {isSystem ? <IssuePassword rows={rows} refresh={() => void query.refetch()} /> : null}
            <DataTable
              name={words.accounts.title}
              fields={fields}
              columns={['login', 'displayName', 'organization', 'roles', 'rolesToday', 'state', 'secondFactor', 'person']}
              rows={rows}
              rowKey={({ person }) => person}
              empty={words.accounts.empty}
              tools={
                <Input
                  className="filter"
                  aria-label={words.accounts.search}
                  placeholder={words.accounts.search}
                  value={q}
                  onChange={({ target }) => setQ(target.value)}
                />
              }
            />
          </>
        )}
      </Answer>
      {isSystem ? <Outbox /> : null}
    </Page>
  )
}

export default AccountsPage
