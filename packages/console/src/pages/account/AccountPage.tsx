/** One's own account: who one is here, the password and the second factor. */
import { Alert } from 'antd'
import { useSession } from '../../app/session.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { useSpeech } from '../../words/words.tsx'
import { Drafts } from './Drafts.tsx'
import { Mail } from './Mail.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { Uploads } from './Uploads.tsx'

const AccountPage = () => {
  const { words, role } = useSpeech()
  const { pending, displayName, organizationName, roles, login } = useSession()
  const facts = [
    ['login', login],
    ['displayName', displayName],
    ['organization', organizationName],
    ['roles', roles.map(role).join(words.app.comma)],
  ] as const
  return (
    <Page title={words.account.title}>
      {pending === undefined ? null : <Alert type="warning" showIcon title={words.account.pending[pending]} />}
      <Section title={words.nav.account}>
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name} className="fact">
              <dt>{words.fields[name]}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
      {pending === undefined ? (
        <Section title={words.drafts.title}>
          <Drafts />
        </Section>
      ) : null}
      {pending === undefined ? (
        <Section title={words.files.unused}>
          <Uploads />
        </Section>
      ) : null}
      {pending === undefined ? (
        <Section title={words.mail.title}>
          <Mail />
        </Section>
      ) : null}
      <Section title={words.account.password}>
        <PasswordForm />
      </Section>
      <Section title={words.account.factor}>
        <SecondFactor />
      </Section>
    </Page>
  )
}

export default AccountPage
