/** The addresses of the console. Pages are loaded when somebody goes there. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import type { NoticeView } from '@yunhe/platform/contract'
import { readSearch } from '../pages/list/search.ts'
import { Loading } from '../parts/States.tsx'
import { Broken, Missing } from './Lost.tsx'
import { Shell } from './Shell.tsx'

const root = createRootRoute()
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ from }: Record<string, unknown>): { from?: string } => (typeof from === 'string' ? { from } : {}),
  component: lazyRouteComponent(() => import('../pages/SignInPage.tsx')),
})
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })
const at = <const Path extends string>(path: Path, page: () => Promise<{ default: () => React.ReactNode }>) =>
  createRoute({ getParentRoute: () => shell, path, component: lazyRouteComponent(page) })

const asText = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const search = createRoute({
  getParentRoute: () => shell,
  path: '/search',
  validateSearch: ({ q, kind }: Record<string, unknown>): { q?: string; kind?: string } => {
    const [text, chosen] = [asText(q), asText(kind)]
    return { ...(text ? { q: text } : {}), ...(chosen ? { kind: chosen } : {}) }
  },
  component: lazyRouteComponent(() => import('../pages/SearchPage.tsx')),
})
const list = createRoute({
  getParentRoute: () => shell,
  path: '/cases/$plural',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('../pages/ListPage.tsx')),
})

/** What a page that leads here knows already, as JSON; the form begins with it. */
const opening = createRoute({
  getParentRoute: () => shell,
  path: '/cases/$plural/new',
  validateSearch: ({ known }: Record<string, unknown>): { known?: string } => (typeof known === 'string' ? { known } : {}),
  component: lazyRouteComponent(() => import('../pages/NewCasePage.tsx')),
})

const whatIf = createRoute({
  getParentRoute: () => shell,
  path: '/what-if',
  validateSearch: ({ run }: Record<string, unknown>): { run?: string } => (typeof run === 'string' ? { run } : {}),
  component: lazyRouteComponent(() => import('../pages/what-if/WhatIfPage.tsx')),
})

/** `exporting` names an export whose files are to be changed. */
const workbench = createRoute({
  getParentRoute: () => shell,
  path: '/workbench/$id',
  validateSearch: ({ exporting }: Record<string, unknown>): { exporting?: string } => (typeof exporting === 'string' ? { exporting } : {}),
  component: lazyRouteComponent(() => import('../pages/zone/WorkbenchPage.tsx')),
})

interface NoticesSearch {
  readonly page?: number
  readonly kind?: NoticeView['kind']
  readonly unread?: 'yes'
}
const noticeKinds: readonly unknown[] = ['turn', 'urge', 'reminder', 'overdue'] satisfies readonly NoticeView['kind'][]
const notices = createRoute({
  getParentRoute: () => shell,
  path: '/notices',
  validateSearch: ({ page, kind, unread }: Record<string, unknown>): NoticesSearch => ({
    ...(Number(page) > 1 ? { page: Number(page) } : {}),
    ...(noticeKinds.includes(kind) ? { kind: kind as NoticeView['kind'] } : {}),
    ...(unread === 'yes' ? { unread } : {}),
  }),
  component: lazyRouteComponent(() => import('../pages/NoticesPage.tsx')),
})

export interface AnalyticsSearch {
  readonly board?: string
  readonly months?: number
  readonly view?: 'chart' | 'table'
}
const analytics = createRoute({
  getParentRoute: () => shell,
  path: '/analytics',
  validateSearch: ({ board, months, view }: Record<string, unknown>): AnalyticsSearch => ({
    ...(asText(board) ? { board: String(board) } : {}),
    ...([6, 24].includes(Number(months)) ? { months: Number(months) } : {}),
    ...(view === 'table' ? { view } : {}),
  }),
  component: lazyRouteComponent(() => import('../pages/analytics/AnalyticsPage.tsx')),
})
/** Outside of the shell: it shows what everybody may see, and needs no session. */
const display = createRoute({
  getParentRoute: () => root,
  path: '/display',
  component: lazyRouteComponent(() => import('../pages/analytics/DisplayPage.tsx')),
})

const tree = root.addChildren([
  signIn,
  display,
  shell.addChildren([
    at('/', () => import('../pages/home/HomePage.tsx')),
    at('/acts', () => import('../pages/ActsPage.tsx')),
    list,
    search,
    opening,
    at('/cases/$plural/$id', () => import('../pages/CasePage.tsx')),
    at('/workbench', () => import('../pages/zone/WorkbenchesPage.tsx')),
    workbench,
    notices,
    at('/calendar', () => import('../pages/calendar/CalendarPage.tsx')),
    analytics,
    at('/analytics/figures', () => import('../pages/analytics/FiguresPage.tsx')),
    at('/late', () => import('../pages/calendar/LatePage.tsx')),
    at('/lineage/$plural/$id', () => import('../pages/zone/LineagePage.tsx')),
    at('/meter', () => import('../pages/circulation/MeterPage.tsx')),
    at('/zones', () => import('../pages/zone/ZonesPage.tsx')),
    at('/ledger', () => import('../pages/LedgerPage.tsx')),
    at('/parameters', () => import('../pages/rules/ParametersPage.tsx')),
    at('/rules', () => import('../pages/rules/RuleSetsPage.tsx')),
    whatIf,
    at('/account', () => import('../pages/account/AccountPage.tsx')),
    at('/accounts', () => import('../pages/account/AccountsPage.tsx')),
    at('/audit', () => import('../pages/account/AuditPage.tsx')),
  ]),
])

export const router = createRouter({
  routeTree: tree,
  basepath: '/console',
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultNotFoundComponent: Missing,
  defaultErrorComponent: Broken,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
