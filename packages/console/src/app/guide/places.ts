/** Which screen somebody stands before, and the articles that rule it. A route without its help does not compile. */
import { type RegisteredRouter, useParams, useRouterState } from '@tanstack/react-router'
import type { RuleId } from '@yunhe/law/articles'

/** Every address behind the door. */
export type Screen = Exclude<keyof RegisteredRouter['routesByPath'], '/sign-in' | '/display'>

/** Screens of cases go by the rules of their kind. */
export const rulesByScreen = {
  '/': ['A6', 'A24'],
  '/acts': ['A6', 'A24'],
  '/search': ['A24'],
  '/notices': ['A6'],
  '/calendar': ['A6', 'A10', 'A18'],
  '/late': ['A6'],
  '/analytics': ['A24'],
  '/analytics/figures': ['A24'],
  '/cases/$plural': [],
  '/cases/$plural/new': [],
  '/cases/$plural/$id': [],
  '/workbench': ['A16', 'A12'],
  '/workbench/$id': ['A16', 'A12', 'A15'],
  '/lineage/$plural/$id': ['A3', 'A16'],
  '/meter': ['A23', 'A20'],
  '/zones': ['A24', 'A25'],
  '/ledger': ['A24'],
  '/parameters': ['A33'],
  '/rules': ['A33'],
  '/what-if': ['A4', 'A33'],
  '/account': ['A16'],
  '/accounts': ['A6', 'A16'],
  '/audit': ['A25'],
} as const satisfies Record<Screen, readonly RuleId[]>

const isScreen = (path: string): path is Screen => Object.hasOwn(rulesByScreen, path)

export interface Standpoint {
  /** None where there is no such page. */
  readonly screen: Screen | undefined
  /** The kind of case, and the case, that the screen is about. */
  readonly plural: string | undefined
  readonly id: string | undefined
}

/** Only screens of cases follow their kind; a workspace is its own screen. */
export const useStandpoint = (): Standpoint => {
  const path = useRouterState({ select: ({ matches }) => matches.at(-1) })
  const { plural, id } = useParams({ strict: false })
  const route = path?.routeId.replace(/^\/shell(?=\/)/, '') ?? ''
  const screen = isScreen(route) ? route : undefined
  const isOfCases = screen?.startsWith('/cases/') ?? false
  return { screen, plural: isOfCases ? plural : undefined, id: isOfCases ? id : undefined }
}
