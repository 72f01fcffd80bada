/** Acts that are done at a place of their own: by entering the workbench, by sending a file, by taking a key or a password. */
import { Link } from '@tanstack/react-router'
import type { ActView, CaseView } from '@yunhe/platform/contract'
import type { ReactNode } from 'react'

type Way = (id: string, title: string) => ReactNode

const toOwnAccount: Way = (_, title) => (
  <Link className="button-link" to="/account">
    {title}
  </Link>
)

const toDelivery: Way = (_, title) => (
  <a className="button-link" href="#deliver">
    {title}
  </a>
)

const ways: Readonly<Record<string, Way>> = {
  'data-request.enter': (id, title) => (
    <Link className="button-link" to="/workbench/$id" params={{ id }}>
      {title}
    </Link>
  ),
  'data-request.plan': (_, title) => (
    <a className="button-link" href="#plan">
      {title}
    </a>
  ),
  'catalog-item.deliver': toDelivery,
  'social-data.deliver': toDelivery,
  'export.review': (_, title) => (
    <a className="button-link" href="#look">
      {title}
    </a>
  ),
  'export.download': (_, title) => (
    <a className="button-link" href="#download">
      {title}
    </a>
  ),
  'leak-trace.enter': (_, title) => (
    <a className="button-link" href="#compare">
      {title}
    </a>
  ),
  'account.issue-password': (_, title) => (
    <Link className="button-link" to="/accounts">
      {title}
    </Link>
  ),
  'account.change-password': toOwnAccount,
  'account.enrol-second-factor': toOwnAccount,
  'subscription.take-key': (_, title) => (
    <a className="button-link" href="#key">
      {title}
    </a>
  ),
}

export const wayTo = (act: ActView, { id }: CaseView, title: string): ReactNode => ways[act.name]?.(id, title)
