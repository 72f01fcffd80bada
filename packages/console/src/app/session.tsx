/** Who is signed in, for every page behind the door; whoever is not is led to it. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import type { Session } from '@yunhe/platform/contract'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { keepCsrf } from '../ask/ask.ts'
import { problemIn } from '../ask/problem.ts'
import { sessionQuery } from '../ask/queries.ts'
import { Answer } from '../parts/States.tsx'

const SessionContext = createContext<Session | undefined>(undefined)

/** Only pages inside `SignedIn` ask; anything else is a fault of ours. */
export const useSession = () => {
  const session = useContext(SessionContext)
  if (!session) throw new Error('could not tell who is signed in outside of the signed-in pages')
  return session
}

/** Leads to the door once, remembering where somebody wanted to go; the address is read here and not followed, or it would lead to itself. */
const ToSignIn = () => {
  const go = useNavigate()
  const { state } = useRouter()
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where somebody stood when the door closed
  useEffect(() => void go({ to: '/sign-in', search: { from: state.location.href }, replace: true }), [])
  return null
}

const isSignedOut = (error: unknown) => problemIn(error)?.status === 401

export const SignedIn = ({ children }: { readonly children: ReactNode }) => {
  const query = useQuery(sessionQuery)
  if (isSignedOut(query.error)) return <ToSignIn />
  return (
    <Answer query={query}>
      {(session) => {
        keepCsrf(session.csrf)
        return <SessionContext value={session}>{children}</SessionContext>
      }}
    </Answer>
  )
}
