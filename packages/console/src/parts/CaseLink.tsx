/** The way to another case, by its title where the page knows it. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useKnown } from './related.ts'

interface CaseLinkProps {
  readonly plural: string
  readonly id: string
  readonly children?: ReactNode
  readonly onFollow?: () => void
}

export const CaseLink = ({ plural, id, children, onFollow }: CaseLinkProps) => {
  const known = useKnown(id)
  return (
    <Link to="/cases/$plural/$id" params={{ plural, id }} {...(onFollow === undefined ? {} : { onClick: onFollow })}>
      {children || known?.title || id}
    </Link>
  )
}
