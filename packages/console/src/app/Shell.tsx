/** The frame around every page behind the door: who one is, where one can go, in which language. */
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import type { ProcedureView } from '@yunhe/platform/contract'
import { Button, Tag } from 'antd'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { ask } from '../ask/ask.ts'
import { answerTo, proceduresQuery, queryClient } from '../ask/queries.ts'
import { Loading } from '../parts/States.tsx'
import { useSpeech } from '../words/words.tsx'
import { Bell } from './Bell.tsx'
import { GuideButton } from './guide/GuideButton.tsx'
import { TourOffer } from './guide/TourOffer.tsx'
import { useRunningTour } from './guide/tours.ts'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import mark from './mark.svg'
import { isToolOf, navigationOf, toolPaths } from './navigation.ts'
import { SearchBox } from './SearchBox.tsx'
import { SignedIn, useSession } from './session.tsx'

const Guide = lazy(() => import('./guide/Guide.tsx'))
const Tour = lazy(() => import('./guide/Tour.tsx'))
const AccountPage = lazy(() => import('../pages/account/AccountPage.tsx'))
const inboxQuery = answerTo('inbox', { query: { pageSize: 200 } })

const Count = () => {
  const { data } = useQuery({ ...inboxQuery, refetchInterval: 30_000 })
  return data && data.total > 0 ? <Tag color="processing">{data.total}</Tag> : null
}

const KindLinks = ({ kinds }: { readonly kinds: readonly ProcedureView[] }) => {
  const { say } = useSpeech()
  return kinds.map(({ plural, title }) => (
    <li key={plural}>
      <Link to="/cases/$plural" params={{ plural }}>
        {say(title)}
      </Link>
    </li>
  ))
}

/** What one has nothing to do with stays within reach. */
const OtherKinds = ({ kinds }: { readonly kinds: readonly ProcedureView[] }) => {
  const { words } = useSpeech()
  if (kinds.length === 0) return null
  return (
    <details>
      <summary>{words.app.otherKinds}</summary>
      <ul>
        <KindLinks kinds={kinds} />
      </ul>
    </details>
  )
}

const Navigation = ({ isOpen }: { readonly isOpen: boolean }) => {
  const { words } = useSpeech()
  const { data = [] } = useQuery(proceduresQuery)
  const { roles } = useSession()
  const mine = data.filter(({ concerns }) => concerns)
  const others = data.filter(({ concerns }) => !concerns)
  return (
    <nav id="menu" className={isOpen ? 'menu open' : 'menu'} aria-label={words.app.sections}>
      <ul>
        <li>
          <Link to="/" activeOptions={{ exact: true }}>
            {words.nav.home} <Count />
          </Link>
        </li>
        <li>
          <Link to="/calendar">{words.nav.calendar}</Link>
        </li>
        <li>
          <Link to="/late">{words.nav.late}</Link>
        </li>
        <li>
          <Link to="/analytics">{words.nav.analytics}</Link>
        </li>
      </ul>
      {navigationOf(mine).map(({ chapter, procedures, tools }) => (
        <section key={chapter} aria-label={words.chapters[chapter]}>
          <h2>{words.chapters[chapter]}</h2>
          <ul>
            <KindLinks kinds={procedures} />
            {tools
              .filter((tool) => isToolOf(roles, tool))
              .map((tool) => (
                <li key={tool}>
                  <Link to={toolPaths[tool]}>{words.nav[tool]}</Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
      <OtherKinds kinds={others} />
    </nav>
  )
}

const Who = () => {
  const { words, role } = useSpeech()
  const session = useSession()
  const go = useNavigate()
  const signOut = async () => {
    await ask('signOut').catch(() => undefined)
    await go({ to: '/sign-in', search: {} })
    queryClient.clear()
  }
  return (
    <div className="who">
      <div className="who-name">
        <Link to="/account">
          <strong>{session.displayName}</strong>
        </Link>
        <span>
          {session.organizationName} · {session.roles.map(role).join(words.app.comma)}
        </span>
      </div>
      <Button onClick={() => void signOut()}>{words.app.signOut}</Button>
    </div>
  )
}

export const Brand = () => {
  const { words } = useSpeech()
  return (
    <span className="brand">
      <img src={mark} alt="" width={28} height={28} />
      <strong>{words.app.name}</strong>
      <span className="brand-full">{words.app.full}</span>
    </span>
  )
}

/** The help as it stands open or shut, and how to turn it; shut, the focus is where it was opened from. */
const useGuide = () => {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const turn = useCallback(() => setOpen((was) => !was), [])
  const close = useCallback(() => {
    setOpen(false)
    button.current?.focus()
  }, [])
  return { isOpen, button, turn, close }
}

/** Until a password or a second factor is set up, there is nothing here but one's own account. */
const IfReady = ({ children, instead }: { readonly children: ReactNode; readonly instead?: ReactNode }) => {
  const { pending } = useSession()
  return <Suspense fallback={<Loading />}>{pending === undefined ? children : instead}</Suspense>
}

export const Shell = () => {
  const { words } = useSpeech()
  const [isOpen, setOpen] = useState(false)
  const guide = useGuide()
  const tour = useRunningTour()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the menu
  useEffect(() => setOpen(false), [path])
  return (
    <SignedIn>
      <div className={guide.isOpen ? 'shell has-guide' : 'shell'}>
        <a className="skip" href="#main">
          {words.app.skip}
        </a>
        <header className="top">
          <Button className="menu-button" aria-expanded={isOpen} aria-controls="menu" onClick={() => setOpen(!isOpen)}>
            {words.app.menu}
          </Button>
          <Link to="/">
            <Brand />
          </Link>
          <IfReady>
            <SearchBox />
          </IfReady>
          <LanguageSwitch />
          <IfReady>
            <GuideButton ref={guide.button} isOpen={guide.isOpen} turn={guide.turn} />
            <Bell />
          </IfReady>
          <Who />
        </header>
        <IfReady>
          <Navigation isOpen={isOpen} />
        </IfReady>
        <main id="main" tabIndex={-1}>
          <IfReady instead={<AccountPage />}>
            {path === '/' ? <TourOffer /> : null}
            <Outlet />
          </IfReady>
        </main>
        {guide.isOpen ? (
          <IfReady>
            <Guide close={guide.close} />
          </IfReady>
        ) : null}
        {tour === undefined ? null : (
          <IfReady>
            <Tour key={tour} role={tour} />
          </IfReady>
        )}
      </div>
    </SignedIn>
  )
}
