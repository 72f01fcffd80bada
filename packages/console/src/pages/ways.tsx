/** Acts that are done at a place of their own: by entering the workbench, by sending a file, by taking a key. */
import { Link } from '@tanstack/react-router'
import type { ActView, CaseView } from '@yunhe/platform/contract'
import type { ReactNode } from 'react'

type Way = (id: string, title: string) => ReactNode

const ways: Readonly<Record<string, Way>> = {
  'data-request.enter': (id, title) => (
    <Link className="button-link" to="/workbench/$id" params={{ id }}>
      {title}
    </Link>
  ),
  'catalog-item.deliver': (_, title) => (
    <a className="button-link" href="#deliver">
      {title}
    </a>
  ),
  'subscription.take-key': (_, title) => (
    <a className="button-link" href="#key">
      {title}
    </a>
  ),
}

export const wayTo = (act: ActView, { id }: CaseView, title: string): ReactNode => ways[act.name]?.(id, title)
