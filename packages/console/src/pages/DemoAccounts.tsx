/** The accounts of a demonstration, by the role that each stands for: one click signs in. */
import type { Reply } from '../ask/ask.ts'
import { Section } from '../parts/Page.tsx'
import { useSpeech } from '../words/words.tsx'

type Account = Reply<'demoAccounts'>[number]

interface DemoAccountsProps {
  readonly accounts: readonly Account[]
  readonly enter: (login: string, password: string) => Promise<void>
}

/** In the order in which the roles first come. */
const byRole = (accounts: readonly Account[]): readonly (readonly [role: string, of: readonly Account[]])[] => {
  const first = ({ roles }: Account): string => roles[0] ?? ''
  return [...new Set(accounts.map(first))].map((role) => [role, accounts.filter((one) => first(one) === role)])
}

export const DemoAccounts = ({ accounts, enter }: DemoAccountsProps) => {
  const { words, role } = useSpeech()
  if (accounts.length === 0) return null
  return (
    <Section title={words.signIn.demo}>
      <p className="quiet">{words.signIn.demoLead}</p>
      {byRole(accounts).map(([first, found]) => (
        <section key={first} aria-label={role(first)}>
          <h3>{role(first)}</h3>
          <ul className="accounts">
            {found.map(({ login, password, displayName, organizationName, roles }) => (
              <li key={login}>
                <button type="button" className="account" onClick={() => void enter(login, password)}>
                  <strong>{displayName}</strong>
                  <span>{[organizationName, ...roles.slice(1).map(role)].filter((one) => one !== '').join(' · ')}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Section>
  )
}
